import type { KindChoice } from '@ganh/contracts';
import { kinds as words } from '../words/listings';
import { Icon } from './icon';

/** What the goods are, put right with one tap where the guess was wrong. */
export function KindLine(props: {
  productId: number;
  kind: KindChoice;
  /** Back to this listing's sheet; absent = to the results. */
  listingId?: number;
}) {
  const { kind, listingId } = props;
  return (
    <details class="more" id="loai">
      <summary>
        <Icon name="next" />
        {words.is(kind.chosen?.name ?? null, kind.isGuess)}
      </summary>
      {kind.likely.length > 0 && (
        <form class="card pad stack" method="post" action={`/hang/${props.productId}/loai`}>
          {listingId !== undefined && <input type="hidden" name="listingId" value={listingId} />}
          {kind.likely.map(({ code, name }) => (
            <button class="btn o w" key={code} name="kind" value={code}>
              {name}
            </button>
          ))}
        </form>
      )}
      <form class="card pad stack" method="post" action={`/hang/${props.productId}/loai`}>
        {listingId !== undefined && <input type="hidden" name="listingId" value={listingId} />}
        <label class="label" for="o-kind">
          {words.other}
        </label>
        <div class="inp">
          <select id="o-kind" name="kind">
            {kind.all.map(({ code, name }) => (
              <option key={code} value={code} selected={code === kind.chosen?.code}>
                {name}
              </option>
            ))}
          </select>
        </div>
        <button class="btn t w">{words.save}</button>
      </form>
    </details>
  );
}
