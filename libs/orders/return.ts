import type { ChannelReturn, ChannelReturnStatus } from '@ganh/channels/kit';
import type { CoopId, OrderLineId, ReturnId, ReturnLineId, ShopId } from '@ganh/kernel';
import type { OrderLine } from './order';

export type ReturnAnswer = 'accept' | 'refuse';

/** Goods that a buyer wants to send back, as the channel tells it and with what people decided about it. */
export interface OrderReturn extends Omit<ChannelReturn, 'lines'> {
  coopId: CoopId;
  id: ReturnId;
  shopId: ShopId;
  rev: number;
  /** What we asked the channel and it has not confirmed. */
  action: ReturnAnswer | null;
  refuseWhy: string | null;
  /** Why the channel did not take the answer, in words for a seller. */
  refusal: string | null;
  /** A person counted the goods in. */
  restockedAt: number | null;
  lines: (ChannelReturn['lines'][number] & { id: ReturnLineId })[];
}

/** Only while the channel waits for the seller. */
export function isOpen({ status, action }: Pick<OrderReturn, 'status' | 'action'>): boolean {
  return status === 'requested' && action === null;
}

const NEVER_CAME: readonly ChannelReturnStatus[] = ['requested', 'refused'];

/** Whether goods of it may have come back, so that a person may say that they are good. */
export function mayRestock({ status, restockedAt }: Pick<OrderReturn, 'status' | 'restockedAt'>) {
  return restockedAt === null && !NEVER_CAME.includes(status);
}

/**
 * Which lines of the order came back, and how many smallest steps of each. A line is told by the channel's line id, else
 * by item and variant; what fits no line, or more than was sold, is not counted in by itself.
 */
export function linesBack(
  back: Pick<OrderReturn, 'lines'>,
  sold: readonly OrderLine[],
): { id: ReturnLineId; orderLineId: OrderLineId; steps: number }[] {
  const left = new Map(sold.map((line) => [line.id, line.quantity]));
  return back.lines.flatMap((line) => {
    const of = sold.find((one) =>
      line.externalLineId !== null
        ? one.externalLineId === line.externalLineId
        : one.externalItemId === line.externalItemId &&
          (line.externalVariantId === null || one.externalVariantId === line.externalVariantId),
    );
    const steps = Math.min(line.quantity * (of?.stepsPerUnit ?? 0), (of && left.get(of.id)) ?? 0);
    if (!of || of.variantId === null || steps <= 0) return [];
    left.set(of.id, (left.get(of.id) ?? 0) - steps);
    return [{ id: line.id, orderLineId: of.id, steps }];
  });
}
