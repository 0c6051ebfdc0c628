import fc from 'fast-check';
import type { ChannelReturn } from '@ganh/channels/kit';
import {
  type CoopScope,
  type OrderId,
  type OrderLineId,
  type ReturnLineId,
  type VariantId,
} from '@ganh/kernel';
import { sql } from '@ganh/persistence/sql';
import { describeOnBoth, type TestDatabase } from '../../test/support/engines';
import type { Order, OrderLine } from './order';
import { openDesk, PERSON, SHOP } from './order-desk.suite';
import { linesBack } from './return';

const ALL = { allCoopsFor: 'sweeper' } as const;
const LEASE_MS = 90_000;
const parcel = (trackingNumber: string | null) => ({
  externalParcelId: 'P1',
  trackingNumber,
  carrier: 'Nhanh',
});

describeOnBoth('after the sale', (open) => {
  let test: TestDatabase;
  let at: ReturnType<typeof openDesk>;
  let coop: CoopScope;
  beforeAll(async () => {
    test = await open();
    at = openDesk(test);
  });
  afterAll(() => test.close());
  beforeEach(() => {
    coop = at.anew();
    at.woken.length = 0;
  });
  const find = (id: OrderId) => at.desk.find(coop, id);

  describe('telling the channel that it is packed', () => {
    it('is asked once however often it is pressed, and one worker at a time', async () => {
      const id = await at.sold({ status: 'to_pack' });
      await at.move(id, 'arrange', 'arrange');
      expect(at.woken).toEqual([id]);
      expect(await find(id)).toMatchObject({ status: 'to_pack', action: 'arrange' });
      const taken = await Promise.all([1, 2].map(() => at.requests.take(coop, id, LEASE_MS)));
      expect(taken.filter((one) => one !== null)).toHaveLength(1);
      // A worker that died is followed by another once its time is over.
      at.clock.advance(LEASE_MS);
      expect(await at.requests.take(coop, id, LEASE_MS)).toMatchObject({ action: 'arrange' });
    });

    it('ends with its parcels; a tracking number that is still to come is asked for later', async () => {
      const id = await at.sold({ status: 'to_pack' });
      await at.move(id, 'arrange');
      await at.requests.arranged(coop, id, [parcel(null)], 0);
      expect(await find(id)).toMatchObject({ status: 'packed', action: 'track' });
      expect(await at.requests.take(coop, id, LEASE_MS)).toBeNull();
      at.clock.advance(5 * 60_000);
      expect(await at.requests.take(coop, id, LEASE_MS)).toMatchObject({ action: 'track' });
      await at.requests.arranged(coop, id, [parcel('SPX1')], 0);
      expect(await find(id)).toMatchObject({ action: null, parcels: [parcel('SPX1')] });
      await at.requests.arranged(coop, id, [parcel(null)], 0);
      expect((await find(id)).parcels).toEqual([parcel('SPX1')]);
      await at.move(id, 'arrange');
      expect((await find(id)).action).toBeNull();
      expect(await kinds(id)).toEqual(['asked', 'arranged']);
    });

    it('a refusal leaves it to pack and says why; what was wanted meanwhile stands', async () => {
      const id = await at.sold({ status: 'to_pack' });
      await at.move(id, 'arrange');
      await at.requests.refused(coop, id, 'arrange', 'Shopee chưa cho báo gói.');
      expect(await find(id)).toMatchObject({ status: 'to_pack', action: null });
      await at.move(id, 'arrange', 'cancel');
      await at.requests.refused(coop, id, 'arrange', 'Shopee chưa cho báo gói.');
      await at.requests.later(coop, id, { action: 'arrange', attempts: 3 }, at.clock.now());
      expect(await find(id)).toMatchObject({ status: 'cancelling' });
      expect((await find(id)).action).toMatch(/^cancel:/);
    });

    it('is ours alone where the channel is not asked', async () => {
      const own = await at.sold({ channel: 'facebook', status: 'to_pack' });
      await expect(at.move(own, 'arrange')).rejects.toThrow('không nhận báo gói');
      const typed = await at.sold({ channelStatus: null, status: 'new' });
      expect((await at.move(typed, 'confirm')).status).toBe('to_pack');
      const asked = await at.sold({ status: 'new' });
      expect(await at.move(asked, 'confirm')).toMatchObject({ status: 'new', action: 'confirm' });
    });
  });

  describe('what a buyer sends back', () => {
    const news = (order: Order, over: Partial<ChannelReturn> = {}): ChannelReturn => ({
      externalReturnId: `R${order.id}`,
      externalOrderId: order.externalOrderId,
      status: 'requested',
      channelStatus: 'REQUESTED',
      reason: 'Túi rách',
      refundVnd: 180_000,
      answerByAt: null,
      createdAt: at.clock.now(),
      updatedAt: at.clock.now(),
      lines: [
        {
          externalLineId: null,
          externalItemId: 'i',
          externalVariantId: null,
          sku: null,
          quantity: 2,
        },
      ],
      ...over,
    });
    const shop = () => ({ ...coop, id: SHOP });
    const only = async (order: Order) => {
      const all = await at.returns.of(order);
      expect(all).toHaveLength(1);
      return all[0]!;
    };
    const connected = ({ coopId }: CoopScope) =>
      test.db.write((tx) =>
        sql(tx).insert('shop', {
          coop_id: coopId,
          id: SHOP,
          channel: 'shopee',
          external_shop_id: `S${coopId}`,
          name: 'Gian',
          state: 'connected',
          settings: '{}',
          sealed_tokens: '',
          token_rev: 1,
          connected_at: at.clock.now(),
        }),
      );
    async function sent(pepper: VariantId): Promise<Order> {
      const id = await at.sold({ status: 'to_pack' }, pepper);
      await at.move(id, 'hand-over');
      return find(id);
    }

    it('is one return however often and in whatever order it is told', async () => {
      const order = await sent(await at.goods(10));
      const later = { status: 'received', channelStatus: 'IN', updatedAt: at.clock.now() + 5 };
      const all = [news(order), news(order, later as Partial<ChannelReturn>), news(order)];
      for (const one of all) await at.returns.take(shop(), one);
      expect(await only(order)).toMatchObject({ status: 'received', lines: [{ quantity: 2 }] });
    });

    it('read in part it is kept, and grows whole later; a part does not undo the whole', async () => {
      const order = await sent(await at.goods(10));
      const part = { externalOrderId: '', status: 'unknown', channelStatus: '' } as const;
      await at.returns.take(shop(), news(order, part));
      expect(await at.returns.of(order)).toEqual([]);
      for (const one of [news(order), news(order, part), news(order, { ...part, updatedAt: 0 })])
        await at.returns.take(shop(), one);
      const whole = await only(order);
      expect(whole).toMatchObject({ status: 'requested', channelStatus: 'REQUESTED' });
      await at.returns.answer(coop, whole.id, 'accept', null, PERSON);
      await at.returns.take(shop(), news(order, { ...part, updatedAt: at.clock.now() + 9 }));
      expect(await only(order)).toMatchObject({ status: 'requested', action: 'accept' });
    });

    it('is told by its channel while no order shows it', async () => {
      const order = await sent(await at.goods(10));
      await at.returns.take(shop(), news(order));
      expect(await at.returns.withoutOrder(coop)).toEqual([]);
      await connected(coop);
      const odd = { externalReturnId: '?1', externalOrderId: '', status: 'unknown' } as const;
      for (const one of [odd, { externalReturnId: 'R-old', externalOrderId: 'BEFORE' }])
        await at.returns.take(shop(), news(order, { ...one, updatedAt: 0 }));
      expect(await at.returns.withoutOrder(coop)).toEqual([{ channel: 'shopee', count: 2 }]);
      expect(await at.returns.withoutOrder({ coopId: at.anew().coopId })).toEqual([]);
      at.clock.advance(15 * 86_400_000);
      expect(await at.returns.withoutOrder(coop)).toEqual([]);
    });

    it('is answered once; news of before do not undo it, news of after end what is asked', async () => {
      const order = await sent(await at.goods(10));
      const first = news(order);
      await at.returns.take(shop(), first);
      const { id } = await only(order);
      for (let press = 0; press < 2; press += 1)
        await at.returns.answer(coop, id, 'accept', null, PERSON);
      await expect(at.returns.answer(coop, id, 'refuse', 'x', PERSON)).rejects.toThrow('trả lời');
      expect(await at.returns.due(ALL, at.clock.now(), 500)).toContainEqual({
        coopId: coop.coopId,
        returnId: id,
      });
      const taken = await at.returns.takeAnswer(coop, id, LEASE_MS);
      expect(await at.returns.takeAnswer(coop, id, LEASE_MS)).toBeNull();
      await at.returns.done(taken!.one);
      await at.returns.take(shop(), first);
      expect(await only(order)).toMatchObject({ status: 'accepted', action: null });
    });

    it('a refusal of the channel is said, and may be answered again', async () => {
      const order = await sent(await at.goods(10));
      await at.returns.take(shop(), news(order));
      const { id } = await only(order);
      await at.returns.answer(coop, id, 'refuse', 'Hàng gửi đúng', PERSON);
      const taken = await at.returns.takeAnswer(coop, id, LEASE_MS);
      await at.returns.later(taken!.one, at.clock.now(), 1);
      expect(await at.returns.takeAnswer(coop, id, LEASE_MS)).toMatchObject({ attempts: 1 });
      await at.returns.refused(taken!.one, 'Shopee chưa nhận trả lời.');
      expect(await only(order)).toMatchObject({
        status: 'requested',
        action: null,
        refusal: 'Shopee chưa nhận trả lời.',
      });
      await at.returns.answer(coop, id, 'accept', null, PERSON);
    });

    it('is counted in by a person, once, and never before it may have come', async () => {
      const pepper = await at.goods(10);
      const order = await sent(pepper);
      await at.returns.take(shop(), news(order));
      const { id } = await only(order);
      await expect(at.returns.restock(coop, id, PERSON)).rejects.toThrow('chưa được trả về');
      const come = { status: 'received', channelStatus: 'IN', updatedAt: at.clock.now() + 1 };
      await at.returns.take(shop(), news(order, come as Partial<ChannelReturn>));
      expect(await at.level(pepper)).toMatchObject({ onHand: 7 });
      await Promise.all([1, 2].map(() => at.returns.restock(coop, id, PERSON)));
      expect(await at.level(pepper)).toMatchObject({ onHand: 9 });
    });

    it("another cooperative's is not found", async () => {
      const order = await sent(await at.goods(10));
      await at.returns.take(shop(), news(order));
      const { id } = await only(order);
      const other = { coopId: test.ids.next() } as CoopScope;
      await expect(at.returns.find(other, id)).rejects.toThrow('Không tìm thấy');
      await expect(at.returns.restock(other, id, PERSON)).rejects.toThrow('Không tìm thấy');
    });
  });

  it('after all of it the ledger says what the levels say', async () => {
    expect(await test.db.read((tx) => at.stock.verify(tx))).toEqual([]);
  });

  async function kinds(id: OrderId): Promise<string[]> {
    return (await at.desk.events(coop, id)).map((event) => event.kind);
  }
});

