import {
  ChannelFailure,
  looseList,
  looseText,
  type ChannelOrder,
  type Parcel,
  type ShippingClient,
  type ShopAccess,
} from '@ganh/channels/kit';
import { z } from 'zod';
import { anyAnswer, askAsShop, inResponse } from './call';
import { handover } from './handover';
import { labelOf } from './label';

/** The seller does not confirm here: a paid order may be arranged at once. shopee spec §4 */
export function shopeeShipping(access: ShopAccess): ShippingClient {
  return {
    arrange: (order) => arrange(access, order),
    label: (order, parcel) => labelOf(access, order.externalOrderId, parcel),
  };
}

const parcelsAnswer = inResponse(
  z.looseObject({
    order_list: z.array(
      z.looseObject({
        order_status: z.string(),
        package_list: looseList(
          z.looseObject({
            package_number: z.string().min(1),
            logistics_status: looseText,
            shipping_carrier: looseText,
          }),
        ),
      }),
    ),
  }),
);
type ShopeeParcel = z.infer<typeof parcelsAnswer>['order_list'][number]['package_list'][number];

const ARRANGED = ['PROCESSED', 'SHIPPED', 'TO_CONFIRM_RECEIVE', 'COMPLETED', 'TO_RETURN'];
/** Parcels of one order may be at different steps. */
const WAITS = ['LOGISTICS_NOT_START', 'LOGISTICS_READY', 'LOGISTICS_PENDING_ARRANGE'];

async function arrange(access: ShopAccess, { externalOrderId }: ChannelOrder): Promise<Parcel[]> {
  const { status, parcels } = await read(access, externalOrderId);
  if (status === 'RETRY_SHIP') await again(access, externalOrderId);
  else if (status === 'READY_TO_SHIP') {
    // Named only where there are several: the parameter must not be sent empty. shopee spec §4
    for (const parcel of parcels.length > 1 ? parcels.filter(waits) : [undefined])
      await ship(access, externalOrderId, parcel?.package_number);
  } else if (!ARRANGED.includes(status)) {
    throw new ChannelFailure('rejected', { code: `order_status:${status}` });
  }
  const told = parcels.length > 0 ? parcels : (await read(access, externalOrderId)).parcels;
  return Promise.all(told.map((one) => parcelOf(access, externalOrderId, one)));
}

const waits = ({ logistics_status: status }: ShopeeParcel) =>
  status === null || WAITS.includes(status);

async function read(access: ShopAccess, orderSn: string) {
  const query: [string, string][] = [
    ['order_sn_list', orderSn],
    ['request_order_status_pending', 'true'],
    ['response_optional_fields', 'package_list,shipping_carrier'],
  ];
  const answer = await askAsShop(access, { path: 'order/get_order_detail', query }, parcelsAnswer);
  const [order] = answer.order_list;
  if (!order) throw new ChannelFailure('notFound', { code: 'order_not_found' });
  return { status: order.order_status, parcels: order.package_list };
}

async function ship(access: ShopAccess, orderSn: string, parcelNumber?: string): Promise<void> {
  const way = await handover(access, orderSn, parcelNumber);
  const json = { order_sn: orderSn, ...(parcelNumber && { package_number: parcelNumber }), ...way };
  await askAsShop(access, { path: 'logistics/ship_order', json }, anyAnswer);
}

/** The carrier came in vain: another time for the same pickup. */
async function again(access: ShopAccess, orderSn: string): Promise<void> {
  const way = await handover(access, orderSn);
  if (!('pickup' in way)) throw new ChannelFailure('rejected', { code: 'no_pickup' });
  const json = { order_sn: orderSn, pickup: way.pickup };
  await askAsShop(access, { path: 'logistics/update_shipping_order', json }, anyAnswer);
}

const trackingAnswer = inResponse(z.looseObject({ tracking_number: looseText }));

/** The number may come later; it is no reason to call the parcel unpacked. shopee spec §4 */
async function parcelOf(
  access: ShopAccess,
  orderSn: string,
  parcel: ShopeeParcel,
): Promise<Parcel> {
  const query: [string, string][] = [
    ['order_sn', orderSn],
    ['package_number', parcel.package_number],
  ];
  const call = { path: 'logistics/get_tracking_number', query };
  const answer = await askAsShop(access, call, trackingAnswer).catch((error: unknown) => {
    if (error instanceof ChannelFailure && ['rejected', 'notFound'].includes(error.kind))
      return null;
    throw error;
  });
  return {
    externalParcelId: parcel.package_number,
    trackingNumber: answer?.tracking_number || null,
    carrier: parcel.shipping_carrier || null,
  };
}
