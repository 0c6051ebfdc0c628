import type { CoopId, OrderLineId, ShopId, VariantId } from '@ganh/kernel';
import { sql } from '@ganh/persistence/sql';
import { describeOnBoth, type TestDatabase } from '../../test/support/engines';
import { testStock, type TestStock } from '../../test/support/stock';
import type { ReserveRequest } from './stock';

describeOnBoth('stock', (open) => {
  let test: TestDatabase;
  let t: TestStock;
  beforeAll(async () => void (test = await open()));
  beforeEach(() => void (t = testStock(test)));
  afterEach(async () => expect(await test.db.read((tx) => t.stock.verify(tx))).toEqual([]));
  afterAll(() => test.close());

  const reserve = (request: ReserveRequest) => test.db.write((tx) => t.stock.reserve(tx, request));
  const post = (...lines: OrderLineId[]) => test.db.write((tx) => t.stock.post(tx, t.scope, lines));
  const release = (...lines: OrderLineId[]) =>
    test.db.write((tx) => t.stock.release(tx, t.scope, lines));

  describe('reserving', () => {
    it('holds what there is and not one more', async () => {
      const jar = await t.variant(5);
      expect(await reserve(t.want(jar, 3))).toEqual({ outcome: 'reserved', short: [] });
      const second = t.want(jar, 3);
      expect(await reserve(second)).toEqual({
        outcome: 'refused',
        short: [{ ...pick(second), lackingQty: 1 }],
      });
      expect(await t.level(jar)).toMatchObject({ onHand: 5, reserved: 3, available: 2 });
    });

    it('decides an order line once', async () => {
      const jar = await t.variant(5);
      const request = t.want(jar, 3);
      await reserve(request);
      expect((await reserve(request)).outcome).toBe('repeated');
      expect((await t.stock.reserveCombined(request)).outcome).toBe('repeated');
      expect((await t.level(jar)).reserved).toBe(3);
    });

    it('takes what there is of what a marketplace has sold, and says what is lacking', async () => {
      const jar = await t.variant(5);
      const request = t.want(jar, 8, { take: 'what-there-is' });
      expect(await reserve(request)).toEqual({
        outcome: 'reserved',
        short: [{ ...pick(request), lackingQty: 3 }],
      });
      const unknown = t.want(999_999_999 as VariantId, 1, { take: 'what-there-is' });
      expect((await reserve(unknown)).short).toEqual([{ ...pick(unknown), lackingQty: 1 }]);
    });

    it('adds up what lines and combos take from a part before anything is checked', async () => {
      const [oil, salt] = [await t.variant(10), await t.variant(9)];
      const basket = await t.variant(0);
      t.combos.combos.set(basket, [
        { partVariantId: oil, quantity: 2 },
        { partVariantId: salt, quantity: 3 },
      ]);
      const request: ReserveRequest = {
        ...t.want(basket, 3),
        lines: [
          { orderLineId: t.line(), variantId: oil, quantity: 5 },
          { orderLineId: t.line(), variantId: basket, quantity: 3 },
        ],
      };
      expect((await reserve(request)).outcome).toBe('refused');
      expect([(await t.level(oil)).reserved, (await t.level(salt)).reserved]).toEqual([0, 0]);
      const decision = await reserve({ ...request, take: 'what-there-is' });
      expect(decision.short).toEqual([
        { orderLineId: request.lines[1]?.orderLineId, variantId: basket, lackingQty: 1 },
      ]);
      expect([(await t.level(oil)).reserved, (await t.level(salt)).reserved]).toEqual([9, 6]);
      expect(await t.level(basket)).toMatchObject({ onHand: 3, available: 0, reserved: 3 });
    });

    it('raises the variant and the combos it is in, with the commit only', async () => {
      const jar = await t.variant(5);
      const basket = await t.variant(0);
      t.combos.combos.set(basket, [{ partVariantId: jar, quantity: 1 }]);
      t.revisions.raised = [];
      await expect(
        test.db.write(async (tx) => {
          await t.stock.reserve(tx, t.want(jar, 1));
          throw new Error('the order could not be stored');
        }),
      ).rejects.toThrow('could not be stored');
      expect(await t.level(jar)).toMatchObject({ reserved: 0, rev: 1 });
      expect(t.revisions.raised).toEqual([]);
      await reserve(t.want(jar, 1));
      expect(t.revisions.raised).toEqual([[jar, basket]]);
      await reserve(t.want(jar, 9));
      expect(t.revisions.raised).toHaveLength(1);
    });

    it('never touches what another cooperative holds of the same key', async () => {
      const jar = await t.variant(5);
      const other = { coopId: test.ids.next<CoopId>() };
      expect((await reserve(t.want(jar, 1, { scope: other }))).outcome).toBe('refused');
      const request = t.want(jar, 2);
      await reserve(request);
      await test.db.write((tx) => t.stock.release(tx, other, [pick(request).orderLineId]));
      expect((await t.level(jar)).reserved).toBe(2);
      expect((await t.level(jar, other)).onHand).toBe(0);
    });

    it.each([0, -1, 1.5, Number.NaN])('refuses a quantity of %p', async (quantity) => {
      const jar = await t.variant(5);
      await expect(reserve(t.want(jar, quantity))).rejects.toThrow(RangeError);
      await expect(t.stock.reserveCombined(t.want(jar, quantity))).rejects.toThrow(RangeError);
    });
  });

  describe('ending a hold', () => {
    it('posts: goods leave the house, once', async () => {
      const jar = await t.variant(5);
      const request = t.want(jar, 2);
      await reserve(request);
      const { orderLineId } = pick(request);
      await post(orderLineId);
      await post(orderLineId);
      expect(await t.level(jar)).toMatchObject({ onHand: 3, reserved: 0, available: 3 });
      await expect(release(orderLineId)).rejects.toMatchObject({
        name: 'ReservationEnded',
        state: 'posted',
        code: 'conflict',
      });
    });

    it('releases: back on sale, once', async () => {
      const jar = await t.variant(5);
      const request = t.want(jar, 2);
      await reserve(request);
      const { orderLineId } = pick(request);
      t.revisions.raised = [];
      await release(orderLineId);
      await release(orderLineId, t.line());
      expect(await t.level(jar)).toMatchObject({ onHand: 5, reserved: 0 });
      expect(t.revisions.raised).toEqual([[jar]]);
      await expect(post(orderLineId)).rejects.toMatchObject({ state: 'released' });
      expect((await reserve(request)).outcome).toBe('repeated');
    });

    it('expires what has waited too long, and nothing else', async () => {
      const jar = await t.variant(9);
      const [due, later, paid] = [
        t.want(jar, 1, { expiresAt: 100 }),
        t.want(jar, 2, { expiresAt: 900 }),
        t.want(jar, 3, { expiresAt: 100 }),
      ];
      for (const request of [due, later, paid]) await reserve(request);
      await post(pick(paid).orderLineId);
      expect(await t.stock.expireDue(99, 10)).toEqual([]);
      expect(await t.stock.expireDue(100, 10)).toEqual([
        { coopId: t.scope.coopId, orderLineId: pick(due).orderLineId },
      ]);
      expect(await t.stock.expireDue(100, 10)).toEqual([]);
      expect(await t.level(jar)).toMatchObject({ onHand: 6, reserved: 2 });
      await release(pick(due).orderLineId);
      await expect(post(pick(due).orderLineId)).rejects.toMatchObject({ state: 'expired' });
      await release(pick(later).orderLineId);
    });

    it('takes back goods of a combo part by part, once per return, never more than went out', async () => {
      const [oil, salt] = [await t.variant(10), await t.variant(10)];
      const basket = await t.variant(0);
      t.combos.combos.set(basket, [
        { partVariantId: oil, quantity: 1 },
        { partVariantId: salt, quantity: 2 },
      ]);
      const request = t.want(basket, 3);
      await reserve(request);
      const { orderLineId } = pick(request);
      const back = (quantity: number, sourceId: number) =>
        test.db.write((tx) => t.stock.returned(tx, t.scope, orderLineId, quantity, sourceId));
      const source = test.ids.next<OrderLineId>();
      await expect(back(1, source)).rejects.toMatchObject({ state: 'held' });
      await post(orderLineId);
      await back(1, source);
      await back(1, source);
      expect([(await t.level(oil)).onHand, (await t.level(salt)).onHand]).toEqual([8, 6]);
      await expect(back(3, test.ids.next<OrderLineId>())).rejects.toMatchObject({
        code: 'conflict',
      });
      await back(2, test.ids.next<OrderLineId>());
      expect([(await t.level(oil)).onHand, (await t.level(salt)).onHand]).toEqual([10, 10]);
    });

    it('holds later what a short line lacked', async () => {
      const jar = await t.variant(2);
      const request = t.want(jar, 5, { take: 'what-there-is' });
      await reserve(request);
      const { orderLineId } = pick(request);
      const more = () =>
        test.db.write((tx) => t.stock.reserveMore(tx, t.scope, orderLineId, jar, 5));
      expect(await more()).toBe(3);
      await t.stock.move(t.scope, received(jar, 1));
      expect(await more()).toBe(2);
      await t.stock.move(t.scope, received(jar, 9));
      expect(await more()).toBe(0);
      expect(await more()).toBe(0);
      expect(await t.level(jar)).toMatchObject({ onHand: 12, reserved: 5 });
      await post(orderLineId);
      await expect(more()).rejects.toMatchObject({ code: 'conflict' });
    });
  });

  describe('people', () => {
    it('counts a press once, and refuses the same press with another content', async () => {
      const jar = await t.variant(5);
      const press = received(jar, 3, 'op-0001-0001');
      expect(await t.stock.move(t.scope, press)).toMatchObject({ onHand: 8, available: 8, rev: 2 });
      expect(await t.stock.move(t.scope, press)).toMatchObject({ onHand: 8, rev: 2 });
      await expect(t.stock.move(t.scope, { ...press, delta: 4 })).rejects.toMatchObject({
        code: 'idempotency_mismatch',
      });
      expect(await t.level(jar)).toMatchObject({ onHand: 8 });
    });

    it('refuses to take away what buyers hold', async () => {
      const jar = await t.variant(5);
      await reserve(t.want(jar, 4));
      const away = { ...received(jar, -2), reason: 'damaged' as const };
      await expect(t.stock.move(t.scope, away)).rejects.toMatchObject({
        code: 'insufficient_stock',
        detail: { level: { onHand: 5, reserved: 4 } },
      });
      expect(await t.stock.move(t.scope, { ...away, delta: -1 })).toMatchObject({ onHand: 4 });
      await expect(
        t.stock.count(t.scope, count(jar, 3, (await t.level(jar)).rev)),
      ).rejects.toMatchObject({ code: 'insufficient_stock', errors: [{ field: 'counted' }] });
    });

    it('takes a count for what was seen, and says what moved since', async () => {
      const jar = await t.variant(24);
      const { rev } = await t.level(jar);
      await t.stock.setBuffer(t.scope, jar, 2);
      expect(await t.stock.count(t.scope, count(jar, 20, rev))).toMatchObject({ onHand: 20 });
      const seen = (await t.level(jar)).rev;
      await reserve(t.want(jar, 3));
      await expect(t.stock.count(t.scope, count(jar, 20, seen))).rejects.toMatchObject({
        code: 'stale',
        detail: {
          level: { onHand: 20, reserved: 3 },
          movements: [{ phase: 'reserved', reservedDelta: 3 }],
          recount: { counted: 20, lessMoved: 20, asCounted: 23 },
        },
      });
      const press = count(jar, 19, (await t.level(jar)).rev);
      expect(await t.stock.count(t.scope, press)).toMatchObject({ onHand: 19, available: 16 });
      expect(await t.stock.count(t.scope, press)).toMatchObject({ onHand: 19, available: 16 });
    });

    it('undoes a press once', async () => {
      const jar = await t.variant(5);
      const press = received(jar, 3);
      await t.stock.move(t.scope, press);
      expect(await t.stock.undo(t.scope, press.opId, null)).toMatchObject({ onHand: 5 });
      expect(await t.stock.undo(t.scope, press.opId, null)).toMatchObject({ onHand: 5 });
      await expect(t.stock.undo(t.scope, 'never-pressed', null)).rejects.toMatchObject({
        code: 'not_found',
      });
      await expect(t.stock.undo(t.scope, `undo:${press.opId}`, null)).rejects.toMatchObject({
        code: 'not_found',
      });
    });

    it('lists what happened, newest first, page after page', async () => {
      const jar = await t.variant(5);
      const press = { ...received(jar, 3), actor: 7 as never };
      await t.stock.move(t.scope, press);
      await reserve(t.want(jar, 2));
      const page = (before?: { rev: number; sourceId: number }) =>
        test.db.read((tx) => t.stock.movements(tx, t.scope, jar, { before, limit: 2 }));
      const first = await page();
      expect(first).toMatchObject([
        { phase: 'reserved', reservedDelta: 2, actor: null, opId: null, reason: null },
        { phase: 'received', onHandDelta: 3, actor: 7, opId: press.opId, reason: 'received' },
      ]);
      expect(await page(first[1])).toMatchObject([{ phase: 'received', onHandDelta: 5 }]);
    });

    it('keeps no number for a combo', async () => {
      const [jar, basket] = [await t.variant(5), await t.variant(0)];
      t.combos.combos.set(basket, [{ partVariantId: jar, quantity: 1 }]);
      await expect(t.stock.move(t.scope, received(basket, 1))).rejects.toMatchObject({
        code: 'validation',
      });
      await expect(t.stock.setBuffer(t.scope, basket, 1)).rejects.toMatchObject({
        code: 'validation',
      });
    });
  });

  describe('what shops are offered', () => {
    const shop = (n: number) => n as ShopId;
    const offeredTo = async (n: number, variantId: VariantId) =>
      (await test.db.read((tx) => t.stock.sellable(tx, t.scope, shop(n), [variantId]))).get(
        variantId,
      );

    it('mirrors, shares, caps and keeps back, after the buffer', async () => {
      const jar = await t.variant(21);
      await t.stock.setBuffer(t.scope, jar, 2);
      await reserve(t.want(jar, 2));
      expect(await offeredTo(1, jar)).toBe(17);
      await t.stock.setAllocation(t.scope, shop(1), jar, { kind: 'share', value: 60 });
      await t.stock.setAllocation(t.scope, shop(2), jar, { kind: 'cap', value: 5 });
      await t.stock.setAllocation(t.scope, shop(3), jar, { kind: 'buffer', value: 20 });
      expect([await offeredTo(1, jar), await offeredTo(2, jar), await offeredTo(3, jar)]).toEqual([
        10, 5, 0,
      ]);
      expect(await test.db.read((tx) => t.stock.allocation(tx, t.scope, jar))).toHaveLength(3);
      await t.stock.setAllocation(t.scope, shop(1), jar, { kind: 'mirror' });
      expect(await offeredTo(1, jar)).toBe(17);
    });

    it('gives away no more than all of it, whoever sets two shares at once', async () => {
      const jar = await t.variant(10);
      const share = (n: number, value: number) =>
        t.stock.setAllocation(t.scope, shop(n), jar, { kind: 'share', value });
      await share(1, 50);
      await expect(share(2, 51)).rejects.toMatchObject({
        errors: [{ code: 'shares_beyond_100' }],
      });
      const both = await Promise.allSettled([share(2, 30), share(3, 30)]);
      expect(both.filter((done) => done.status === 'fulfilled')).toHaveLength(1);
      await expect(share(1, 101)).rejects.toMatchObject({ code: 'validation' });
    });

    it('offers as many combos as the scarcest part allows, after its buffer', async () => {
      const [oil, salt] = [await t.variant(10), await t.variant(8)];
      const basket = await t.variant(0);
      t.combos.combos.set(basket, [
        { partVariantId: oil, quantity: 2 },
        { partVariantId: salt, quantity: 1 },
      ]);
      await t.stock.setBuffer(t.scope, oil, 3);
      expect(await t.level(basket)).toMatchObject({ onHand: 5, available: 5, buffer: 2 });
      expect(await offeredTo(1, basket)).toBe(3);
      expect(await offeredTo(1, await t.variant(0))).toBe(0);
    });
  });

  it('says in which way a level is not true', async () => {
    const jar = await t.variant(5);
    await reserve(t.want(jar, 1));
    const spoil = (text: string) => test.db.write((tx) => sql(tx).run(text, [jar]));
    await spoil(
      'UPDATE stock_level SET on_hand = on_hand + 1, reserved = reserved + 1 WHERE variant_id = ?',
    );
    const found = await test.db.read((tx) => t.stock.verify(tx));
    expect(found).toEqual([
      expect.objectContaining({
        what: 'on_hand_is_not_ledger',
        variantId: jar,
        stored: 6,
        recomputed: 5,
      }),
      expect.objectContaining({ what: 'reserved_is_not_ledger', stored: 2, recomputed: 1 }),
      expect.objectContaining({ what: 'reserved_is_not_reservations', stored: 2, recomputed: 1 }),
    ]);
    await spoil('DELETE FROM stock_level WHERE variant_id = ?');
    await spoil('DELETE FROM reservation WHERE variant_id = ?');
    await spoil('DELETE FROM stock_move WHERE variant_id = ?');
    const what = (await test.db.read((tx) => t.stock.verify(tx))).map((d) => d.what);
    expect(what.sort()).toEqual([
      'move_is_not_ledger',
      'on_hand_is_not_ledger',
      'reservation_is_not_ledger',
      'reserved_is_not_ledger',
    ]);
    await spoil('DELETE FROM stock_entry WHERE variant_id = ?');
  });

  const received = (variantId: VariantId, delta: number, opId = `op-${t.line()}`) => ({
    opId,
    variantId,
    delta,
    reason: 'received' as const,
    actor: null,
  });
  const count = (variantId: VariantId, counted: number, baseRev: number) => ({
    opId: `op-${t.line()}`,
    variantId,
    counted,
    baseRev,
    actor: null,
  });
});

function pick({ lines: [line] }: ReserveRequest) {
  if (!line) throw new Error('a request has a line');
  return { orderLineId: line.orderLineId, variantId: line.variantId };
}
