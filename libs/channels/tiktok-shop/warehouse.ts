import { ChannelFailure, integerId, looseList, looseText } from '@ganh/channels/kit';
import { z } from 'zod';
import { ask, type ShopCaller } from './call';

const warehouses = z.looseObject({
  warehouses: looseList(
    z.looseObject({
      id: integerId,
      type: looseText,
      effect_status: looseText,
      is_default: z.boolean().nullish().catch(null),
    }),
  ),
});

/** Where the shop sells from: its default place, else the first that is in use; null where there is none. */
export async function defaultWarehouse(access: ShopCaller): Promise<string | null> {
  const call = { path: '/logistics/202309/warehouses' };
  const { warehouses: all } = await ask(access, call, warehouses);
  const usable = all.filter(
    (one) => one.type === 'SALES_WAREHOUSE' && (one.effect_status ?? 'ENABLED') === 'ENABLED',
  );
  return (usable.find((one) => one.is_default) ?? usable[0])?.id ?? null;
}

/** The place that connecting found, else asked for now. @throws ChannelFailure where the shop has none. */
export async function warehouseOf(access: ShopCaller): Promise<string> {
  const found = access.settings['warehouseId'] ?? (await defaultWarehouse(access));
  if (found) return found;
  throw new ChannelFailure('rejected', {
    code: 'no_warehouse',
    reason: { key: 'no_delivery_option', code: 'no_warehouse' },
  });
}
