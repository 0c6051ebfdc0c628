import type { OrderView } from '@ganh/contracts';
import { formatDateTime, formatVnd } from '@ganh/kernel';
import { PaymentBadge } from '../components/badge';
import { Icon } from '../components/icon';
import { ChannelTile } from '../components/mark';
import { Note } from '../components/note';
import { Parcels, Payouts, Returns } from '../components/after-sale';
import { Answers } from '../components/answers';
import { OrderAct } from '../components/order-act';
import { dialable } from '../components/phone';
import { whenPlaced } from '../components/order-card';
import { Frame } from '../components/shell';
import type { Page } from '../page';
import { order as words, orders } from '../words/orders';

type Order = OrderView['order'];
type OrderLine = {
  name: string;
  quantityText: string;
  amountVnd: number;
  lackingText: string | null;
};

function Call(props: { order: Order; look: 'p' | 'o'; text: string }) {
  const phone = dialable(props.order.buyerPhone);
  if (!phone) return null;
  return (
    <a class={`btn ${props.look} w`} href={phone.href}>
      <Icon name="phone" />
      {props.text}
    </a>
  );
}

/** Cancelling a paid order asks first (screens §1 P6); without script the question stands in the page. */
function Cancel(props: { order: Order; verb: string }) {
  const { order } = props;
  const paid = order.pay === 'da-tra' || order.pay === 'tra-mot-phan';
  return (
    <details class="more" data-sheet={props.verb}>
      <summary>
        <Icon name="close" />
        {props.verb}
      </summary>
      <form class="stack" method="post" action={`/don/${order.id}/cancel`}>
        {paid && <Note tone="look" head={words.cancelAsk} />}
        <fieldset>
          <legend class="label">{words.cancelReason}</legend>
          <div class="stack">
            {Object.entries(words.reasons).map(([value, text], index) => (
              <label class="pick" key={value}>
                <input type="radio" name="reason" value={value} checked={index === 0} />
                <span class="line">
                  <span class="grow">{text}</span>
                  <Icon name="check" />
                </span>
              </label>
            ))}
          </div>
        </fieldset>
        <button class="btn d w">{props.verb}</button>
      </form>
    </details>
  );
}

function Acts(props: { order: Order }) {
  const { order } = props;
  const trouble = order.trouble;
  const phone = dialable(order.buyerPhone);
  const acts = order.actions.filter((act) => act.action !== 'cancel');
  const cancel = order.actions.find((act) => act.action === 'cancel');
  const act = { orderId: order.id, number: order.number };
  return (
    <div class="ways">
      {trouble && <Call order={order} look="p" text={orders.callFor(order.buyerName)} />}
      {trouble?.ways
        .filter((way) => way.action !== 'cancel')
        .map((way) => (
          <OrderAct key={way.action} {...act} action={way.action} verb={way.verb} look="o" />
        ))}
      {acts
        .filter((one) => !trouble?.ways.some((way) => way.action === one.action))
        .map((one, index) => (
          <OrderAct
            key={one.action}
            {...act}
            action={one.action}
            verb={one.verb}
            look={index === 0 && !trouble ? 'p' : 'o'}
          />
        ))}
      {!trouble && phone && <Call order={order} look="o" text={orders.call(phone.text)} />}
      {cancel && <Cancel order={order} verb={cancel.verb} />}
    </div>
  );
}

function Goods(props: { order: Order }) {
  const { order } = props;
  const lines: readonly OrderLine[] = order.lines;
  const rest = order.totalVnd - lines.reduce((sum, line) => sum + line.amountVnd, 0);
  return (
    <section class="card pad">
      <h2>{words.goods}</h2>
      <div class="bill lines">
        {lines.map((line) => (
          <div key={line.name}>
            <span class="grow">
              <b class="num">{line.quantityText}</b> {line.name}
              {line.lackingText && <b class="bad block">{orders.lacking(line.lackingText)}</b>}
            </span>
            <span class="num">{formatVnd(line.amountVnd)}</span>
          </div>
        ))}
        {rest !== 0 && (
          <div>
            <span class="grow">{words.otherAmounts}</span>
            <span class="num">{formatVnd(rest)}</span>
          </div>
        )}
        <div class="bold">
          <span>{words.total}</span>
          <span class="num">{formatVnd(order.totalVnd)}</span>
        </div>
      </div>
    </section>
  );
}

