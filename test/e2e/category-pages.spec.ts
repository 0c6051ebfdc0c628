/** What Shopee lacks of a product, put right on its page by plain forms: for the product, and for all of its kind. */
import sharp from 'sharp';
import { connectShop, openApp, productBody, type TestApp, type Visitor } from '../support/app';
import { engines } from '../support/engines';
import { eventually } from '../support/eventually';

const LICENCE = 'attr:200101';
const COOKING = '100661';

interface Shown {
  listingId: number;
  state: string;
  text: string;
  repair: { href: string } | null;
}

describe.each(engines)('what Shopee lacks (%s)', (engine) => {
  let test: TestApp;
  let person: Visitor;
  beforeAll(async () => {
    test = await openApp(engine);
    person = await test.person(['seller', 'manager']);
    await connectShop(test, person, 'shopee');
  }, 90_000);
  afterAll(() => test.close());

  async function list(name: string): Promise<number> {
    const picture = await sharp({
      create: { width: 600, height: 600, channels: 3, background: '#7a5' },
    })
      .jpeg()
      .toBuffer();
    const photo = new FormData();
    photo.append('photo', new Blob([new Uint8Array(picture)]), 'cao.jpg');
    const { key } = (await person.send<{ key: string }>('POST', '/api/v1/photos', photo)).body;
    const description = 'Nấu chậm trên bếp củi, cô đặc, đóng hũ thuỷ tinh.';
    const body = productBody({ name, description, producer: 'HTX Thử', photoKeys: [key] });
    return (await person.send<{ id: number }>('POST', '/api/v1/products', body)).body.id;
  }

  async function shown(product: number): Promise<Shown | undefined> {
    const path = `/api/v1/products/${product}/listings`;
    return (await person.send<{ items: Shown[] }>('GET', path)).body.items[0];
  }

  const comesTo = (product: number, state: string) =>
    eventually(
      () => shown(product),
      (one) => one?.state === state,
      45_000,
    );
  const page = async (path: string) => {
    const { status, text } = await person.send('GET', path, undefined, { accept: 'text/html' });
    expect([path, status]).toEqual([path, 200]);
    return text;
  };

  it('a paper is one product’s; a place is its kind’s, and all that waits goes', async () => {
    const [one, two] = [await list('Cao đinh lăng OCOP 4 sao'), await list('Cao đẳng sâm')];
    const [first, second] = [await comesTo(one, 'broken'), await comesTo(two, 'broken')];
    expect(first?.text).toContain('Số đăng ký công bố');
    const results = await page(`/hang/${one}/ket-qua`);
    expect(results).toContain('Gánh bỏ chữ “OCOP 4 sao” khi đăng.');
    expect(results).toContain('Gánh đoán là: Dược liệu, thảo dược');

    const sheet = first?.repair?.href ?? '';
    expect(await page(sheet)).toContain(`name="answers.${LICENCE}"`);
    const answer = new URLSearchParams({ [`answers.${LICENCE}`]: '12/2026/HTX' });
    expect((await person.send('POST', sheet, answer)).status).toBe(303);
    await comesTo(one, 'live');
    expect((await shown(two))?.state).toBe('broken');

    const other = second?.repair?.href ?? '';
    const found = await page(`${other}?tim=nguyen+lieu`);
    expect(found).toContain('Thực phẩm và đồ uống › Nguyên liệu nấu ăn');
    const choice = new URLSearchParams({ 'answers.categoryId': COOKING });
    expect((await person.send('POST', other, choice)).status).toBe(303);
    await comesTo(two, 'live');
    const three = await list('Cao atiso');
    await comesTo(three, 'live');
    const path = `/api/v1/listings/${second?.listingId}/categories?q=mat`;
    const offers = (await person.send<Record<string, unknown>>('GET', path)).body;
    expect(offers).toMatchObject({ isKnown: true, chosen: { id: COOKING } });
    expect(offers['found']).toEqual([expect.objectContaining({ name: 'Mật ong' })]);
  }, 150_000);

  it('a wrong guess of what it is, is put right with one press', async () => {
    const product = await list('Quà của rừng');
    const form = new URLSearchParams({ kind: 'honey' });
    const { status, headers } = await person.send('POST', `/hang/${product}/loai`, form);
    expect([status, headers.get('location')]).toEqual([303, `/hang/${product}/ket-qua`]);
    expect(await page(`/hang/${product}/ket-qua`)).toContain('Món này là: Mật ong, mật, đường');
    const { items } = (await person.send<{ items: { code: string }[] }>('GET', '/api/v1/kinds'))
      .body;
    expect(items.map((kind) => kind.code)).toContain('honey');
  }, 60_000);
});
