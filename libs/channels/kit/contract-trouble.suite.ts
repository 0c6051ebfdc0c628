import { failureOf, restock, type BenchFault, type Drive } from './drive.suite';

export function describeTrouble(here: () => Drive): void {
  it.each<[BenchFault, string]>([
    ['burst-429', 'throttled'],
    ['5xx', 'transient'],
    ['html-instead-of-json', 'transient'],
    ['cut-mid-body', 'transient'],
    ['hang', 'transient'],
  ])('%s is %s, and passes', async (fault, kind) => {
    const { bench, client, shop } = here();
    const { endpoint, run } = bench.reading;
    await bench.behave(fault, shop, { endpoint });
    const failure = await failureOf(() => run(client, bench.access.now()));
    expect(failure.kind).toBe(kind);
    await run(client, bench.access.now());
  });

  it.each<BenchFault>(['cut-mid-body', 'field-missing', 'accepted-but-dropped', '5xx'])(
    'a write that met %s says that it may have been carried out; repeated it is right',
    async (fault) => {
      const { bench, shop } = here();
      const kept = await here().listed(2);
      restock(kept, () => 0);
      const [group = ''] = here().groupsOf('stock');
      await bench.behave(fault, shop);
      const failure = await failureOf(() => here().push(group, kept));
      expect(failure.kind).toBe(fault === 'field-missing' ? 'unexpectedShape' : 'transient');
      expect(failure.detail.ambiguous).toBe(true);
      await bench.calm();
      await here().settle(group, kept);
      expect((await here().shownOf(kept)).map((one) => one.qty)).toEqual([0, 0]);
    },
  );
}

export function describeTokens(here: () => Drive): void {
  it('that ended are told, and given anew where the channel does so', async () => {
    const { bench, shop } = here();
    const { refresh } = bench.adapter.auth;
    const read = () => bench.reading.run(here().client, bench.access.now());
    await bench.behave('expired-token', shop);
    expect((await failureOf(read)).kind).toBe(refresh ? 'tokenExpired' : 'reconnect');
    if (!refresh) return;
    const tokens = await refresh(bench.access, shop.externalShopId, shop.tokens);
    here().use({ ...shop, tokens });
    await read();
    // The old one is used up.
    expect(
      (await failureOf(() => refresh(bench.access, shop.externalShopId, shop.tokens))).kind,
    ).toBe('reconnect');
  });

  it('of a shop that took its leave back need a person', async () => {
    await here().fresh();
    const { bench, shop } = here();
    await bench.behave('revoked-shop', shop);
    const { refresh } = bench.adapter.auth;
    const told = await failureOf(() => bench.reading.run(here().client, bench.access.now()));
    // Some channels tell only that the token is dead; then its refresh tells the rest.
    const kind =
      told.kind === 'tokenExpired' && refresh
        ? (await failureOf(() => refresh(bench.access, shop.externalShopId, shop.tokens))).kind
        : told.kind;
    expect(kind).toBe('reconnect');
  });
}
