import { LazadaRefusal, missing } from './refusal';
import {
  ordersOf,
  type Line,
  type Order,
  type ReverseLine,
  type Shop,
  type Transaction,
} from './state';
import { reads, sellerOf, type Endpoints, type LazadaCall, type World } from './world';

const DAY_MS = 86_400_000;
const ZONE_MS = 7 * 3_600_000;
const MAX_SPAN_MS = 180 * DAY_MS;
const MAX_LIMIT = 500;
const FEES: Record<string, string> = {
  '13': 'Item Price Credit',
  '14': 'Reversal Item Price',
  '16': 'Commission',
  '15': 'Reversal Commission',
  '3': 'Payment Fee',
  '8': 'Shipping Fee (Paid By Customer)',
  '28': 'Shipping Fee (Charged by Lazada)',
};
const COMMISSION = 0.05;
const PAYMENT_FEE = 0.02;

const dayOf = (at: number) => new Date(at + ZONE_MS).toISOString().slice(0, 10);

function entry(
  world: World,
  order: Order,
  line: Line | undefined,
  feeType: string,
  amountVnd: number,
): Transaction {
  // Lazada's own fees hold 10 % VAT.
  const hasVat = ['16', '15', '3', '28'].includes(feeType);
  return {
    sellerId: order.sellerId,
    number: `TX${world.state.counters.entry++}`,
    at: world.setting.now(),
    feeType,
    feeName: FEES[feeType] ?? feeType,
    amountVnd,
    vatVnd: hasVat ? Math.round((amountVnd * 10) / 110) : 0,
    orderId: order.orderId,
    lineId: line?.lineId ?? null,
    sellerSku: line?.sellerSku ?? '',
    statement: '',
  };
}

/** Settles what has been completed. A statement waiting to be paid is paid first; `isPaid` false leaves the new one open. */
export function payOut(world: World, shop: Shop, isPaid: boolean): Record<string, unknown> {
  const { state } = world;
  const now = world.setting.now();
  for (const one of state.statements)
    if (one.sellerId === shop.sellerId && !one.paid)
      Object.assign(one, { paid: true, updatedAt: now });
  const due = ordersOf(state, shop.sellerId).filter((one) => one.completed && !one.settled);
  for (const order of due) {
    order.settled = true;
    state.transactions.push(...orderEntries(world, order));
  }
  const open = state.transactions.filter((one) => one.sellerId === shop.sellerId && !one.statement);
  if (open.length === 0) return { statement: null };
  const number = `VN${shop.sellerId}-${dayOf(now)}-${++state.counters.statement}`;
  for (const one of open) one.statement = number;
  const payoutVnd = open.reduce((sum, one) => sum + one.amountVnd, 0);
  const head = { sellerId: shop.sellerId, number, createdAt: now, updatedAt: now };
  state.statements.push({ ...head, payoutVnd, paid: isPaid });
  world.setting.changed();
  return { statement: number, payout: payoutVnd };
}

function orderEntries(world: World, order: Order): Transaction[] {
  const lines = order.lines.filter((line) => line.status === 'delivered');
  const fees = lines.flatMap((line) => [
    entry(world, order, line, '13', line.priceVnd),
    entry(world, order, line, '16', -Math.round(line.priceVnd * COMMISSION)),
    entry(world, order, line, '3', -Math.round(line.priceVnd * PAYMENT_FEE)),
  ]);
  return [
    ...fees,
    entry(world, order, undefined, '8', order.shippingFeeVnd),
    entry(world, order, undefined, '28', -order.shippingFeeVnd),
  ];
}

export function refundEntries(world: World, order: Order, lines: readonly ReverseLine[]): void {
  for (const { lineId } of lines) {
    const line = order.lines.find((one) => one.lineId === lineId);
    if (!line) continue;
    line.status = 'returned';
    const back = Math.round(line.priceVnd * COMMISSION);
    world.state.transactions.push(entry(world, order, line, '14', -line.priceVnd));
    world.state.transactions.push(entry(world, order, line, '15', back));
  }
}

