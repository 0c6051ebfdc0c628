import fc from 'fast-check';
import type { OrderLineId, VariantId } from '@ganh/kernel';
import { describeOnBoth, type TestDatabase } from '../../test/support/engines';
import { testStock, type TestStock } from '../../test/support/stock';
import type { ReserveDecision, ReserveRequest } from './stock';

/** Three levels and two combos that share the middle one; quantities up to a kilo of 50 g steps. */
const TAKES: readonly (readonly number[])[] = [
  [1, 0, 0],
  [0, 1, 0],
  [0, 0, 1],
  [2, 3, 0],
  [0, 1, 1],
];

const line = fc.record({ kind: fc.nat(4), quantity: fc.integer({ min: 1, max: 20 }) });
const older = fc.nat(30);
const op = fc.oneof(
  {
    weight: 6,
    arbitrary: fc.record({
      op: fc.constant('reserve' as const),
      combined: fc.boolean(),
      wholly: fc.boolean(),
      expires: fc.boolean(),
      lines: fc.array(line, { minLength: 1, maxLength: 3 }),
    }),
  },
  {
    weight: 1,
    arbitrary: fc.record({ op: fc.constant('repeat' as const), combined: fc.boolean(), of: older }),
  },
  {
    weight: 2,
    arbitrary: fc.record({ op: fc.constantFrom('post' as const, 'release' as const), of: older }),
  },
  { weight: 1, arbitrary: fc.record({ op: fc.constant('expire' as const) }) },
  {
    weight: 2,
    arbitrary: fc.record({
      op: fc.constant('move' as const),
      kind: fc.nat(2),
      delta: fc.integer({ min: -15, max: 25 }).filter((n) => n !== 0),
    }),
  },
  {
    weight: 1,
    arbitrary: fc.record({
      op: fc.constant('count' as const),
      kind: fc.nat(2),
      counted: fc.nat(60),
      seen: fc.boolean(),
    }),
  },
);
type Op = typeof op extends fc.Arbitrary<infer T> ? T : never;
/** What is in one round runs at once. */
const rounds = fc.array(
  fc.oneof(
    op.map((one) => [one]),
    fc.array(op, { minLength: 2, maxLength: 8 }),
  ),
  { minLength: 1, maxLength: 10 },
);

interface Sold {
  request: ReserveRequest;
  kinds: number[];
  granted: number[];
  state: 'refused' | 'held' | 'posted' | 'released' | 'expired';
}

/** What the answers say must be there, kept by nothing but addition. */
class Book {
  readonly sold: Sold[] = [];
  readonly onHand = [0, 0, 0];

  reserved(part: number): number {
    return this.sold
      .filter((one) => one.state === 'held')
      .reduce((sum, one) => sum + this.taken(one, part), 0);
  }

  taken({ kinds, granted }: Sold, part: number): number {
    return kinds.reduce((sum, kind, i) => sum + (granted[i] ?? 0) * (TAKES[kind]?.[part] ?? 0), 0);
  }
}

class World {
  readonly book = new Book();
  constructor(
    private readonly test: TestDatabase,
    readonly t: TestStock,
    readonly variants: readonly VariantId[],
  ) {}

  async run(one: Op): Promise<void> {
    const { book } = this;
    if (one.op === 'reserve') return this.reserve(one);
    if (one.op === 'move') return this.move(one);
    if (one.op === 'count') return this.count(one);
    if (one.op === 'expire') return this.expire();
    const sold = book.sold[one.of];
    if (!sold || sold.state === 'refused') return;
    if (one.op === 'repeat') {
      const some = sold.granted.some((n) => n > 0);
      if (some) expect((await this.ask(sold.request, one.combined)).outcome).toBe('repeated');
      return;
    }
    await this.end(sold, one.op);
  }

  private ask(request: ReserveRequest, combined: boolean): Promise<ReserveDecision> {
    const { stock } = this.t;
    return combined
      ? stock.reserveCombined(request)
      : this.test.db.write((tx) => stock.reserve(tx, request));
  }

  private async reserve(one: Extract<Op, { op: 'reserve' }>): Promise<void> {
    const request: ReserveRequest = {
      scope: this.t.scope,
      lines: one.lines.map(({ kind, quantity }) => ({
        orderLineId: this.t.line(),
        variantId: this.variants[kind] as VariantId,
        quantity,
      })),
      expiresAt: one.expires ? this.t.clock.now() - 1 : null,
      take: one.wholly ? 'all-or-nothing' : 'what-there-is',
    };
    const decision = await this.ask(request, one.combined);
    expect(decision.outcome).not.toBe('repeated');
    const lacking = new Map(decision.short.map((s) => [s.orderLineId, s.lackingQty]));
    const granted = request.lines.map((l) =>
      decision.outcome === 'refused' ? 0 : l.quantity - (lacking.get(l.orderLineId) ?? 0),
    );
    if (decision.outcome === 'refused') expect(one.wholly && lacking.size > 0).toBe(true);
    if (one.wholly && decision.outcome === 'reserved') expect(lacking.size).toBe(0);
    this.book.sold.push({
      request,
      kinds: one.lines.map((l) => l.kind),
      granted,
      state: decision.outcome === 'refused' ? 'refused' : 'held',
    });
  }

