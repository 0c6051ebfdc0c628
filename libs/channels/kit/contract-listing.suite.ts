import { failureOf, reprice, restock, type Drive } from './drive.suite';

export function describeListing(here: () => Drive): void {
  it.each([1, 3])('a product of %i variants ends on sale, and reads back', async (count) => {
    const { bench, client, shop } = here();
    const kept = await here().listed(count);
    const wanted = kept.product.variants.map(({ sku, availableQty: qty, priceVnd }) => ({
      sku,
      qty: here().shownQty(qty),
      priceVnd,
      onSale: true,
    }));
    expect(await here().shownOf(kept)).toEqual(wanted);
    expect(await bench.copies(shop, kept.product)).toBe(1);
    const skus = wanted.map((one) => one.sku);
    const read = (await client.readBack?.read([kept.product.externalItemId ?? ''], skus)) ?? [];
    // Some channels show a price only as a text for people, or no stock: null.
    const told = read.map((one, at) => ({
      ...one,
      priceVnd: one.priceVnd ?? wanted[at]?.priceVnd,
      qty: one.qty ?? wanted[at]?.qty,
    }));
    expect(told).toMatchObject(wanted);
  });

  it('pushed again makes no second one', async () => {
    const kept = await here().listed(2);
    await here().list(kept);
    expect(await here().bench.copies(here().shop, kept.product)).toBe(1);
    expect(await here().shownOf(kept)).toHaveLength(2);
  });

  it('a later variant joins the others', async () => {
    const kept = await here().listed(2);
    const [first, second] = kept.product.variants;
    const third = here().bench.product(3).variants[2];
    if (!first || !second || !third) throw new Error('three variants are needed');
    const ids = [first.externalId, second.externalId];
    kept.product = { ...kept.product, variants: [first, second, third] };
    await here().list(kept);
    expect((await here().shownOf(kept)).map((one) => one.qty)).toEqual(
      kept.product.variants.map((one) => here().shownQty(one.availableQty)),
    );
    expect(kept.product.variants.slice(0, 2).map((one) => one.externalId)).toEqual(ids);
  });

  it('hidden goes off sale, shown comes back', async () => {
    const kept = await here().listed(1);
    for (const hidden of [true, false]) {
      kept.product = { ...kept.product, hidden };
      for (const group of here().groupsOf('visibility')) await here().settle(group, kept);
      expect((await here().shownOf(kept)).map((one) => one.onSale)).toEqual([!hidden]);
    }
  });

  it('hidden from the start is not put on sale', async () => {
    const kept = { product: { ...here().bench.product(1), hidden: true } };
    await here().list(kept);
    expect((await here().shownOf(kept)).filter((one) => one.onSale)).toEqual([]);
  });

  it('without a photo is refused in words, and nothing is there', async () => {
    const kept = { product: { ...here().bench.product(1), photos: [] } };
    const outcomes = await Promise.all(
      here()
        .groupsOf('content')
        .map((group) => here().settle(group, kept)),
    );
    for (const [outcome] of outcomes)
      expect(outcome).toMatchObject({ kind: 'rejected', reason: { key: 'missing_photo' } });
    expect(await here().bench.copies(here().shop, kept.product)).toBe(0);
  });

  it('whose answer was lost is looked for and not made twice', async () => {
    const { bench, shop } = here();
    const { group, endpoint } = bench.creation;
    const kept = { product: bench.product(1) };
    await bench.behave('accepted-but-dropped', shop, { endpoint });
    const failure = await failureOf(() => here().push(group, kept));
    expect(failure).toMatchObject({ kind: 'transient', detail: { ambiguous: true } });
    expect(await bench.copies(shop, kept.product)).toBe(1);
    bench.advance(failure.detail.retryAfterMs ?? 0);
    const outcomes = await here().settle(group, kept, true);
    expect(outcomes.map((one) => one.kind)).toEqual(['accepted']);
    expect(kept.product.externalItemId).not.toBeNull();
    expect(await bench.copies(shop, kept.product)).toBe(1);
  });
}

export function describeValues(here: () => Drive): void {
  it('of a full batch go in one call, absolute', async () => {
    const { adapter } = here().bench;
    const groups = [...new Set([...here().groupsOf('stock'), ...here().groupsOf('price')])];
    const changing = adapter.descriptor.groups.filter((group) => groups.includes(group.name));
    const batched = changing.filter((group) => group.target === 'variant');
    // What one product can have of variants; batches over a whole shop are larger still.
    const kept = await here().listed(Math.min(50, ...batched.map((group) => group.maxBatch)));
    reprice(
      kept,
      (at) => 70_000 + at * 1000,
      (at) => at * 2,
    );
    for (const { name, target } of changing) {
      const before = here().requests.filter((one) => one.method !== 'GET').length;
      const outcomes = await here().settle(name, kept);
      expect(outcomes.filter((one) => one.kind !== 'accepted')).toEqual([]);
      if (target === 'variant')
        expect(here().requests.filter((one) => one.method !== 'GET').length - before).toBe(1);
    }
    const wanted = kept.product.variants.map(({ availableQty: qty, priceVnd }) => ({
      qty: here().shownQty(qty),
      priceVnd,
    }));
    expect((await here().shownOf(kept)).map(({ qty, priceVnd }) => ({ qty, priceVnd }))).toEqual(
      wanted,
    );
  });

  it('older than what stands there do not come back: the newest push wins', async () => {
    const kept = await here().listed(1);
    const [group = ''] = here().groupsOf('stock');
    for (const qty of [9, 4, 7]) {
      restock(kept, () => qty);
      await here().settle(group, kept);
    }
    expect((await here().shownOf(kept)).map((one) => one.qty)).toEqual([here().shownQty(7)]);
  });

  it('partly refused say so for each, and arrive in the end', async () => {
    const { bench, shop } = here();
    const kept = await here().listed(4);
    restock(kept, () => 3);
    const [group = ''] = here().groupsOf('stock');
    // Where the whole product is one row, no part of it can be refused.
    if (here().itemsOf(group, kept).length === 1) return;
    await bench.behave('partial-batch', shop);
    const first = await here().once(group, kept);
    expect(first.map((one) => one.key)).toEqual(kept.product.variants.map((one) => one.sku));
    expect(new Set(first.map((one) => one.kind === 'accepted')).size).toBe(2);
    await here().settle(group, kept);
    expect((await here().shownOf(kept)).map((one) => one.qty)).toEqual([3, 3, 3, 3]);
  });
}
