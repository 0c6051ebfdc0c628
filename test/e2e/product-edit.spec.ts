/** "Sửa món" through HTTP, as a browser without script sends it, and what channels are told of it. */
import type { Act } from '@ganh/contracts';
import sharp from 'sharp';
import {
  connectShop,
  control,
  openApp,
  productBody,
  type TestApp,
  type Visitor,
} from '../support/app';
import { listProduct } from '../support/browser';
import { engines } from '../support/engines';
import { eventually } from '../support/eventually';

const html = { accept: 'text/html' };

interface Product {
  id: number;
  name: string;
  description: string;
  kind: string;
  rev: number;
  photoKeys: string[];
  variants: { id: number; weightGrams: number | null }[];
}

const picture = (background: string) =>
  sharp({ create: { width: 40, height: 40, channels: 3, background } })
    .jpeg()
    .toBuffer();

describe.each(engines)('a product put right (%s)', (engine) => {
  let test: TestApp;
  let seller: Visitor;
  let product: Product;

  beforeAll(async () => {
    test = await openApp(engine);
  }, 90_000);
  afterAll(() => test.close());
  beforeEach(async () => {
    seller = await test.person(['seller', 'manager']);
    const body = productBody({ description: 'Dòng một\nDòng hai' });
    product = (await seller.send<Product>('POST', '/api/v1/products', body)).body;
  });

  const path = () => `/hang/${product.id}/sua`;
  const now = async () =>
    (await seller.send<Product>('GET', `/api/v1/products/${product.id}`)).body;
  const weight = () => `weightGrams.${product.variants[0]!.id}`;
  /** The form as it stands on the page, filled further. */
  const opened = async () => {
    const { text } = await seller.send('GET', path(), undefined, html);
    return formOf(text);
  };
  const save = async (form: FormData) => seller.send('POST', path(), form, html);
  const saved = async (typed: Record<string, string>) => save(filled(await opened(), typed));
  const filled = (form: FormData, typed: Record<string, string>) => {
    for (const [name, value] of Object.entries(typed)) form.set(name, value);
    return form;
  };
  const newest = async () =>
    (await seller.send<{ items: Act[] }>('GET', '/api/v1/acts')).body.items[0]!;

  it('is filled with what stands; saved untouched it changes nothing', async () => {
    const form = await opened();
    expect(form.get('name')).toBe('Tiêu sọ');
    expect(form.get('description')).toBe('Dòng một\nDòng hai');
    expect(form.get(weight())).toBe('550');
    expect((await save(form)).status).toBe(303);
    expect((await now()).rev).toBe(1);
  });

  it('saves what was changed and nothing else, and the list of acts says what', async () => {
    const sent = await saved({ name: 'Tiêu sọ Tiên Phước', kind: 'spice', [weight()]: '1.200' });
    expect([sent.status, sent.headers.get('location')]).toEqual([
      303,
      `/hang/${product.id}/ket-qua`,
    ]);
    expect(await now()).toMatchObject({
      name: 'Tiêu sọ Tiên Phước',
      description: 'Dòng một\nDòng hai',
      rev: 2,
      variants: [{ weightGrams: 1200 }],
    });
    expect((await newest()).what).toBe('sửa tên, loại hàng, cân nặng của Tiêu sọ Tiên Phước');
  });

  it('the same press sent twice is one change', async () => {
    const form = filled(await opened(), { name: 'Tiêu đỏ' });
    const answers = await Promise.all([save(form), save(form), save(form)]);
    expect(answers.map(({ status }) => status)).toEqual([303, 303, 303]);
    expect((await now()).rev).toBe(2);
  });

  it('photos: two come, one is put first, one goes', async () => {
    const form = await opened();
    for (const colour of ['red', 'blue'])
      form.append('photo', new Blob([new Uint8Array(await picture(colour))]), `${colour}.jpg`);
    await save(form);
    const [red, blue] = (await now()).photoKeys as [string, string];
    const again = filled(await opened(), { first: blue });
    await save(again);
    expect((await now()).photoKeys).toEqual([blue, red]);
    const third = filled(await opened(), { first: 'new' });
    third.append('photo', new Blob([new Uint8Array(await picture('green'))]), 'green.jpg');
    third.append('drop', red);
    await save(third);
    const { photoKeys } = await now();
    expect([photoKeys.length, photoKeys[1]]).toEqual([2, blue]);
    expect(photoKeys).not.toContain(red);
  });

  it('bad input keeps everything that was typed, the photo that came with it too', async () => {
    const form = filled(await opened(), {
      name: ' ',
      description: 'Viết lại',
      [weight()]: 'nặng lắm',
    });
    form.append('photo', new Blob([new Uint8Array(await picture('red'))]), 'red.jpg');
    const refused = await save(form);
    expect(refused.status).toBe(422);
    expect(refused.text).toContain('Chưa có tên món.');
    const kept = formOf(refused.text);
    expect([kept.get('description'), kept.get(weight())]).toEqual(['Viết lại', 'nặng lắm']);
    expect(kept.get('photoKeys')).toMatch(/^[0-9a-f]{64}$/);
    expect((await now()).rev).toBe(1);
    await save(filled(kept, { name: 'Tiêu đen', [weight()]: '600' }));
    expect(await now()).toMatchObject({
      name: 'Tiêu đen',
      description: 'Viết lại',
      variants: [{ weightGrams: 600 }],
      photoKeys: [kept.get('photoKeys')],
    });
  });

  it('a file that is no picture is refused in words; the rest stands', async () => {
    const form = filled(await opened(), { name: 'Tiêu đen' });
    form.append('photo', new Blob(['chữ']), 'a.jpg');
    const refused = await save(form);
    expect([refused.status, formOf(refused.text).get('name')]).toEqual([422, 'Tiêu đen']);
    expect(refused.text).toContain('Không mở được ảnh này.');
  });

  it('somebody else saved meanwhile: one sentence, nothing of either is lost', async () => {
    const mine = filled(await opened(), { name: 'Tiêu của tôi' });
    await saved({ name: 'Tiêu của họ', description: 'Của họ' });
    const refused = await save(mine);
    expect(refused.status).toBe(409);
    expect(refused.text).toContain('Món này vừa có người sửa. Phần đang gõ vẫn còn');
    expect(refused.text).toContain('Người kia ghi: Tiêu của họ.');
    const kept = formOf(refused.text);
    expect([kept.get('name'), kept.get('description')]).toEqual(['Tiêu của tôi', 'Của họ']);
    expect((await now()).name).toBe('Tiêu của họ');
    expect((await save(kept)).status).toBe(303);
    expect(await now()).toMatchObject({ name: 'Tiêu của tôi', description: 'Của họ', rev: 3 });
  });

  it('removed meanwhile: said in a sentence, what is typed stays; its form leads to its screen', async () => {
    const form = filled(await opened(), { name: 'Tiêu đen' });
    await seller.send('POST', `/api/v1/products/${product.id}/remove`, {});
    const refused = await save(form);
    expect([refused.status, formOf(refused.text).get('name')]).toEqual([409, 'Tiêu đen']);
    expect(refused.text).toContain('Món này đã thôi bán.');
    const late = await seller.send('GET', path(), undefined, html);
    expect([late.status, late.headers.get('location')]).toEqual([
      303,
      `/hang/sua/${product.variants[0]!.id}`,
    ]);
  });

  it('needs the right to change products', async () => {
    const form = filled(await opened(), { name: 'Khác' });
    const packer = await test.person(['packer'], seller.coopId);
    expect((await packer.send('GET', path(), undefined, html)).status).toBe(403);
    expect((await packer.send('POST', path(), form, html)).status).toBe(403);
    expect((await now()).name).toBe('Tiêu sọ');
  });

  it('the channel shows it, also where the channel had been given a name of its own', async () => {
    await connectShop(test, seller, 'shopee');
    const name = 'Mật ong rừng hũ 500 ml';
    const id = await listProduct(seller, { name, stock: 10, priceVnd: 95_000, weightGrams: 800 });
    product = (await seller.send<Product>('GET', `/api/v1/products/${id}`)).body;
    const [shop] = await control<{ shopId: string }[]>(test, 'GET', 'shopee/shops');
    const items = () =>
      control<{ name: string }[]>(test, 'GET', `shopee/shops/${shop?.shopId}/items`);
    const shown = (want: string) => eventually(items, ([item]) => item?.name === want, 45_000);
    await shown(name);
    const { body } = await seller.send<{ items: { listingId: number }[] }>(
      'GET',
      `/api/v1/products/${id}/listings`,
    );
    const answers = { title: 'Mật ong rừng tên gọn cho sàn' };
    await seller.send('PUT', `/api/v1/listings/${body.items[0]?.listingId}/answers`, { answers });
    await shown(answers.title);
    expect((await saved({ name: 'Mật ong hoa tràm hũ 350 ml' })).status).toBe(303);
    await shown('Mật ong hoa tràm hũ 350 ml');
  }, 120_000);
});

