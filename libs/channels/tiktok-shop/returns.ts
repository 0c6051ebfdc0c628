import {
  ChannelFailure,
  looseList,
  looseRows,
  looseSeconds,
  looseText,
  looseWhole,
  oddId,
  type ChannelReturn,
  type ChannelReturnLine,
  type ReturnsClient,
  type ShopAccess,
} from '@ganh/channels/kit';
import { z } from 'zod';
import { anyData, ask } from './call';
import { returnStatus } from './order-status';
import { windowOf } from './orders';
import { RETURNS_PER_PAGE } from './tiktok-shop.descriptor';

const returnLine = z.looseObject({
  order_line_item_id: looseText,
  sku_id: looseText,
  product_id: looseText,
  seller_sku: looseText,
});

const returnSchema = z.looseObject({
  return_id: looseText,
  order_id: looseText,
  return_type: looseText,
  return_status: looseText,
  arbitration_status: looseText,
  return_reason: looseText,
  return_reason_text: looseText,
  refund_amount: z.looseObject({ refund_total: looseWhole }).nullish().catch(null),
  seller_next_action_response: looseList(z.looseObject({ deadline: looseSeconds })),
  return_line_items: looseRows(returnLine).catch([]),
  create_time: looseSeconds,
  update_time: looseSeconds,
});
type TikTokReturn = z.infer<typeof returnSchema>;

// The name of the list is not described.
const returnPage = z.looseObject({
  return_orders: looseRows(returnSchema).nullish(),
  returns: looseRows(returnSchema).nullish(),
  next_page_token: looseText,
});

export function tiktokShopReturns(access: ShopAccess): ReturnsClient {
  return {
    async pull(window, cursor) {
      const found = await search(access, windowOf('update_time', window), cursor);
      return { returns: found.returns.map(readReturn), next: found.next };
    },
    accept: (one) => decide(access, one, 'approve'),
    refuse: (one, why) => decide(access, one, 'reject', why),
  };
}

async function search(
  access: ShopAccess,
  json: Record<string, unknown>,
  cursor: string,
): Promise<{ returns: TikTokReturn[]; next: string }> {
  const query: [string, string][] = [
    ['page_size', String(RETURNS_PER_PAGE)],
    ...(cursor === '' ? [] : [['page_token', cursor] as [string, string]]),
  ];
  const call = { path: '/return_refund/202309/returns/search', query, json, reads: true };
  const { return_orders, returns, next_page_token } = await ask(access, call, returnPage);
  return { returns: return_orders ?? returns ?? [], next: next_page_token ?? '' };
}

function readReturn(one: TikTokReturn): ChannelReturn {
  const deadlines = one.seller_next_action_response.flatMap(({ deadline }) => deadline ?? []);
  const channelStatus = one.return_status ?? '';
  const createdAt = one.create_time ?? one.update_time ?? 0;
  return {
    externalReturnId: one.return_id || oddId(one),
    externalOrderId: one.order_id ?? '',
    // One that cannot be named is shown and never answered.
    status: one.return_id ? returnStatus(channelStatus, one.arbitration_status) : 'unknown',
    channelStatus,
    reason: one.return_reason_text || one.return_reason || null,
    refundVnd: one.refund_amount?.refund_total ?? null,
    answerByAt: deadlines.length > 0 ? Math.min(...deadlines) : null,
    createdAt,
    updatedAt: one.update_time ?? createdAt,
    lines: linesOf(one),
  };
}

/** One entry a piece, as in orders: pieces of one variant are one line. */
function linesOf({ return_line_items: pieces }: TikTokReturn): ChannelReturnLine[] {
  const skus = [...new Set(pieces.map((one) => one.sku_id))];
  return skus.flatMap((skuId) => {
    const same = pieces.filter((one) => one.sku_id === skuId);
    const [first] = same;
    if (!first) return [];
    return [
      {
        externalLineId: first.order_line_item_id,
        externalItemId: first.product_id,
        externalVariantId: skuId,
        sku: first.seller_sku || null,
        quantity: same.length,
      },
    ];
  });
}

/** What is decided at each stage of each kind of return. tiktok-shop spec §4 */
function decisionOf(type: string | null, status: string | null): string | null {
  if (status === 'BUYER_SHIPPED_ITEM') return 'RECEIVED_PACKAGE';
  if (status === 'REPLACEMENT_REQUEST_PENDING') return 'REPLACEMENT';
  if (status !== 'RETURN_OR_REFUND_REQUEST_PENDING') return null;
  return type === 'REFUND' ? 'REFUND' : 'RETURN';
}

/** Answers the stage that the seller saw. One that has moved on since has been answered: its next stage is another question. */
async function decide(
  access: ShopAccess,
  { externalReturnId, channelStatus }: ChannelReturn,
  verb: 'approve' | 'reject',
  why?: string,
): Promise<void> {
  const { returns } = await search(access, { return_ids: [externalReturnId] }, '');
  const now = returns.find((one) => one.return_id === externalReturnId);
  if (!now) throw new ChannelFailure('notFound', { code: 'return_not_found' });
  if (now.return_status !== channelStatus) return;
  const decision = decisionOf(now.return_type, now.return_status);
  if (!decision) throw new ChannelFailure('rejected', { code: now.return_status ?? 'no_status' });
  const reason =
    verb === 'reject'
      ? { reject_reason: await rejectReason(access, externalReturnId), comment: why }
      : {};
  const json = { decision: `${verb.toUpperCase()}_${decision}`, ...reason };
  const path = `/return_refund/202309/returns/${externalReturnId}/${verb}`;
  await ask(access, { path, json }, anyData);
}

const reasons = z.looseObject({ reasons: looseList(z.looseObject({ name: z.string() })) });

/** Only those that are offered for this return are taken; the seller's words go beside. */
async function rejectReason(access: ShopAccess, returnId: string): Promise<string> {
  const query: [string, string][] = [
    ['return_or_cancel_id', returnId],
    ['locale', 'vi-VN'],
  ];
  const call = { path: '/return_refund/202309/reject_reasons', query };
  const [first] = (await ask(access, call, reasons)).reasons;
  if (!first) throw new ChannelFailure('rejected', { code: 'no_reject_reason' });
  return first.name;
}
