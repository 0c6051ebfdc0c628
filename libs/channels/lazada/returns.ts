import {
  ChannelFailure,
  integerId,
  isOfOne,
  looseList,
  looseNumber,
  looseRows,
  looseText,
  looseWhole,
  oddId,
  type ChannelReturn,
  type ChannelReturnStatus,
  type ReturnsClient,
  type ShopAccess,
} from '@ganh/channels/kit';
import { z } from 'zod';
import { anyAnswer, askAsShop, inData } from './call';
import { momentOf } from './times';

const PAGE_SIZE = 50;

/** lazada spec §5.3, §7: words of the calls and of the messages. RTM goes to the seller, RTW to Lazada's warehouse. */
const STATUS: Readonly<Record<string, ChannelReturnStatus>> = {
  REQUEST_INITIATE: 'requested',
  REQUEST_REJECT: 'refused',
  REQUEST_CANCEL: 'closed',
  RTM_INIT: 'accepted',
  RTW_INIT: 'accepted',
  RTM_SHIPPING_BACK: 'on_the_way',
  RTW_SHIPPING_BACK: 'on_the_way',
  RTM_RECEIVE_ITEM: 'received',
  RTW_REFUND_PENDING: 'received',
  RTM_CANCELED: 'closed',
  RTW_CANCELED: 'closed',
  RTW_REJECT: 'refused',
  REFUND_INIT: 'accepted',
  REFUND_PENDING: 'accepted',
  REFUND_SUCCESS: 'refunded',
  REFUND_REJECTED: 'refused',
};

/** Of several lines the one with the most still to do tells. */
const MOST_TO_DO: readonly ChannelReturnStatus[] = [
  'requested',
  'unknown',
  'disputed',
  'accepted',
  'on_the_way',
  'received',
  'refused',
  'refunded',
  'closed',
];

const product = z
  .looseObject({ product_id: looseText, product_sku: looseText, sku: looseText })
  .nullish()
  .catch(null);
const line = z.looseObject({
  reverse_order_line_id: looseText,
  trade_order_line_id: looseText,
  reverse_status: looseText,
  refund_amount: looseWhole,
  reason_text: looseText,
  return_order_line_gmt_create: looseText,
  return_order_line_gmt_modified: looseText,
  is_dispute: z.unknown().optional(),
  seller_sku_id: looseText,
  sla: looseText,
  product,
  productDTO: product,
});
type Line = z.infer<typeof line>;

const head = { reverse_order_id: looseText, trade_order_id: looseText, request_type: looseText };
const lines = looseRows(line).catch([]);
const listed = z.looseObject({ ...head, reverse_order_lines: lines });
const page = z.looseObject({
  result: z.looseObject({ total: looseNumber, items: looseRows(listed) }),
});
const detailed = inData(z.looseObject({ ...head, reverseOrderLineDTOList: lines }));

interface Reverse {
  id: string;
  orderId: string;
  type: string;
  lines: Line[];
}

export function lazadaReturns(access: ShopAccess): ReturnsClient {
  return {
    pull: (window, cursor) => pull(access, window, cursor),
    accept: (one) => accept(access, one.externalReturnId),
    refuse: (one, why) => refuse(access, one.externalReturnId, why),
  };
}

/** The list holds cancellations too, and of some shops only heads: those are read one by one. */
async function pull(
  access: ShopAccess,
  { fromAt, toAt }: { fromAt: number; toAt: number },
  cursor: string,
): Promise<{ returns: ChannelReturn[]; next: string }> {
  const pageNo = Number(cursor || '1');
  const parameters: [string, string][] = [
    ['page_no', String(pageNo)],
    ['page_size', String(PAGE_SIZE)],
    ['ReverseOrderLineModifiedTimeRangeStart', String(fromAt)],
    ['ReverseOrderLineModifiedTimeRangeEnd', String(toAt)],
  ];
  const call = { path: '/reverse/getreverseordersforseller', parameters };
  const { total, items } = (await askAsShop(access, call, page)).result;
  const returns: ChannelReturn[] = [];
  for (const one of items.filter((item) => item.request_type !== 'CANCEL'))
    returns.push(read(await wholeOf(access, one)));
  const goesOn = total === null ? items.length >= PAGE_SIZE : pageNo * PAGE_SIZE < total;
  return { returns, next: goesOn && items.length > 0 ? String(pageNo + 1) : '' };
}

/** One whose lines cannot be had is kept without them. */
async function wholeOf(access: ShopAccess, one: z.infer<typeof listed>): Promise<Reverse> {
  const there = { ...headOf(one), lines: one.reverse_order_lines };
  if (there.lines.length > 0 || !one.reverse_order_id) return there;
  try {
    const told = await detailOf(access, one.reverse_order_id);
    return { ...told, id: there.id, orderId: told.orderId || there.orderId };
  } catch (failure) {
    if (isOfOne(failure)) return there;
    throw failure;
  }
}

