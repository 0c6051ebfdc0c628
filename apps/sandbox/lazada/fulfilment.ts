import { fields, list, parseJson, text, truth, type Fields } from '../core/input';
import { labelPdf } from '../core/label';
import { hex } from '../core/random';
import { moveLines, packagePush } from './order-moves';
import { missing } from './refusal';
import { ordersOf, type Line, type Order } from './state';
import { either, posts, reads, sellerOf, type Endpoints, type LazadaCall } from './world';
import { ownOrder } from './orders';

const MOST = 20;
const PDF_MS = 10 * 60_000;

/** Fulfilment calls carry one JSON field and wrap their answer. lazada spec §5.2 */
function requestIn(call: LazadaCall, name: string): Fields {
  const raw = call.parameters[name];
  if (!raw) throw missing(name);
  return fields(parseJson(raw));
}

const done = (data: unknown) => ({
  result: { success: true, data, error_code: '0', error_msg: '' },
});
const failed = (code: string, message: string) => ({
  result: { success: false, error_code: code, error_msg: message },
});

function providers(call: LazadaCall): Record<string, unknown> {
  requestIn(call, 'getShipmentProvidersReq');
  return done({
    shipping_allocate_type: 'TFS',
    platform_default: [{ name: 'LEX VN', provider_code: 'LEX_VN' }],
    shipment_providers: [],
  });
}

function pack(call: LazadaCall): Record<string, unknown> {
  const request = requestIn(call, 'packReq');
  const orders = (list(request['pack_order_list']) ?? []).map(fields);
  if (text(request['delivery_type']) !== 'dropship') return failed('700004', 'parameter invalid');
  if (!['TFS', 'NTFS'].includes(text(request['shipping_allocate_type']) ?? ''))
    return failed('700004', 'parameter invalid');
  if (orders.length > MOST) return failed('700022', 'too many orders');
  const own = ordersOf(call.world.state, sellerOf(call).sellerId);
  const packed: Record<string, unknown>[] = [];
  for (const raw of orders) {
    const order = own.find((one) => String(one.orderId) === text(raw['order_id']));
    if (!order) return failed('700021', 'order not found');
    const ids = (list(raw['order_item_list']) ?? []).flatMap((one) => text(one) ?? []);
    packed.push({
      order_id: order.orderId,
      order_item_list: packOrder(call, order, ids),
    });
  }
  call.note(packed.map((one) => String(one['order_id'])));
  return done({ pack_order_list: packed });
}

function packOrder(call: LazadaCall, order: Order, ids: readonly string[]) {
  const { world } = call;
  const packageId = `FP${order.orderId}${hex(2).toUpperCase()}`;
  const trackingCode = `LZDVN${order.orderId}`;
  return ids.map((id) => {
    const line = order.lines.find((one) => String(one.lineId) === id);
    const fault = lineFault(call, line);
    const head = { order_item_id: Number(id) };
    if (!line || fault)
      return { ...head, item_err_code: fault, msg: 'fail', retry: fault === '700024' };
    Object.assign(line, { packageId, trackingCode });
    moveLines(world, order, [line], 'packed');
    const provider = { shipment_provider: 'Pickup: LEX VN, Delivery: LEX VN', retry: false };
    const where = { tracking_number: trackingCode, package_id: packageId };
    return { ...head, item_err_code: '0', msg: 'success', ...where, ...provider };
  });
}

function lineFault(call: LazadaCall, line: Line | undefined): string {
  const { settings } = call.world.state;
  if (!line) return '700025';
  if (line.status !== 'pending') return '700026';
  if (settings.packLocks <= 0) return '';
  settings.packLocks -= 1;
  return '700024';
}

interface Parcel {
  order: Order;
  lines: Line[];
}

function parcelOf(call: LazadaCall, packageId: string): Parcel | undefined {
  for (const order of ordersOf(call.world.state, sellerOf(call).sellerId)) {
    const lines = order.lines.filter((line) => line.packageId === packageId);
    if (lines.length > 0) return { order, lines };
  }
  return undefined;
}

function packageIds(request: Fields): string[] {
  return (list(request['packages']) ?? []).flatMap((one) => text(fields(one)['package_id']) ?? []);
}

function readyToShip(call: LazadaCall): Record<string, unknown> {
  const ids = packageIds(requestIn(call, 'readyToShipReq'));
  if (ids.length > MOST) return failed('700022', 'too many packages');
  call.note(ids);
  const packages = ids.map((package_id) => {
    const parcel = parcelOf(call, package_id);
    if (!parcel) return { package_id, item_err_code: '600001', msg: 'not found' };
    const { order, lines } = parcel;
    if (lines.every((line) => line.status === 'canceled'))
      return { package_id, item_err_code: '600002', msg: 'already cancelled' };
    if (!lines.every((line) => line.status === 'packed'))
      return { package_id, item_err_code: '700026', msg: 'status not allowed' };
    moveLines(call.world, order, lines, 'ready_to_ship');
    packagePush(call.world, order, package_id, 'READY_TO_SHIP');
    return { package_id, item_err_code: '0', msg: 'success' };
  });
  return done({ packages });
}

function document(call: LazadaCall): Record<string, unknown> {
  const request = requestIn(call, 'getDocumentReq');
  const type = text(request['doc_type']) ?? '';
  const ids = packageIds(request);
  if (!['PDF', 'HTML'].includes(type) || ids.length > MOST)
    return failed('700004', 'parameter invalid');
  const parcels = ids.flatMap((id) => parcelOf(call, id) ?? []);
  const printable = parcels.filter(({ lines }) => lines.some((line) => line.status !== 'canceled'));
  if (printable.length === 0) return failed('700040', 'nothing printable');
  call.note(ids);
  const withItems = truth(request['print_item_list']) === true;
  const words = printable.flatMap(({ lines }) => [
    lines[0]?.trackingCode ?? '',
    ...(withItems ? lines.map((line) => line.sellerSku) : []),
  ]);
  const file =
    type === 'PDF'
      ? labelPdf(words)
      : Buffer.from(`<html><body>${words.join('<br>')}</body></html>`);
  const { labelAs } = call.world.state.settings;
  if (type === 'HTML' || labelAs === 'file')
    return done({ doc_type: type, file: file.toString('base64') });
  return done({ doc_type: type, pdf_url: keepPdf(call, file) });
}

/** A link that dies after ten minutes. */
function keepPdf(call: LazadaCall, file: Buffer): string {
  const { setting, url } = call.world;
  const name = `awb-${setting.now() + PDF_MS}-${hex(8)}.pdf`;
  setting.media.put(name, file);
  return `${url()}/awb/${name}`;
}

function trace(call: LazadaCall): Record<string, unknown> {
  const order = ownOrder(call, call.parameters['order_id']);
  const ids = [...new Set(order.lines.map((line) => line.packageId).filter(Boolean))];
  const packages = ids.map((id) => ({ ofc_package_id: id, logistic_detail_info_list: [] }));
  return { result: { success: true, module: [{ package_detail_info_list: packages }] } };
}

export const fulfilmentEndpoints: Endpoints = {
  '/order/shipment/providers/get': either(providers),
  '/order/fulfill/pack': posts(pack),
  '/order/package/rts': posts(readyToShip),
  '/order/package/document/get': either(document),
  '/logistic/order/trace': reads(trace),
};
