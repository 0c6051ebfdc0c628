import type { SettlementEntry, SettlementsClient, ShopAccess } from '@ganh/channels/kit';
import type { TikiOrder } from './order-read';
import { orderPage } from './orders';

/** There is no statement: what an order brings stands in the order, and is final once it is complete. tiki spec §5 */
export function tikiSettlements(access: ShopAccess): SettlementsClient {
  return {
    async pull({ fromAt, toAt }, cursor) {
      const { rows, next } = await orderPage(access, fromAt, cursor, [['status', 'complete']]);
      return { entries: rows.flatMap(entryOf).filter((one) => one.at <= toAt), next };
    },
  };
}

function entryOf(order: TikiOrder): SettlementEntry[] {
  const income = order.invoice?.total_seller_income;
  if (income === null || income === undefined) return [];
  const [amountVnd, feeVnd] = [income, order.invoice?.total_seller_fee ?? 0].map(Math.round);
  if (amountVnd === undefined || feeVnd === undefined) return [];
  return [
    {
      externalId: order.code,
      kind: 'order',
      channelKind: order.status,
      externalOrderId: order.code,
      externalStatementId: null,
      amountVnd,
      parts: [
        {
          kind: 'goods',
          name: 'total_seller_income+total_seller_fee',
          amountVnd: amountVnd + feeVnd,
        },
        { kind: 'service_fee', name: 'total_seller_fee', amountVnd: -feeVnd },
      ],
      at: order.updated_at ?? order.created_at,
    },
  ];
}
