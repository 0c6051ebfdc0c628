import { orderTab } from '@ganh/contracts';
import type { CoopScope, OrderId } from '@ganh/kernel';
import { sql } from '@ganh/persistence/sql';
import fc from 'fast-check';
import { describeOnBoth, type TestDatabase } from '../../test/support/engines';
import { placeOf, tabOf } from '.';
import { HELD, type OrderStatus } from './order';
import { openDesk, PERSON, SHOP } from './order-desk.suite';

const DAY_MS = 86_400_000;
const STATUSES: readonly OrderStatus[] = [
  'unpaid',
  'new',
  'to_pack',
  'packed',
  'shipping',
  'completed',
  'cancelling',
  'cancel_requested',
  'cancelled',
  'returning',
  'unknown',
];

describeOnBoth('lists of orders and messages', (open) => {
  let test: TestDatabase;
  let at: ReturnType<typeof openDesk>;
  let coop: CoopScope;
  let other: CoopScope;

  beforeAll(async () => {
    test = await open();
    at = openDesk(test);
  });
  afterAll(() => test.close());
  beforeEach(() => {
    other = at.anew();
    coop = at.anew();
  });

  it('shows each order in one tab, as many as it counts, in order, page by page', async () => {
    await fc.assert(
      fc.asyncProperty(
        fc.array(
          fc.record({
            status: fc.constantFrom(...STATUSES),
            short: fc.boolean(),
            // Few instants: most orders share one.
            placedAt: fc.integer({ min: 1, max: 3 }),
            shipByAt: fc.option(fc.integer({ min: 1, max: 3 }).map((n) => n + 2 * DAY_MS)),
          }),
          { maxLength: 14 },
        ),
        fc.integer({ min: 1, max: 5 }),
        async (orders, limit) => {
          coop = at.anew();
          for (const { short, ...order } of orders) await at.sold(order, null, short ? 1 : 0);
          const counts = await at.desk.counts(coop);
          const seen: OrderId[] = [];
          for (const tab of orderTab.options) {
            const listed = [];
            for (let before: { at: number; id: number } | null = null; ;) {
              const page = await at.desk.list(coop, tab, before, limit);
              listed.push(...page);
              if (page.length < limit) break;
              before = placeOf(page.at(-1)!, tab);
            }
            expect(listed.length).toBe(counts[tab]);
            expect(listed.every((order) => tabOf(order) === tab)).toBe(true);
            const places = listed.map((order) => placeOf(order, tab).at);
            const sorted = [...places].sort((a, b) => (tab === 'dong-goi' ? a - b : b - a));
            expect(places).toEqual(sorted);
            seen.push(...listed.map((order) => order.id));
          }
          expect(seen.length).toBe(orders.length);
          expect(new Set(seen).size).toBe(seen.length);
        },
      ),
      { numRuns: 25 },
    );
  }, 60_000);

  it('sums what was sold in a day, cancelled orders left out, and what of it is not paid', async () => {
    const day = at.clock.now();
    await at.sold({ totalVnd: 100, paid: true, placedAt: day });
    await at.sold({ totalVnd: 30, paid: false, placedAt: day + 1 });
    await at.sold({ totalVnd: 7, paid: false, placedAt: day, status: 'cancelled' });
    await at.sold({ totalVnd: 1, paid: false, placedAt: day - 1 });
    await at.sold({ totalVnd: 2, paid: false, placedAt: day + 10 });
    expect(await at.desk.sold(coop, day, day + 10)).toEqual({
      soldVnd: 130,
      orders: 2,
      waitingVnd: 30,
    });
    expect(await at.desk.sold(other, day, day + 10)).toEqual({
      soldVnd: 0,
      orders: 0,
      waitingVnd: 0,
    });
  });

  describe('a comment', () => {
    const text = {
      kind: 'comment' as const,
      threadId: 't',
      from: { externalId: 'u', name: 'Lan  Phạm' },
      text: 'lấy 2',
      ours: false,
    };
    const taken = async (externalId: string) => {
      await at.messages.take(coop, SHOP, { ...text, externalId, at: at.clock.now() } as never);
      const rows = await test.db.read((tx) =>
        sql(tx).all<{ id: number }>(
          'SELECT id FROM channel_message WHERE coop_id = ? AND external_id = ?',
          [coop.coopId, externalId],
        ),
      );
      return Number(rows[0]?.id) as never;
    };
    const order = (id: never, variantId: number) =>
      at.messages.makeOrder(
        coop,
        id,
        'facebook',
        {
          lines: [{ variantId, quantity: 2 }],
          buyerName: null,
          buyerPhone: null,
          buyerAddress: null,
          payment: 'cod',
        },
        PERSON,
      );

    it('seen twice stands once, and becomes one order however often and by however many it is made', async () => {
      const pepper = await at.goods(100);
      const id = await taken('c1');
      await taken('c1');
      expect(await at.messages.countOpen(coop)).toBe(1);
      const ids = await Promise.all(Array.from({ length: 12 }, () => order(id, pepper)));
      expect(new Set(ids).size).toBe(1);
      expect(await order(id, pepper)).toBe(ids[0]);
      expect(await at.level(pepper)).toMatchObject({ reserved: 2 });
      expect(await at.messages.countOpen(coop)).toBe(0);
      expect((await at.desk.find(coop, ids[0]!)).buyer.name).toBe('Lan Phạm');
    });

    it('is told from another whose long id begins alike', async () => {
      const pepper = await at.goods(100);
      const long = 'm_'.padEnd(150, 'x');
      const [a, b] = [await taken(`${long}1`), await taken(`${long}2`)];
      expect(await order(a, pepper)).not.toBe(await order(b, pepper));
      expect(await at.level(pepper)).toMatchObject({ reserved: 4 });
    });

    it('stays open when there is too little for it, is hidden, and is shown again', async () => {
      const pepper = await at.goods(1);
      const id = await taken('c9');
      await expect(order(id, pepper)).rejects.toMatchObject({ code: 'insufficient_stock' });
      expect(await at.messages.countOpen(coop)).toBe(1);
      await at.messages.hide(coop, id, true);
      expect(await at.messages.open(coop, 10)).toEqual([]);
      await at.messages.hide(coop, id, false);
      expect((await at.messages.open(coop, 10)).length).toBe(1);
      await expect(at.messages.hide(other, id, true)).rejects.toMatchObject({ code: 'not_found' });
    });
  });
});

it('counts as held what is neither gone nor free', () => {
  expect(HELD).toEqual([
    'unpaid',
    'new',
    'to_pack',
    'packed',
    'cancelling',
    'cancel_requested',
    'unknown',
  ]);
});