/** What a browser would send of the page's edit form, nothing touched. */
function formOf(text: string): FormData {
  const form = new FormData();
  const edit = /<form[^>]*id="edit"[^]*?<\/form>/.exec(text)?.[0] ?? '';
  for (const [tag] of edit.matchAll(/<input[^>]*>/g)) {
    const attribute = (name: string) =>
      unescaped(new RegExp(` ${name}="([^"]*)"`).exec(tag)?.[1] ?? '');
    const type = attribute('type');
    const isMark = type === 'radio' || type === 'checkbox';
    if (type === 'file' || (isMark && !/ checked/.test(tag))) continue;
    form.append(attribute('name'), attribute('value'));
  }
  const area = /<textarea[^>]*name="description"[^>]*>([^]*?)<\/textarea>/.exec(edit)?.[1] ?? '';
  form.append('description', unescaped(area));
  const select = /<select[^>]*name="kind"[^]*?<\/select>/.exec(edit)?.[0] ?? '';
  const chosen = /<option(?=[^>]* selected)[^>]* value="([^"]*)"/.exec(select)?.[1];
  form.append('kind', chosen ?? '');
  return form;
}

function unescaped(text: string): string {
  return text
    .replace(/&quot;/g, '"')
    .replace(/&lt;/g, '<')
    .replace(/&amp;/g, '&');
}
