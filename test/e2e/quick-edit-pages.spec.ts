/** Forms of the quick edit as a browser without script sends them: what is refused comes back as it was typed. */
import { openApp, productBody, type TestApp, type Visitor } from '../support/app';
import { engines } from '../support/engines';

const html = { accept: 'text/html' };

describe.each(engines)('forms of the quick edit (%s)', (engine) => {
  let test: TestApp;
  let seller: Visitor;
  let variant: number;

  beforeAll(async () => {
    test = await openApp(engine, { GANH_HELP_PHONE: '0235 300 0000' });
    seller = await test.person(['seller', 'manager']);
  }, 60_000);
  afterAll(() => test.close());
  beforeEach(async () => {
    const { body } = await seller.send<{ variants: { id: number }[] }>(
      'POST',
      '/api/v1/products',
      productBody(),
    );
    variant = body.variants[0]!.id;
  });

  const post = (what: 'so' | 'gia', fields: Record<string, string>) =>
    seller.send('POST', `/hang/sua/${variant}/${what}`, new URLSearchParams(fields), html);
  const stock = async () =>
    (
      await seller.send<{ onHand: number; reserved: number; rev: number }>(
        'GET',
        `/api/v1/variants/${variant}/stock`,
      )
    ).body;
  const price = async () =>
    (
      await seller.send<{ variants: { priceVnd: number; priceRev: number }[] }>(
        'GET',
        `/api/v1/products/${await productId()}`,
      )
    ).body.variants[0]!;
  const productId = async () => {
    const { text } = await seller.send('GET', `/hang/sua/${variant}`, undefined, html);
    return /action="\/hang\/(\d+)\/an"/.exec(text)?.[1];
  };
  /** The choices of a refused count, as they would be sent. */
  const choices = (text: string) => {
    const form = /<form[^>]*id="recount"[^]*?<\/form>/.exec(text)?.[0] ?? '';
    return {
      baseRev: /name="baseRev" value="(\d+)"/.exec(form)?.[1] ?? '',
      counted: [...form.matchAll(/name="counted" value="(\d+)"( checked)?/g)].map(
        ([, steps, checked]) => [steps, checked !== undefined],
      ),
    };
  };

  it('a count meets a sale: nothing is written, both meanings are offered on the new base', async () => {
    const { rev } = await stock();
    await seller.send('POST', '/api/v1/orders', {
      opId: `order-of-${variant}`,
      lines: [{ variantId: variant, quantity: 3 }],
    });
    const sold = await post('so', { counted: '24', baseRev: String(rev) });
    expect(sold.status).toBe(409);
    expect(sold.text).toContain('Từ lúc đếm đã bán thêm 3 gói');
    expect(choices(sold.text)).toEqual({
      baseRev: String((await stock()).rev),
      counted: [
        ['24', true],
        ['27', false],
      ],
    });
    expect(sold.text).toMatch(/id="counted"[^>]*value="24"/);
    expect(await stock()).toMatchObject({ onHand: 10, reserved: 3 });
    // A second sale while the person chooses is not written over either.
    const { baseRev } = choices(sold.text);
    const taken = { opId: `taken-of-${variant}`, delta: -2, reason: 'retail' };
    await seller.send('POST', `/api/v1/variants/${variant}/stock-moves`, taken);
    const again = await post('so', { counted: '24', baseRev });
    expect(choices(again.text).counted).toEqual([
      ['22', true],
      ['24', false],
    ]);
    const chosen = await post('so', { counted: '22', baseRev: choices(again.text).baseRev });
    expect(chosen.status).toBe(303);
    expect(await stock()).toMatchObject({ onHand: 22, reserved: 3 });
  });

  it.each(['chín lăm', '12,5'])('a count %p stands as typed, with the reason', async (typed) => {
    const { status, text } = await post('so', { counted: typed, baseRev: '1' });
    expect(status).toBe(422);
    expect(text).toMatch(new RegExp(`id="counted"[^>]*value="${typed}"`));
    expect(text).toContain('Chưa đọc được số này. Gõ một số tròn, ví dụ 20.');
  });

  it('more taken out than there is: says so, takes nothing', async () => {
    const { status, text } = await post('so', { delta: '-11', baseRev: '1' });
    expect(status).toBe(409);
    expect(text).toContain('Trong kho không có nhiều đến thế.');
    expect(await stock()).toMatchObject({ onHand: 10 });
  });

  it('a price nobody can read, and one far from the last, stand as typed', async () => {
    const { priceRev } = await price();
    const unread = await post('gia', { price: 'sáu chục', baseRev: String(priceRev) });
    expect([unread.status, /id="price"[^>]*value="([^"]*)"/.exec(unread.text)?.[1]]).toEqual([
      422,
      'sáu chục',
    ]);
    expect(unread.text).toContain('Chưa đọc được giá này.');
    const far = await post('gia', { price: '600k', baseRev: String(priceRev) });
    expect(far.text).toMatch(/id="price"[^>]*value="600k"/);
    expect(far.text).toContain('đúng không?');
    expect(await price()).toMatchObject({ priceVnd: 60_000 });
  });

  it('a price that somebody changed meanwhile: shows theirs, keeps ours, saves ours only when pressed again', async () => {
    const { priceRev } = await price();
    await post('gia', { price: '65.000', baseRev: String(priceRev) });
    const late = await post('gia', { price: '62.000', baseRev: String(priceRev) });
    expect(late.status).toBe(409);
    expect(late.text).toContain('Giá vừa có người sửa thành 65.000');
    expect(late.text).toMatch(/id="price"[^>]*value="62.000"/);
    expect(await price()).toMatchObject({ priceVnd: 65_000 });
    const form = /id="price-form"[^]*?<\/form>/.exec(late.text)?.[0] ?? '';
    const baseRev = /name="baseRev" value="(\d+)"/.exec(form)?.[1] ?? '';
    expect((await post('gia', { price: '62.000', baseRev })).status).toBe(303);
    expect(await price()).toMatchObject({ priceVnd: 62_000 });
  });

  it('whoever helps is called from the log-in and from Thêm', async () => {
    const call = 'href="tel:+842353000000"';
    for (const who of [
      { path: '/them', cookie: seller.cookie },
      { path: '/dang-nhap', cookie: '' },
    ]) {
      const page = await fetch(test.url + who.path, { headers: { ...html, cookie: who.cookie } });
      expect(await page.text()).toContain(call);
    }
  });
});
