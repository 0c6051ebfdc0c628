import fc from 'fast-check';
import type { CoopId, ListingId, ProductId, ShopId, VariantId } from '@ganh/kernel';
import { describeOnBoth, type TestDatabase } from '../../test/support/engines';
import { changeBits, type PushRow } from './listing';
import { ListingStore } from './listing.store';
import { PushStore } from './push.store';

/**
 * What one worker does with a row it has read, while wishes come at any moment in between. Times are a counter: a step
 * later, a tick later.
 */
type Step =
  | { do: 'raise' }
  | { do: 'read' }
  | { do: 'sent' }
  | { do: 'done' }
  | { do: 'pending' }
  | { do: 'refused' }
  | { do: 'deferred' }
  | { do: 'postponed' }
  | { do: 'again' }
  | { do: 'ticketLost' };

const steps = fc.array(
  fc.constantFrom<Step['do']>(
    'raise',
    'raise',
    'read',
    'read',
    'sent',
    'done',
    'done',
    'pending',
    'refused',
    'deferred',
    'postponed',
    'again',
    'ticketLost',
  ),
  { maxLength: 40 },
);

const SHOP = 5 as ShopId;

describeOnBoth('revisions of a push row', (open, engine) => {
  let test: TestDatabase;
  const pushes = new PushStore();
  const listings = new ListingStore();
  beforeAll(async () => void (test = await open()), 60_000);
  afterAll(() => test?.close());

  /** One row that wants its first push; `now` counts on from call to call. */
  async function row(): Promise<Row> {
    const scope = { coopId: test.ids.next<CoopId>() };
    const listingId = test.ids.next<ListingId>();
    const variantId = test.ids.next<VariantId>();
    const productId = test.ids.next<ProductId>();
    const carries = changeBits(['stock']);
    await test.db.write(async (tx) => {
      await listings.insert(tx, scope, listingId, SHOP, productId, 0);
      const push = {
        listingId,
        group: 'stock',
        variantId,
        shopId: SHOP,
        productId,
        carries,
        nextAt: 0,
      };
      await pushes.insert(tx, scope, push, 0);
    });
    return new Row(test, pushes, scope, listingId, variantId);
  }

  it('no interleaving of wishes and marks loses a wish, and done never runs ahead of what was read', async () => {
    await fc.assert(
      fc.asyncProperty(steps, async (plan) => {
        const one = await row();
        let read: PushRow | null = await one.read();
        let wishes = 1;
        let told = 0;
        for (const step of plan) {
          if (step === 'raise') {
            wishes += 1;
            await one.raise();
          } else if (step === 'read') read = await one.read();
          else if (read) {
            await one.mark(step, read);
            // Marks are about what was read: a worker marks once, then reads again.
            if (step === 'done')
              told = Math.max(told, read.ticket ? read.pushedRev : read.wantedRev);
            if (step !== 'sent') read = null;
          }
          const now = (await one.read())!;
          expect(now.wantedRev).toBeGreaterThanOrEqual(wishes);
          expect(now.doneRev).toBe(told);
          const isOpen = now.wantedRev > now.doneRev && now.wantedRev > now.refusedRev;
          // Something wanted is never without a time at which it is looked at.
          if (isOpen) expect(now.nextAt).not.toBeNull();
        }
      }),
      { numRuns: engine === 'sqlite' ? 150 : 60 },
    );
  }, 60_000);

  it('a wish during a push is due at once when the push is done', async () => {
    const one = await row();
    const read = (await one.read())!;
    await one.raise();
    await one.mark('done', read);
    const now = (await one.read())!;
    expect([now.wantedRev, now.doneRev]).toEqual([2, 1]);
    expect(now.nextAt).not.toBeNull();
  });

  it('a refusal stands until the wish moves or a person says again', async () => {
    const one = await row();
    await one.mark('refused', (await one.read())!);
    expect((await one.read())?.nextAt).toBeNull();
    await one.mark('again', (await one.read())!);
    expect(await one.read()).toMatchObject({ wantedRev: 2, reason: null });
    await one.mark('refused', (await one.read())!);
    await one.raise();
    expect((await one.read())?.nextAt).not.toBeNull();
  });

  it('what is deferred leaves its ticket, so that the newest wish is pushed', async () => {
    const one = await row();
    await one.mark('pending', (await one.read())!);
    expect((await one.read())?.ticket).toBe('t');
    await one.mark('deferred', (await one.read())!);
    expect(await one.read()).toMatchObject({ ticket: null, attempts: 1 });
  });

  it('work is not parked when its item becomes known at the same moment', async () => {
    for (let i = 0; i < 20; i += 1) {
      const one = await row();
      const read = (await one.read())!;
      await Promise.all([
        test.db.write((tx) => pushes.park(tx, one.scope, [read])),
        test.db.write(async (tx) => {
          const listing = (await listings.find(tx, one.scope, one.listingId))!;
          await listings.learn(tx, one.scope, listing, { externalItemId: '77' }, new Map());
          await pushes.wakeListings(tx, one.scope, [one.listingId], 9, false);
        }),
      ]);
      expect((await one.read())?.nextAt).not.toBeNull();
    }
  });
});

class Row {
  private now = 1;

  constructor(
    private readonly test: TestDatabase,
    private readonly pushes: PushStore,
    readonly scope: { coopId: CoopId },
    readonly listingId: ListingId,
    private readonly variantId: VariantId,
  ) {}

  read(): Promise<PushRow | null> {
    return this.test.db.read(
      async (tx) => (await this.pushes.ofListings(tx, this.scope, [this.listingId]))[0] ?? null,
    );
  }

  async raise(): Promise<void> {
    const which = { variantIds: [this.variantId] };
    const now = ++this.now;
    await this.test.db.write((tx) =>
      this.pushes.raise(tx, this.scope, which, changeBits(['stock']), now),
    );
  }

  async mark(step: Exclude<Step['do'], 'raise' | 'read'>, row: PushRow): Promise<void> {
    const { pushes, scope, listingId } = this;
    const now = ++this.now;
    const rev = row.ticket === null ? row.wantedRev : row.pushedRev;
    const reason = { key: 'other' as const, code: 'x' };
    await this.test.db.write(async (tx) => {
      switch (step) {
        case 'sent':
          return pushes.markSent(tx, [row]);
        case 'done':
          return pushes.markDone(tx, row, rev, now);
        case 'pending':
          return pushes.markPending(tx, row, rev, 't', now);
        case 'refused':
          return pushes.markRefused(tx, row, rev, reason, now);
        case 'deferred':
          return pushes.markDeferred(tx, row, now + 5, reason);
        case 'postponed':
          return pushes.postpone(tx, row, now + 5, row.attempts + 1);
        case 'again':
          return void (await pushes.wakeListings(tx, scope, [listingId], now, true));
        case 'ticketLost':
          return pushes.dropTicket(tx, row, now);
      }
    });
  }
}
