import {
  ChannelFailure,
  exactInteger,
  looseList,
  looseText,
  type ChannelOrder,
  type LabelDocument,
  type Parcel,
  type ShippingClient,
  type ShopAccess,
} from '@ganh/channels/kit';
import { stringify } from 'lossless-json';
import { z } from 'zod';
import { askAsShop } from './call';
import { failureOf } from './errors';
import type { LazadaLine } from './order-read';
import { isCancelled, mayPack } from './order-status';
import { readLinesOf } from './orders';

export function lazadaShipping(access: ShopAccess): ShippingClient {
  return {
    arrange: (order) => arrange(access, order),
    label: (_order, parcel) => label(access, parcel),
  };
}

/** Packed first, then ready to ship. What is there is read before each, so a repeated call does what is left. */
async function arrange(access: ShopAccess, { externalOrderId }: ChannelOrder): Promise<Parcel[]> {
  let lines = await readLinesOf(access, externalOrderId);
  const toPack = lines.filter((one) => mayPack(one.status));
  if (toPack.length > 0) {
    await pack(access, externalOrderId, toPack);
    lines = await readLinesOf(access, externalOrderId);
  }
  const ready = packagesOf(lines.filter((one) => one.status === 'packed'));
  if (ready.length > 0) await readyToShip(access, ready);
  return parcelsOf(lines);
}

function packagesOf(lines: readonly LazadaLine[]): string[] {
  return [...new Set(lines.flatMap((one) => one.package_id || []))];
}

function parcelsOf(lines: readonly LazadaLine[]): Parcel[] {
  const open = lines.filter((one) => !isCancelled(one.status));
  return packagesOf(open).map((externalParcelId) => {
    const line = open.find((one) => one.package_id === externalParcelId);
    return {
      externalParcelId,
      trackingNumber: line?.tracking_code || null,
      carrier: line?.shipment_provider || null,
    };
  });
}

const row = z.looseObject({ item_err_code: looseText, msg: looseText });
const data = z
  .looseObject({
    pack_order_list: looseList(z.looseObject({ order_item_list: looseList(row) })),
    packages: looseList(row),
    file: looseText,
    pdf_url: looseText,
    doc_type: looseText,
  })
  .nullish();

/** Both spellings of the error are in the documents. lazada spec §5.2 */
const wrapped = z.looseObject({
  result: z.looseObject({
    success: z.boolean().nullish(),
    data,
    error_code: looseText,
    errorCode: looseText,
    error_msg: looseText,
    errorMsg: looseText,
  }),
});
type Result = z.infer<typeof wrapped>['result'];

/** One JSON field in, a `result` out; a success of the call says nothing of its parts. */
async function fulfil(
  access: ShopAccess,
  call: { path: string; name: string; body: unknown; writes: boolean },
): Promise<NonNullable<Result['data']>> {
  const { path, name, writes } = call;
  const parameters = [[name, stringify(call.body) ?? '']] as const;
  const { result } = await askAsShop(access, { path, method: 'POST', parameters, writes }, wrapped);
  const code = result.error_code ?? result.errorCode ?? '';
  if (result.success === false || !['', '0'].includes(code))
    throw failureOf({ code, message: result.error_msg ?? result.errorMsg ?? '' }, writes);
  const rows = (result.data?.pack_order_list ?? []).flatMap((one) => one.order_item_list);
  const failed = [...rows, ...(result.data?.packages ?? [])].find(
    (one) => !['0', null].includes(one.item_err_code),
  );
  if (failed)
    throw failureOf({ code: failed.item_err_code ?? '', message: failed.msg ?? '' }, writes);
  if (!result.data)
    throw new ChannelFailure('unexpectedShape', { code: 'shape:result.data', ambiguous: writes });
  return result.data;
}

/** `TFS` is for sellers of this country: Lazada chooses the carrier. lazada spec §5.2 */
async function pack(
  access: ShopAccess,
  orderId: string,
  lines: readonly LazadaLine[],
): Promise<void> {
  const order_item_list = lines.map((one) => exactInteger(one.order_item_id));
  const body = {
    pack_order_list: [{ order_item_list, order_id: exactInteger(orderId) }],
    delivery_type: 'dropship',
    shipping_allocate_type: 'TFS',
  };
  await fulfil(access, { path: '/order/fulfill/pack', name: 'packReq', body, writes: true });
}

const named = (ids: readonly string[]) => ids.map((package_id) => ({ package_id }));

async function readyToShip(access: ShopAccess, ids: readonly string[]): Promise<void> {
  const body = { packages: named(ids) };
  await fulfil(access, { path: '/order/package/rts', name: 'readyToShipReq', body, writes: true });
}

/** The file itself, or the address of one that lives for ten minutes. lazada spec §5.2 */
async function label(
  access: ShopAccess,
  { externalParcelId }: Parcel,
): Promise<LabelDocument | null> {
  const body = { doc_type: 'PDF', packages: named([externalParcelId]), print_item_list: false };
  const call = { path: '/order/package/document/get', name: 'getDocumentReq', body, writes: false };
  const { file, pdf_url: url, doc_type: type } = await fulfil(access, call);
  const contentType = type?.toUpperCase() === 'HTML' ? 'text/html' : 'application/pdf';
  if (file) return { contentType, bytes: Buffer.from(file, 'base64') };
  if (!url) return null;
  const answer = await access.send({
    method: 'GET',
    url,
    label: 'lazada label',
    limits: ['app', 'shop'],
  });
  if (answer.status !== 200)
    throw new ChannelFailure('transient', { code: `http_${answer.status}` });
  return { contentType: 'application/pdf', bytes: answer.body };
}
