import { seconds } from '../core/setting';
import { itemView, pageOfItems } from './live-items';
import { sessionOf, userCall } from './live-session';
import type { LiveSession } from './live-state';
import { ordersOf, type OrderLine } from './state';
import type { Endpoints, Outcome, ShopeeCall, World } from './world';

/** Lines of the session's items that were bought while it ran. Views and likes are invented from the number of comments. */
function soldIn(world: World, session: LiveSession): OrderLine[][] {
  const until = session.endTime || seconds(world.setting);
  if (session.startTime === 0) return [];
  const inIt = new Set(session.items.map((one) => one.itemId));
  return ordersOf(world.state, session.shopId)
    .filter((order) => order.createTime >= session.startTime && order.createTime <= until)
    .map((order) => order.lines.filter((line) => inIt.has(line.itemId)))
    .filter((lines) => lines.length > 0);
}

const vndOf = (lines: readonly OrderLine[]) =>
  lines.reduce((sum, line) => sum + line.priceVnd * line.quantity, 0);

function sessionMetric(call: ShopeeCall): Outcome {
  const session = sessionOf(call);
  const sold = soldIn(call.world, session);
  const viewers = new Set(session.comments.map((one) => one.userId)).size;
  const isOn = session.status === 1;
  return {
    response: {
      gmv: vndOf(sold.flat()),
      atc: sold.length,
      ctr: 0,
      co: viewers === 0 ? 0 : sold.length / viewers,
      orders: sold.length,
      ccu: isOn ? viewers : 0,
      engage_ccu_1m: isOn ? viewers : 0,
      peak_ccu: viewers,
      likes: 3 * session.comments.length,
      comments: session.comments.length,
      shares: 0,
      views: 2 * viewers,
      avg_viewing_duration: 0,
    },
  };
}

function itemMetric(call: ShopeeCall): Outcome {
  const { session, page, more, next_offset } = pageOfItems(call);
  const sold = soldIn(call.world, session).flat();
  const list = page.map((one) => {
    const { item_no: _no, ...item } = itemView(call.world, session, one);
    const pieces = sold
      .filter((line) => line.itemId === one.itemId)
      .reduce((sum, line) => sum + line.quantity, 0);
    return { item, metric: { item_clicks: pieces * 2, atc: pieces, sold_items: pieces } };
  });
  return { response: { more, next_offset, list } };
}

const path = '/api/v2/livestream';

export const liveMetricEndpoints: Endpoints = {
  [`${path}/get_session_metric`]: userCall('GET', sessionMetric),
  [`${path}/get_session_item_metric`]: userCall('GET', itemMetric),
};
