import {
  looseList,
  looseNumber,
  looseText,
  type ChannelReturn,
  type ChannelReturnStatus,
  type ReturnsClient,
  type ShopAccess,
} from '@ganh/channels/kit';
import { z } from 'zod';
import { anyAnswer, askAsShop, inResponse } from './call';

/** shopee spec §4 */
const PAGE_SIZE = 50;

/** shopee spec §4. What JUDGING and SELLER_DISPUTE end in is told as CLOSED, CANCELLED or ACCEPTED. */
const STATUS: Readonly<Record<string, ChannelReturnStatus>> = {
  REQUESTED: 'requested',
  PROCESSING: 'accepted',
  ACCEPTED: 'accepted',
  JUDGING: 'disputed',
  SELLER_DISPUTE: 'disputed',
  CANCELLED: 'closed',
  CLOSED: 'closed',
};

const returned = z.looseObject({
  return_sn: z.string().min(1),
  order_sn: z.string().min(1),
  status: z.string().min(1),
  reason: looseText,
  text_reason: looseText,
  refund_amount: looseNumber,
  due_date: looseNumber,
  create_time: looseNumber,
  update_time: looseNumber,
  item: looseList(
    z.looseObject({
      item_id: looseText,
      model_id: looseText,
      item_sku: looseText,
      variation_sku: looseText,
      amount: looseNumber,
    }),
  ),
});
const page = inResponse(z.looseObject({ more: z.boolean().nullish(), return: z.array(returned) }));
const detail = inResponse(z.looseObject({ status: z.string().min(1) }));

/**
 * A dispute names an e-mail and one of Shopee's reasons; both are the operator's to choose (`dispute_email`,
 * `dispute_reason_id` of the app). Without them only Shopee's own pages can refuse. shopee spec §4
 */
export function shopeeReturns(access: ShopAccess): ReturnsClient {
  const { dispute_email: email, dispute_reason_id: reasonId } = access.app;
  return {
    pull: (window, cursor) => pull(access, window, cursor),
    accept: (one) => accept(access, one.externalReturnId),
    ...(email &&
      reasonId && {
        refuse: (one: ChannelReturn) => refuse(access, one.externalReturnId, { email, reasonId }),
      }),
  };
}

/** Pages are counted from 0. */
async function pull(
  access: ShopAccess,
  { fromAt, toAt }: { fromAt: number; toAt: number },
  cursor: string,
): Promise<{ returns: ChannelReturn[]; next: string }> {
  const pageNo = Number(cursor || '0');
  const query: [string, string][] = [
    ['page_no', String(pageNo)],
    ['page_size', String(PAGE_SIZE)],
    ['update_time_from', String(Math.floor(fromAt / 1000))],
    ['update_time_to', String(Math.ceil(toAt / 1000))],
  ];
  const { more, return: found } = await askAsShop(
    access,
    { path: 'returns/get_return_list', query },
    page,
  );
  const goesOn = more ?? found.length >= PAGE_SIZE;
  return { returns: found.map(read), next: goesOn && found.length > 0 ? String(pageNo + 1) : '' };
}

function read(one: z.infer<typeof returned>): ChannelReturn {
  const createdAt = (one.create_time ?? one.update_time ?? 0) * 1000;
  return {
    externalReturnId: one.return_sn,
    externalOrderId: one.order_sn,
    status: STATUS[one.status] ?? 'unknown',
    channelStatus: one.status,
    reason: one.text_reason || one.reason || null,
    refundVnd: one.refund_amount === null ? null : Math.round(one.refund_amount),
    answerByAt: one.due_date ? one.due_date * 1000 : null,
    createdAt,
    updatedAt: one.update_time ? one.update_time * 1000 : createdAt,
    lines: one.item.map((line) => ({
      externalLineId: null,
      externalItemId: line.item_id,
      externalVariantId: line.model_id,
      sku: line.variation_sku || line.item_sku || null,
      quantity: line.amount ?? 0,
    })),
  };
}

async function statusNow(access: ShopAccess, returnSn: string): Promise<string> {
  const query: [string, string][] = [['return_sn', returnSn]];
  return (await askAsShop(access, { path: 'returns/get_return_detail', query }, detail)).status;
}

/** A full refund. What was accepted before stays so: looked at first, since an answer may have been lost. */
async function accept(access: ShopAccess, returnSn: string): Promise<void> {
  if (STATUS[await statusNow(access, returnSn)] === 'accepted') return;
  await askAsShop(access, { path: 'returns/confirm', json: { return_sn: returnSn } }, anyAnswer);
}

async function refuse(
  access: ShopAccess,
  returnSn: string,
  { email, reasonId }: { email: string; reasonId: string },
): Promise<void> {
  if (STATUS[await statusNow(access, returnSn)] === 'disputed') return;
  const json = {
    return_sn: returnSn,
    email,
    dispute_reason_id: Number(reasonId),
    image_list: [],
  };
  await askAsShop(access, { path: 'returns/dispute', json }, anyAnswer);
}