/** A marketplace ships by its own label and shows the address to nobody else. */
function withoutAddress(order: Order): string {
  return order.externalOrderId === null ? words.noAddress : words.addressOnLabel(order.channelName);
}

function Buyer(props: { order: Order; now: number }) {
  const { order } = props;
  return (
    <section class="card pad stack">
      <div class="row">
        <ChannelTile channel={order.channel} name={order.channelName} size={44} silent />
        <div class="grow">
          <h2>{order.buyerName}</h2>
          <p class="small">
            {orders.placed(order.channelName, whenPlaced(order.placedAt, props.now))}
          </p>
        </div>
      </div>
      <div>
        <h3>{words.shipTo}</h3>
        <p>{order.address ?? withoutAddress(order)}</p>
        {order.buyerPhone && (
          <p class="num">{dialable(order.buyerPhone)?.text ?? order.buyerPhone}</p>
        )}
      </div>
      {order.note && (
        <div>
          <h3>{words.note}</h3>
          <p>{order.note}</p>
        </div>
      )}
      {(order.channelStatus ?? order.externalOrderId) && (
        <p class="small">
          {order.channelStatus && `${words.onChannel(order.channelName)}: ${order.channelStatus}. `}
          {order.externalOrderId && words.channelNumber(order.externalOrderId)}
        </p>
      )}
    </section>
  );
}

function Timeline(props: { order: Order; now: number }) {
  const { order } = props;
  const due = order.shipByAt !== null && (order.tab === 'dong-goi' || order.tab === 'co-chuyen');
  return (
    <section class="card pad">
      <h2>{words.past}</h2>
      <ol class="past gap">
        {order.timeline.map((step) => (
          <li key={`${step.at} ${step.text}`}>
            <span class="dot">
              <Icon name="check" size={18} />
            </span>
            <div>
              <b>{step.text}</b>
              <div class="small">{formatDateTime(step.at)}</div>
            </div>
          </li>
        ))}
        {due && (
          <li class="next">
            <span class="dot">
              <Icon name="clock" size={18} />
            </span>
            <div>
              <b>{words.nextDuty}</b>
              <div class="small">{words.next(whenPlaced(order.shipByAt ?? 0, props.now))}</div>
            </div>
          </li>
        )}
      </ol>
    </section>
  );
}

export const orderPage: Page<OrderView> = {
  title: (view) => words.title(view.order.number),
  sheets: ['shell', 'marks', 'forms', 'orders', 'sheet'],
  islands: [],
  live: ['order.changed', 'message.changed'],
  body: (view, { newOpId }) => {
    const { order } = view;
    return (
      <Frame
        shell={view.shell}
        here="orders"
        title={words.title(order.number)}
        back={`/don?tab=${order.tab}`}
        tools={<PaymentBadge pay={order.pay} />}
      >
        <div class="detail">
          <div class="stack">
            {order.trouble && <Note tone="bad" head={order.trouble.text} />}
            {!order.trouble && <p class="bold">{order.statusText}</p>}
            <Acts order={order} />
            <Goods order={order} />
            <Returns order={order} now={view.shell.nowAt} />
            {order.answers && (
              <section class="card pad stack">
                <h2>{words.told}</h2>
                <Answers
                  answers={order.answers}
                  to={order.buyerName}
                  place={{ order: order.id, now: view.shell.nowAt }}
                  newOpId={newOpId}
                />
              </section>
            )}
          </div>
          <div class="stack">
            <Buyer order={order} now={view.shell.nowAt} />
            <Parcels order={order} />
            <Payouts order={order} />
            <Timeline order={order} now={view.shell.nowAt} />
          </div>
        </div>
      </Frame>
    );
  },
};
