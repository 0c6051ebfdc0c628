/** A product put right and taken off for good, on a small phone, with script and without. */
import type { Browser } from 'playwright-core';
import sharp from 'sharp';
import { openApp, type TestApp, type Visitor } from '../support/app';
import {
  axeFindings,
  describeInBrowser,
  Handset,
  launchChromium,
  listProduct,
} from '../support/browser';

const HONEY = 'Mật ong rừng hũ 500 ml';

interface Product {
  name: string;
  removed: boolean;
  photoKeys: string[];
  variants: { id: number; weightGrams: number | null }[];
}

describeInBrowser('a product put right, and taken off', () => {
  let test: TestApp;
  let browser: Browser;
  let photo: { name: string; mimeType: string; buffer: Buffer };
  let seller: Visitor;
  let id: number;
  let variantId: number;

  beforeAll(async () => {
    [test, browser] = await Promise.all([openApp('sqlite'), launchChromium()]);
    const better = sharp({ create: { width: 80, height: 80, channels: 3, background: 'gold' } });
    photo = { name: 'moi.jpg', mimeType: 'image/jpeg', buffer: await better.jpeg().toBuffer() };
  }, 60_000);
  afterAll(async () => {
    await browser.close();
    await test.close();
  });
  beforeEach(async () => {
    seller = await test.person(['seller', 'manager']);
    id = await listProduct(seller, { name: HONEY, stock: 10, priceVnd: 95_000 });
    variantId = (await now()).variants[0]!.id;
  });

  const now = async () => (await seller.send<Product>('GET', `/api/v1/products/${id}`)).body;
  const enter = async (script: boolean) => {
    const phone = await Handset.open(browser, test.url, {
      javaScriptEnabled: script,
      viewport: { width: 360, height: 640 },
    });
    await phone.wearSession(seller.cookie);
    await phone.open(`/hang/sua/${variantId}`);
    return phone;
  };
  /** axe itself is a script. */
  const looksRight = async (phone: Handset, script: boolean) => {
    if (script) expect(await axeFindings(phone.page)).toEqual([]);
    expect(await phone.overflow()).toBe(0);
  };
  const toForm = async (phone: Handset) => {
    await phone.tap(phone.link('Sửa tên, ảnh, mô tả'));
    await phone.page.waitForURL(/\/sua$/);
  };

  it.each([true, false])(
    'name, weight and a better first photo (script: %p)',
    async (script) => {
      const phone = await enter(script);
      const { page } = phone;
      const [former] = (await now()).photoKeys;
      await toForm(phone);
      await looksRight(phone, script);
      await page.getByLabel('Tên hàng').fill('Mật ong hoa tràm');
      await page.getByLabel('Cân nặng cả gói').fill('nặng');
      await page.getByLabel('Chọn ảnh trong máy').setInputFiles(photo);
      if (script) await page.locator('#shots > .photo').waitFor();
      await page.getByLabel('Ảnh mới để lên đầu').check({ force: true });
      await phone.tap(phone.button('Lưu món'));
      await phone.sees('Chưa đọc được số này');
      phone.forgive(/status of 422/);
      expect(await page.getByLabel('Tên hàng').inputValue()).toBe('Mật ong hoa tràm');
      await looksRight(phone, script);
      await page.getByLabel('Cân nặng cả gói').fill('800');
      await phone.tap(phone.button('Lưu món'));
      await page.waitForURL(/\/ket-qua$/);
      const { name, variants, photoKeys } = await now();
      expect([name, variants[0]?.weightGrams]).toEqual(['Mật ong hoa tràm', 800]);
      expect([photoKeys.length, photoKeys[1]]).toEqual([2, former]);
      expect(phone.complaints).toEqual([]);
      await phone.close();
    },
    60_000,
  );

  it('off for good after one question; the toast takes it back, and so does the list of acts', async () => {
    const phone = await enter(true);
    const leave = async () => {
      await phone.tap(phone.link('Thôi bán món này'));
      await phone.sees('Danh sách hàng không còn hiện món này.');
      await looksRight(phone, true);
      await phone.tap(phone.button('Thôi bán'));
      await phone.page.waitForURL(`${test.url}/hang`);
      await phone.sees(`Đã thôi bán ${HONEY}.`);
      expect((await now()).removed).toBe(true);
    };
    await leave();
    await phone.sees('Gánh còn trống');
    await phone.tap(phone.button('Hoàn tác'));
    await phone.sees('Đã hoàn tác.');
    await phone.page
      .getByRole('link', { name: new RegExp(HONEY) })
      .first()
      .waitFor();
    expect((await now()).removed).toBe(false);

    await phone.open(`/hang/sua/${variantId}`);
    await leave();
    await phone.open('/them/viec-vua-lam');
    await phone.tap(phone.button(/^Hoàn tác.*thôi bán/));
    await phone.sees('Đã hoàn tác.');
    expect((await now()).removed).toBe(false);
    expect(phone.complaints).toEqual([]);
    await phone.close();
  }, 60_000);

  it('without script: its own screen says it is off, and brings it back', async () => {
    const phone = await enter(false);
    await phone.tap(phone.link('Thôi bán món này'));
    await phone.tap(phone.button('Thôi bán'));
    await phone.sees('Món này đã thôi bán.');
    expect((await now()).removed).toBe(true);
    await phone.tap(phone.button('Bán lại món này'));
    await phone.page.getByRole('link', { name: 'Thôi bán món này' }).waitFor();
    expect((await now()).removed).toBe(false);
    await phone.close();
  }, 60_000);
});
