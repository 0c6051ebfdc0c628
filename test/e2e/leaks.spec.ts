/**
 * Every operation of the OpenAPI document is asked by a person of another cooperative with the ids of the first. It must
 * be a 404, or show and change nothing of the first's. An operation without a case fails the suite.
 */
import { randomUUID } from 'node:crypto';
import sharp from 'sharp';
import { engines } from '../support/engines';
import {
  type Answer,
  connectShop,
  control,
  openApp,
  productBody,
  type TestApp,
  type Visitor,
} from '../support/app';
import { eventually } from '../support/eventually';
import { CASES, MARK, type Owned, PAGES } from './leak-cases';

const OWN_PAGES = ['/', '/hang', '/don', '/don/tin', '/kenh', '/hang/moi', '/them/viec-vua-lam'];

describe.each(engines)('nobody reaches another cooperative (%s)', (engine) => {
  let test: TestApp;
  let first: Visitor;
  let owned: Owned;
  let before: string;

  beforeAll(async () => {
    test = await openApp(engine);
    first = await test.person(['seller', 'manager']);
    owned = await fill(test, first);
    before = await everythingOf(first, owned);
  }, 90_000);
  afterAll(() => test.close());

  it('has a case for every operation of the document', async () => {
    const { paths } = (
      await first.send<{ paths: Record<string, Record<string, unknown>> }>('GET', '/api/docs-json')
    ).body;
    const operations = Object.entries(paths).flatMap(([path, methods]) =>
      Object.keys(methods).map((method) => `${method.toUpperCase()} ${path}`),
    );
    expect(operations.filter((operation) => !(operation in CASES))).toEqual([]);
    expect(Object.keys(CASES).filter((operation) => !operations.includes(operation))).toEqual([]);
  });

  it.each(Object.entries(CASES))('%s', async (operation, { path, body, want }) => {
    const second = await test.person(['seller', 'manager', 'host', 'packer']);
    const method = operation.split(' ')[0] ?? 'GET';
    if (want === 'stream') return void (await expectSilence(test, second, owned, first));
    const answer: Answer = await second.send(method, path(owned), body?.(owned));
    expect(answer.status).toBeLessThan(500);
    if (want === 'hidden') expect(answer.status).toBe(404);
    expect(answer.text).not.toContain(MARK);
  });

  it('holds for pages too, whatever they are asked', async () => {
    const second = await test.person(['seller', 'manager', 'host', 'packer']);
    for (const [method, path, form] of PAGES) {
      const { status, text } = await second.send(method, path(owned), form, {
        accept: 'text/html',
      });
      expect([method, path(owned), status]).toEqual([method, path(owned), 404]);
      expect(text).not.toContain(MARK);
    }
    for (const path of OWN_PAGES) {
      const { status, text } = await second.send('GET', path, undefined, { accept: 'text/html' });
      expect([path, status]).toEqual([path, 200]);
      expect(text).not.toContain(MARK);
    }
  });

  it('and after all of it the first has what it had', async () => {
    expect(await everythingOf(first, owned)).toBe(before);
  });
});

