import fc from 'fast-check';
import { partsOf } from './settlement-parts';

const amount = fc.integer({ min: -1_000_000, max: 1_000_000 });
const one = (over: Record<string, unknown> = {}) =>
  ({
    id: '1',
    type: 'ORDER',
    order_id: '2',
    adjustment_order_id: null,
    settlement_amount: 90,
    revenue_amount: 100,
    revenue_breakdown: { subtotal_before_discount_amount: '110', seller_discount_amount: '-10' },
    shipping_cost_amount: 0,
    shipping_cost_breakdown: null,
    fee_tax_amount: -10,
    fee_tax_breakdown: {
      fee: {
        platform_commission_amount: '-4',
        vn_fix_infrastructure_fee: '-3',
        affiliate_commission_amount_before_pit: '-99',
      },
      tax: { local_vat_amount: '-2', pit_amount: '-1' },
    },
    adjustment_amount: 0,
    ...over,
  }) as Parameters<typeof partsOf>[0];

it('fees and taxes stand apart, each under its own name, none twice', () => {
  expect(partsOf(one()).map(({ kind, name, amountVnd }) => [kind, name, amountVnd])).toEqual([
    ['goods', 'subtotal_before_discount_amount', 110],
    ['discount', 'seller_discount_amount', -10],
    ['commission', 'platform_commission_amount', -4],
    ['service_fee', 'vn_fix_infrastructure_fee', -3],
    ['vat', 'local_vat_amount', -2],
    ['income_tax', 'pit_amount', -1],
  ]);
});

it('whatever is missing or does not add up, the parts come to what the seller gets', () => {
  const odd = fc.record({
    settlement_amount: amount,
    revenue_amount: fc.option(amount),
    fee_tax_amount: fc.option(amount),
    adjustment_amount: fc.option(amount),
    revenue_breakdown: fc.option(fc.dictionary(fc.string(), fc.oneof(amount, fc.string()))),
  });
  fc.assert(
    fc.property(odd, (over) => {
      const parts = partsOf(one(over));
      expect(parts.reduce((sum, part) => sum + part.amountVnd, 0)).toBe(over.settlement_amount);
      expect(parts.every((part) => Number.isInteger(part.amountVnd) && part.amountVnd !== 0)).toBe(
        true,
      );
    }),
  );
});
