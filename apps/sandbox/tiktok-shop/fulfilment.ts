import { fields, list, text } from '../core/input';
import { scaled, seconds } from '../core/setting';
import { moveOrder } from './order-moves';
import { asksToCancel, hasPackage, orderView, packageStatus } from './order-view';
import { badParams, TikTokRefusal } from './refusal';
import { ordersOf, type Order } from './state';
import { pageOf, reads, writes, type Endpoints, type TikTokCall } from './world';

const DOCUMENTS = [
  'SHIPPING_LABEL',
  'PACKING_SLIP',
  'SHIPPING_LABEL_AND_PACKING_SLIP',
  'SHIPPING_LABEL_PICTURE',
  'HAZMAT_LABEL',
  'INVOICE_LABEL',
];

function ownPackage({ world, owner }: TikTokCall, id: string): Order {
  const order = ordersOf(world.state, owner.id).find((one) => one.packageId === id);
  if (!order || !hasPackage(order))
    throw new TikTokRefusal(21008111, 'The package is not of this shop');
  return order;
}

function shipOne(call: TikTokCall, packageId: string): void {
  const { world } = call;
  const order = ownPackage(call, packageId);
  if (order.status === 'CANCELLED') throw new TikTokRefusal(21011041, 'The order is cancelled');
  if (order.status !== 'AWAITING_SHIPMENT')
    throw new TikTokRefusal(21011040, 'The package has already been shipped');
  if (asksToCancel(world, order))
    throw new TikTokRefusal(21008044, 'The buyer has asked to cancel this order');
  order.trackingNumber = `85${order.packageId.slice(-10)}`;
  order.labelReadyMs =
    world.setting.now() + scaled(world.setting, world.state.settings.labelDelayMs);
  moveOrder(world, order, 'AWAITING_COLLECTION');
}

function ship(call: TikTokCall): unknown {
  const { params, body } = call;
  const method = text(body['handover_method']);
  if (method !== undefined && !['PICKUP', 'DROP_OFF'].includes(method))
    throw badParams('handover_method is unknown');
  if (body['self_shipment'] !== undefined)
    throw new TikTokRefusal(21011022, 'This package goes by TikTok shipping');
  call.note([params['id'] ?? '']);
  shipOne(call, params['id'] ?? '');
  return {};
}

function shipMany(call: TikTokCall): unknown {
  const ids = (list(call.body['packages']) ?? []).map((one) => text(fields(one)['id']) ?? '');
  if (ids.length === 0) throw badParams('packages is required');
  const errors: unknown[] = [];
  for (const id of ids) {
    try {
      shipOne(call, id);
    } catch (error) {
      if (!(error instanceof TikTokRefusal)) throw error;
      errors.push({ code: error.code, message: error.message, detail: { package_id: id } });
    }
  }
  return { errors };
}

function packageView(call: TikTokCall, order: Order) {
  return {
    package_id: order.packageId,
    package_status: packageStatus(order),
    orders: [{ id: order.id, skus: orderView(call.world, order).line_items }],
    tracking_number: order.trackingNumber ?? '',
    shipping_provider_name: 'J&T Express',
    shipping_type: 'TIKTOK',
    update_time: order.updateTime,
  };
}

function slots(call: TikTokCall): unknown {
  ownPackage(call, call.params['id'] ?? '');
  const start_time = seconds(call.world.setting) + 3_600;
  return {
    can_pickup: true,
    can_drop_off: true,
    can_van_collection: false,
    drop_off_point_url: '',
    // Misspelt by the channel.
    pickup_slots: [{ start_time, end_time: start_time + 7_200, avaliable: true }],
  };
}

function documents(call: TikTokCall): unknown {
  const order = ownPackage(call, call.params['id'] ?? '');
  if (!DOCUMENTS.includes(call.query.get('document_type') ?? ''))
    throw badParams('document_type is unknown');
  if (order.labelReadyMs === undefined) throw new TikTokRefusal(21023035, 'Ship the package first');
  if (order.labelReadyMs > call.world.setting.now())
    throw new TikTokRefusal(11034023, 'The label is still being generated');
  return {
    doc_url: `${call.world.url()}/document/${order.packageId}`,
    tracking_number: order.trackingNumber,
  };
}

function tracking(call: TikTokCall): unknown {
  const order = call.world.state.orders[call.params['id'] ?? ''];
  if (order?.shopId !== call.owner.id)
    throw new TikTokRefusal(21011028, 'Not the owner of the order');
  const description = `The order is ${order.status}`;
  return { tracking: [{ description, update_time_millis: order.updateTime * 1000 }] };
}

function search(call: TikTokCall): unknown {
  const status = text(call.body['package_status']);
  const found = ordersOf(call.world.state, call.owner.id).filter(
    (one) => hasPackage(one) && (!status || packageStatus(one) === status),
  );
  const { shown, ...rest } = pageOf(call, found, { min: 1, max: 50 });
  return { packages: shown.map((one) => packageView(call, one)), ...rest };
}

export const fulfilmentEndpoints: Endpoints = {
  'POST /fulfillment/202309/packages/ship': writes(shipMany),
  'POST /fulfillment/202309/packages/search': reads(search),
  'GET /fulfillment/202309/packages/:id': reads((call) =>
    packageView(call, ownPackage(call, call.params['id'] ?? '')),
  ),
  'GET /fulfillment/202309/packages/:id/handover_time_slots': reads(slots),
  'POST /fulfillment/202309/packages/:id/ship': writes(ship),
  'GET /fulfillment/202309/packages/:id/shipping_documents': reads(documents),
  'GET /fulfillment/202309/orders/:id/tracking': reads(tracking),
};