const money = (vnd: number) => `${vnd}.00`;

function details(call: LazadaCall): Record<string, unknown> {
  const { parameters, world } = call;
  const from = dayIn(parameters, 'start_time');
  const to = dayIn(parameters, 'end_time') + DAY_MS;
  if (to - from >= MAX_SPAN_MS)
    throw new LazadaRefusal('1000012', 'The time span must be less than 180 days');
  const { trans_type: type = '-1', trade_order_id: orderId } = parameters;
  if (type !== '-1' && !FEES[type])
    throw new LazadaRefusal('1000014', 'The transaction type is invalid');
  const limit = Number(parameters['limit'] ?? MAX_LIMIT);
  const offset = Number(parameters['offset'] ?? 0);
  if (!(limit >= 1 && limit <= MAX_LIMIT) || !(offset >= 0))
    throw new LazadaRefusal('19', 'E019: Invalid Limit');
  const found = world.state.transactions
    .filter((one) => one.sellerId === sellerOf(call).sellerId && one.statement !== '')
    .filter((one) => one.at >= from && one.at < to)
    .filter((one) => type === '-1' || one.feeType === type)
    .filter((one) => !orderId || String(one.orderId) === orderId);
  return { data: found.slice(offset, offset + limit).map((one) => view(world, one)) };
}

function dayIn(parameters: Readonly<Record<string, string>>, name: string): number {
  const given = parameters[name];
  if (!given) throw missing(name);
  const at = /^\d{4}-\d{2}-\d{2}$/.test(given) ? Date.parse(`${given}T00:00:00+07:00`) : Number.NaN;
  if (Number.isNaN(at)) throw new LazadaRefusal('17', `E017: "${given}" Invalid Date Format`);
  return at;
}

function view(world: World, one: Transaction): Record<string, unknown> {
  const isPaid = world.state.statements.some((st) => st.number === one.statement && st.paid);
  return {
    transaction_date: dayOf(one.at),
    transaction_number: one.number,
    transaction_type: one.amountVnd < 0 ? 'Orders-Lazada Fees' : 'Orders-Sales',
    fee_name: one.feeName,
    fee_type: one.feeType,
    amount: money(one.amountVnd),
    VAT_in_amount: money(one.vatVnd),
    WHT_amount: '0.00',
    WHT_included_in_amount: 'No',
    statement: one.statement,
    paid_status: isPaid ? 'Yes' : 'No',
    order_no: one.orderId === null ? '' : String(one.orderId),
    orderItem_no: one.lineId === null ? '' : String(one.lineId),
    orderItem_status: '',
    seller_sku: one.sellerSku,
    lazada_sku: '',
    details: '',
    reference: '',
    comment: '',
    payment_ref_id: '',
  };
}

function payouts(call: LazadaCall): Record<string, unknown> {
  const given = call.parameters['created_after'];
  if (!given) throw missing('created_after');
  const after = Date.parse(`${given.slice(0, 10)}T00:00:00+07:00`);
  if (Number.isNaN(after)) throw new LazadaRefusal('17', 'E017: Invalid Date Format');
  const stamp = (at: number) => new Date(at + ZONE_MS).toISOString().slice(0, 19).replace('T', ' ');
  return {
    data: call.world.state.statements
      .filter((one) => one.sellerId === sellerOf(call).sellerId && one.createdAt >= after)
      .map((one) => ({
        statement_number: one.number,
        created_at: stamp(one.createdAt),
        updated_at: stamp(one.updatedAt),
        opening_balance: '0.00',
        closing_balance: money(one.payoutVnd),
        payout: `${money(one.payoutVnd)} VND`,
        paid: one.paid ? '1' : '0',
      })),
  };
}

export const financeEndpoints: Endpoints = {
  '/finance/transaction/details/get': reads(details),
  '/finance/payout/status/get': reads(payouts),
};
