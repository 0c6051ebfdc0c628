import {
  describeCategories,
  describeReturns,
  describeSettlements,
  describeShipping,
} from './contract-after-sale.suite';
import { describeEvents } from './contract-events.suite';
import { describeDeliveries, describeOrders, describeWords } from './contract-inbound.suite';
import { describeListing, describeValues } from './contract-listing.suite';
import { describeLive } from './contract-live.suite';
import { describeReplies } from './contract-replies.suite';
import { describeTokens, describeTrouble } from './contract-trouble.suite';
import { Drive, failureOf, type ContractBench } from './drive.suite';

/** What every adapter must do, shown against its simulator (docs/adding-a-channel.md). */
export function describeAdapter(name: string, open: () => Promise<ContractBench>): void {
  describe(`${name}: contract`, () => {
    let bench: ContractBench;
    let drive: Drive;
    const here = () => drive;

    beforeAll(async () => {
      bench = await open();
      drive = await Drive.start(bench);
    });
    afterEach(() => bench.calm());
    afterAll(() => bench.close());

    describe('what it declares', () => describeDeclared(here));
    describe('connecting', () => describeConnecting(here));
    describe('listing', () => describeListing(here));
    describe('stock and price', () => describeValues(here));
    describe('orders', () => describeOrders(here));
    describe('shipping', () => describeShipping(here));
    describe('returns', () => describeReturns(here));
    describe('settlements', () => describeSettlements(here));
    describe('categories', () => describeCategories(here));
    describe('what buyers write', () => describeWords(here));
    describe('replies', () => describeReplies(here));
    describe('deliveries', () => describeDeliveries(here));
    describe('queued events', () => describeEvents(here));
    describe('live', () => describeLive(here));
    describe('trouble', () => describeTrouble(here));
    describe('tokens', () => describeTokens(here));
    describe('after all this', () => describeUsed(here));
  });
}

function describeDeclared(here: () => Drive): void {
  it('is a plan the engine can follow', () => {
    const { bench, client } = here();
    const { groups, limits, poll } = bench.adapter.descriptor;
    const names = groups.map((group) => group.name);
    const limitNames: string[] = limits.map((limit) => limit.name);
    expect(new Set(names).size).toBe(names.length);
    expect(
      groups.filter((group) => group.needs !== undefined && !names.includes(group.needs)),
    ).toEqual([]);
    expect(groups.some((group) => group.neededForLive)).toBe(true);
    for (const kind of ['content', 'price', 'stock', 'visibility'] as const)
      expect(here().groupsOf(kind)).not.toEqual([]);
    expect(
      groups.flatMap((group) => group.limits ?? []).filter((one) => !limitNames.includes(one)),
    ).toEqual([]);
    for (const kind of ['orders', 'conversations', 'returns', 'settlements', 'events'] as const)
      expect([kind, poll[kind] !== undefined]).toEqual([kind, client[kind] !== undefined]);
  });

  it('is what it has: a refresh where tokens end, a door for every group and for no other', async () => {
    const { adapter } = here().bench;
    expect(adapter.auth.refresh !== undefined).toBe(adapter.descriptor.accessTokenMs !== null);
    for (const { name } of adapter.descriptor.groups)
      expect(await here().client.listings.push(name, [])).toEqual([]);
    await expect(here().client.listings.push('no-such-group', [])).rejects.toThrow('no-such-group');
  });
}

function describeConnecting(here: () => Drive): void {
  it('gives a shop with a name, tokens and their ends', () => {
    const { bench, shop } = here();
    expect(shop.externalShopId).toMatch(/^\S+$/);
    expect(shop.name).not.toBe('');
    expect(shop.tokens.accessToken).not.toBe('');
    expect(shop.tokens.accessExpiresAt !== null).toBe(
      bench.adapter.descriptor.accessTokenMs !== null,
    );
  });

  it('works once with the same code, and not with none', async () => {
    const { adapter, access, redirectUrl, consent } = here().bench;
    const query = await consent(adapter.auth.authorizeUrl(access, redirectUrl, 's'));
    await adapter.auth.exchange(access, redirectUrl, query);
    const again = await failureOf(() => adapter.auth.exchange(access, redirectUrl, query));
    expect(['reconnect', 'rejected']).toContain(again.kind);
    const none = await failureOf(() =>
      adapter.auth.exchange(access, redirectUrl, { error: 'access_denied' }),
    );
    expect(none.kind).toBe('reconnect');
  });
}

function describeUsed(here: () => Drive): void {
  it('it used only limits it declares, each call at least one', () => {
    const { bench, requests, slowed } = here();
    const known: string[] = bench.adapter.descriptor.limits.map((limit) => limit.name);
    const used = new Set([...requests.flatMap((request) => request.limits ?? []), ...slowed]);
    expect([...used].filter((limit) => !known.includes(limit))).toEqual([]);
    expect(requests.filter((request) => (request.limits ?? []).length === 0)).toEqual([]);
  });

  it('it stayed below every limit of the channel by those it declares', async () => {
    expect(await here().bench.tooFast()).toBe(0);
  });

  it('it has tickets exactly where an outcome gave one', () => {
    const { client, notYet } = here();
    expect(client.tickets !== undefined).toBe(notYet.some((one) => one.kind === 'pending'));
  });
}
