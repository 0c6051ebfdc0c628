import {
  looseRows,
  looseText,
  looseWhole,
  oddId,
  type SettlementEntry,
  type SettlementsClient,
  type ShopAccess,
} from '@ganh/channels/kit';
import { z } from 'zod';
import { looseLocalTime } from './local-time';
import { orderPage } from './orders';

const sold = z.looseObject({
  code: looseText,
  status: looseText,
  created_at: looseLocalTime,
  updated_at: looseLocalTime,
  invoice: z
    .looseObject({ total_seller_fee: looseWhole, total_seller_income: looseWhole })
    .nullish()
    .catch(null),
});
type Sold = z.infer<typeof sold>;

/** There is no statement: what an order brings stands in the order, and is final once it is complete. tiki spec §5 */
export function tikiSettlements(access: ShopAccess): SettlementsClient {
  return {
    async pull({ fromAt, toAt }, cursor) {
      const page = { rows: looseRows(sold), more: [['status', 'complete']] as [string, string][] };
      const { rows, next } = await orderPage(access, fromAt, cursor, page);
      return { entries: rows.flatMap(entryOf).filter((one) => one.at <= toAt), next };
    },
  };
}

/** An order that tells no income has none yet. */
function entryOf(order: Sold): SettlementEntry[] {
  const amountVnd = order.invoice?.total_seller_income ?? null;
  const feeVnd = order.invoice?.total_seller_fee ?? 0;
  if (amountVnd === null && order.code) return [];
  return [
    {
      externalId: order.code || oddId(order),
      kind: order.code ? 'order' : 'unknown',
      channelKind: order.status ?? '',
      externalOrderId: order.code || null,
      externalStatementId: null,
      amountVnd: amountVnd ?? 0,
      parts: [
        {
          kind: 'goods',
          name: 'total_seller_income+total_seller_fee',
          amountVnd: (amountVnd ?? 0) + feeVnd,
        },
        { kind: 'service_fee', name: 'total_seller_fee', amountVnd: -feeVnd },
      ],
      at: order.updated_at ?? order.created_at ?? 0,
    },
  ];
}
