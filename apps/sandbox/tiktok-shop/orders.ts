import { text } from '../core/input';
import { asksToCancel, orderView } from './order-view';
import { badParams, TikTokRefusal } from './refusal';
import { ordersOf, type Order } from './state';
import { inWindow, pageOf, reads, type Endpoints, type TikTokCall } from './world';

/** An order of this shop. @throws TikTokRefusal */
export function ownOrder({ world, owner }: TikTokCall, id: string): Order {
  const order = world.state.orders[id];
  if (order?.shopId !== owner.id)
    throw new TikTokRefusal(21011028, 'The order is not of this shop');
  return order;
}

function search(call: TikTokCall): unknown {
  const { world, owner, query, body } = call;
  const field = query.get('sort_field') ?? 'create_time';
  if (!['create_time', 'update_time'].includes(field)) throw badParams('sort_field is unknown');
  const status = text(body['order_status']);
  const asked = body['is_buyer_request_cancel'];
  const found = ordersOf(world.state, owner.id).filter(
    (one) =>
      (!status || one.status === status) &&
      (asked === undefined || asksToCancel(world, one) === asked) &&
      inWindow(body, 'create_time', one.createTime) &&
      inWindow(body, 'update_time', one.updateTime),
  );
  const time = (one: Order) => (field === 'create_time' ? one.createTime : one.updateTime);
  found.sort((a, b) => time(a) - time(b) || (a.id < b.id ? -1 : 1));
  if ((query.get('sort_order') ?? 'DESC') === 'DESC') found.reverse();
  const { shown, ...rest } = pageOf(call, found, { min: 1, max: 100, usual: 20 });
  call.note(shown.map((one) => one.id));
  return { orders: shown.map((one) => orderView(world, one)), ...rest };
}

function detail(call: TikTokCall): unknown {
  const { world, owner, query } = call;
  const ids = (query.get('ids') ?? '').split(',').filter(Boolean);
  if (ids.length === 0 || ids.length > 50) throw badParams('ids must have 1 to 50 ids');
  if (!ids.every((id) => /^\d+$/.test(id))) throw badParams('ids must be numbers');
  call.note(ids);
  const found = ids.flatMap((id) => {
    const order = world.state.orders[id];
    return order?.shopId === owner.id ? [orderView(world, order)] : [];
  });
  return { orders: found };
}

export const orderEndpoints: Endpoints = {
  'POST /order/202309/orders/search': reads(search),
  'GET /order/202309/orders': reads(detail),
  'GET /order/202507/orders': reads(detail),
};
