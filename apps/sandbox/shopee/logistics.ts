import { fields, isFields, list, text, whole, type Fields } from '../core/input';
import { capitals } from '../core/random';
import { scaled, seconds } from '../core/setting';
import { move, touchOrder } from './order-moves';
import { ownOrder } from './orders';
import { labelPdf } from '../core/label';
import { ShopeeRefusal } from './refusal';
import type { Order } from './state';
import type { Endpoints, Outcome, ShopeeCall, World } from './world';

const refuse = (code: string, why: string) => new ShopeeRefusal(`logistics.${code}`, why);
const ADDRESS_ID = 4001;
const LABELS = [
  'NORMAL_AIR_WAYBILL',
  'THERMAL_AIR_WAYBILL',
  'NORMAL_JOB_AIR_WAYBILL',
  'THERMAL_JOB_AIR_WAYBILL',
];

function shippable(call: ShopeeCall, orderSn: unknown): Order {
  const order = ownOrder(call, orderSn);
  call.note([order.orderSn]);
  return order;
}

function slots(world: World) {
  const day = 86_400;
  const morning = Math.floor(seconds(world.setting) / day) * day + day + 2 * 3600;
  return [0, 1].map((n) => ({
    date: morning + n * day,
    time_text: '09:00-12:00',
    pickup_time_id: String(morning + n * day),
  }));
}

function shippingParameter(call: ShopeeCall): Outcome {
  const order = shippable(call, call.query.get('order_sn'));
  if (!['READY_TO_SHIP', 'RETRY_SHIP'].includes(order.status)) {
    throw refuse('error_param', 'Order status is not ready to ship.');
  }
  order.parametersRead = true;
  const { handover } = call.world.state.settings;
  if (handover !== 'pickup') return { response: broughtTo(handover) };
  return {
    response: {
      info_needed: { pickup: ['address_id', 'pickup_time_id'], dropoff: [] },
      dropoff: { branch_list: null, slug_list: null },
      pickup: {
        address_list: [
          {
            address_id: ADDRESS_ID,
            region: 'VN',
            state: 'Đà Nẵng',
            city: 'Đà Nẵng',
            district: '',
            town: 'xã Hòa Tiến',
            address: 'Kho hợp tác xã',
            zipcode: '',
            address_flag: ['default_address', 'pickup_address'],
            time_slot_list: slots(call.world),
          },
        ],
      },
    },
  };
}

const BRANCH_ID = 7001;

function broughtTo(handover: 'dropoff' | 'branch') {
  const named = handover === 'branch';
  return {
    info_needed: { dropoff: named ? ['branch_id'] : [] },
    dropoff: {
      branch_list: named
        ? [{ branch_id: BRANCH_ID, region: 'VN', state: 'Đà Nẵng', address: 'Bưu cục' }]
        : null,
      slug_list: null,
    },
    pickup: null,
  };
}

/** Exactly one way of handing over; a pickup names the address and slot that were offered. */
function checkHandover(world: World, body: Fields): void {
  const ways = ['pickup', 'dropoff', 'non_integrated'].filter((key) => isFields(body[key]));
  if (ways.length !== 1)
    throw refuse('error_param', 'Send exactly one of pickup, dropoff, non_integrated.');
  if (body['package_number'] === '')
    throw refuse('package_number_not_exist', 'package_number must not be empty.');
  const { handover } = world.state.settings;
  if (handover !== 'pickup' && ways[0] !== 'dropoff') throw refuse('error_param', 'Drop it off.');
  if (handover === 'branch' && whole(fields(body['dropoff'])['branch_id']) !== BRANCH_ID)
    throw refuse('error_param', 'branch_id is wrong.');
  if (ways[0] !== 'pickup') return;
  const pickup = fields(body['pickup']);
  if (whole(pickup['address_id']) !== ADDRESS_ID)
    throw refuse('error_param', 'address_id is wrong.');
  const slot = text(pickup['pickup_time_id']);
  if (!slots(world).some((one) => one.pickup_time_id === slot)) {
    throw refuse('no_available_time_slot', 'pickup_time_id is not available.');
  }
}

function shipOrder(call: ShopeeCall): Outcome {
  const order = shippable(call, call.body['order_sn']);
  if (order.status !== 'READY_TO_SHIP')
    throw refuse('error_param', 'Order status is not ready to ship.');
  if (!order.parametersRead) throw refuse('error_param', 'Get the shipping parameter first.');
  checkHandover(call.world, call.body);
  const packageNumber = text(call.body['package_number']);
  if (packageNumber && packageNumber !== order.packageNumber)
    throw refuse('package_not_exist', 'Package not found.');
  arrange(call.world, order);
  return { response: null };
}

function arrange(world: World, order: Order): void {
  order.logisticsStatus = 'LOGISTICS_REQUEST_CREATED';
  order.trackingNumber = `SPXVN0${capitals(10)}`;
  order.trackingReadyMs =
    world.setting.now() + scaled(world.setting, world.state.settings.trackingDelayMs);
  move(world, order, 'PROCESSED');
  world.pushes.send(4, order.shopId, {
    ordersn: order.orderSn,
    forder_id: order.packageNumber,
    package_number: order.packageNumber,
    tracking_no: order.trackingNumber,
  });
}

function updateShippingOrder(call: ShopeeCall): Outcome {
  const order = shippable(call, call.body['order_sn']);
  if (order.status !== 'RETRY_SHIP')
    throw refuse('error_param', 'Order status is not to be shipped again.');
  checkHandover(call.world, { pickup: call.body['pickup'] });
  arrange(call.world, order);
  return { response: null };
}

