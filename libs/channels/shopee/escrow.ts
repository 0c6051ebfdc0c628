import {
  isOfOne,
  looseRows,
  looseSeconds,
  looseText,
  looseWhole,
  oddId,
  type SettlementEntry,
  type SettlementPart,
  type SettlementPartKind,
  type ShopAccess,
} from '@ganh/channels/kit';
import { z } from 'zod';
import { askAsShop, inResponse } from './call';

/** Each order of a page is asked for by itself. */
const PAGE_SIZE = 20;

/** What is added and what is taken off, by the fields of `order_income`. shopee spec §5 */
const PARTS: readonly [name: string, kind: SettlementPartKind, sign: 1 | -1][] = [
  ['original_price', 'goods', 1],
  ['seller_discount', 'discount', -1],
  ['voucher_from_seller', 'discount', -1],
  ['buyer_paid_shipping_fee', 'shipping', 1],
  ['shopee_shipping_rebate', 'shipping', 1],
  ['actual_shipping_fee', 'shipping', -1],
  ['reverse_shipping_fee', 'shipping', -1],
  ['commission_fee', 'commission', -1],
  ['service_fee', 'service_fee', -1],
  ['seller_transaction_fee', 'payment_fee', -1],
  ['campaign_fee', 'service_fee', -1],
  ['order_ams_commission_fee', 'commission', -1],
  ['seller_order_processing_fee', 'service_fee', -1],
  ['withholding_vat_tax', 'vat', -1],
  ['vat_on_imported_goods', 'vat', -1],
  ['withholding_pit_tax', 'income_tax', -1],
  ['withholding_cit_tax', 'income_tax', -1],
  ['seller_return_refund', 'other', -1],
];
/** What the fields named above do not explain; the published figure is never recomputed. shopee spec §5 */
const REST = 'escrow_amount';

const released = z.looseObject({
  order_sn: looseText,
  payout_amount: looseWhole,
  escrow_release_time: looseSeconds,
});
type Released = z.infer<typeof released>;
const page = inResponse(
  z.looseObject({ more: z.boolean().nullish(), escrow_list: looseRows(released) }),
);
const income = inResponse(z.looseObject({ order_income: z.record(z.string(), z.unknown()) }));

/** One page of what has been released for orders, counted from 1: before that, figures are estimates. shopee spec §5 */
export async function pullEscrow(
  access: ShopAccess,
  { fromAt, toAt }: { fromAt: number; toAt: number },
  pageNo: number,
): Promise<{ entries: SettlementEntry[]; more: boolean }> {
  const query: [string, string][] = [
    ['release_time_from', String(Math.floor(fromAt / 1000))],
    ['release_time_to', String(Math.ceil(toAt / 1000))],
    ['page_size', String(PAGE_SIZE)],
    ['page_no', String(pageNo)],
  ];
  const call = { path: 'payment/get_escrow_list', query };
  const { more, escrow_list: found } = await askAsShop(access, call, page);
  const entries: SettlementEntry[] = [];
  for (const one of found) entries.push(await entryOf(access, one));
  return { entries, more: more === true && found.length > 0 };
}

async function entryOf(access: ShopAccess, one: Released): Promise<SettlementEntry> {
  const { order_sn: orderSn, payout_amount: paid } = one;
  const fields = orderSn ? await incomeOf(access, orderSn) : null;
  const amountVnd = paid ?? vnd(fields ?? {}, 'escrow_amount');
  return {
    externalId: `escrow:${orderSn || oddId(one)}`,
    kind: orderSn && fields ? 'order' : 'unknown',
    channelKind: 'escrow',
    externalOrderId: orderSn || null,
    externalStatementId: null,
    amountVnd,
    parts: partsOf(fields ?? {}, amountVnd),
    at: one.escrow_release_time ?? 0,
  };
}

/** null where this order's figures cannot be read: what was paid is told by the list, and other orders wait for nothing. */
async function incomeOf(
  access: ShopAccess,
  orderSn: string,
): Promise<Readonly<Record<string, unknown>> | null> {
  const query: [string, string][] = [['order_sn', orderSn]];
  try {
    const call = { path: 'payment/get_escrow_detail', query };
    return (await askAsShop(access, call, income)).order_income;
  } catch (failure) {
    if (isOfOne(failure)) return null;
    throw failure;
  }
}

/** Fees are published without a sign. */
function partsOf(fields: Readonly<Record<string, unknown>>, amountVnd: number): SettlementPart[] {
  const parts = PARTS.map(([name, kind, sign]) => ({
    kind,
    name,
    amountVnd: sign * Math.abs(vnd(fields, name)),
  })).filter((part) => part.amountVnd !== 0);
  const rest = amountVnd - parts.reduce((sum, part) => sum + part.amountVnd, 0);
  return rest === 0 ? parts : [...parts, { kind: 'other', name: REST, amountVnd: rest }];
}

function vnd(fields: Readonly<Record<string, unknown>>, name: string): number {
  return looseWhole.safeParse(fields[name]).data ?? 0;
}