const headOf = (one: {
  reverse_order_id: string | null;
  trade_order_id: string | null;
  request_type: string | null;
}) => ({
  id: one.reverse_order_id || oddId(one),
  orderId: one.trade_order_id ?? '',
  type: one.request_type ?? '',
});

async function detailOf(access: ShopAccess, id: string): Promise<Reverse> {
  const call = {
    path: '/order/reverse/return/detail/list',
    parameters: [['reverse_order_id', id]],
  } as const;
  const told = await askAsShop(access, call, detailed);
  return { ...headOf(told), lines: told.reverseOrderLineDTOList };
}

const isDisputed = (one: Line) => one.is_dispute === true || one.is_dispute === 'true';

function statusOf(lines: readonly Line[]): ChannelReturnStatus {
  const read = lines.map((one) =>
    isDisputed(one) ? 'disputed' : (STATUS[one.reverse_status ?? ''] ?? 'unknown'),
  );
  return MOST_TO_DO.find((status) => read.includes(status)) ?? 'unknown';
}

/** In Vietnam amounts are whole đồng, elsewhere hundredths. lazada spec §5.3 */
function read({ id, orderId, lines }: Reverse): ChannelReturn {
  const amounts = lines.flatMap((one) => one.refund_amount ?? []);
  const created = moments(lines.map((one) => one.return_order_line_gmt_create));
  const changed = moments(lines.map((one) => one.return_order_line_gmt_modified));
  const answerBy = moments(lines.map((one) => one.sla));
  const createdAt = created.length > 0 ? Math.min(...created) : 0;
  return {
    externalReturnId: id,
    externalOrderId: orderId,
    // One that cannot be named is shown and never answered.
    status: id.startsWith('?') ? 'unknown' : statusOf(lines),
    channelStatus:
      [...new Set(lines.flatMap((one) => one.reverse_status ?? []))].join(', ') || 'unknown',
    reason: lines.find((one) => one.reason_text)?.reason_text ?? null,
    refundVnd: amounts.length > 0 ? amounts.reduce((sum, one) => sum + one, 0) : null,
    answerByAt: answerBy.length > 0 ? Math.min(...answerBy) : null,
    createdAt,
    updatedAt: changed.length > 0 ? Math.max(...changed) : createdAt,
    lines: lines.map((one) => ({
      externalLineId: one.trade_order_line_id,
      externalItemId: (one.product ?? one.productDTO)?.product_id ?? null,
      externalVariantId: one.product?.product_sku ?? one.productDTO?.sku ?? null,
      sku: one.seller_sku_id,
      quantity: 1,
    })),
  };
}

function moments(told: readonly (string | null)[]): number[] {
  return told.flatMap((one) => momentOf(one) ?? []);
}

const waiting = (lines: readonly Line[]) =>
  lines
    .filter((one) => STATUS[one.reverse_status ?? ''] === 'requested')
    .flatMap((one) => one.reverse_order_line_id ?? []);

const ONLY_REFUND = 'ONLY_REFUND';

/** The goods come back and are paid back then; where nothing comes back, the money goes at once. */
async function accept(access: ShopAccess, id: string): Promise<void> {
  const { type, lines } = await detailOf(access, id);
  const ids = waiting(lines);
  if (ids.length === 0) return;
  if (type !== ONLY_REFUND)
    return decide(access, 'return/update', [['action', 'agreeReturn']], id, ids);
  // One at a time, as the call takes them.
  for (const one of ids)
    await decide(access, 'onlyrefund/seller/decide', [['action', 'agreeRefund']], id, [one]);
}

async function decide(
  access: ShopAccess,
  path: string,
  more: readonly [string, string][],
  id: string,
  lineIds: readonly string[],
): Promise<void> {
  const parameters: [string, string][] = [
    ...more,
    ['reverse_order_id', id],
    ['reverse_order_item_ids', `[${lineIds.join(',')}]`],
  ];
  await askAsShop(access, { path: `/order/reverse/${path}`, parameters, writes: true }, anyAnswer);
}

const reasons = inData(looseList(z.looseObject({ reason_id: integerId })));

/** One line at a time, with one of Lazada's reasons. Against a refund alone it wants pictures: only its own pages take them. */
async function refuse(access: ShopAccess, id: string, why: string): Promise<void> {
  const { type, lines } = await detailOf(access, id);
  if (type === ONLY_REFUND && waiting(lines).length > 0)
    throw new ChannelFailure('rejected', { code: 'refusal_needs_pictures' });
  for (const one of waiting(lines)) {
    const call = {
      path: '/order/reverse/reason/list',
      parameters: [['reverse_order_line_id', one]],
    } as const;
    const [reason] = await askAsShop(access, call, reasons);
    if (!reason) throw new ChannelFailure('rejected', { code: 'no_refusal_reason' });
    const more: [string, string][] = [
      ['action', 'refuseReturn'],
      ['reason_id', reason.reason_id],
      ['comment', why],
    ];
    await decide(access, 'return/update', more, id, [one]);
  }
}
