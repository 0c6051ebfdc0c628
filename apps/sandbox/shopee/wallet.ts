import { ControlRefusal, type ControlRequest } from '../core/door';
import { text, whole } from '../core/input';
import { seconds } from '../core/setting';
import { income } from './payment';
import { paramError } from './refusal';
import { ordersOf, type Shop, type WalletMove } from './state';
import { shopOf, type Endpoints, type Outcome, type ShopeeCall, type World } from './world';

const FIFTEEN_DAYS = 15 * 86_400;

/** Orders that were completed, and what else was put down over the control door. */
function movesOf(world: World, shop: Shop): WalletMove[] {
  const released = ordersOf(world.state, shop.shopId)
    .filter((order) => order.status === 'COMPLETED')
    .map((order) => ({
      shopId: shop.shopId,
      type: 'ESCROW_VERIFIED_ADD',
      amountVnd: Number(income(order)['escrow_amount']),
      createTime: order.updateTime,
      orderSn: order.orderSn,
    }));
  const others = world.state.wallet.filter((one) => one.shopId === shop.shopId);
  return [...released, ...others].sort((a, b) => b.createTime - a.createTime);
}

/** Pages are counted from 0. No move has an id. shopee spec §5 */
function transactionList(call: ShopeeCall): Outcome {
  const { query, world } = call;
  const page = whole(query.get('page_no'));
  const size = whole(query.get('page_size'));
  if (page === undefined || page < 0) throw paramError('page_no starts from 0.');
  if (size === undefined || size < 1 || size > 100)
    throw paramError('page_size must be between 1 and 100.');
  const from = whole(query.get('create_time_from'));
  const to = whole(query.get('create_time_to'));
  if (from === undefined || to === undefined)
    throw paramError('create_time_from and create_time_to are required.');
  if (to - from > FIFTEEN_DAYS) throw paramError('The time range must be at most 15 days.');
  const found = movesOf(world, shopOf(call)).filter(
    (one) => one.createTime >= from && one.createTime <= to,
  );
  const shown = found.slice(page * size, (page + 1) * size);
  return {
    response: { transaction_list: shown.map(view), more: (page + 1) * size < found.length },
  };
}

function view(one: WalletMove) {
  return {
    status: 'COMPLETED',
    transaction_type: one.type,
    txn_title: one.type,
    amount: one.amountVnd,
    current_balance: 0,
    create_time: one.createTime,
    order_sn: one.orderSn ?? '',
    refund_sn: '',
    pay_order_list: [],
    withdrawal_id: 0,
    reason: '',
    transaction_fee: 0,
    description: '',
    buyer_name: '',
    shop_name: '',
    transaction_tab_type: 'wallet_order_income',
    money_flow: one.amountVnd < 0 ? 'MONEY_OUT' : 'MONEY_IN',
  };
}

/** Shopee puts something into a wallet or takes it out: `{type, amount, orderSn?}`. */
export function moveMoney(world: World, shop: Shop, { body }: ControlRequest): WalletMove {
  const type = text(body['type']);
  const amountVnd = whole(body['amount']);
  if (!type || amountVnd === undefined) throw new ControlRefusal('type and amount are required');
  const createTime = seconds(world.setting);
  const orderSn = text(body['orderSn']);
  const move = { shopId: shop.shopId, type, amountVnd, createTime, orderSn };
  world.state.wallet.push(move);
  return move;
}

export const walletEndpoints: Endpoints = {
  '/api/v2/payment/get_wallet_transaction_list': {
    method: 'GET',
    signedAs: 'shop',
    run: transactionList,
  },
};
