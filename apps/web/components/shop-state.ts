import type { MarkState, ShopRow } from '@ganh/contracts';

const MARKS: Readonly<Record<ShopRow['state'], MarkState>> = {
  ok: 'done',
  waiting: 'waiting',
  expiring: 'waiting',
  lost: 'broken',
  paused: 'absent',
};

export function markOfShop(shop: ShopRow): MarkState {
  return MARKS[shop.state];
}
