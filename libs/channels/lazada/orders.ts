import {
  ChannelFailure,
  exactInteger,
  looseList,
  looseText,
  type ChannelOrder,
  type OrdersClient,
  type ShopAccess,
} from '@ganh/channels/kit';
import { stringify } from 'lossless-json';
import { z } from 'zod';
import { anyAnswer, askAsShop, inData } from './call';
import { ORDERS_PER_CALL, ORDERS_PER_PAGE } from './lazada.descriptor';
import {
  linesAnswer,
  manyLines,
  oneOrder,
  orderPage,
  readOrder,
  type LazadaLine,
  type LazadaOrder,
} from './order-read';
import { isCancelled } from './order-status';
import { dateText, momentOf } from './times';

export function lazadaOrders(access: ShopAccess): OrdersClient {
  return {
    pull: (window, cursor) => pull(access, window, cursor),
    get: (orderIds) => get(access, orderIds),
    cancel: (orderId, reason) => cancel(access, orderId, reason),
  };
}

/**
 * Oldest change first, by date and not by offset: an order that changes meanwhile moves to the end, and the ones behind it
 * would slip through between two pages. Only where a whole page is of one second does the offset go on.
 */
async function pull(
  access: ShopAccess,
  { fromAt, toAt }: { fromAt: number; toAt: number },
  cursor: string,
): Promise<{ orders: ChannelOrder[]; next: string }> {
  const [after = '', skipped = ''] = cursor.split('+');
  const from = Number(after || fromAt);
  const offset = Number(skipped || '0');
  const parameters: [string, string][] = [
    ['update_after', dateText(from)],
    ['update_before', dateText(toAt + 999)],
    ['sort_by', 'updated_at'],
    ['sort_direction', 'ASC'],
    ['limit', String(ORDERS_PER_PAGE)],
    ['offset', String(offset)],
  ];
  const page = await askAsShop(access, { path: '/orders/get', parameters }, inData(orderPage));
  const orders = await withLines(access, page.orders);
  if (page.orders.length < ORDERS_PER_PAGE) return { orders, next: '' };
  const last = momentOf(page.orders.at(-1)?.updated_at);
  // A second earlier: whether the bound itself belongs to the answer is not said.
  const goesOn = last !== null && last - 1_000 > from;
  const next = goesOn ? `${last - 1_000}+0` : `${from}+${offset + ORDERS_PER_PAGE}`;
  return { orders, next };
}

const listOf = (ids: readonly string[]) => stringify(ids.map(exactInteger)) ?? '[]';

async function withLines(
  access: ShopAccess,
  orders: readonly LazadaOrder[],
): Promise<ChannelOrder[]> {
  const lines = new Map<string, LazadaLine[]>();
  for (let at = 0; at < orders.length; at += ORDERS_PER_CALL) {
    const ids = orders.slice(at, at + ORDERS_PER_CALL).map((one) => one.order_id);
    const call = { path: '/orders/items/get', parameters: [['order_ids', listOf(ids)]] } as const;
    for (const one of await askAsShop(access, call, inData(manyLines)))
      lines.set(one.order_id, one.order_items);
  }
  return orders.map((one) => readOrder(one, lines.get(one.order_id) ?? []));
}

async function get(access: ShopAccess, orderIds: readonly string[]): Promise<ChannelOrder[]> {
  const wanted = [...new Set(orderIds)].filter((id) => /^\d+$/.test(id));
  const found: LazadaOrder[] = [];
  for (const id of wanted) {
    const call = { path: '/order/get', parameters: [['order_id', id]] } as const;
    const one = await unlessGone(askAsShop(access, call, inData(oneOrder)));
    if (one) found.push(one);
  }
  return withLines(access, found);
}

/** The answer, or null where Lazada does not know what was asked for. */
async function unlessGone<T>(asked: Promise<T>): Promise<T | null> {
  try {
    return await asked;
  } catch (error) {
    if (error instanceof ChannelFailure && error.kind === 'notFound') return null;
    throw error;
  }
}

export function readLinesOf(access: ShopAccess, orderId: string): Promise<LazadaLine[]> {
  const call = { path: '/order/items/get', parameters: [['order_id', orderId]] } as const;
  return askAsShop(access, call, inData(linesAnswer));
}

/** Ends an order from the seller's side: a buyer who asked is answered yes, what is cancelled is left. lazada spec §5.3 */
async function cancel(
  access: ShopAccess,
  orderId: string,
  reason: 'out_of_stock' | 'buyer_asked',
): Promise<void> {
  const lines = await readLinesOf(access, orderId);
  const open = lines.filter((one) => !isCancelled(one.status));
  const asked = open.filter((one) => one.need_cancel_confirm || one.is_cancel_pending);
  for (const id of new Set(asked.flatMap((one) => one.reverse_order_id || []))) {
    const parameters: [string, string][] = [
      ['reverse_order_id', id],
      ['agree_cancel', 'true'],
    ];
    const call = { path: '/order/reverse/cancel/seller/decide', parameters, writes: true };
    await askAsShop(access, call, anyAnswer);
  }
  const rest = open.filter((one) => !asked.includes(one)).map((one) => one.order_item_id);
  if (rest.length > 0) await cancelLines(access, orderId, rest, reason);
}

const tip = { tip_type: looseText, tip_content: looseText };
const validated = inData(
  z.looseObject({
    ...tip,
    reason_options: looseList(
      z.looseObject({
        reason_id: z.union([z.string(), z.number()]).transform(String),
        reason_name: looseText,
      }),
    ),
  }),
);
const cancelled = inData(z.looseObject(tip).nullish());

const OUT_OF_STOCK = '10000021';
/** Reasons after which Lazada sets the stock to 0. lazada spec §5.3 */
const ZEROING = [OUT_OF_STOCK, '10000023'];

/** The reasons differ by country and order, so they are asked for each time. */
async function cancelLines(
  access: ShopAccess,
  orderId: string,
  lineIds: readonly string[],
  reason: 'out_of_stock' | 'buyer_asked',
): Promise<void> {
  const about: [string, string][] = [
    ['order_id', orderId],
    ['order_item_id_list', listOf(lineIds)],
  ];
  const told = await askAsShop(
    access,
    { path: '/order/reverse/cancel/validate', parameters: about },
    validated,
  );
  refuseOn(told.tip_type);
  const ids = told.reason_options.map((one) => one.reason_id);
  const fitting =
    reason === 'out_of_stock' ? [OUT_OF_STOCK] : ids.filter((id) => !ZEROING.includes(id));
  const reasonId = fitting.find((id) => ids.includes(id)) ?? ids[0];
  if (!reasonId) throw new ChannelFailure('rejected', { code: 'no_cancel_reason' });
  const parameters: [string, string][] = [...about, ['reason_id', reasonId]];
  const call = { path: '/order/reverse/cancel/create', parameters, writes: true };
  refuseOn((await askAsShop(access, call, cancelled))?.tip_type ?? null);
}

/** A refusal comes as a tip inside a success. */
function refuseOn(tipType: string | null): void {
  if (tipType === 'error') throw new ChannelFailure('rejected', { code: 'cancel_refused' });
}
