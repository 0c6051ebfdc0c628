import { randomUUID } from 'node:crypto';
import { openApp, productBody, type TestApp, type Visitor } from '../../../test/support/app';
import { engines } from '../../../test/support/engines';

interface Kept {
  id: number;
  code: string;
}

describe.each(engines)('Idempotency-Key on %s', (engine) => {
  let test: TestApp;
  let seller: Visitor;

  beforeAll(async () => {
    test = await openApp(engine);
    seller = await test.person(['seller', 'manager']);
  }, 90_000);
  afterAll(() => test.close());

  const key = () => ({ 'idempotency-key': randomUUID() });
  const add = (name: string, headers: Record<string, string>, by = seller) =>
    by.send<Kept>('POST', '/api/v1/products', productBody({ name }), headers);
  const named = async (name: string) =>
    (
      await seller.send<{ items: { name: string }[] }>('GET', '/api/v1/products?limit=200')
    ).body.items.filter((item) => item.name === name).length;

  it('makes one thing of twenty presses sent at once; each hears of it or is told to wait', async () => {
    const headers = key();
    const answers = await Promise.all(
      Array.from({ length: 20 }, () => add('Hai mươi lần', headers)),
    );
    expect(await named('Hai mươi lần')).toBe(1);
    const made = answers.filter((answer) => answer.status === 201);
    const waiting = answers.filter((answer) => answer.status === 409);
    expect(made.length + waiting.length).toBe(20);
    expect(new Set(made.map((answer) => answer.body.id)).size).toBe(1);
    expect(waiting.every((answer) => answer.body.code === 'conflict')).toBe(true);
    const later = await add('Hai mươi lần', headers);
    expect([later.status, later.body.id]).toEqual([201, made[0]?.body.id]);
  });

  it('is free again after a request that failed', async () => {
    const headers = key();
    const bad = await seller.send('POST', '/api/v1/products', { name: '' }, headers);
    expect(bad.status).toBe(422);
    expect((await add('Sửa rồi gửi lại', headers)).status).toBe(201);
  });

  it('belongs to who made it: a colleague with the same key is refused, another cooperative is not', async () => {
    const headers = key();
    const first = await add('Của tôi', headers);
    const colleague = await test.person(['seller'], seller.coopId);
    expect((await add('Của tôi', headers, colleague)).body.code).toBe('idempotency_mismatch');
    const stranger = await test.person(['seller']);
    const theirs = await add('Của tôi', headers, stranger);
    expect(theirs.status).toBe(201);
    expect(theirs.body.id).not.toBe(first.body.id);
  });

  it('answers again what was answered, nothing included, and holds to its address', async () => {
    const product = await add('Món có tồn', {});
    const { body } = await seller.send<{ variants: { id: number }[] }>(
      'GET',
      `/api/v1/products/${product.body.id}`,
    );
    const opId = randomUUID();
    await seller.send('POST', `/api/v1/variants/${body.variants[0]!.id}/stock-moves`, {
      opId,
      delta: 5,
    });
    const headers = key();
    const undo = () => seller.send('POST', `/api/v1/stock-moves/${opId}/undo`, undefined, headers);
    const [once, twice] = [await undo(), await undo()];
    expect([once.status, twice.status, twice.text]).toEqual([200, 200, once.text]);
    expect(twice.headers.get('idempotency-replayed')).toBe('true');
    const elsewhere = await seller.send(
      'POST',
      `/api/v1/stock-moves/${randomUUID()}/undo`,
      undefined,
      headers,
    );
    expect(elsewhere.body['code']).toBe('idempotency_mismatch');
  });

  it.each(['short', 'x'.repeat(81), 'có dấu!', 'a b c d e'])(
    'is refused when it reads %p',
    async (bad) => {
      const answer = await add('Khoá sai', {
        'idempotency-key': Buffer.from(bad).toString('latin1'),
      });
      expect(answer.status).toBe(422);
      expect(await named('Khoá sai')).toBe(0);
    },
  );

  it('never answers one photo for another, nor leaves a form without an answer', async () => {
    const sharp = (await import('sharp')).default;
    const headers = key();
    const upload = async (background: string) => {
      const bytes = await sharp({ create: { width: 300, height: 300, channels: 3, background } })
        .jpeg()
        .toBuffer();
      const form = new FormData();
      form.append('photo', new Blob([new Uint8Array(bytes)]), 'a.jpg');
      return (await seller.send<{ key: string }>('POST', '/api/v1/photos', form, headers)).body.key;
    };
    expect(await upload('#f00')).not.toBe(await upload('#00f'));
    for (let i = 0; i < 2; i++) {
      const form = new URLSearchParams({ name: 'Qua trang', price: '95k' });
      expect((await seller.send('POST', '/hang/moi', form, headers)).status).toBe(303);
    }
  });
});