  private async end(sold: Sold, how: 'post' | 'release'): Promise<void> {
    const lines = sold.request.lines.map((l) => l.orderLineId);
    const nothing = sold.granted.every((n) => n === 0);
    try {
      await this.test.db.write((tx) => this.t.stock[how](tx, this.t.scope, lines));
      const state = how === 'post' ? 'posted' : 'released';
      if (nothing) return;
      const repeats = sold.state === state || (state === 'released' && sold.state === 'expired');
      if (!repeats) {
        expect(sold.state).toBe('held');
        sold.state = state;
        if (how === 'post')
          for (const part of [0, 1, 2]) this.book.onHand[part]! -= this.book.taken(sold, part);
      }
    } catch (error) {
      expect(error).toMatchObject({ name: 'ReservationEnded' });
    }
  }

  private async expire(): Promise<void> {
    const lines = new Set(
      (await this.t.stock.expireDue(this.t.clock.now(), 1000)).map((l) => l.orderLineId),
    );
    for (const sold of this.book.sold)
      if (sold.request.lines.some((l: { orderLineId: OrderLineId }) => lines.has(l.orderLineId))) {
        expect(['held', 'expired']).toContain(sold.state);
        sold.state = 'expired';
      }
  }

  private async move({ kind, delta }: { kind: number; delta: number }): Promise<void> {
    const variantId = this.variants[kind] as VariantId;
    const press = {
      opId: `m-${this.t.line()}`,
      variantId,
      delta,
      reason: 'correction' as const,
      actor: null,
    };
    try {
      // The press is sent twice at once, as a phone on a bad network does.
      await Promise.all([
        this.t.stock.move(this.t.scope, press),
        this.t.stock.move(this.t.scope, press),
      ]);
      this.book.onHand[kind]! += delta;
    } catch (error) {
      expect(error).toMatchObject({ code: 'insufficient_stock' });
    }
  }

  private async count(one: Extract<Op, { op: 'count' }>): Promise<void> {
    const variantId = this.variants[one.kind] as VariantId;
    const level = await this.t.level(variantId);
    const press = {
      opId: `c-${this.t.line()}`,
      variantId,
      counted: one.counted,
      baseRev: level.rev - (one.seen ? 0 : 1),
      actor: null,
    };
    try {
      const after = await this.t.stock.count(this.t.scope, press);
      expect(after.onHand).toBe(one.counted);
      // It went through, so nothing had moved since the level was read.
      this.book.onHand[one.kind]! += one.counted - level.onHand;
    } catch (error) {
      expect(['stale', 'insufficient_stock']).toContain((error as { code?: string }).code);
    }
  }

  async mustBalance(): Promise<void> {
    for (const part of [0, 1, 2]) {
      const level = await this.t.level(this.variants[part] as VariantId);
      expect(level.reserved).toBeLessThanOrEqual(level.onHand);
      expect([level.onHand, level.reserved]).toEqual([
        this.book.onHand[part],
        this.book.reserved(part),
      ]);
    }
    expect(await this.test.db.read((tx) => this.t.stock.verify(tx))).toEqual([]);
  }

  /** Alone in its round a wish must be met exactly when the sum of what it takes from each part is there. */
  async mustDecideRightly(one: Op): Promise<void> {
    if (one.op !== 'reserve' || !one.wholly) return this.run(one);
    const there = await Promise.all(
      [0, 1, 2].map(
        async (part) => (await this.t.level(this.variants[part] as VariantId)).available,
      ),
    );
    const fits = there.every(
      (available, part) =>
        one.lines.reduce((sum, l) => sum + l.quantity * (TAKES[l.kind]?.[part] ?? 0), 0) <=
        available,
    );
    await this.run(one);
    expect(this.book.sold.at(-1)?.state).toBe(fits ? 'held' : 'refused');
  }
}

describeOnBoth('stock against a book kept by hand', (open, engine) => {
  let test: TestDatabase;
  beforeAll(async () => void (test = await open()));
  afterAll(() => test.close());

  it('agrees after every round, whatever runs at once', async () => {
    await fc.assert(
      fc.asyncProperty(rounds, async (all) => {
        await test.ids.ensure(2000);
        const t = testStock(test);
        const variants = await Promise.all(TAKES.map((_, kind) => t.variant(kind < 3 ? 30 : 0)));
        for (const kind of [3, 4])
          t.combos.combos.set(
            variants[kind] as VariantId,
            [0, 1, 2].flatMap((part) => {
              const quantity = TAKES[kind]?.[part] ?? 0;
              return quantity > 0 ? [{ partVariantId: variants[part] as VariantId, quantity }] : [];
            }),
          );
        const world = new World(test, t, variants);
        world.book.onHand.fill(30);
        for (const round of all) {
          const [first] = round;
          if (first && round.length === 1) await world.mustDecideRightly(first);
          else await Promise.all(round.map((one) => world.run(one)));
          await world.mustBalance();
        }
      }),
      { numRuns: engine === 'sqlite' ? 60 : 25 },
    );
  }, 120_000);
});
