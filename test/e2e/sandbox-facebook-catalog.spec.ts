import { setTimeout as sleep } from 'node:timers/promises';
import { startSandbox, type Sandbox } from '../../apps/sandbox';
import { rawControl, type RawControl } from '../clients/raw-control';
import { catalogItem, rawGraph, type GraphAccess } from '../clients/raw-graph';

describe('the catalogue of the simulated Meta', () => {
  let sandbox: Sandbox;
  let control: RawControl;
  let access: GraphAccess;
  let graph: ReturnType<typeof rawGraph>;
  let now: number;

  beforeEach(async () => {
    now = Date.UTC(2026, 10, 24);
    sandbox = await startSandbox({ now: () => now });
    control = rawControl(sandbox.indexUrl);
    access = sandbox.index().facebook as unknown as GraphAccess;
    graph = rawGraph(access);
  });
  afterEach(() => sandbox.close());

  const update = (data: unknown, method = 'UPDATE') => ({ method, data });
  const push = async (requests: unknown[], more: Record<string, unknown> = {}) => {
    const answer = await graph.post(`${access.catalog_id}/items_batch`, {
      item_type: 'PRODUCT_ITEM',
      requests,
      ...more,
    });
    return { answer, handle: (answer['handles'] as string[] | undefined)?.[0] ?? '' };
  };
  const status = async (handle: string) => {
    const params = { handle, load_ids_of_invalid_requests: true };
    const { data, error } = await graph.get(
      `${access.catalog_id}/check_batch_request_status`,
      params,
    );
    return error ? { error } : (data as Record<string, unknown>[])[0];
  };
  const finish = async (handle: string) => {
    now += 5000;
    return status(handle);
  };
  const read = async (sku: string) => {
    const params = {
      fields:
        'retailer_id,name,price,quantity_to_sell_on_facebook,availability,review_status,image_fetch_status,errors',
      filter: { retailer_id: { eq: sku } },
    };
    return (
      (await graph.get(`${access.catalog_id}/products`, params))['data'] as Record<
        string,
        unknown
      >[]
    )[0];
  };

  it('takes a batch, works it off later, and shows the item then', async () => {
    const { handle } = await push([update(catalogItem('A'))]);
    expect(await status(handle)).toMatchObject({ status: 'started', errors_total_count: 0 });
    expect(await read('A')).toBeUndefined();
    now += 1000;
    expect(await status(handle)).toMatchObject({ status: 'in_progress' });
    now += 1001;
    expect(await status(handle)).toMatchObject({
      status: 'finished',
      errors: [],
      ids_of_invalid_requests: [],
    });
    expect(await read('A')).toMatchObject({
      retailer_id: 'A',
      name: 'Miến dong 500g',
      price: '₫65,000',
      quantity_to_sell_on_facebook: 40,
      review_status: 'pending',
    });
    now += 2000;
    expect(await read('A')).toMatchObject({
      review_status: 'approved',
      image_fetch_status: 'FETCHED',
      errors: [],
    });
  });

  it('changes only what an UPDATE names, and removes on DELETE', async () => {
    await finish((await push([update(catalogItem('A'))])).handle);
    await finish(
      (
        await push([
          update({ id: 'A', quantity_to_sell_on_facebook: 0, availability: 'out of stock' }),
        ])
      ).handle,
    );
    expect(await read('A')).toMatchObject({
      name: 'Miến dong 500g',
      quantity_to_sell_on_facebook: 0,
      availability: 'out of stock',
    });
    const gone = await finish(
      (await push([update({ id: 'A' }, 'DELETE'), update({ id: 'B' }, 'DELETE')])).handle,
    );
    expect(gone).toMatchObject({ errors_total_count: 1, ids_of_invalid_requests: ['B'] });
    expect(await read('A')).toBeUndefined();
  });

  it.each([
    ['a bare number as price', { price: 65000 }],
    ['a price without currency', { price: '65000' }],
    ['parts of a đồng', { price: '65000.50 VND' }],
    ['nothing as price', { price: '0 VND' }],
    ['an unknown availability', { availability: 'maybe' }],
    ['a negative quantity', { quantity_to_sell_on_facebook: -1 }],
    ['no picture', { image_link: undefined }],
    ['a picture that is not public', { image_link: 'http://192.168.1.5/a.jpg' }],
    ['no title', { title: '' }],
  ])('answers 200 and fails at the end for %s', async (_name, change) => {
    const { answer, handle } = await push([
      update(catalogItem('BAD', change)),
      update(catalogItem('GOOD')),
    ]);
    expect(answer.httpStatus).toBe(200);
    expect(await finish(handle)).toMatchObject({
      status: 'finished',
      errors_total_count: 1,
      ids_of_invalid_requests: ['BAD'],
      errors: [{ line: 0, id: 'BAD' }],
    });
    expect(await read('BAD')).toBeUndefined();
    expect(await read('GOOD')).toBeDefined();
  });

  it('tells at once, inside 200, of requests without an id', async () => {
    const { answer, handle } = await push([update({ title: 'x' }), update(catalogItem('A'))]);
    expect(answer).toMatchObject({
      httpStatus: 200,
      validation_status: [{ errors: [{ message: 'Can not find required field id' }] }],
    });
    expect(await finish(handle)).toMatchObject({ errors_total_count: 0 });
    const all = await push([update({ title: 'x' }), { method: 'MOVE', data: { id: 'q' } }]);
    expect(all.answer).toMatchObject({
      httpStatus: 200,
      handles: [],
      validation_status: [{}, { retailer_id: 'q' }],
    });
  });

  it('creates nothing by UPDATE when upsert is off', async () => {
    const { handle } = await push([update(catalogItem('NEW'))], { allow_upsert: false });
    expect(await finish(handle)).toMatchObject({
      errors_total_count: 1,
      ids_of_invalid_requests: ['NEW'],
    });
  });

  it('refuses whole calls that are wrong', async () => {
    expect((await push([])).answer.error?.code).toBe(100);
    expect(
      (await push([update(catalogItem('A'))], { item_type: 'HOTEL' })).answer.error?.code,
    ).toBe(100);
    expect(
      (await push([update(catalogItem('A')), update(catalogItem('A'))])).answer.error?.message,
    ).toContain('Duplicate');
    const many = Array.from({ length: 5001 }, (_one, at) => update({ id: `S${at}` }));
    expect((await push(many)).answer.error?.message).toContain('5000');
    expect(await status('Acznone')).toMatchObject({ error: { code: 100 } });
  });

  it('takes 5,000 items in one call and refuses 28 MB', async () => {
    const most = Array.from({ length: 5000 }, (_one, at) => update(catalogItem(`S${at}`)));
    expect(await finish((await push(most)).handle)).toMatchObject({ errors_total_count: 0 });
    const pages = await graph.get(`${access.catalog_id}/products`, {
      limit: '100',
      fields: 'retailer_id',
    });
    expect(pages['data']).toHaveLength(100);
    const url = `${access.baseUrl}/v26.0/${access.catalog_id}/items_batch?access_token=${access.page_access_token}`;
    const huge = await fetch(url, { method: 'POST', body: Buffer.alloc(29 * 1024 * 1024, 0x20) });
    expect(await huge.json()).toMatchObject({
      error: { code: 1, message: expect.stringContaining('reduce the amount') },
    });
  });

  it('spoils a part of a batch on request', async () => {
    await control.post('facebook/behave', { fault: 'partial-batch', pageId: access.page_id });
    const { handle } = await push(['A', 'B', 'C'].map((id) => update(catalogItem(id))));
    expect(await finish(handle)).toMatchObject({ ids_of_invalid_requests: ['A', 'C'] });
    expect(await finish((await push([update(catalogItem('A'))])).handle)).toMatchObject({
      errors_total_count: 0,
    });
  });

  it('lets pictures and reviews fail later', async () => {
    await finish(
      (await push([update(catalogItem('A', { image_link: 'http://127.0.0.1:9/none.jpg' }))]))
        .handle,
    );
    await sleep(100);
    expect(await read('A')).toMatchObject({
      image_fetch_status: 'FETCH_FAILED',
      errors: [{ error_type: 'IMAGE_FETCH_FAILED' }],
    });
    expect((await graph.get(`${access.catalog_id}/diagnostics`))['data']).toHaveLength(1);
    await control.post(`facebook/pages/${access.page_id}/items/A/review`, {
      status: 'rejected',
      reason: 'Hàng cấm',
    });
    expect(await read('A')).toMatchObject({ review_status: 'rejected' });
  });

  it('allows eight batches a minute, says when to come back, and blocks longer who keeps calling', async () => {
    const answers = [];
    for (let i = 0; i < 8; i++) answers.push((await push([update(catalogItem('A'))])).answer);
    expect(answers.map((one) => one.error)).toEqual(Array(8).fill(undefined));
    const used = JSON.parse(answers[7]?.headers.get('x-business-use-case-usage') ?? '{}') as Record<
      string,
      { call_count: number }[]
    >;
    expect(used[access.catalog_id]?.[0]).toMatchObject({ type: 'catalog_batch', call_count: 100 });
    const refused = (await push([update(catalogItem('A'))])).answer;
    expect(refused).toMatchObject({ httpStatus: 400, error: { code: 80014 } });
    expect(refused.headers.get('retry-after')).toBeNull();
    const wait = JSON.parse(refused.headers.get('x-business-use-case-usage') ?? '{}') as Record<
      string,
      { estimated_time_to_regain_access: number }[]
    >;
    expect(wait[access.catalog_id]?.[0]?.estimated_time_to_regain_access).toBe(1);
    for (let i = 0; i < 4; i++) await push([update(catalogItem('A'))]);
    now += 7600;
    expect((await push([update(catalogItem('A'))])).answer.error?.code).toBe(80014);
    now += 15_000;
    expect((await push([update(catalogItem('A'))])).answer.error).toBeUndefined();
    // Another catalogue has a budget of its own, and reading is another budget.
    const second = access.pages[1];
    const other = await rawGraph(access, second?.page_access_token).post(
      `${second?.catalog_id}/items_batch`,
      { item_type: 'PRODUCT_ITEM', requests: [update(catalogItem('A'))] },
    );
    expect(other.error).toBeUndefined();
    expect((await graph.get(`${access.catalog_id}/products`)).error).toBeUndefined();
  });

  it('keeps catalogues from each other', async () => {
    const second = access.pages[1];
    const answer = await graph.post(`${second?.catalog_id}/items_batch`, {
      item_type: 'PRODUCT_ITEM',
      requests: [update(catalogItem('A'))],
    });
    expect(answer.error?.code).toBe(10);
  });

  it('writes into its journal what was pushed', async () => {
    await push([update(catalogItem('A')), update({ id: 'B' }, 'DELETE')]);
    const { entries } = await control.get<{ entries: Record<string, unknown>[] }>(
      'facebook/journal',
    );
    expect(entries.at(-1)).toMatchObject({
      endpoint: 'items_batch',
      shop: access.page_id,
      itemCount: 2,
      ids: ['A', 'B'],
      values: [{ sku: 'A', stock: 40, price: '65000 VND', ok: true }, { sku: 'B' }],
      outcome: 'ok',
    });
  });
});
