import type { OrderRow } from '@ganh/contracts';
import { formatDate, formatNearDay, formatTime, formatVnd } from '@ganh/kernel';
import { orders as words } from '../words/orders';
import { PaymentBadge } from './badge';
import { Icon } from './icon';
import { ChannelTile } from './mark';
import { OrderAct } from './order-act';
import { dialable } from './phone';

/** `7:20`, `hôm qua 7:20`, `7:20, 12/11/2026`. */
export function whenPlaced(at: number, now: number): string {
  const day = formatNearDay(at, now);
  if (day === formatNearDay(now, now)) return formatTime(at);
  return day === formatDate(at) ? `${formatTime(at)}, ${day}` : `${day} ${formatTime(at)}`;
}

export function CallButton(props: { phone: string | null; name: string }) {
  const phone = dialable(props.phone);
  if (!phone) return null;
  return (
    <a class="btn o only" href={phone.href} aria-label={words.call(props.name)}>
      <Icon name="phone" />
    </a>
  );
}

export function Deadline(props: { at: number | null; now: number }) {
  if (props.at === null) return null;
  const late = props.at < props.now;
  return (
    <span class={late ? 'bad bold block' : 'small block'}>
      {words.shipBy(whenPlaced(props.at, props.now))}
    </span>
  );
}

export function OrderCard(props: { order: OrderRow; now: number }) {
  const { order, now } = props;
  return (
    <li class="card" data-key={order.id} id={`don-${order.id}`}>
      <a href={`/don/${order.id}`} class="order">
        <span class="row apart head">
          <span class="row near">
            <ChannelTile channel={order.channel} name={order.channelName} size={30} />
            <span class="small">
              <b class="num">{words.number(order.number)}</b> · {whenPlaced(order.placedAt, now)}
            </span>
          </span>
          <PaymentBadge pay={order.short ? 'thieu-hang' : order.pay} />
        </span>
        <span class="row apart wrap near">
          <span class="who">{order.buyerName}</span>
          <span class="sum num">{formatVnd(order.totalVnd)}</span>
        </span>
        {order.lines.map((line) => (
          <span class="line" key={line.name}>
            <b class="num">{line.quantityText}</b>
            <span>
              {line.name}
              {line.lackingText && <b class="bad"> · {words.lacking(line.lackingText)}</b>}
            </span>
          </span>
        ))}
        {order.tab === 'dong-goi' && <Deadline at={order.shipByAt} now={now} />}
        {order.tab === 'co-chuyen' && <span class="bad bold block">{order.statusText}</span>}
      </a>
      <div class="acts">
        <CallButton phone={order.buyerPhone} name={order.buyerName} />
        {order.next && (
          <OrderAct
            orderId={order.id}
            number={order.number}
            action={order.next.action}
            verb={order.next.verb}
            look="p"
          />
        )}
      </div>
    </li>
  );
}
