import { setTimeout as sleep } from 'node:timers/promises';
import { startSandbox, type Sandbox } from '../../apps/sandbox';
import { rawControl, type RawControl } from '../clients/raw-control';
import { listItem, rawShopee, type RawShopee, type ShopeeAccess } from '../clients/raw-shopee';

interface ShownOrder {
  orderSn: string;
  order_status: string;
  next: string[];
}

describe('orders at the simulated Shopee', () => {
  let sandbox: Sandbox;
  let control: RawControl;
  let access: ShopeeAccess;
  let shopee: RawShopee;
  let shop: string;

  beforeEach(async () => {
    sandbox = await startSandbox({ timeScale: 20 });
    control = rawControl(sandbox.indexUrl);
    access = sandbox.index().shopee as unknown as ShopeeAccess;
    shopee = rawShopee(access);
    shop = `shopee/shops/${access.shop_id}`;
    await control.post('shopee/limits', { shop: { burst: 10_000, perSecond: 1000 } });
    await listItem(shopee, 'HONEY');
  });
  afterEach(() => sandbox.close());

  const buy = (quantity: number, more: Record<string, unknown> = { cod: true }, status = 200) =>
    control.post<ShownOrder>(
      `${shop}/buy`,
      { items: [{ sku: 'HONEY', quantity }], ...more },
      status,
    );
  const stockShown = async () =>
    (await control.get<{ stock: number }[]>(`${shop}/items`))[0]?.stock;
  const window = () => {
    const now = Math.floor(Date.now() / 1000);
    return {
      time_range_field: 'update_time',
      time_from: now - 3600,
      time_to: now + 10,
      page_size: 100,
    };
  };
  const detail = async (sn: string, optional = '') => {
    const query = {
      order_sn_list: sn,
      ...(optional ? { response_optional_fields: optional } : {}),
    };
    const { response } = await shopee.get('order/get_order_detail', query);
    return (response['order_list'] as Record<string, unknown>[])[0] as Record<string, unknown>;
  };
  const step = (sn: string, name: string, status = 200) =>
    control.post<ShownOrder>(`${shop}/orders/${sn}/${name}`, {}, status);

  it('sells what the shop shows and refuses the rest', async () => {
    const order = await buy(7);
    expect(order.orderSn).toMatch(/^\d{6}[A-Z0-9]{8}$/);
    expect(await stockShown()).toBe(3);
    await buy(4, { cod: true }, 409);
    await buy(0, {}, 409);
    await control.post(`${shop}/buy`, { items: [{ sku: 'NONE' }] }, 409);
    await control.post(`${shop}/buy`, { items: [] }, 409);
    // Two lines of the same thing are added up before anything is taken.
    await control.post(
      `${shop}/buy`,
      {
        items: [
          { sku: 'HONEY', quantity: 2 },
          { sku: 'HONEY', quantity: 2 },
        ],
      },
      409,
    );
    expect(await stockShown()).toBe(3);
  });

  it('never sells more than it shows, however many buy at once', async () => {
    const results = await Promise.allSettled(Array.from({ length: 50 }, () => buy(1)));
    expect(results.filter((one) => one.status === 'fulfilled')).toHaveLength(10);
    expect(await stockShown()).toBe(0);
  });

  it('tells only the fields asked for, the buyer masked', async () => {
    const { orderSn } = await buy(2);
    const bare = await detail(orderSn);
    expect(Object.keys(bare).sort()).toEqual(
      [
        'booking_sn',
        'cod',
        'create_time',
        'currency',
        'days_to_ship',
        'message_to_seller',
        'order_sn',
        'order_status',
        'region',
        'ship_by_date',
        'update_time',
      ].sort(),
    );
    const full = await detail(
      orderSn,
      'item_list,recipient_address,total_amount,package_list,nonsense',
    );
    expect(full).toMatchObject({
      total_amount: 2 * 150000 + 25000,
      item_list: [
        {
          item_sku: 'HONEY',
          model_id: 0,
          model_quantity_purchased: 2,
          model_discounted_price: 150000,
        },
      ],
      package_list: [{ logistics_status: 'LOGISTICS_READY', item_list: [{ model_quantity: 2 }] }],
    });
    expect(JSON.stringify(full['recipient_address'])).toContain('****');
    expect(full).not.toHaveProperty('nonsense');
  });

  it('lists by time with cursors, refuses more than 15 days and odd parameters', async () => {
    const made = new Set<string>();
    for (let i = 0; i < 5; i++) made.add((await buy(1)).orderSn);
    const seen: string[] = [];
    for (let cursor = ''; ;) {
      const { response } = await shopee.get('order/get_order_list', {
        ...window(),
        page_size: 2,
        cursor,
      });
      seen.push(...(response['order_list'] as { order_sn: string }[]).map((one) => one.order_sn));
      cursor = response['next_cursor'] as string;
      if (!response['more']) break;
    }
    expect(new Set(seen)).toEqual(made);
    expect(seen).toHaveLength(5);
    const ask = async (change: Record<string, string | number>) =>
      (await shopee.get('order/get_order_list', { ...window(), ...change })).error;
    expect(await ask({ time_from: 0 })).toBe('order.order_list_invalid_time');
    expect(await ask({ page_size: 101 })).toBe('error_param');
    expect(await ask({ time_range_field: 'pay_time' })).toBe('error_param');
    expect(await ask({ order_status: 'LOST' })).toBe('error_param');
    expect(await ask({ cursor: 'junk' })).toBe('error_param');
    const cancelled = await shopee.get('order/get_order_list', {
      ...window(),
      order_status: 'CANCELLED',
    });
    expect(cancelled.response['order_list']).toEqual([]);
  });

  it('goes unpaid → paid → arranged → picked up → delivered → completed', async () => {
    const { orderSn } = await buy(1, {});
    expect((await detail(orderSn))['order_status']).toBe('UNPAID');
    const early = await shopee.post('logistics/ship_order', { order_sn: orderSn, pickup: {} });
    expect(early.error).toBe('logistics.error_param');
    await step(orderSn, 'pay');
    await step(orderSn, 'pickup', 409);
    const unread = await shopee.post('logistics/ship_order', { order_sn: orderSn, pickup: {} });
    expect(unread.error).toBe('logistics.error_param');
    const parameter = await shopee.get('logistics/get_shipping_parameter', { order_sn: orderSn });
    const address = (
      parameter.response['pickup'] as {
        address_list: { address_id: number; time_slot_list: { pickup_time_id: string }[] }[];
      }
    ).address_list[0];
    const pickup = {
      address_id: address?.address_id,
      pickup_time_id: address?.time_slot_list[0]?.pickup_time_id,
    };
    const ship = (body: object) =>
      shopee.post('logistics/ship_order', { order_sn: orderSn, ...body });
    expect((await ship({ pickup, dropoff: {} })).error).toBe('logistics.error_param');
    expect((await ship({ pickup: { ...pickup, pickup_time_id: 'x' } })).error).toBe(
      'logistics.no_available_time_slot',
    );
    expect((await ship({ pickup, package_number: '' })).error).toBe(
      'logistics.package_number_not_exist',
    );
    await control.post('shopee/settings', { trackingDelayMs: 30_000 });
    expect((await ship({ pickup })).error).toBe('');
    expect((await detail(orderSn))['order_status']).toBe('PROCESSED');

    const tracking = async () =>
      (await shopee.get('logistics/get_tracking_number', { order_sn: orderSn })).response[
        'tracking_number'
      ];
    expect(await tracking()).toBe('');
    for (let round = 0; round < 100 && (await tracking()) === ''; round += 1) await sleep(50);
    expect(await tracking()).toMatch(/^SPXVN/);
    await printLabel(orderSn);

    await step(orderSn, 'pickup');
    const late = await shopee.post('logistics/create_shipping_document', {
      order_list: [{ order_sn: orderSn }],
    });
    expect(late).toMatchObject({
      error: 'common.batch_api_all_failed',
      response: { result_list: [{ fail_error: 'logistics.package_can_not_print' }] },
    });
    await step(orderSn, 'deliver');
    expect((await step(orderSn, 'complete')).order_status).toBe('COMPLETED');
    await step(orderSn, 'cancel', 409);
    const escrow = await shopee.get('payment/get_escrow_detail', { order_sn: orderSn });
    const income = escrow.response['order_income'] as Record<string, number>;
    const kept = [
      'commission_fee',
      'service_fee',
      'seller_transaction_fee',
      'withholding_vat_tax',
      'withholding_pit_tax',
    ];
    expect(income['escrow_amount']).toBe(
      150000 - kept.reduce((sum, key) => sum + (income[key] ?? 0), 0),
    );
  });

  async function printLabel(orderSn: string) {
    const order_list = [{ order_sn: orderSn }];
    const parameter = await shopee.post('logistics/get_shipping_document_parameter', {
      order_list,
    });
    expect((parameter.response['result_list'] as unknown[])[0]).toMatchObject({
      suggest_shipping_document_type: 'THERMAL_AIR_WAYBILL',
    });
    const first = await shopee.post('logistics/get_shipping_document_result', { order_list });
    expect((first.response['result_list'] as unknown[])[0]).toMatchObject({
      fail_error: 'logistics.shipping_document_should_print_first',
    });
    expect((await shopee.post('logistics/create_shipping_document', { order_list })).error).toBe(
      '',
    );
    const status = async () =>
      (
        (await shopee.post('logistics/get_shipping_document_result', { order_list })).response[
          'result_list'
        ] as { status: string }[]
      )[0]?.status;
    expect(await status()).toBe('PROCESSING');
    expect((await shopee.post('logistics/download_shipping_document', { order_list })).error).toBe(
      'logistics.download_later',
    );
    await sleep(60);
    expect(await status()).toBe('READY');
    const file = await fetch(shopee.url('logistics/download_shipping_document', 'shop'), {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify({ order_list }),
    });
    expect(file.headers.get('content-type')).toBe('application/pdf');
    expect((await file.text()).startsWith('%PDF')).toBe(true);
  }

  it('puts the pieces back on sale when an order is cancelled before pickup', async () => {
    const { orderSn } = await buy(4);
    expect(await stockShown()).toBe(6);
    const items = (await detail(orderSn, 'item_list'))['item_list'] as {
      item_id: number;
      model_id: number;
    }[];
    const cancel = (body: object) =>
      shopee.post('order/cancel_order', { order_sn: orderSn, ...body });
    expect((await cancel({ cancel_reason: 'BORED' })).error).toBe('error_param');
    expect((await cancel({ cancel_reason: 'OUT_OF_STOCK' })).error).toBe('error_param');
    expect((await cancel({ cancel_reason: 'OUT_OF_STOCK', item_list: items })).error).toBe('');
    expect(await stockShown()).toBe(10);
    expect((await cancel({ cancel_reason: 'CUSTOMER_REQUEST' })).error).toBe('order.error_limit');
    expect(await detail(orderSn, 'cancel_by,cancel_reason')).toMatchObject({
      order_status: 'CANCELLED',
      cancel_by: 'seller',
      cancel_reason: 'OUT_OF_STOCK',
    });
    expect(await stockShown()).toBe(10);
  });

  it('waits for the seller when the buyer asks to cancel', async () => {
    const { orderSn } = await buy(2);
    const answer = (operation: string) =>
      shopee.post('order/handle_buyer_cancellation', { order_sn: orderSn, operation });
    expect((await answer('ACCEPT')).error).toBe('order.cancel_order_invalid_status');
    await step(orderSn, 'request-cancel');
    expect((await answer('MAYBE')).error).toBe('error_param');
    expect((await answer('REJECT')).error).toBe('');
    expect((await detail(orderSn))['order_status']).toBe('READY_TO_SHIP');
    await step(orderSn, 'request-cancel');
    expect((await answer('ACCEPT')).error).toBe('');
    expect(await detail(orderSn, 'cancel_by')).toMatchObject({
      order_status: 'CANCELLED',
      cancel_by: 'buyer',
    });
    expect(await stockShown()).toBe(10);
  });

  it('lets a failed pickup be arranged again', async () => {
    const { orderSn } = await buy(1);
    await shopee.get('logistics/get_shipping_parameter', { order_sn: orderSn });
    expect(
      (await shopee.post('logistics/ship_order', { order_sn: orderSn, dropoff: {} })).error,
    ).toBe('');
    expect((await step(orderSn, 'pickup-failed')).order_status).toBe('RETRY_SHIP');
    const parameter = await shopee.get('logistics/get_shipping_parameter', { order_sn: orderSn });
    const address = (
      parameter.response['pickup'] as {
        address_list: { address_id: number; time_slot_list: { pickup_time_id: string }[] }[];
      }
    ).address_list[0];
    const pickup = {
      address_id: address?.address_id,
      pickup_time_id: address?.time_slot_list[1]?.pickup_time_id,
    };
    expect(
      (await shopee.post('logistics/update_shipping_order', { order_sn: orderSn, pickup })).error,
    ).toBe('');
    expect((await detail(orderSn))['order_status']).toBe('PROCESSED');
  });

  it('hides the orders of one shop from another', async () => {
    const { orderSn } = await buy(1);
    const other = rawShopee({
      ...access,
      ...((sandbox.index().shopee['shops'] as ShopeeAccess[])[1] as ShopeeAccess),
    });
    expect((await other.get('order/get_order_detail', { order_sn_list: orderSn })).error).toBe(
      'order.order_not_found',
    );
    expect((await other.get('order/get_order_list', window())).response['order_list']).toEqual([]);
    await control.post(`shopee/shops/600100002/orders/${orderSn}/cancel`, {}, 404);
  });
});
