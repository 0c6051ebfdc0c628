import { ChannelFailure, integerId, type ShopAccess } from '@ganh/channels/kit';
import { z } from 'zod';
import { ask, listIn, type Caller } from './call';

const warehouses = listIn(z.looseObject({ id: integerId }));

/** The seller's first place; null where there is none. tiki spec §2 */
export async function firstWarehouse(caller: Caller): Promise<string | null> {
  const call = { method: 'GET', path: 'v2/sellers/me/warehouses' } as const;
  return (await ask(caller, call, warehouses))[0]?.id ?? null;
}

/** Where stock is told; as authorisation found it, else asked for now. */
export async function warehouseOf(access: ShopAccess): Promise<string> {
  const id = access.settings['warehouseId'] ?? (await firstWarehouse(access));
  if (id !== null) return id;
  const code = 'no_warehouse';
  throw new ChannelFailure('rejected', { code, reason: { key: 'other', code } });
}
