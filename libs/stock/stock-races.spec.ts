import type { CoopId, OrderLineId } from '@ganh/kernel';
import { Ids, MariadbDatabase } from '@ganh/persistence';
import { describeOnBoth, type TestDatabase } from '../../test/support/engines';
import { raceForStock } from '../../test/faults/stock-races';
import { testStock, type TestStock } from '../../test/support/stock';

describeOnBoth('stock in a race', (open, engine) => {
  let test: TestDatabase;
  let t: TestStock;
  beforeAll(async () => void (test = await open()));
  beforeEach(() => void (t = testStock(test)));
  afterAll(() => test.close());

  it.each(['own', 'combined', 'mixed'] as const)(
    'sells a hundred units to a thousand buyers, each once (%s)',
    async (door) => {
      const result = await raceForStock(test, t, { buyers: 1000, units: 100, door });
      expect(result).toMatchObject({
        promised: 100,
        reserved: 100,
        oversold: 0,
        unsoldWithDemand: 0,
        differences: 0,
      });
      expect(result.cancelled).toBeGreaterThan(0);
    },
    120_000,
  );

  if (engine === 'mariadb')
    it('sells no unit twice from two processes', async () => {
      const [there, jar] = [await MariadbDatabase.open({ url: test.url }), await t.variant(100)];
      try {
        const ids = await new Ids(there).start();
        const second = testStock({ ...test, db: there, ids }).stock;
        const outcomes = await Promise.all(
          Array.from({ length: 400 }, (_, i) =>
            (i % 2 ? t.stock : second).reserveCombined(t.want(jar, 1)),
          ),
        );
        expect(outcomes.filter((d) => d.outcome === 'reserved')).toHaveLength(100);
        expect(await t.level(jar)).toMatchObject({ reserved: 100, available: 0 });
        expect(await test.db.read((tx) => t.stock.verify(tx))).toEqual([]);
      } finally {
        await there.close();
      }
    });

  it('decides in the order of asking', async () => {
    const jar = await t.variant(40);
    const decided: number[] = [];
    const outcomes = await Promise.all(
      Array.from({ length: 100 }, async (_, i) => {
        const { outcome } = await t.stock.reserveCombined(t.want(jar, 1), {
          after: () => Promise.resolve(void decided.push(i)),
        });
        return outcome;
      }),
    );
    expect(outcomes).toEqual([...Array(40).fill('reserved'), ...Array(60).fill('refused')]);
    expect(decided).toEqual(Array.from({ length: 100 }, (_, i) => i));
  });

  it('hurts nobody but the caller whose own work throws, and nobody changes places', async () => {
    const jar = await t.variant(5);
    const wants = Array.from({ length: 8 }, () => t.want(jar, 1));
    const results = await Promise.allSettled(
      wants.map((request, i) =>
        t.stock.reserveCombined(request, {
          before: () => (i === 1 ? Promise.reject(new Error('no')) : Promise.resolve(i !== 3)),
          after: () => {
            if (i === 2) throw new Error('nor here');
            return Promise.resolve();
          },
        }),
      ),
    );
    const said = results.map((r) =>
      r.status === 'fulfilled' ? r.value.outcome : String(r.reason),
    );
    expect(said).toEqual([
      'reserved',
      'Error: no',
      'Error: nor here',
      'repeated',
      'reserved',
      'reserved',
      'reserved',
      'reserved',
    ]);
    expect((await t.level(jar)).reserved).toBe(5);
  });

  it('runs what the caller adds in the transaction that holds the stock', async () => {
    const jar = await t.variant(5);
    const request = t.want(jar, 2);
    const seen: number[] = [];
    await t.stock.reserveCombined(request, {
      after: async (tx) => {
        seen.push((await t.stock.levels(tx, t.scope, [jar])).get(jar)?.reserved ?? -1);
        seen.push((await t.level(jar)).reserved);
        await t.stock.post(tx, t.scope, [request.lines[0].orderLineId]);
      },
    });
    expect(seen).toEqual([2, 0]);
    expect(await t.level(jar)).toMatchObject({ onHand: 3, reserved: 0 });
  });

  it('answers repetitions as such, also those of what took the last one', async () => {
    const jar = await t.variant(3);
    const request = t.want(jar, 3);
    const same = await Promise.all([1, 2, 3].map(() => t.stock.reserveCombined(request)));
    expect(same.map((d) => d.outcome)).toEqual(['reserved', 'repeated', 'repeated']);
    expect((await t.stock.reserveCombined(request)).outcome).toBe('repeated');
    const [plenty, other] = [await t.variant(9), await t.variant(9)];
    const earlier = t.want(plenty, 2);
    await t.stock.reserveCombined(earlier);
    const mixed = await Promise.all(
      [t.want(other, 1), earlier, t.want(plenty, 1)].map((r) => t.stock.reserveCombined(r)),
    );
    expect(mixed.map((d) => d.outcome)).toEqual(['reserved', 'repeated', 'reserved']);
    expect([(await t.level(plenty)).reserved, (await t.level(other)).reserved]).toEqual([3, 1]);
  });

  it('decides for several cooperatives in one transaction and mixes none of their rows', async () => {
    const other = { coopId: test.ids.next<CoopId>() };
    const [ours, theirs] = [await t.variant(3), await t.variant(2, other)];
    const outcomes = await Promise.all([
      t.stock.reserveCombined(t.want(ours, 2)),
      t.stock.reserveCombined(t.want(theirs, 2, { scope: other })),
      t.stock.reserveCombined(t.want(theirs, 1)),
      t.stock.reserveCombined(t.want(ours, 1)),
    ]);
    expect(outcomes.map((d) => d.outcome)).toEqual(['reserved', 'reserved', 'refused', 'reserved']);
    expect((await t.level(ours)).reserved).toBe(3);
    expect((await t.level(theirs, other)).reserved).toBe(2);
  });

  it('refuses to wait inside a transaction', async () => {
    const jar = await t.variant(1);
    await expect(test.db.write(() => t.stock.reserveCombined(t.want(jar, 1)))).rejects.toThrow(
      'write inside write',
    );
  });

  it('lets one of post, release and expiry win', async () => {
    const jar = await t.variant(100);
    const requests = Array.from({ length: 30 }, () => t.want(jar, 2, { expiresAt: 1 }));
    await Promise.all(requests.map((r) => t.stock.reserveCombined(r)));
    const lines = requests.map((r): OrderLineId => r.lines[0].orderLineId);
    const tried = await Promise.all([
      ...lines.map((line) => settled(test.db.write((tx) => t.stock.post(tx, t.scope, [line])))),
      ...lines.map((line) => settled(test.db.write((tx) => t.stock.release(tx, t.scope, [line])))),
      t.stock.expireDue(1, 100).then(() => true),
    ]);
    const posted = tried.slice(0, 30).filter(Boolean).length;
    expect(await t.level(jar)).toMatchObject({ onHand: 100 - 2 * posted, reserved: 0 });
    lines.forEach((_, i) => expect([tried[i], tried[30 + i]]).not.toEqual([true, true]));
    expect(await test.db.read((tx) => t.stock.verify(tx))).toEqual([]);
  });
});

function settled(work: Promise<void>): Promise<boolean> {
  return work.then(
    () => true,
    (error: unknown) => {
      expect(error).toMatchObject({ name: 'ReservationEnded' });
      return false;
    },
  );
}
