import { scaled } from '../core/setting';
import type { Item } from './state';
import type { World } from './world';

/** A word that no Lazada lets pass, so that a test can have a product refused. */
const FORBIDDEN = /hàng giả/i;

export function startReview(world: World, item: Item): void {
  const waitMs = scaled(world.setting, world.state.settings.reviewMs);
  item.status = 'Pending QC';
  item.reviewAt = world.setting.now() + waitMs;
  item.rejectReason = null;
  setTimeout(() => settleReviews(world), waitMs + 20).unref();
}

/** Ends every review whose time has come, and tells the app (push 1). lazada spec §4.1, §7 */
export function settleReviews(world: World): void {
  const now = world.setting.now();
  for (const item of Object.values(world.state.items)) {
    if (item.reviewAt === null || item.reviewAt > now) continue;
    const refused = FORBIDDEN.test(`${item.name} ${item.attributes['description'] ?? ''}`);
    decideReview(world, item, refused ? 'Sản phẩm vi phạm chính sách' : null);
  }
}

export function decideReview(world: World, item: Item, reason: string | null): void {
  item.reviewAt = null;
  item.status = reason === null ? 'Active' : 'Rejected';
  item.rejectReason = reason;
  item.updatedAt = world.setting.now();
  world.setting.changed();
  qcPush(world, item, reason === null ? 'APPROVED' : 'REJECTED', reason ?? '');
}

/** Lazada takes a live product down. */
export function lockItem(world: World, item: Item, reason: string): void {
  item.status = 'Lock';
  item.rejectReason = reason;
  item.updatedAt = world.setting.now();
  qcPush(world, item, 'Lock', reason);
}

function qcPush(world: World, item: Item, status: string, reason: string): void {
  const date = Math.floor(world.setting.now() / 1000);
  const seller_id = String(item.sellerId);
  world.pushes.send(1, item.sellerId, { itemId: item.itemId, status, reason, date, seller_id });
}
