import { seconds } from '../core/setting';
import { goodsVnd } from './order-view';
import { badParams, TikTokRefusal } from './refusal';
import { newId, ordersOf, type Order, type Shop, type Statement, type Transaction } from './state';
import { inWindow, pageOf, reads, type Endpoints, type TikTokCall, type World } from './world';

const DAY_SECONDS = 86_400;

/** Puts what has been completed onto a statement of the day. Rates are of the sandbox's own making. */
export function payOut(world: World, shop: Shop): Statement | undefined {
  const due = ordersOf(world.state, shop.id).filter(
    (one) => one.status === 'COMPLETED' && one.statementId === undefined,
  );
  if (due.length === 0) return undefined;
  const now = seconds(world.setting);
  const statement: Statement = {
    id: newId(world.state),
    shopId: shop.id,
    time: now - (now % DAY_SECONDS),
    transactions: due.map((order) => settled(world, order)),
  };
  for (const order of due) order.statementId = statement.id;
  world.state.statements[statement.id] = statement;
  return statement;
}

function settled(world: World, order: Order): Transaction {
  const goods = goodsVnd(order);
  const share = (rate: number) => -Math.round(goods * rate);
  return {
    id: newId(world.state),
    type: 'ORDER',
    orderId: order.id,
    orderCreateTime: order.createTime,
    revenueVnd: goods,
    shippingVnd: 0,
    fees: {
      platform_commission_amount: share(0.03),
      transaction_fee_amount: share(0.05),
      vn_fix_infrastructure_fee: -3_000,
    },
    taxes: { local_vat_amount: share(0.01), pit_amount: share(0.005) },
  };
}

const sum = (amounts: Record<string, number>) =>
  Object.values(amounts).reduce((all, one) => all + one, 0);
const feeTax = (one: Transaction) => sum(one.fees) + sum(one.taxes);
const worth = (one: Transaction) => one.revenueVnd + one.shippingVnd + feeTax(one);
const texts = (amounts: Record<string, number>) =>
  Object.fromEntries(Object.entries(amounts).map(([name, amount]) => [name, String(amount)]));
const total = (all: Transaction[], of: (one: Transaction) => number) =>
  String(all.reduce((whole, one) => whole + of(one), 0));

function statementView({ id, time, transactions }: Statement) {
  return {
    id,
    statement_time: time,
    currency: 'VND',
    settlement_amount: total(transactions, worth),
    revenue_amount: total(transactions, (one) => one.revenueVnd),
    fee_amount: total(transactions, feeTax),
    adjustment_amount: '0',
    net_sales_amount: total(transactions, (one) => one.revenueVnd),
    shipping_cost_amount: total(transactions, (one) => one.shippingVnd),
    payment_id: '',
    payment_status: 'PAID',
    payment_time: time,
  };
}

function transactionView(one: Transaction) {
  return {
    id: one.id,
    type: one.type,
    order_id: one.orderId,
    order_create_time: one.orderCreateTime,
    settlement_amount: String(worth(one)),
    revenue_amount: String(one.revenueVnd),
    revenue_breakdown: {
      subtotal_before_discount_amount: String(one.revenueVnd),
      seller_discount_amount: '0',
      refund_subtotal_before_discount_amount: '0',
      seller_discount_refund_amount: '0',
    },
    shipping_cost_amount: String(one.shippingVnd),
    shipping_cost_breakdown: {
      actual_shipping_fee_amount: '-25000',
      customer_paid_shipping_fee_amount: '25000',
      shipping_fee_discount_amount: '0',
      return_shipping_fee_amount: '0',
    },
    fee_tax_amount: String(feeTax(one)),
    fee_tax_breakdown: { fee: texts(one.fees), tax: texts(one.taxes) },
    adjustment_amount: '0',
  };
}

function statements(call: TikTokCall): unknown {
  const { world, owner, query } = call;
  if (query.get('sort_field') !== 'statement_time') throw badParams('sort_field is required');
  const filters = Object.fromEntries(query);
  const found = Object.values(world.state.statements)
    .filter((one) => one.shopId === owner.id && inWindow(filters, 'statement_time', one.time))
    .sort((a, b) => a.time - b.time);
  if ((query.get('sort_order') ?? 'DESC') === 'DESC') found.reverse();
  const { shown, next_page_token } = pageOf(call, found, { min: 1, max: 100, usual: 20 });
  return { statements: shown.map(statementView), next_page_token };
}

function transactions(call: TikTokCall): unknown {
  if (call.query.get('sort_field') !== 'order_create_time')
    throw badParams('sort_field is required');
  const one = call.world.state.statements[call.params['id'] ?? ''];
  if (one?.shopId !== call.owner.id) throw badParams('No such statement');
  const { shown, ...rest } = pageOf(call, one.transactions, { min: 1, max: 100, usual: 20 });
  return {
    id: one.id,
    create_time: one.time,
    currency: 'VND',
    status: 'SETTLED',
    total_settlement_amount: total(one.transactions, worth),
    transactions: shown.map(transactionView),
    ...rest,
  };
}

/** The older form is for other regions. tiktok-shop spec §5 */
function notHere(): never {
  throw new TikTokRefusal(36009014, 'This version is not available for shops of this region');
}

export const financeEndpoints: Endpoints = {
  'GET /finance/202309/statements': reads(statements),
  'GET /finance/202501/statements/:id/statement_transactions': reads(transactions),
  'GET /finance/202309/statements/:id/statement_transactions': reads(notHere),
  'GET /finance/202309/orders/:id/statement_transactions': reads(notHere),
  'GET /finance/202309/payments': reads(notHere),
};