it('never counts in more of a line than was sold', () => {
  const variants = fc.constantFrom('1', '2', null);
  const sold = fc.array(fc.record({ variant: fc.constantFrom('1', '2'), pieces: fc.nat(9) }));
  const back = fc.array(fc.record({ variant: variants, pieces: fc.nat(20) }));
  fc.assert(
    fc.property(sold, back, (lines, returned) => {
      const order = lines.map(
        ({ variant, pieces }, n) =>
          ({
            id: (n + 1) as OrderLineId,
            variantId: n as VariantId,
            externalLineId: String(n),
            externalItemId: 'i',
            externalVariantId: variant,
            quantity: pieces * 20,
            stepsPerUnit: 20,
          }) as OrderLine,
      );
      const found = linesBack(
        {
          lines: returned.map(({ variant, pieces }, n) => ({
            id: (n + 1) as ReturnLineId,
            externalLineId: null,
            externalItemId: 'i',
            externalVariantId: variant,
            sku: null,
            quantity: pieces,
          })),
        },
        order,
      );
      for (const line of order) {
        const steps = found
          .filter((one) => one.orderLineId === line.id)
          .reduce((sum, one) => sum + one.steps, 0);
        expect(steps).toBeLessThanOrEqual(line.quantity);
      }
      expect(found.every((one) => one.steps > 0)).toBe(true);
    }),
  );
});
