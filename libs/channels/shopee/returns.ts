import {
  ChannelFailure,
  idText,
  looseRows,
  looseSeconds,
  looseText,
  looseWhole,
  oddId,
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
  return_sn: looseText,
  order_sn: looseText,
  status: looseText,
  reason: looseText,
  text_reason: looseText,
  refund_amount: looseWhole,
  due_date: looseSeconds,
  create_time: looseSeconds,
  update_time: looseSeconds,
  item: looseRows(
    z.looseObject({
      item_id: looseText,
      model_id: looseText,
      item_sku: looseText,
      variation_sku: looseText,
      amount: looseWhole,
    }),
  ).catch([]),
});
const page = inResponse(
  z.looseObject({ more: z.boolean().nullish(), return: looseRows(returned) }),
);
const detail = inResponse(z.looseObject({ status: idText }));

/** Whom a dispute is written in the name of, and which of Shopee's reasons it gives: the operator's to choose. */
interface Disputer {
  email: string;
  reasonId: string;
}

/** null where the operator has not said, or not as Shopee takes it: then only Shopee's own pages can refuse. shopee spec §4 */
function disputerOf({ app }: ShopAccess): Disputer | null {
  const { dispute_email: email = '', dispute_reason_id: reasonId = '' } = app;
  return /^\S+@\S+$/.test(email) && /^\d+$/.test(reasonId) ? { email, reasonId } : null;
}

export function shopeeReturns(access: ShopAccess): ReturnsClient {
  const disputer = disputerOf(access);
  return {
    pull: (window, cursor) => pull(access, window, cursor),
    accept: (one) => accept(access, one.externalReturnId),
    ...(disputer && {
      refuse: (one: ChannelReturn) => refuse(access, one.externalReturnId, disputer),
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

/** One that cannot be named is shown and never answered: its state is unknown to us, whatever it says. */
function read(one: z.infer<typeof returned>): ChannelReturn {
  const createdAt = one.create_time ?? one.update_time ?? 0;
  return {
    externalReturnId: one.return_sn || oddId(one),
    externalOrderId: one.order_sn ?? '',
    status: (one.return_sn && STATUS[one.status ?? '']) || 'unknown',
    channelStatus: one.status ?? '',
    reason: one.text_reason || one.reason || null,
    refundVnd: one.refund_amount,
    answerByAt: one.due_date || null,
    createdAt,
    updatedAt: one.update_time ?? createdAt,
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

const DISPUTABLE = ['REQUESTED', 'PROCESSING'];

/** The call has no place for the seller's own words: they stay with us. shopee spec §4 */
async function refuse(
  access: ShopAccess,
  returnSn: string,
  { email, reasonId }: Disputer,
): Promise<void> {
  const status = await statusNow(access, returnSn);
  if (STATUS[status] === 'disputed') return;
  if (!DISPUTABLE.includes(status)) throw new ChannelFailure('rejected', { code: status });
  const json = {
    return_sn: returnSn,
    email,
    dispute_reason_id: Number(reasonId),
    image_list: [],
  };
  await askAsShop(access, { path: 'returns/dispute', json }, anyAnswer);
}
