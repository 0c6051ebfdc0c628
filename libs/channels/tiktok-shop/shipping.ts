import {
  ChannelFailure,
  headerOf,
  looseList,
  looseNumber,
  type ChannelOrder,
  type LabelDocument,
  type Parcel,
  type ShippingClient,
  type ShopAccess,
} from '@ganh/channels/kit';
import { z } from 'zod';
import { anyData, ask } from './call';
import { ALREADY_SHIPPED, LABEL_NOT_READY } from './errors';
import { parcelsOf, type TikTokOrder } from './order-read';
import { readOrders } from './orders';

export function tiktokShopShipping(access: ShopAccess): ShippingClient {
  return {
    arrange: (order) => arrange(access, order),
    label: (_order, parcel) => label(access, parcel),
  };
}

/** The buyer may think again for an hour after paying (tiktok-shop spec §4): it passes by itself. */
const ON_HOLD_MS = 5 * 60_000;
const TO_SHIP = ['AWAITING_SHIPMENT', 'PARTIALLY_SHIPPING'];

/** Packages are made by TikTok after payment; each is given to the carrier once. tiktok-shop spec §4 */
async function arrange(access: ShopAccess, { externalOrderId }: ChannelOrder): Promise<Parcel[]> {
  const before = await orderNow(access, externalOrderId);
  if (before.status === 'ON_HOLD')
    throw new ChannelFailure('throttled', { code: before.status, retryAfterMs: ON_HOLD_MS });
  if (before.status === 'UNPAID') throw new ChannelFailure('rejected', { code: before.status });
  if (!TO_SHIP.includes(before.status)) return parcelsOf(before);
  for (const { externalParcelId } of parcelsOf(before)) await ship(access, externalParcelId);
  return parcelsOf(await orderNow(access, externalOrderId));
}

async function orderNow(access: ShopAccess, orderId: string): Promise<TikTokOrder> {
  const [order] = await readOrders(access, [orderId]);
  if (!order) throw new ChannelFailure('notFound', { code: 'order_not_found' });
  return order;
}

async function ship(access: ShopAccess, packageId: string): Promise<void> {
  const path = `/fulfillment/202309/packages/${packageId}/ship`;
  try {
    await ask(access, { path, json: await handover(access, packageId) }, anyData);
  } catch (error) {
    const isDone = error instanceof ChannelFailure && ALREADY_SHIPPED.includes(error.detail.code);
    if (!isDone) throw error;
  }
}

const slots = z.looseObject({
  can_pickup: z.boolean().nullish().catch(null),
  can_drop_off: z.boolean().nullish().catch(null),
  pickup_slots: looseList(
    z.looseObject({
      start_time: looseNumber,
      end_time: looseNumber,
      // Misspelt by the channel.
      avaliable: z.boolean().nullish().catch(null),
      available: z.boolean().nullish().catch(null),
    }),
  ),
});

/** The carrier comes at the first time offered; where it does not come, the parcel is brought. tiktok-shop spec §4 */
async function handover(access: ShopAccess, packageId: string): Promise<Record<string, unknown>> {
  const path = `/fulfillment/202309/packages/${packageId}/handover_time_slots`;
  const {
    can_pickup: comes,
    can_drop_off: takes,
    pickup_slots,
  } = await ask(access, { path }, slots);
  if (comes !== true && takes === true) return { handover_method: 'DROP_OFF' };
  const free = pickup_slots.find((one) => one.avaliable !== false && one.available !== false);
  return {
    handover_method: 'PICKUP',
    ...(free && { pickup_slot: { start_time: free.start_time, end_time: free.end_time } }),
  };
}

const documentAnswer = z.looseObject({ doc_url: z.url() });

async function label(access: ShopAccess, parcel: Parcel): Promise<LabelDocument | null> {
  const call = {
    path: `/fulfillment/202309/packages/${parcel.externalParcelId}/shipping_documents`,
    query: [
      ['document_type', 'SHIPPING_LABEL'],
      ['document_size', 'A6'],
    ] as [string, string][],
  };
  try {
    return await download(access, (await ask(access, call, documentAnswer)).doc_url);
  } catch (error) {
    const isComing = error instanceof ChannelFailure && LABEL_NOT_READY.includes(error.detail.code);
    if (isComing) return null;
    throw error;
  }
}

/** The address is good for a day and wants no token. tiktok-shop spec §4 */
async function download(access: ShopAccess, url: string): Promise<LabelDocument> {
  const request = { method: 'GET', url, label: 'tiktok-shop label', limits: ['read'] } as const;
  const { status, headers, body } = await access.send(request);
  if (status !== 200)
    throw new ChannelFailure('transient', { code: `label_${status}`, httpStatus: status });
  const type = headerOf(headers, 'content-type') ?? '';
  return {
    contentType: type.startsWith('image/png') ? 'image/png' : 'application/pdf',
    bytes: body,
  };
}