async function fill(test: TestApp, first: Visitor): Promise<Owned> {
  await connectShop(test, first, 'facebook');
  const picture = await sharp({
    create: { width: 600, height: 600, channels: 3, background: '#7a5' },
  })
    .jpeg()
    .toBuffer();
  const photo = new FormData();
  photo.append('photo', new Blob([new Uint8Array(picture)]), 'tieu.jpg');
  const { key } = (await first.send<{ key: string }>('POST', '/api/v1/photos', photo)).body;
  const body = productBody({ name: `${MARK}: tiêu sọ`, description: MARK, photoKeys: [key] });
  const product = (
    await first.send<{ id: number; variants: { id: number }[] }>('POST', '/api/v1/products', body)
  ).body;
  const variant = product.variants[0]?.id ?? 0;
  const { items } = (
    await first.send<{ items: { listingId: number; shopId: number }[] }>(
      'GET',
      `/api/v1/products/${product.id}/listings`,
    )
  ).body;
  const opId = randomUUID();
  await first.send('POST', `/api/v1/variants/${variant}/stock-moves`, { opId, delta: 3 });
  const order = await first.send<{ id: number }>('POST', '/api/v1/orders', {
    opId: randomUUID(),
    lines: [{ variantId: variant, quantity: 1 }],
    buyerName: MARK,
  });
  const certificate = await first.send<{ id: number }>('POST', '/api/v1/certificates', {
    kind: 'ocop',
    stars: 4,
    number: MARK,
    issuedBy: MARK,
    issuedOn: '2026-01-01',
    validUntil: '2029-01-01',
  });
  const sheet = new FormData();
  sheet.append('file', new Blob([`Tên hàng,Giá bán,Tồn\n${MARK} chè,85k,4\n`]), `bang.csv`);
  const imported = await first.send<{ id: string }>('POST', '/api/v1/imports', sheet);
  const [page] = await control<{ id: string }[]>(test, 'GET', 'facebook/pages');
  await eventually(
    async () => (await control<unknown[]>(test, 'GET', `facebook/pages/${page?.id}/posts`)).length,
    (count) => count === 1,
    30_000,
  );
  await control(test, 'POST', `facebook/pages/${page?.id}/comment`, {
    message: `${MARK} lấy 1`,
    from: { name: MARK },
  });
  const messages = await eventually(
    async () =>
      (await first.send<{ items: { id: number }[] }>('GET', '/api/v1/messages')).body.items,
    (list) => list.length === 1,
    30_000,
  );
  const message = messages[0]?.id ?? 0;
  const replies = `/api/v1/messages/${message}/replies`;
  await first.send('POST', replies, { opId: randomUUID(), way: 'private', text: MARK });
  const answered = await eventually(
    async () =>
      (await first.send<{ replies: { id: number; state: string }[] }>('GET', replies)).body.replies,
    ([one]) => one?.state === 'done',
    30_000,
  );
  return {
    product: product.id,
    variant,
    listing: items[0]?.listingId ?? 0,
    shop: items[0]?.shopId ?? 0,
    order: order.body.id,
    message,
    reply: answered[0]?.id ?? 0,
    certificate: certificate.body.id,
    member:
      (await first.send<{ items: { id: number }[] }>('GET', '/api/v1/members')).body.items[0]?.id ??
      0,
    importId: imported.body.id,
    opId,
    act: (await actsOf(first)).find(({ canUndo }) => canUndo)?.id ?? 0,
  };
}

async function actsOf(first: Visitor) {
  const { body } = await first.send<{ items: { id: number; canUndo: boolean }[] }>(
    'GET',
    '/api/v1/acts',
  );
  return body.items;
}

/** What the first cooperative sees of what it owns; listing states settle by themselves and are left out. */
async function everythingOf(first: Visitor, owned: Owned): Promise<string> {
  const paths = [
    `products/${owned.product}`,
    `variants/${owned.variant}/stock`,
    `variants/${owned.variant}/movements`,
    `orders/${owned.order}`,
    'messages',
    'certificates',
    'members',
    'acts',
    `variants/${owned.variant}/allocations`,
    `imports/${owned.importId}`,
  ];
  const answers = await Promise.all(paths.map((path) => first.send('GET', `/api/v1/${path}`)));
  const shop = (await first.send('GET', `/api/v1/shops/${owned.shop}`)).body;
  return [...answers.map((answer) => answer.text), shop['name'], shop['state'] === 'lost'].join(
    '\n',
  );
}

async function expectSilence(
  test: TestApp,
  second: Visitor,
  owned: Owned,
  first: Visitor,
): Promise<void> {
  const stop = new AbortController();
  const stream = await fetch(`${test.url}/api/v1/events`, {
    headers: { cookie: second.cookie },
    signal: stop.signal,
  });
  const reader = stream.body!.getReader();
  let text = '';
  const reading = (async () => {
    for (;;) text += Buffer.from((await reader.read()).value ?? []).toString();
  })().catch(() => undefined);
  await first.send('PUT', `/api/v1/listings/${owned.listing}/answers`, { answers: {} });
  await new Promise((resolve) => setTimeout(resolve, 1500));
  stop.abort();
  await reading;
  expect(text).not.toContain('event:');
}
