import { randomUUID } from 'node:crypto';
import {
  connectShop,
  control,
  openApp,
  productBody,
  type TestApp,
  type Visitor,
} from '../support/app';
import { engines } from '../support/engines';
import { eventually } from '../support/eventually';

const SOON_MS = 45_000;
const asPage = { accept: 'text/html' };

interface Shown {
  ways: { way: string }[];
  replies: { id: number; state: string; text: string }[];
}

describe.each(engines)('answers to buyers through HTTP (%s)', (engine) => {
  let test: TestApp;
  let seller: Visitor;
  let message: number;
  let variantId: number;

  beforeAll(async () => {
    test = await openApp(engine);
    seller = await test.person(['seller', 'manager']);
    await connectShop(test, seller, 'facebook');
    const made = await seller.send<{ variants: { id: number }[] }>(
      'POST',
      '/api/v1/products',
      productBody(),
    );
    variantId = made.body.variants[0]?.id ?? 0;
    const [page] = await control<{ id: string }[]>(test, 'GET', 'facebook/pages');
    await control(test, 'POST', `facebook/pages/${page?.id}/message`, {
      text: 'còn tiêu không',
      from: { name: 'Cô Bảy' },
    });
    const [heard] = await eventually(
      async () =>
        (await seller.send<{ items: { id: number }[] }>('GET', '/api/v1/messages')).body.items,
      (items) => items.length === 1,
      SOON_MS,
    );
    message = heard!.id;
  }, 120_000);
  afterAll(() => test.close());

  const shown = async () =>
    (await seller.send<Shown>('GET', `/api/v1/messages/${message}/replies`)).body;

  it('a form sent twice is one answer, and its page says what became of it', async () => {
    expect((await shown()).ways.map((one) => one.way)).toEqual(['thread']);
    const form = new URLSearchParams({ opId: randomUUID(), way: 'thread', text: 'Dạ còn ạ' });
    for (let press = 0; press < 2; press += 1) {
      const sent = await seller.send('POST', `/don/tin/${message}/tra-loi`, form);
      expect([sent.status, sent.headers.get('location')]).toEqual([303, '/don/tin']);
    }
    const { replies } = await eventually(
      shown,
      (now) => now.replies.every((one) => one.state === 'done'),
      SOON_MS,
    );
    expect(replies).toMatchObject([{ text: 'Dạ còn ạ', state: 'done' }]);
    const { text } = await seller.send('GET', '/don/tin', undefined, asPage);
    expect(text).toContain('Đã gửi.');
  }, 90_000);

  it('refuses what the channel does not offer, what says nothing, and who may not answer', async () => {
    const path = `/api/v1/messages/${message}/replies`;
    const opId = randomUUID();
    for (const wrong of [
      { opId, way: 'comment', text: 'a' },
      { opId, way: 'thread', text: ' ' },
      { opId, way: 'loudly', text: 'a' },
    ])
      expect((await seller.send('POST', path, wrong)).status).toBe(422);
    const packer = await test.person(['packer'], seller.coopId);
    expect((await packer.send('POST', path, { opId, way: 'thread', text: 'a' })).status).toBe(403);
    expect((await shown()).replies).toHaveLength(1);
  });

  it('an order made of the message goes on talking to its buyer', async () => {
    const made = await seller.send<{ id: number; answers: Shown }>(
      'POST',
      `/api/v1/messages/${message}/order`,
      { lines: [{ variantId, quantity: 1 }] },
    );
    expect(made.body.answers).toMatchObject({ messageId: message, ways: [{ way: 'thread' }] });
    const form = { opId: randomUUID(), way: 'thread', text: 'Mai em gửi ạ', order: made.body.id };
    const entries = Object.entries(form).map(([name, value]) => [name, String(value)]);
    const sent = await seller.send(
      'POST',
      `/don/tin/${message}/tra-loi`,
      new URLSearchParams(entries),
    );
    expect(sent.headers.get('location')).toBe(`/don/${made.body.id}`);
    const { text } = await seller.send('GET', `/don/${made.body.id}`, undefined, asPage);
    expect(text).toContain('Mai em gửi ạ');
  }, 60_000);

  it('a shop does nothing by itself until a manager says so, and only what its channel can', async () => {
    const switches = async () =>
      (
        await seller.send<{
          items: { shopId: number; hidesPhones: boolean | null; sendsNotices: boolean | null }[];
        }>('GET', '/api/v1/shops')
      ).body.items[0]!;
    const { shopId, ...before } = await switches();
    expect(before).toMatchObject({ hidesPhones: false, sendsNotices: null });
    const wanted = { hidesPhones: true, sendsNotices: true };
    const set = await seller.send('PUT', `/api/v1/shops/${shopId}/replies`, wanted);
    expect([set.status, set.body]).toEqual([200, { hidesPhones: true, sendsNotices: false }]);
    expect(await switches()).toMatchObject({ hidesPhones: true, sendsNotices: null });
    await seller.send('POST', `/kenh/${shopId}/tra-loi`, new URLSearchParams());
    expect(await switches()).toMatchObject({ hidesPhones: false });
    const host = await test.person(['host'], seller.coopId);
    expect((await host.send('PUT', `/api/v1/shops/${shopId}/replies`, wanted)).status).toBe(403);
  });

  it('goods that the channel refused are counted, with a way to repair them', async () => {
    // It has no photo.
    const { text } = await eventually(
      () => seller.send('GET', '/kenh', undefined, asPage),
      (page) => page.text.includes('Sửa 1 món bị từ chối'),
      SOON_MS,
    );
    expect(text).toContain('href="/hang?loc=vuong"');
  }, 60_000);
});
