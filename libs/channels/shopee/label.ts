import {
  ChannelFailure,
  looseList,
  looseText,
  type LabelDocument,
  type Parcel,
  type ShopAccess,
} from '@ganh/channels/kit';
import { z } from 'zod';
import { askAsShop, askForFile } from './call';
import { failureOf } from './errors';

const line = z.looseObject({
  fail_error: looseText,
  fail_message: looseText,
  status: looseText,
  suggest_shipping_document_type: looseText,
});
type Line = z.infer<typeof line>;
const answer = z.looseObject({
  response: z
    .looseObject({ result_list: looseList(line) })
    .nullish()
    .catch(null),
});

/** The most parcels' size, where Shopee suggests none. shopee spec §4 */
const USUAL_TYPE = 'THERMAL_AIR_WAYBILL';
const NOT_MADE = /shipping_document_should_print_first$/;

/**
 * Asked for first, made where it has not been: parameter, create, result, download. null while Shopee makes it.
 * shopee spec §4
 */
export async function labelOf(
  access: ShopAccess,
  orderSn: string,
  parcel: Parcel,
): Promise<LabelDocument | null> {
  const entry = { order_sn: orderSn, package_number: parcel.externalParcelId };
  const status = await made(access, entry);
  if (status !== 'READY' && status !== 'PROCESSING') {
    const asked = await ask(access, 'get_shipping_document_parameter', entry);
    const type = wanted(asked, access).suggest_shipping_document_type || USUAL_TYPE;
    const tracking = parcel.trackingNumber && { tracking_number: parcel.trackingNumber };
    const order = { ...entry, ...tracking, shipping_document_type: type };
    wanted(await ask(access, 'create_shipping_document', order), access);
    if ((await made(access, entry)) !== 'READY') return null;
  } else if (status === 'PROCESSING') return null;
  return download(access, entry);
}

/** What has become of the document; null where nobody has asked for one. */
async function made(access: ShopAccess, entry: object): Promise<string | null> {
  const told = await ask(access, 'get_shipping_document_result', entry);
  if (NOT_MADE.test(told.fail_error ?? '')) return null;
  return wanted(told, access).status;
}

/** One line a parcel; where every one failed the envelope has an error too, and the line tells which. shopee spec §4 */
async function ask(access: ShopAccess, name: string, entry: object): Promise<Line> {
  const call = { path: `logistics/${name}`, json: { order_list: [entry] }, reads: true };
  const told = await askAsShop(access, call, answer, (body) => {
    const read = answer.safeParse(body);
    return (read.data?.response?.result_list.length ?? 0) > 0;
  });
  const [first] = told.response?.result_list ?? [];
  if (!first) throw new ChannelFailure('unexpectedShape', { code: 'shape:result_list' });
  return first;
}

function wanted(told: Line, access: ShopAccess): Line {
  if (!told.fail_error) return told;
  const error = { code: told.fail_error, message: told.fail_message ?? '' };
  throw failureOf(error, false, access.now());
}

const KINDS: readonly [starts: RegExp, contentType: LabelDocument['contentType']][] = [
  [/^%PDF/, 'application/pdf'],
  [/^\x89PNG/, 'image/png'],
  [/^\s*</, 'text/html'],
];

/** A PDF, sometimes a page. shopee spec §4 */
async function download(access: ShopAccess, entry: object): Promise<LabelDocument | null> {
  const call = {
    path: 'logistics/download_shipping_document',
    json: { order_list: [entry] },
    reads: true,
    timeoutMs: 60_000,
  };
  const bytes = await askForFile(access, call);
  const starts = bytes.subarray(0, 16).toString('latin1');
  const contentType = KINDS.find(([pattern]) => pattern.test(starts))?.[1];
  if (!contentType) throw new ChannelFailure('unexpectedShape', { code: 'label_kind' });
  return { contentType, bytes };
}