function trackingNumber(call: ShopeeCall): Outcome {
  const order = shippable(call, call.query.get('order_sn'));
  if (!order.trackingNumber) throw refuse('error_param', 'The order has not been arranged.');
  const ready = (order.trackingReadyMs ?? 0) <= call.world.setting.now();
  const tracking_number = ready ? order.trackingNumber : '';
  return {
    response: {
      tracking_number,
      plp_number: '',
      hint: ready ? '' : 'The tracking number is being made.',
    },
  };
}

function trackingEvents(call: ShopeeCall): Outcome {
  const order = shippable(call, call.query.get('order_sn'));
  return {
    response: {
      order_sn: order.orderSn,
      package_number: order.packageNumber,
      logistics_status: order.logisticsStatus,
      tracking_info: [
        {
          update_time: order.updateTime,
          description: order.status,
          logistics_status: order.logisticsStatus,
        },
      ],
    },
  };
}

/** One answer line an order; if every one failed, the whole call failed. */
function perOrder(
  call: ShopeeCall,
  one: (order: Order, entry: Fields) => Record<string, unknown>,
): Outcome {
  const entries = (list(call.body['order_list']) ?? []).map(fields);
  if (entries.length === 0) throw refuse('error_param', 'order_list is required.');
  if (entries.length > 50) throw refuse('error_limit', 'At most 50 orders.');
  let failed = 0;
  const result_list = entries.map((entry) => {
    try {
      return one(ownOrder(call, entry['order_sn']), entry);
    } catch (error) {
      if (!(error instanceof ShopeeRefusal)) throw error;
      failed += 1;
      return { order_sn: entry['order_sn'], fail_error: error.code, fail_message: error.message };
    }
  });
  call.note(entries.map((entry) => text(entry['order_sn']) ?? '?'));
  const all = failed === entries.length;
  return {
    response: { result_list },
    ...(all ? { error: 'common.batch_api_all_failed', message: 'All of the orders failed.' } : {}),
  };
}

function printable(order: Order): void {
  if (order.status !== 'PROCESSED')
    throw refuse('package_can_not_print', 'The package cannot be printed now.');
}

const documentParameter = (call: ShopeeCall) =>
  perOrder(call, (order) => {
    printable(order);
    return {
      order_sn: order.orderSn,
      package_number: order.packageNumber,
      suggest_shipping_document_type: 'THERMAL_AIR_WAYBILL',
      selectable_shipping_document_type: LABELS,
    };
  });

const createDocument = (call: ShopeeCall) =>
  perOrder(call, (order, entry) => {
    printable(order);
    const given = text(entry['tracking_number']);
    if (given && given !== order.trackingNumber)
      throw refuse('tracking_number_invalid', 'Wrong tracking number.');
    const type = text(entry['shipping_document_type']) ?? 'THERMAL_AIR_WAYBILL';
    if (!LABELS.includes(type)) throw refuse('error_param', 'shipping_document_type is invalid.');
    const { setting, state } = call.world;
    order.label = { type, readyMs: setting.now() + scaled(setting, state.settings.labelDelayMs) };
    touchOrder(call.world, order);
    // Push 15 spells it order_sn, where 3 and 4 say ordersn.
    const ready = { order_sn: order.orderSn, package_number: order.packageNumber, status: 'READY' };
    call.world.pushes.sendLater(state.settings.labelDelayMs, 15, order.shopId, ready);
    return { order_sn: order.orderSn, package_number: order.packageNumber };
  });

const documentResult = (call: ShopeeCall) =>
  perOrder(call, (order) => {
    if (!order.label)
      throw refuse('shipping_document_should_print_first', 'Create the document first.');
    const ready = order.label.readyMs <= call.world.setting.now();
    return {
      order_sn: order.orderSn,
      package_number: order.packageNumber,
      status: ready ? 'READY' : 'PROCESSING',
    };
  });

function downloadDocument(call: ShopeeCall): Outcome {
  const entries = (list(call.body['order_list']) ?? []).map(fields);
  const orders = entries.map((entry) => ownOrder(call, entry['order_sn']));
  if (orders.length === 0) throw refuse('error_param', 'order_list is required.');
  for (const order of orders) {
    printable(order);
    if (!order.label)
      throw refuse('shipping_document_should_print_first', 'Create the document first.');
    if (order.label.readyMs > call.world.setting.now())
      throw refuse('download_later', 'Please download later.');
  }
  call.note(orders.map((order) => order.orderSn));
  const file = labelPdf(orders.map((order) => `${order.orderSn} ${order.trackingNumber ?? ''}`));
  return { file, type: 'application/pdf' };
}

const get = (run: Endpoints[string]['run']) => ({ method: 'GET', signedAs: 'shop', run }) as const;
const post = (run: Endpoints[string]['run']) =>
  ({ method: 'POST', signedAs: 'shop', run }) as const;

export const logisticsEndpoints: Endpoints = {
  '/api/v2/logistics/get_shipping_parameter': get(shippingParameter),
  '/api/v2/logistics/ship_order': post(shipOrder),
  '/api/v2/logistics/update_shipping_order': post(updateShippingOrder),
  '/api/v2/logistics/get_tracking_number': get(trackingNumber),
  '/api/v2/logistics/get_tracking_info': get(trackingEvents),
  '/api/v2/logistics/get_shipping_document_parameter': post(documentParameter),
  '/api/v2/logistics/create_shipping_document': post(createDocument),
  '/api/v2/logistics/get_shipping_document_result': post(documentResult),
  '/api/v2/logistics/download_shipping_document': post(downloadDocument),
};
