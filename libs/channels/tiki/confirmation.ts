import { ChannelFailure, exactInteger, integerId, type ShopAccess } from '@ganh/channels/kit';
import { z } from 'zod';
import { ask, listIn } from './call';
import type { TikiOrder } from './order-read';

const inventories = listIn(
  z.looseObject({ seller_inventory_id: integerId.nullish(), id: integerId.nullish() }),
);

export function isDropship(order: TikiOrder): boolean {
  return order.fulfillment_type === 'dropship';
}

/** One call confirms and refuses: dropship has its own. tiki spec §5 */
export function confirmPath(order: TikiOrder): string {
  const code = encodeURIComponent(order.code);
  return `v2/orders/${code}/${isDropship(order) ? 'dropship/' : ''}confirm-available`;
}

export function confirmBody(
  order: TikiOrder,
  inventoryId: string,
  told: {
    confirmation_status: 'seller_confirmed' | 'seller_canceled';
    available_item_ids: readonly string[];
    expected_pickup_time?: string;
  },
): Record<string, unknown> {
  const { available_item_ids: ids, ...dropship } = told;
  const seller_inventory_id = exactInteger(inventoryId);
  if (isDropship(order)) return { ...dropship, seller_inventory_id };
  return { available_item_ids: ids.map(exactInteger), seller_inventory_id };
}

/** Which of the seller's places serves this order. tiki spec §5 */
export async function inventoryFor(access: ShopAccess, order: TikiOrder): Promise<string> {
  const query: [string, string][] = [['tiki_warehouse_codes', order.tiki_warehouse?.code ?? '']];
  const all = await ask(
    access,
    { method: 'GET', path: 'v2/seller-inventories', query },
    inventories,
  );
  const id = all.map((one) => one.seller_inventory_id ?? one.id).find((one) => one);
  if (id) return id;
  throw new ChannelFailure('rejected', { code: 'no_seller_inventory' });
}
