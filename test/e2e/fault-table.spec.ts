import type { ChannelId } from '@ganh/channels/kit';
import { channelNamed } from '@ganh/channels/registry';
import { faultTable, TROUBLED, waysOf } from '../faults/fault-table';

const PRODUCTS = 4;
const SAMPLE = ['none', '429 with Retry-After', '5xx', 'expired token'];

/** Where one call takes the goods of the whole shop, as many as are due at that moment go together: at worst one. */
function mostFor(channel: ChannelId, needed: number): number {
  const group = channelNamed(channel)?.descriptor.groups.find((one) =>
    (one.raisedBy as readonly string[]).includes('stock'),
  );
  return group?.batchBy === 'shop' ? needed * PRODUCTS : needed;
}

/** Every way and many calls by `npm run faults -- fault-table`. */
describe('calls that go wrong, on sqlite', () => {
  it.each(TROUBLED)(
    '%s: shows the last number in the end, and waits as long as it was told to',
    async (channel) => {
      const ways = waysOf(channel)
        .map(({ name }) => name)
        .filter((name) => SAMPLE.includes(name));
      const wish = { engine: 'sqlite', channel, calls: 4, products: PRODUCTS, ways } as const;
      const rows = await faultTable(wish);
      expect(rows.map((row) => row.way)).toEqual(ways);
      for (const row of rows) {
        expect(row).toMatchObject({ wrong: [], tooEarly: 0 });
        // Some calls, not a storm of them; the long run counts them exactly.
        expect(row.calls).toBeLessThanOrEqual(2 * mostFor(channel, row.needed) + row.faults);
        expect(row.needed).toBeGreaterThan(0);
      }
    },
    180_000,
  );
});
