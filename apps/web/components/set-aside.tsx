import type { SheetView } from '@ganh/contracts';
import { formatAge } from '@ganh/kernel';
import { sheets as words } from '../words/sheets';
import { Note } from './note';

/** So many are shown to be changed; the rest gets what is proposed. */
const ASKED = 20;

type Offer = SheetView['setAside']['offers'][number];

function OfferField(props: { offer: Offer }) {
  const { variantId, name, unit, freeUnits, units } = props.offer;
  const id = `units-${variantId}`;
  return (
    <div class="field">
      <label class="label" for={id}>
        {name}, {words.left(freeUnits, unit)}
      </label>
      <div class="inp">
        <input id={id} name={`units.${variantId}`} inputmode="numeric" value={units} />
        <span class="suffix">{unit}</span>
      </div>
    </div>
  );
}

function Offers(props: { offers: readonly Offer[]; at: string }) {
  const { offers, at } = props;
  const more = offers.length - ASKED;
  return (
    <form class="card pad form stack" method="post" action={at}>
      {offers.slice(0, ASKED).map((offer) => (
        <OfferField offer={offer} key={offer.variantId} />
      ))}
      {more > 0 && <p class="hint">{words.setAsideMore(more)}</p>}
      <button class="btn o w big">{words.keep(offers.length)}</button>
    </form>
  );
}

/** Stock for this marketplace alone, with the age of what is known of its sales beside it. */
export function SetAside(props: { view: SheetView; base: string }) {
  const { view, base } = props;
  const { offers, kept, otherShops, newShops } = view.setAside;
  const at = `${base}/de-rieng`;
  if (!view.maySetAside) return null;
  const age =
    view.lastTakenAt === null
      ? words.neverIn
      : words.lastIn(formatAge(view.lastTakenAt, view.shell.nowAt));
  const nothing = otherShops === 0 ? words.setAsideOnly : words.setAsideNone;
  return (
    <section class="stack" id="de-rieng">
      <h2>{words.setAside(view.marketplace)}</h2>
      <p>
        {words.setAsideWhy} {age}
      </p>
      {kept.length > 0 && (
        <form class="card pad stack" method="post" action={`${at}/thoi`}>
          <b>{words.kept(kept.length)}</b>
          <ul>
            {kept.slice(0, ASKED).map((one) => (
              <li key={one.variantId}>{words.keptOne(one.name, one.units, one.unit)}</li>
            ))}
          </ul>
          <button class="btn o w">{words.giveBack}</button>
        </form>
      )}
      {newShops > 0 && (
        <form class="stack" method="post" action={at}>
          <Note tone="look" head={words.newShops(newShops)} />
          <button class="btn o w">{words.keepAgain}</button>
        </form>
      )}
      {offers.length > 0 && <Offers offers={offers} at={at} />}
      {offers.length === 0 && kept.length === 0 && <p>{nothing}</p>}
    </section>
  );
}
