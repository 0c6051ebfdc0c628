import { scaled } from '../core/setting';
import { moveOrder } from './order-moves';
import { endReview } from './review';
import type { World } from './world';

/** Does what the channel does by itself once its time has come: ends reviews, and the hour of second thoughts. */
export function settle(world: World): void {
  const now = world.setting.now();
  for (const product of Object.values(world.state.products)) {
    if (product.reviewEndsMs === undefined || product.reviewEndsMs > now) continue;
    const { refusedWord } = world.state.settings;
    const title = (product.next ?? product).title.toLowerCase();
    const refused = refusedWord !== '' && title.includes(refusedWord.toLowerCase());
    endReview(world, product, refused ? 'Tên sản phẩm có từ không được phép' : null);
  }
  for (const order of Object.values(world.state.orders)) {
    if (order.status !== 'ON_HOLD' || (order.holdEndsMs ?? 0) > now) continue;
    moveOrder(world, order, 'AWAITING_SHIPMENT');
  }
}

/** When something that is due after so long will be; it is then done even if nobody calls. */
export function dueIn(world: World, ms: number): number {
  const wait = scaled(world.setting, ms);
  setTimeout(() => settle(world), wait + 1).unref();
  return world.setting.now() + wait;
}
