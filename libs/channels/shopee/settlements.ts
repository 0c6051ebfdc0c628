import {
  looseList,
  looseNumber,
  type SettlementEntry,
  type SettlementPart,
  type SettlementPartKind,
  type SettlementsClient,
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
  order_sn: z.string().min(1),
  payout_amount: looseNumber,
  escrow_release_time: z.number(),
});
const page = inResponse(
  z.looseObject({ more: z.boolean().nullish(), escrow_list: looseList(released) }),
);
const income = inResponse(z.looseObject({ order_income: z.record(z.string(), z.unknown()) }));

/** What has been released for orders: before that, figures are estimates. shopee spec §5 */
export function shopeeSettlements(access: ShopAccess): SettlementsClient {
  return {
    async pull({ fromAt, toAt }, cursor) {
      const pageNo = Number(cursor || '1');
      const query: [string, string][] = [
        ['release_time_from', String(Math.floor(fromAt / 1000))],
        ['release_time_to', String(Math.ceil(toAt / 1000))],
        ['page_size', String(PAGE_SIZE)],
        ['page_no', String(pageNo)],
      ];
      const { more, escrow_list: found } = await askAsShop(
        access,
        { path: 'payment/get_escrow_list', query },
        page,
      );
      const entries: SettlementEntry[] = [];
      for (const one of found) entries.push(await entryOf(access, one));
      return { entries, next: more && found.length > 0 ? String(pageNo + 1) : '' };
    },
  };
}

async function entryOf(
  access: ShopAccess,
  one: z.infer<typeof released>,
): Promise<SettlementEntry> {
  const query: [string, string][] = [['order_sn', one.order_sn]];
  const call = { path: 'payment/get_escrow_detail', query };
  const { order_income: fields } = await askAsShop(access, call, income);
  const amountVnd = Math.round(one.payout_amount ?? vnd(fields, 'escrow_amount'));
  return {
    externalId: `escrow:${one.order_sn}`,
    kind: 'order',
    channelKind: 'escrow',
    externalOrderId: one.order_sn,
    externalStatementId: null,
    amountVnd,
    parts: partsOf(fields, amountVnd),
    at: one.escrow_release_time * 1000,
  };
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
  const read = looseNumber.safeParse(fields[name]);
  const whole = Math.round(read.data ?? 0);
  return Number.isSafeInteger(whole) ? whole : 0;
}
