import { looseWhole, type SettlementPart, type SettlementPartKind } from '@ganh/channels/kit';
import type { Transaction } from './settlements';

/** tiktok-shop spec §5. A field that is not here keeps the kind of the section it stands in. */
const KINDS: Readonly<Record<string, SettlementPartKind>> = {
  seller_discount_amount: 'discount',
  seller_discount_refund_amount: 'discount',
  platform_commission_amount: 'commission',
  affiliate_commission_amount: 'commission',
  affiliate_partner_commission_amount: 'commission',
  affiliate_ads_commission_amount: 'commission',
  transaction_fee_amount: 'payment_fee',
  credit_card_handling_fee_amount: 'payment_fee',
  seller_paylater_handling_fee_amount: 'payment_fee',
  local_vat_amount: 'vat',
  vat_amount: 'vat',
  pit_amount: 'income_tax',
};

/** The same money told a second time, before a tax was taken from it. */
const TOLD_TWICE = ['affiliate_commission_amount_before_pit'];

const whole = (amount: unknown): number => looseWhole.safeParse(amount).data ?? 0;

type Amounts = Readonly<Record<string, unknown>> | null | undefined;

function listed(amounts: Amounts, usual: SettlementPartKind): SettlementPart[] {
  return Object.entries(amounts ?? {}).flatMap(([name, amount]) => {
    const amountVnd = TOLD_TWICE.includes(name) ? 0 : whole(amount);
    return amountVnd === 0 ? [] : [{ kind: KINDS[name] ?? usual, name, amountVnd }];
  });
}

const sumOf = (parts: readonly SettlementPart[]) =>
  parts.reduce((sum, part) => sum + part.amountVnd, 0);

/** What the parts leave open of a total is a part of its own, so that they add up to it. */
function filledUp(
  parts: SettlementPart[],
  total: number | null,
  rest: Omit<SettlementPart, 'amountVnd'>,
): SettlementPart[] {
  const open = total === null ? 0 : total - sumOf(parts);
  return open === 0 ? parts : [...parts, { ...rest, amountVnd: open }];
}

/** Every fee and tax apart; together exactly what the seller gets. Fees come with their sign. tiktok-shop spec §5 */
export function partsOf(one: Transaction): SettlementPart[] {
  const { fee, tax } = one.fee_tax_breakdown ?? {};
  const sections: SettlementPart[] = [
    ...filledUp(listed(one.revenue_breakdown, 'goods'), one.revenue_amount, {
      kind: 'goods',
      name: 'revenue_amount',
    }),
    ...filledUp(listed(one.shipping_cost_breakdown, 'shipping'), one.shipping_cost_amount, {
      kind: 'shipping',
      name: 'shipping_cost_amount',
    }),
    ...filledUp([...listed(fee, 'service_fee'), ...listed(tax, 'other')], one.fee_tax_amount, {
      kind: 'service_fee',
      name: 'fee_tax_amount',
    }),
    ...filledUp([], one.adjustment_amount, { kind: 'other', name: 'adjustment_amount' }),
  ];
  return filledUp(sections, one.settlement_amount, { kind: 'other', name: 'settlement_amount' });
}
