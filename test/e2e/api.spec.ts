import { randomUUID } from 'node:crypto';
import { engines } from '../support/engines';
import { openApp, productBody, type TestApp, Visitor } from '../support/app';

interface ProductBody {
  id: number;
  rev: number;
  variants: { id: number; priceRev: number }[];
}
interface Fields {
  code: string;
  title: string;
  errors: { field: string; code: string; remedy: string }[];
}

describe.each(engines)('the API on %s', (engine) => {
  let test: TestApp;
  let seller: Visitor;

  beforeAll(async () => {
    test = await openApp(engine);
    seller = await test.person(['seller', 'manager']);
  }, 60_000);
  afterAll(() => test.close());

  const make = async (over?: Record<string, unknown>) =>
    (await seller.send<ProductBody>('POST', '/api/v1/products', productBody(over))).body;

  it('lets nobody in without a session, and tells nothing about what is there', async () => {
    const stranger = new Visitor(test.url);
    for (const path of [
      '/api/v1/products',
      '/api/v1/orders',
      '/api/v1/shops',
      '/api/v1/events',
      '/api/v1/views/today',
    ]) {
      expect((await stranger.send('GET', path)).status).toBe(401);
    }
    expect(
      (await stranger.send('GET', '/', undefined, { accept: 'text/html' })).headers.get('location'),
    ).toBe('/dang-nhap');
  });

  it('refuses a write that another site sends with our cookie', async () => {
    const forged = await seller.send('POST', '/api/v1/products', productBody(), {
      origin: 'https://evil.example',
    });
    expect([forged.status, forged.body['code']]).toEqual([403, 'forbidden']);
    expect(
      (await seller.send('POST', '/api/v1/products', productBody(), { origin: test.url })).status,
    ).toBe(201);
  });

  it('creates a product with its stock, and reads it back', async () => {
    const product = await make({ name: 'Cà phê rang mộc 500 g' });
    const { body } = await seller.send('GET', `/api/v1/variants/${product.variants[0]!.id}/stock`);
    expect(body).toMatchObject({ onHand: 10, reserved: 0, available: 10 });
  });

  it('names every bad field and the remedy, and saves nothing', async () => {
    const before = (await seller.send<{ items: unknown[] }>('GET', '/api/v1/products?limit=200'))
      .body.items.length;
    const bad = productBody({
      colour: 'đỏ',
      variants: [{ unit: 'gói', priceVnd: -5, stock: 1.5 }],
    });
    const { status, headers, body } = await seller.send<Fields>('POST', '/api/v1/products', bad);
    expect([status, headers.get('content-type')]).toEqual([
      422,
      expect.stringContaining('application/problem+json'),
    ]);
    expect(body.code).toBe('validation');
    expect(body.errors.map((error) => error.field).sort()).toEqual([
      'colour',
      'variants[0].priceVnd',
      'variants[0].stock',
    ]);
    expect(body.errors.every((error) => error.remedy.length > 0)).toBe(true);
    expect(
      (await seller.send<{ items: unknown[] }>('GET', '/api/v1/products?limit=200')).body.items
        .length,
    ).toBe(before);
  });

  it('refuses what is too large, no JSON, or no picture, with one clear error each', async () => {
    const huge = await seller.send<Fields>(
      'POST',
      '/api/v1/products',
      productBody({ description: 'x'.repeat(10 * 1024 * 1024) }),
    );
    expect([huge.status, huge.body.code]).toEqual([413, 'too_large']);
    const broken = await seller.send<Fields>('POST', '/api/v1/products', '{"name":');
    expect([broken.status, broken.body.code]).toEqual([422, 'validation']);
    const form = new FormData();
    form.append('photo', new Blob([Buffer.from('not a picture at all')]), 'a.jpg');
    const picture = await seller.send<Fields>('POST', '/api/v1/photos', form);
    expect([picture.status, picture.body.errors[0]?.field]).toEqual([422, 'photo']);
    const sheet = new FormData();
    sheet.append('file', new Blob([Buffer.from('PK broken zip')]), 'gia.xlsx');
    const imported = await seller.send<Fields>('POST', '/api/v1/imports', sheet);
    expect(imported.status).toBe(422);
    expect(imported.body.title.length).toBeGreaterThan(10);
  });

  it('counts a press once, however often it is sent', async () => {
    const product = await make();
    const path = `/api/v1/variants/${product.variants[0]!.id}/stock-moves`;
    const press = { opId: randomUUID(), delta: 5, reason: 'received' };
    const answers = await Promise.all(
      Array.from({ length: 6 }, () => seller.send('POST', path, press)),
    );
    expect(answers.map((answer) => answer.status)).toEqual(Array(6).fill(200));
    const { body } = await seller.send('GET', `/api/v1/variants/${product.variants[0]!.id}/stock`);
    expect(body).toMatchObject({ onHand: 15 });
    const undone = await seller.send('POST', `/api/v1/stock-moves/${press.opId}/undo`);
    expect([undone.status, undone.body['onHand']]).toEqual([200, 10]);
  });

  it('tells a count on an old revision what moved since, and never overwrites', async () => {
    const product = await make();
    const id = product.variants[0]!.id;
    const { rev } = (await seller.send<{ rev: number }>('GET', `/api/v1/variants/${id}/stock`))
      .body;
    await seller.send('POST', `/api/v1/variants/${id}/stock-moves`, {
      opId: randomUUID(),
      delta: -2,
      reason: 'retail',
    });
    const stale = await seller.send<Fields>('POST', `/api/v1/variants/${id}/stock-counts`, {
      opId: randomUUID(),
      counted: 9,
      baseRev: rev,
    });
    expect([stale.status, stale.body.code]).toEqual([409, 'stale']);
    expect((await seller.send('GET', `/api/v1/variants/${id}/stock`)).body).toMatchObject({
      onHand: 8,
    });
  });

  it('keeps an Idempotency-Key with its request and answer', async () => {
    const headers = { 'idempotency-key': randomUUID() };
    const first = await seller.send<ProductBody>(
      'POST',
      '/api/v1/products',
      productBody({ name: 'Chè dây' }),
      headers,
    );
    const again = await seller.send<ProductBody>(
      'POST',
      '/api/v1/products',
      productBody({ name: 'Chè dây' }),
      headers,
    );
    expect([again.status, again.body.id, again.headers.get('idempotency-replayed')]).toEqual([
      201,
      first.body.id,
      'true',
    ]);
    const other = await seller.send<Fields>(
      'POST',
      '/api/v1/products',
      productBody({ name: 'Chè khác' }),
      headers,
    );
    expect([other.status, other.body.code]).toEqual([422, 'idempotency_mismatch']);
  });

  it('sees a price change on an old revision', async () => {
    const product = await make();
    const path = `/api/v1/variants/${product.variants[0]!.id}/price`;
    const change = (priceVnd: number) =>
      seller.send<Fields>('PUT', path, { opId: randomUUID(), priceVnd, baseRev: 1 });
    expect((await change(65_000)).status).toBe(200);
    expect((await change(70_000)).body.code).toBe('stale');
  });

  it('reserves an order whole or says what is left', async () => {
    const product = await make();
    const line = (quantity: number) => ({
      opId: randomUUID(),
      lines: [{ variantId: product.variants[0]!.id, quantity }],
      buyerPhone: '0905 123 456',
    });
    const order = await seller.send<{ id: number; number: number }>(
      'POST',
      '/api/v1/orders',
      line(4),
    );
    expect(order.status).toBe(201);
    const refused = await seller.send<Fields>('POST', '/api/v1/orders', line(7));
    expect([refused.status, refused.body.code, refused.body.errors[0]?.field]).toEqual([
      409,
      'insufficient_stock',
      'lines[0].quantity',
    ]);
    expect(
      (await seller.send('POST', `/api/v1/orders/${order.body.id}/cancel`, {})).body,
    ).toMatchObject({ tab: 'xong' });
    expect((await seller.send('POST', '/api/v1/orders', line(10))).status).toBe(201);
  });

  it('pages through a list with cursors, each item once', async () => {
    const seen: number[] = [];
    for (let cursor: string | null = ''; cursor !== null;) {
      const { body }: { body: { items: { id: number }[]; nextCursor: string | null } } =
        await seller.send('GET', `/api/v1/products?limit=3${cursor ? `&cursor=${cursor}` : ''}`);
      seen.push(...body.items.map((item) => item.id));
      cursor = body.nextCursor;
    }
    expect(new Set(seen).size).toBe(seen.length);
    expect(seen.length).toBeGreaterThan(5);
    expect((await seller.send('GET', '/api/v1/products?cursor=abc')).status).toBe(422);
  });

  it('lets each role do its own and nothing else', async () => {
    const packer = await test.person(['packer'], seller.coopId);
    expect((await packer.send('GET', '/api/v1/orders?tab=dong-goi')).status).toBe(200);
    expect((await packer.send('POST', '/api/v1/products', productBody())).body).toMatchObject({
      code: 'forbidden',
    });
    expect((await packer.send('GET', '/api/v1/shops')).status).toBe(403);
  });

  it('says on open screens that something changed, and only to the same cooperative', async () => {
    const product = await make();
    const stop = new AbortController();
    const stream = await fetch(`${test.url}/api/v1/events`, {
      headers: { cookie: seller.cookie },
      signal: stop.signal,
    });
    const reader = stream.body!.getReader();
    await seller.send('POST', '/api/v1/orders', {
      opId: randomUUID(),
      lines: [{ variantId: product.variants[0]!.id, quantity: 1 }],
    });
    let text = '';
    while (!text.includes('order.changed'))
      text += Buffer.from((await reader.read()).value ?? []).toString();
    expect(text).toMatch(/event: order\.changed\ndata: \{"id":\d+,"rev":\d+\}/);
    stop.abort();
  });

  it('answers health, readiness, metrics and its own description', async () => {
    const stranger = new Visitor(test.url);
    expect((await stranger.send('GET', '/healthz')).status).toBe(200);
    expect((await stranger.send('GET', '/readyz')).body).toMatchObject({ ok: true });
    expect((await stranger.send('GET', '/metrics')).text).toContain('ganh_http_request_seconds');
    const document = (await stranger.send('GET', '/api/docs-json')).body as {
      paths: Record<string, unknown>;
    };
    expect(Object.keys(document.paths)).toContain('/api/v1/orders/{id}');
  });
});
