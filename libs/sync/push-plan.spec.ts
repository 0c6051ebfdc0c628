import fc from 'fast-check';
import type { PushRow } from '@ganh/shops';
import { pushWork, ticketWork } from './push-plan';

const row = (listingId: number, variantId: number, ticket: string | null = null) =>
  ({ listingId, variantId, ticket }) as unknown as PushRow;

const rows = fc.array(
  fc
    .tuple(fc.nat(4), fc.nat(9), fc.constantFrom(null, null, 'a', 'b'))
    .map(([listing, variant, ticket]) => row(listing, variant, ticket)),
  { maxLength: 30 },
);
const groups = fc.record({
  batchBy: fc.constantFrom('shop' as const, 'item' as const),
  maxBatch: fc.integer({ min: 1, max: 12 }),
});

describe('the next call out of what is due', () => {
  it('is as full as the channel takes, of one item where it must be, oldest first, and leaves tickets alone', () => {
    fc.assert(
      fc.property(rows, groups, (due, group) => {
        const work = pushWork(due, group);
        const open = due.filter((one) => one.ticket === null);
        if (open.length === 0) return expect(work).toBeNull();
        const may =
          group.batchBy === 'shop'
            ? open
            : open.filter((one) => one.listingId === open[0]!.listingId);
        expect(work?.rows).toEqual(may.slice(0, group.maxBatch));
        expect(work?.rows[0]).toBe(open[0]);
      }),
    );
  });

  it('asks about one ticket with all its rows', () => {
    fc.assert(
      fc.property(rows, (due) => {
        const work = ticketWork(due);
        const first = due.find((one) => one.ticket !== null);
        expect(work?.rows ?? []).toEqual(due.filter((one) => first && one.ticket === first.ticket));
      }),
    );
  });
});
