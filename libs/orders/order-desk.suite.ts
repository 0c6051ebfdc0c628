/** An order desk on a database of its own, for the specs beside it. */
import { type NewProduct, ProductService, ProductStore } from '@ganh/catalogue';
import {
  type CoopScope,
  ManualClock,
  type OrderId,
  type OrderLineId,
  type ShopId,
  type UserId,
  type VariantId,
} from '@ganh/kernel';
import { AuditTrail } from '@ganh/identity';
import type { PubSub } from '@ganh/queue';
import { StockService } from '@ganh/stock';
import type { TestDatabase } from '../../test/support/engines';
import { RecordedRevisions } from '../../test/support/stock';
import {
  MessageService,
  MessageStore,
  NO_ABILITIES,
  OrderDesk,
  OrderNotes,
  OrderRequests,
  OrderNotices,
  OrderStore,
  ReplyDesk,
  ReplyStore,
  ReplySwitchStore,
  ReturnDesk,
  ReturnStore,
} from '.';
import type { NewOrder } from './order.store';

export const SHOP = 77 as ShopId;
export const PERSON = 5 as UserId;

/** Everything is of `coop`, which `anew` replaces. */
export function openDesk(test: TestDatabase) {
  const { db, ids } = test;
  const clock = new ManualClock(1_790_000_000_000);
  const nothing = {} as never;
  const products = new ProductService(db, ids, clock, new ProductStore(), nothing, nothing);
  const stock = new StockService(db, ids, clock, products, new RecordedRevisions());
  const store = new OrderStore();
  const pubSub = { publish: () => Promise.resolve() } as unknown as PubSub;
  const switches = new ReplySwitchStore();
  const wake = () => Promise.resolve();
  const replies = new ReplyDesk(db, { ids, clock, pubSub, wake }, new ReplyStore(), switches);
  const notices = new OrderNotices(store, switches, replies);
  const audit = new AuditTrail(ids, clock);
  const notes = new OrderNotes(ids, clock, store, pubSub, audit, notices);
  const woken: OrderId[] = [];
  const requests = new OrderRequests(db, { clock, notes }, store, (_, id) => {
    woken.push(id);
    return Promise.resolve();
  });
  const abilities = (channel: string) => ({
    ...NO_ABILITIES,
    ...(channel === 'shopee' && { cancel: true, confirm: true, arrange: true, label: true }),
  });
  const desk = new OrderDesk(
    db,
    { ids, clock, notes, abilities },
    store,
    stock,
    products,
    requests,
  );
  const after = { pubSub, replies };
  const messages = new MessageService(db, ids, clock, new MessageStore(), desk, after);
  let coop: CoopScope = { coopId: ids.next() };
  const anew = () => (coop = { coopId: ids.next() });

  async function goods(onHand: number, priceVnd = 60_000, stepsPerUnit = 1): Promise<VariantId> {
    const input: NewProduct = {
      name: 'Tiêu sọ',
      description: '',
      producer: '',
      kind: '',
      certificateId: null,
      photoKeys: [],
      variants: [
        {
          optionName: '',
          unit: 'kg',
          stepsPerUnit,
          packAmount: null,
          packMeasure: null,
          weightGrams: null,
          sellerSku: null,
          priceVnd,
          parts: [],
        },
      ],
    };
    return test.db.write(async (tx) => {
      const { variantIds } = await products.create(tx, coop, input);
      const id = variantIds[0]!;
      if (onHand > 0) await stock.open(tx, coop, id, onHand, null);
      return id;
    });
  }
  const wish = (variantId: number, quantity: number, over: object = {}) => ({
    source: `op:${test.ids.next<OrderId>()}`,
    shopId: 0,
    channel: 'own' as const,
    lines: [{ variantId, quantity }],
    buyer: { externalId: null, name: 'Lan', phone: null, address: null },
    payment: 'cod' as const,
    ...over,
  });
  const place = (variantId: number, quantity: number, over: object = {}) =>
    desk.place(coop, wish(variantId, quantity, over), PERSON);
  const level = async (id: VariantId) =>
    (await test.db.read((tx) => stock.levels(tx, coop, [id]))).get(id)!;
  const move = (id: OrderId, ...moves: Parameters<OrderDesk['move']>[2][]) =>
    moves.reduce(
      (before, one) => before.then(() => desk.move(coop, id, one, PERSON)),
      desk.find(coop, id),
    );

  /** As a marketplace sold it; `lacking` steps of it are not there. */
  async function sold(
    over: Partial<NewOrder>,
    variantId: VariantId | null = null,
    lacking = 0,
  ): Promise<OrderId> {
    const id = test.ids.next<OrderId>();
    const line = {
      id: test.ids.next<OrderLineId>(),
      variantId,
      externalLineId: '1',
      externalItemId: 'i',
      externalVariantId: null,
      name: 'Tiêu sọ',
      unit: 'kg',
      quantity: 3,
      stepsPerUnit: 1,
      priceVnd: 60_000,
      amountVnd: 180_000,
      shortQty: lacking,
    };
    const order: NewOrder = {
      ...coop,
      id,
      shopId: SHOP,
      channel: 'shopee',
      externalOrderId: `S${id}`,
      status: 'to_pack',
      channelStatus: 'READY_TO_SHIP',
      short: lacking > 0,
      payment: 'prepaid',
      paid: true,
      totalVnd: 180_000,
      buyer: { externalId: null, name: null, phone: null, address: null },
      note: null,
      shipByAt: null,
      placedAt: clock.now(),
      channelUpdatedAt: clock.now(),
      lines: [line],
      ...over,
    };
    await test.db.write(async (tx) => {
      if (variantId !== null && order.status !== 'cancelled')
        await stock.reserve(tx, {
          scope: coop,
          lines: [{ orderLineId: line.id, variantId, quantity: line.quantity }],
          expiresAt: null,
          take: 'what-there-is',
        });
      await store.insert(tx, coop, order, await store.nextNumber(tx, coop), clock.now());
    });
    return id;
  }

  const returnStore = new ReturnStore();
  const returns = new ReturnDesk(db, { ids, clock, notes }, returnStore, store, stock, () =>
    Promise.resolve(),
  );

  return {
    clock,
    stock,
    desk,
    requests,
    returns,
    messages,
    replies,
    woken,
    anew,
    goods,
    wish,
    place,
    level,
    move,
    sold,
  };
}
