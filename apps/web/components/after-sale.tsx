import type { OrderReturnView, OrderView } from '@ganh/contracts';
import { formatDate, formatVnd } from '@ganh/kernel';
import { afterSale as words } from '../words/orders';
import { Field } from './field';
import { Icon } from './icon';
import { Note } from './note';
import { whenPlaced } from './order-card';

type Order = OrderView['order'];
type Act = OrderReturnView['acts'][number];

/** What the carrier takes away, with the label to print. */
export function Parcels(props: { order: Order }) {
  const { parcels } = props.order;
  if (parcels.length === 0) return null;
  return (
    <section class="card pad stack">
      <h2>{words.parcels}</h2>
      {parcels.map((parcel, index) => (
        <div class="stack" key={parcel.trackingNumber ?? index}>
          <p>
            {parcel.carrier && <b class="block">{parcel.carrier}</b>}
            {parcel.trackingNumber === null
              ? words.noTracking
              : words.tracking(parcel.trackingNumber)}
          </p>
          {parcel.labelUrl && (
            <a class="btn o w" href={parcel.labelUrl} target="_blank" rel="noopener">
              <Icon name="open" />
              {words.print}
            </a>
          )}
        </div>
      ))}
    </section>
  );
}

function ReturnForm(props: { id: number; act: Act }) {
  const { id, act } = props;
  return (
    <form
      class="stack"
      method="post"
      action={`/don/tra/${id}/${act.act}`}
      data-act={`/api/v1/returns/${id}/${act.act}`}
      data-done={words.done[act.act]}
    >
      {act.act === 'refuse' && (
        <Field name="why" label={words.why} value="" input={{ maxLength: 300, required: true }} />
      )}
      {act.act === 'restock' && <p class="small">{words.restockHint}</p>}
      <button class="btn o w" data-busy={words.doing}>
        {act.verb}
      </button>
    </form>
  );
}

/** What the buyer sends back: what is asked, what was answered, and whether the goods are on the shelf again. */
export function Returns(props: { order: Order; now: number }) {
  const { returns, channelName } = props.order;
  if (returns.length === 0) return null;
  return (
    <section class="card pad stack">
      <h2>{words.back}</h2>
      {returns.map((one) => {
        const isWaiting = one.answerByAt !== null;
        const mayAnswer = one.acts.some(({ act }) => act !== 'restock');
        const mayRefuse = one.acts.some(({ act }) => act === 'refuse');
        return (
          <div class="stack" key={one.id}>
            <p>
              <b class="block">{one.statusText}</b>
              {one.reason}
            </p>
            {one.refundVnd !== null && <p>{words.refund(formatVnd(one.refundVnd))}</p>}
            {one.answerByAt !== null && (
              <p class="bold">{words.answerBy(whenPlaced(one.answerByAt, props.now))}</p>
            )}
            {one.refusal && <Note tone="bad" head={one.refusal} />}
            {isWaiting && mayAnswer && !mayRefuse && <p>{words.refuseThere(channelName)}</p>}
            {isWaiting && !mayAnswer && <p>{words.onlyThere(channelName)}</p>}
            {one.restocked && <p>{words.restocked}</p>}
            {one.acts.map((act) => (
              <ReturnForm key={act.act} id={one.id} act={act} />
            ))}
          </div>
        );
      })}
    </section>
  );
}

/** Only shown: what the channel said it paid. */
export function Payouts(props: { order: Order }) {
  const { payouts } = props.order;
  if (payouts.length === 0) return null;
  return (
    <section class="card pad">
      <h2>{words.paidOut}</h2>
      {payouts.map((one) => (
        <p key={one.at}>
          {words.payout(formatVnd(one.amountVnd), formatVnd(one.feesVnd), formatVnd(one.taxesVnd))}
          <span class="small block">{formatDate(one.at)}</span>
        </p>
      ))}
    </section>
  );
}
