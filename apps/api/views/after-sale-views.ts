import { Injectable } from '@nestjs/common';
import type { OrderReturnView, OrderView, ReturnAct } from '@ganh/contracts';
import type { SettlementEntry } from '@ganh/channels/kit';
import { type Actor, may } from '@ganh/identity';
import {
  type ChannelAbilities,
  isOpen,
  mayRestock,
  type Order,
  type OrderReturn,
  ReturnDesk,
} from '@ganh/orders';
import { SettlementBook } from '@ganh/payments';
import { RETURN_VERBS, returnText } from './return-text';

const FEES = ['commission', 'payment_fee', 'service_fee'];
const TAXES = ['vat', 'income_tax'];

/** What follows a sale on a channel: parcels, what comes back, what is paid out. */
@Injectable()
export class AfterSaleViews {
  constructor(
    private readonly returns: ReturnDesk,
    private readonly settlements: SettlementBook,
  ) {}

  async of(
    actor: Actor,
    order: Order,
    can: ChannelAbilities,
  ): Promise<Pick<OrderView['order'], 'parcels' | 'returns' | 'payouts'>> {
    const isChannels = order.channelStatus !== null;
    const [returns, payouts] = isChannels
      ? await Promise.all([this.returns.of(order), this.settlements.ofOrder(actor, order)])
      : [[], []];
    return {
      parcels: order.parcels.map(({ externalParcelId, carrier, trackingNumber }) => ({
        carrier,
        trackingNumber,
        labelUrl: can.label
          ? `/don/${order.id}/phieu-gui?parcel=${encodeURIComponent(externalParcelId)}`
          : null,
      })),
      returns: returns.map((one) => returnView(one, actor, can)),
      payouts: payouts.map(payout),
    };
  }
}

function returnView(one: OrderReturn, actor: Actor, can: ChannelAbilities): OrderReturnView {
  const answers = isOpen(one) && may(actor, 'orders.cancel');
  const acts: ReturnAct[] = [
    ...(answers && can.acceptReturn ? (['accept'] as const) : []),
    ...(answers && can.refuseReturn ? (['refuse'] as const) : []),
    ...(mayRestock(one) && may(actor, 'stock.write') ? (['restock'] as const) : []),
  ];
  return {
    id: one.id,
    statusText: one.action === null ? returnText(one.status) : 'Đang trả lời kênh',
    reason: one.reason,
    refundVnd: one.refundVnd,
    answerByAt: isOpen(one) ? one.answerByAt : null,
    refusal: one.refusal,
    restocked: one.restockedAt !== null,
    acts: acts.map((act) => ({ act, verb: RETURN_VERBS[act] })),
  };
}

/** Fees and taxes as what was taken. */
export function payout({
  at,
  amountVnd,
  parts,
}: SettlementEntry): OrderView['order']['payouts'][number] {
  const taken = (kinds: readonly string[]) =>
    -parts
      .filter(({ kind }) => kinds.includes(kind))
      .reduce((sum, part) => sum + part.amountVnd, 0);
  return { at, amountVnd, feesVnd: taken(FEES), taxesVnd: taken(TAXES) };
}
