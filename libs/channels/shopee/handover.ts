import {
  ChannelFailure,
  exactInteger,
  idText,
  integerId,
  looseList,
  type ShopAccess,
} from '@ganh/channels/kit';
import { z } from 'zod';
import { askAsShop, inResponse } from './call';

const needs = z.array(z.string()).nullish().catch(null);
const parameter = inResponse(
  z.looseObject({
    info_needed: z.looseObject({ pickup: needs, dropoff: needs, non_integrated: needs }),
    pickup: z
      .looseObject({
        address_list: looseList(
          z.looseObject({
            address_id: integerId,
            address_flag: looseList(z.string()),
            time_slot_list: looseList(z.looseObject({ pickup_time_id: idText })),
          }),
        ),
      })
      .nullish()
      .catch(null),
    dropoff: z
      .looseObject({ branch_list: looseList(z.looseObject({ branch_id: integerId })) })
      .nullish()
      .catch(null),
  }),
);
type Parameter = z.infer<typeof parameter>;

/** Exactly one of them goes out, as `{}` where it needs nothing. shopee spec §4 */
type Handover = { pickup: Record<string, unknown> } | { dropoff: Record<string, unknown> };

/**
 * How the parcel reaches the carrier: fetched at the seller's pickup address in the first slot, else brought.
 * @throws ChannelFailure `rejected` where Shopee wants what only the seller can answer
 */
export async function handover(
  access: ShopAccess,
  orderSn: string,
  parcelNumber?: string,
): Promise<Handover> {
  const query: [string, string][] = [['order_sn', orderSn]];
  if (parcelNumber) query.push(['package_number', parcelNumber]);
  const call = { path: 'logistics/get_shipping_parameter', query };
  const offered = await askAsShop(access, call, parameter);
  const way = pickup(offered) ?? dropoff(offered);
  if (!way) throw new ChannelFailure('rejected', { code: 'no_handover' });
  return way;
}

function pickup({ info_needed: needed, pickup: offered }: Parameter): Handover | null {
  if (!needed.pickup) return null;
  if (needed.pickup.length === 0) return { pickup: {} };
  const addresses = offered?.address_list ?? [];
  const usual = addresses.filter((one) => one.address_flag.includes('pickup_address'));
  for (const address of [...usual, ...addresses]) {
    const slot = address.time_slot_list[0]?.pickup_time_id;
    if (slot === undefined && needed.pickup.includes('pickup_time_id')) continue;
    return {
      pickup: {
        address_id: exactInteger(address.address_id),
        ...(slot !== undefined && { pickup_time_id: slot }),
      },
    };
  }
  return null;
}

function dropoff({ info_needed: needed, dropoff: offered }: Parameter): Handover | null {
  if (!needed.dropoff) return null;
  const branch = offered?.branch_list[0]?.branch_id;
  const given = {
    ...(needed.dropoff.includes('branch_id') && branch && { branch_id: exactInteger(branch) }),
  };
  return needed.dropoff.every((name) => name in given) ? { dropoff: given } : null;
}
