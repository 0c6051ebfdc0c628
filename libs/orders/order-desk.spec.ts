import type { CoopScope } from '@ganh/kernel';
import { describeOnBoth, type TestDatabase } from '../../test/support/engines';
import { tabOf } from '.';
import type { OrderStatus } from './order';
import { openDesk, PERSON } from './order-desk.suite';

describeOnBoth('the order desk', (open) => {
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

  describe('placing', () => {
    it('reserves the goods and counts orders up from one in each cooperative', async () => {
      const pepper = await at.goods(10);
      const first = await at.desk.find(coop, await at.place(pepper, 4));
      const second = await at.desk.find(coop, await at.place(pepper, 1));
      expect([first.number, second.number, first.totalVnd]).toEqual([1, 2, 240_000]);
      expect(await at.level(pepper)).toMatchObject({ onHand: 10, reserved: 5, available: 5 });
    });

    it('refuses the whole when one line lacks, says what is left, and keeps nothing', async () => {
      const [pepper, tea] = [await at.goods(10), await at.goods(2)];
      const lines = [
        { variantId: pepper, quantity: 1 },
        { variantId: tea, quantity: 3 },
      ];
      await expect(at.place(pepper, 1, { lines })).rejects.toMatchObject({
        code: 'insufficient_stock',
        errors: [{ field: 'lines[1].quantity', remedy: 'Còn đặt được 2.' }],
      });
      expect(await at.level(pepper)).toMatchObject({ reserved: 0 });
      expect(await at.desk.counts(coop)).toMatchObject({ 'dong-goi': 0 });
    });

    it('takes the same goods on two lines together', async () => {
      const pepper = await at.goods(5);
      const twice = (n: number) =>
        at.place(pepper, 1, {
          lines: [
            { variantId: pepper, quantity: n },
            { variantId: pepper, quantity: n },
          ],
        });
      await expect(twice(3)).rejects.toMatchObject({ code: 'insufficient_stock' });
      await twice(2);
      expect(await at.level(pepper)).toMatchObject({ reserved: 4 });
    });

    it('rounds a line once, half up, and refuses a total beyond what sums can hold', async () => {
      const byWeight = await at.goods(1000, 99_999, 20);
      expect((await at.desk.find(coop, await at.place(byWeight, 7))).totalVnd).toBe(35_000);
      const dear = await at.goods(10_000_000, 1_000_000_000);
      await expect(at.place(dear, 1001)).rejects.toMatchObject({ errors: [{ field: 'lines' }] });
      expect((await at.desk.find(coop, await at.place(dear, 1000))).totalVnd).toBe(
        1_000_000_000_000,
      );
      expect(await at.desk.sold(coop, 0, at.clock.now() + 1)).toMatchObject({
        soldVnd: 1_000_000_035_000,
      });
    });

    it('is done once however often the press is sent, also all at once', async () => {
      const pepper = await at.goods(10);
      const press = at.wish(pepper, 2);
      const ids = await Promise.all(
        Array.from({ length: 20 }, () => at.desk.place(coop, press, PERSON)),
      );
      expect(new Set(ids).size).toBe(1);
      expect(await at.level(pepper)).toMatchObject({ reserved: 2 });
      expect((await at.desk.list(coop, 'dong-goi', null, 50)).length).toBe(1);
    });

    it('knows no goods and no orders of another cooperative', async () => {
      const pepper = await at.goods(10);
      await expect(at.desk.place(other, at.wish(pepper, 1), PERSON)).rejects.toMatchObject({
        errors: [{ field: 'lines[0].variantId' }],
      });
      const id = await at.place(pepper, 1);
      await expect(at.desk.find(other, id)).rejects.toMatchObject({ code: 'not_found' });
      await expect(at.desk.move(other, id, 'pack', PERSON)).rejects.toMatchObject({
        code: 'not_found',
      });
      await expect(at.desk.found(other, id, PERSON)).rejects.toMatchObject({ code: 'not_found' });
    });
  });

  describe('moving', () => {
    it('takes an order from the shelf to the buyer, and a step back from packed', async () => {
      const pepper = await at.goods(10);
      const id = await at.place(pepper, 4, { payment: 'prepaid' });
      expect(tabOf(await at.desk.find(coop, id))).toBe('cho-tien');
      expect(await at.move(id, 'paid')).toMatchObject({ status: 'to_pack', paid: true });
      expect(await at.move(id, 'pack', 'unpack')).toMatchObject({ status: 'to_pack' });
      expect(await at.level(pepper)).toMatchObject({ onHand: 10, reserved: 4 });
      await at.move(id, 'pack', 'hand-over');
      expect(await at.level(pepper)).toMatchObject({ onHand: 6, reserved: 0 });
      expect(await at.move(id, 'complete')).toMatchObject({ status: 'completed' });
      expect((await at.desk.events(coop, id)).map((event) => event.kind)).toEqual([
        'placed',
        'status',
        'status',
        'status',
        'status',
        'status',
        'status',
      ]);
    });

    it('sent twice changes nothing twice; what is not allowed is refused', async () => {
      const pepper = await at.goods(10);
      const id = await at.place(pepper, 4);
      await Promise.all(
        Array.from({ length: 8 }, () => at.desk.move(coop, id, 'hand-over', PERSON)),
      );
      expect(await at.level(pepper)).toMatchObject({ onHand: 6, reserved: 0 });
      for (const wrong of ['pack', 'cancel', 'paid', 'accept-cancel'] as const)
        await expect(at.move(id, wrong)).rejects.toMatchObject({ code: 'conflict' });
    });

    it('frees the goods of a cancelled order, and sends nothing of it', async () => {
      const pepper = await at.goods(10);
      const id = await at.place(pepper, 4);
      await at.move(id, 'pack', 'cancel', 'cancel');
      expect(await at.level(pepper)).toMatchObject({ onHand: 10, reserved: 0 });
      await expect(at.move(id, 'hand-over')).rejects.toMatchObject({
        title: 'Đơn này đã huỷ. Đừng gửi món này.',
      });
    });

    it('takes cash for an order of ours that its buyer has; what a channel sold waits for its word', async () => {
      const pepper = await at.goods(20);
      const waiting = async () => (await at.desk.sold(coop, 0, at.clock.now() + 1)).waitingVnd;
      const cash = await at.place(pepper, 4);
      const fromComment = await at.place(pepper, 1, { channel: 'facebook', shopId: 78 });
      expect(await at.move(cash, 'pack', 'hand-over')).toMatchObject({ paid: false });
      expect(await waiting()).toBe(300_000);
      expect(await at.move(cash, 'complete')).toMatchObject({ status: 'completed', paid: true });
      expect((await at.desk.events(coop, cash)).at(-1)?.detail).toEqual({
        status: 'completed',
        collected: 'cash',
      });
      expect(await waiting()).toBe(60_000);
      expect(await at.move(fromComment, 'hand-over', 'complete')).toMatchObject({ paid: true });
      expect(await waiting()).toBe(0);
      const theirs = await at.sold({ status: 'shipping', payment: 'cod', paid: false }, pepper);
      expect(await at.move(theirs, 'complete')).toMatchObject({ paid: false });
      expect(await waiting()).toBe(180_000);
    });

    it('of two who pack and cancel at once lets one win, and stock follows it', async () => {
      const pepper = await at.goods(50);
      for (let i = 0; i < 5; i++) {
        const id = await at.place(pepper, 1);
        await Promise.allSettled([at.move(id, 'hand-over'), at.move(id, 'cancel')]);
        const { status } = await at.desk.find(coop, id);
        expect(['shipping', 'cancelled']).toContain(status);
      }
      const { onHand, reserved } = await at.level(pepper);
      const sent = (await at.desk.counts(coop))['dang-giao'];
      expect([onHand, reserved]).toEqual([50 - sent, 0]);
    });
  });

  describe('a short order', () => {
    it('is not packed before it is filled; found fills what there is, as often as asked', async () => {
      const pepper = await at.goods(1);
      const id = await at.sold({}, pepper, 2);
      expect(tabOf(await at.desk.find(coop, id))).toBe('co-chuyen');
      for (const step of ['pack', 'hand-over'] as const)
        await expect(at.move(id, step)).rejects.toMatchObject({ code: 'conflict' });
      await at.stock.move(coop, {
        opId: 'more-one',
        variantId: pepper,
        delta: 1,
        reason: 'received',
        actor: null,
      });
      expect((await at.desk.found(coop, id, PERSON)).lines[0]?.shortQty).toBe(1);
      await at.stock.move(coop, {
        opId: 'more-two',
        variantId: pepper,
        delta: 5,
        reason: 'received',
        actor: null,
      });
      expect(await at.desk.found(coop, id, PERSON)).toMatchObject({ short: false });
      await at.desk.found(coop, id, PERSON);
      expect(await at.level(pepper)).toMatchObject({ onHand: 7, reserved: 3 });
      expect(await at.move(id, 'pack')).toMatchObject({ status: 'packed' });
    });

    it('that is cancelled or gone takes no goods any more', async () => {
      const pepper = await at.goods(1);
      const ids = [
        await at.sold({ status: 'cancelled' }, pepper, 2),
        await at.sold({ status: 'shipping' }, null, 2),
      ];
      await at.stock.move(coop, {
        opId: 'more',
        variantId: pepper,
        delta: 9,
        reason: 'received',
        actor: null,
      });
      for (const id of ids) await at.desk.found(coop, id, PERSON);
      expect(await at.level(pepper)).toMatchObject({ onHand: 10, reserved: 0 });
    });
  });

  describe('cancelling what a marketplace sold', () => {
    it.each<[OrderStatus, 'cancel' | 'accept-cancel']>([
      ['unpaid', 'cancel'],
      ['new', 'cancel'],
      ['to_pack', 'cancel'],
      ['packed', 'cancel'],
      ['cancel_requested', 'accept-cancel'],
    ])('asks the channel first, and goes back to %s when it says no', async (status, step) => {
      const id = await at.sold({ status });
      at.woken.length = 0;
      await at.desk.move(coop, id, step, PERSON, 'out_of_stock');
      const asked = await at.desk.find(coop, id);
      expect(asked.status).toBe('cancelling');
      expect(asked.action).toMatch(/^cancel:out_of_stock:/);
      expect(at.woken).toEqual([id]);
      expect(await at.requests.due({ allCoopsFor: 'sweeper' }, at.clock.now(), 500)).toContainEqual(
        {
          coopId: coop.coopId,
          orderId: id,
          attempts: 0,
        },
      );
      await at.requests.refused(coop, id, asked.action!, 'Shopee không cho huỷ.');
      expect(await at.desk.find(coop, id)).toMatchObject({ status, action: null });
      expect((await at.desk.events(coop, id)).map((event) => event.kind)).toEqual([
        'asked',
        'refused',
      ]);
    });
  });

  it('after all of it the ledger says what the levels say', async () => {
    expect(await test.db.read((tx) => at.stock.verify(tx))).toEqual([]);
  });
});
