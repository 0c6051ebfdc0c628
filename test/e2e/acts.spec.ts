/** "Việc vừa làm" through HTTP: who did what, page by page, and what can be taken back, by whom, until when. */
import { randomUUID } from 'node:crypto';
import type { Act } from '@ganh/contracts';
import { connectShop, openApp, productBody, type TestApp, type Visitor } from '../support/app';
import { engines } from '../support/engines';

const html = { accept: 'text/html' };

interface Refusal {
  title: string;
  errors: { reason: string }[];
}

describe.each(engines)('what people did lately (%s)', (engine) => {
  let test: TestApp;
  let boss: Visitor;
  let variant: number;
  let product: number;

  beforeAll(async () => {
    test = await openApp(engine);
    boss = await test.person(['seller', 'manager']);
  }, 90_000);
  afterAll(() => test.close());
  beforeEach(async () => {
    const { body } = await boss.send<{ id: number; variants: { id: number }[] }>(
      'POST',
      '/api/v1/products',
      productBody(),
    );
    product = body.id;
    variant = body.variants[0]!.id;
  });

  const acts = async (who = boss) =>
    (await who.send<{ items: Act[] }>('GET', '/api/v1/acts')).body.items;
  const newest = async (who = boss) => (await acts(who))[0]!;
  const undo = (id: number, who = boss) =>
    who.send<Act & Refusal>('POST', `/api/v1/acts/${id}/undo`, {});
  const move = async (delta: number, reason = 'received') => {
    const opId = randomUUID();
    await boss.send('POST', `/api/v1/variants/${variant}/stock-moves`, { opId, delta, reason });
    return opId;
  };
  const level = async () =>
    (
      await boss.send<{ onHand: number; reserved: number; rev: number }>(
        'GET',
        `/api/v1/variants/${variant}/stock`,
      )
    ).body;
  const order = async (quantity: number) =>
    (
      await boss.send<{ id: number; number: number }>('POST', '/api/v1/orders', {
        opId: randomUUID(),
        lines: [{ variantId: variant, quantity }],
      })
    ).body;
  const price = async () =>
    (
      await boss.send<{ variants: { priceVnd: number; priceRev: number }[] }>(
        'GET',
        `/api/v1/products/${product}`,
      )
    ).body.variants[0]!;
  const setPrice = async (priceVnd: number) => {
    const { priceRev: baseRev } = await price();
    const { body } = await boss.send<{ actId: number }>(
      'PUT',
      `/api/v1/variants/${variant}/price`,
      {
        opId: randomUUID(),
        priceVnd,
        baseRev,
      },
    );
    return body.actId;
  };

  it('stock: the opposite movement, once, and the act says who took it back', async () => {
    await move(20);
    const done = await newest();
    expect(done).toMatchObject({
      what: 'nhập thêm 20 gói Tiêu sọ',
      href: `/hang/sua/${variant}`,
      about: { kind: 'goods', name: 'Tiêu sọ' },
      canUndo: true,
      undone: null,
    });
    const answers = await Promise.all([undo(done.id), undo(done.id)]);
    expect(answers.map(({ status }) => status)).toEqual([200, 200]);
    expect(answers[0]?.body).toMatchObject({ canUndo: false, undone: { who: done.who } });
    expect((await level()).onHand).toBe(10);
    expect((await undo(done.id)).status).toBe(200);
    expect((await level()).onHand).toBe(10);
    expect((await newest()).id).toBe(done.id);
  });

  it('what the toast took back is taken back here too', async () => {
    const opId = await move(-2, 'retail');
    await boss.send('POST', `/api/v1/stock-moves/${opId}/undo`, {});
    expect(await newest()).toMatchObject({
      what: 'bán lẻ 2 gói Tiêu sọ',
      canUndo: false,
      undone: { at: expect.any(Number) as number },
    });
  });

  it('a count goes back by what it changed', async () => {
    const { rev } = await level();
    const counted = { opId: randomUUID(), counted: 7, baseRev: rev };
    await boss.send('POST', `/api/v1/variants/${variant}/stock-counts`, counted);
    const done = await newest();
    expect([done.what, done.canUndo]).toEqual(['đếm lại Tiêu sọ: trong kho có 7 gói', true]);
    await undo(done.id);
    expect((await level()).onHand).toBe(10);
  });

  it('stock that buyers hold by now stays: no button, and a sentence to whoever presses all the same', async () => {
    await move(5);
    const { id } = await newest();
    await order(12);
    expect((await acts()).find((one) => one.id === id)).toMatchObject({ canUndo: false });
    const late = await undo(id);
    expect([late.status, late.body.errors[0]?.reason]).toEqual([
      409,
      'Trong kho không đủ để bớt chừng đó: khách đã đặt một phần.',
    ]);
    expect(await level()).toMatchObject({ onHand: 15, reserved: 12 });
  });

  it('a price: back once; the one before it is not to be had by then', async () => {
    const first = await setPrice(65_000);
    const second = await setPrice(70_000);
    const shown = await acts();
    expect(shown.slice(0, 2).map(({ id, what, canUndo }) => [id, what, canUndo])).toEqual([
      [second, 'đổi giá Tiêu sọ: 65.000\u00a0₫ → 70.000\u00a0₫', true],
      [first, 'đổi giá Tiêu sọ: 60.000\u00a0₫ → 65.000\u00a0₫', false],
    ]);
    const late = await undo(first);
    expect([late.status, late.body.title]).toEqual([
      409,
      'Giá món này đã đổi tiếp. Mở món đó để sửa giá.',
    ]);
    const answers = await Promise.all([undo(second), undo(second)]);
    expect(answers.map(({ status }) => status)).toEqual([200, 200]);
    expect((await price()).priceVnd).toBe(65_000);
    const { priceRev } = await price();
    expect((await undo(second)).body.undone).not.toBeNull();
    expect((await price()).priceRev).toBe(priceRev);
    expect((await undo(first)).status).toBe(409);
    expect((await newest()).id).toBe(second);
  });

  it('the same price change sent twice is one act', async () => {
    const { priceRev: baseRev } = await price();
    const body = { opId: randomUUID(), priceVnd: 62_000, baseRev };
    const send = () =>
      boss.send<{ actId: number | null }>('PUT', `/api/v1/variants/${variant}/price`, body);
    const [one, two] = [await send(), await send()];
    expect([one.status, two.status, two.body.actId]).toEqual([200, 200, null]);
    expect((await acts()).filter((act) => act.href === `/hang/sua/${variant}`).length).toBe(2);
  });

  it('off sale and on again', async () => {
    await boss.send('PATCH', `/api/v1/products/${product}`, { hidden: true, baseRev: 1 });
    const hidden = await newest();
    expect([hidden.what, hidden.canUndo]).toEqual(['tạm ngừng bán Tiêu sọ', true]);
    await boss.send('PATCH', `/api/v1/products/${product}`, { name: 'Tiêu sọ đen', baseRev: 2 });
    expect((await newest()).what).toBe('sửa tên của Tiêu sọ đen');
    expect((await undo(hidden.id)).body).toMatchObject({ canUndo: false });
    const shown = await boss.send('GET', `/api/v1/products/${product}`);
    expect(shown.body).toMatchObject({ hidden: false, name: 'Tiêu sọ đen', rev: 4 });
    expect((await undo(hidden.id)).status).toBe(200);
    expect((await boss.send('GET', `/api/v1/products/${product}`)).body['rev']).toBe(4);
  });

  it('a packed order goes back until it is handed over, and only the last packing does', async () => {
    const { id, number } = await order(1);
    const act = (name: string) => boss.send('POST', `/api/v1/orders/${id}/${name}`, {});
    expect((await newest()).what).toBe(`ghi đơn ${number}`);
    await act('pack');
    const first = await newest();
    expect([first.what, first.canUndo]).toEqual([`gói xong đơn ${number}`, true]);
    await act('unpack');
    await act('pack');
    const again = await newest();
    expect((await acts()).find((one) => one.id === first.id)).toMatchObject({ canUndo: false });
    expect((await undo(first.id)).status).toBe(200);
    expect((await boss.send('GET', `/api/v1/orders/${id}`)).body['statusText']).toMatch(/Gói xong/);
    await act('hand-over');
    const late = await undo(again.id);
    expect([late.status, late.body.title]).toEqual([
      409,
      'Đơn này đã làm tiếp, không hoàn tác được nữa. Mở đơn để xem.',
    ]);
    await act('complete');
    expect((await acts()).slice(0, 2).map((one) => [one.what, one.canUndo])).toEqual([
      [`ghi đơn ${number} xong, đã thu tiền`, false],
      [`giao đơn ${number} cho bưu tá`, false],
    ]);
    expect((await undo((await newest()).id)).body.title).toBe('Việc này không hoàn tác được.');
  });

  it('channels and people are named, also after they have gone', async () => {
    await connectShop(test, boss, 'facebook');
    const { body } = await boss.send<{ items: { shopId: number; name: string }[] }>(
      'GET',
      '/api/v1/shops',
    );
    const shop = body.items[0]!;
    await boss.send('DELETE', `/api/v1/shops/${shop.shopId}`);
    await boss.send('POST', '/api/v1/members', {
      phone: '0907 000 555',
      name: 'Thảo',
      password: 'mot-cau-moi-dai',
      roles: ['packer'],
    });
    expect((await acts()).slice(0, 3).map(({ what }) => what)).toEqual([
      'thêm Thảo vào HTX',
      `ngắt Facebook (${shop.name})`,
      `nối Facebook (${shop.name})`,
    ]);
  });

  it('each role sees what it may: a packer orders alone, a seller no people, a host nothing', async () => {
    const coop = boss.coopId;
    const [packer, seller, host] = await Promise.all([
      test.person(['packer'], coop),
      test.person(['seller'], coop),
      test.person(['host'], coop),
    ]);
    await move(3);
    const { id } = await newest();
    await setPrice(61_000);
    const packed = await order(1);
    await packer.send('POST', `/api/v1/orders/${packed.id}/pack`, {});
    const whats = (list: Act[]) => list.map(({ what }) => what).join('\n');
    const packers = await acts(packer);
    expect(packers[0]).toMatchObject({ what: `gói xong đơn ${packed.number}`, canUndo: true });
    expect(whats(packers)).not.toMatch(/giá|nhập thêm|Facebook|Thảo vào/);
    expect(packers.every(({ href }) => href?.startsWith('/don/'))).toBe(true);
    const sellers = whats(await acts(seller));
    expect(sellers).toMatch(/đổi giá[^]*nhập thêm 3 gói/);
    expect(sellers).not.toMatch(/vào HTX/);
    expect((await undo(id, packer)).status).toBe(403);
    expect((await level()).onHand).toBe(13);
    for (const path of ['/api/v1/acts', '/them/viec-vua-lam'])
      expect((await host.send('GET', path, undefined, html)).status).toBe(403);
    const more = async (who: Visitor) => (await who.send('GET', '/them', undefined, html)).text;
    expect(await more(host)).not.toContain('/them/viec-vua-lam');
    expect(await more(packer)).toContain('/them/viec-vua-lam');
  });

  it('goes on page by page, each act once, in order, whatever is done meanwhile', async () => {
    for (let i = 0; i < 4; i++) {
      await move(1);
      await setPrice(70_000 + i * 1_000);
    }
    const seen: Act[] = [];
    let cursor: string | null = '';
    while (cursor !== null) {
      const page: { body: { items: Act[]; nextCursor: string | null } } = await boss.send(
        'GET',
        `/api/v1/acts?limit=3${cursor ? `&cursor=${cursor}` : ''}`,
      );
      seen.push(...page.body.items);
      cursor = page.body.nextCursor;
      await move(1);
      if (seen.length > 12) break;
    }
    expect(new Set(seen.map(({ id }) => id)).size).toBe(seen.length);
    expect(seen.map(({ at }) => at)).toEqual([...seen.map(({ at }) => at)].sort((a, b) => b - a));
    expect(seen.slice(0, 8).filter(({ what }) => what.startsWith('đổi giá')).length).toBe(4);
    expect((await boss.send('GET', '/api/v1/acts?cursor=x')).status).toBe(422);
  });

  it('the page works by forms alone, and says in one sentence why it was too late', async () => {
    await move(4);
    const { id, who } = await newest();
    const page = await boss.send('GET', '/them/viec-vua-lam', undefined, html);
    expect(page.text).toContain('Hôm nay');
    expect(page.text).toContain(`/them/viec-vua-lam/${id}/hoan-tac`);
    const press = (act: number, cursor = '') =>
      boss.send(
        'POST',
        `/them/viec-vua-lam/${act}/hoan-tac`,
        new URLSearchParams(cursor ? { cursor } : {}),
        html,
      );
    const sent = await press(id, '1794700000000.1');
    expect([sent.status, sent.headers.get('location')]).toEqual([
      303,
      '/them/viec-vua-lam?cursor=1794700000000.1',
    ]);
    expect((await level()).onHand).toBe(10);
    const after = await boss.send('GET', '/them/viec-vua-lam', undefined, html);
    expect(after.text).toContain(`${who} đã hoàn tác lúc`);
    expect(after.text).not.toContain(`/them/viec-vua-lam/${id}/hoan-tac`);
    const first = await setPrice(65_000);
    await setPrice(66_000);
    const late = await press(first);
    expect(late.status).toBe(409);
    expect(late.text).toContain('Giá món này đã đổi tiếp. Mở món đó để sửa giá.');
    expect((await press(1)).status).toBe(404);
  });
});
