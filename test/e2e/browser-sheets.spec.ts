/** A manager with a phone serves a marketplace without a way in: real Chromium, before the real product. */
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import jsQR from 'jsqr';
import { PNG } from 'pngjs';
import type { Browser } from 'playwright-core';
import { openApp, type TestApp, type Visitor } from '../support/app';
import {
  axeFindings,
  describeInBrowser,
  Handset,
  launchChromium,
  listProduct,
  PhotoFile,
} from '../support/browser';
import { MarketplaceClerk } from '../support/marketplace-clerk';
import { connectByForm } from '../support/sheet-shop';
import { unzip, zipEntries } from '../../libs/sheets/zip';

const PT_PER_MM = 72 / 25.4;

/** The pages of a PDF, in mm. */
function papersOf(pdf: Buffer): [number, number][] {
  const boxes = pdf.toString('latin1').matchAll(/\/MediaBox \[0 0 ([\d.]+) ([\d.]+)\]/g);
  return [...boxes].map(([, width, height]) => [
    Math.round(Number(width) / PT_PER_MM),
    Math.round(Number(height) / PT_PER_MM),
  ]);
}

describeInBrowser('the screens of a marketplace served by hand', () => {
  let test: TestApp;
  let browser: Browser;
  let person: Visitor;
  let phone: Handset;
  let photo: PhotoFile;
  let product: number;
  let shop: number;
  const clerk = new MarketplaceClerk();

  beforeAll(async () => {
    [test, browser] = await Promise.all([openApp('sqlite'), launchChromium()]);
    photo = await PhotoFile.take();
    person = await test.person(['seller', 'manager']);
    product = await listProduct(person, { name: 'Mật ong rừng', stock: 20, priceVnd: 180_000 });
    shop = await connectByForm(person, 'Nông sản Sông Thu');
    await person.send('POST', `/api/v1/shops/${shop}/sheets/files`, { which: 'all' });
    phone = await Handset.open(browser, test.url);
    await phone.wearSession(person.cookie);
  }, 120_000);
  afterAll(async () => {
    photo.remove();
    await browser.close();
    await test.close();
  });
  afterEach(async () => {
    expect(phone.complaints).toEqual([]);
    expect(await phone.overflow()).toBeLessThanOrEqual(0);
    expect(await axeFindings(phone.page)).toEqual([]);
  });

  it('a payout sheet is chosen, its columns looked at once, and taken', async () => {
    const { name, bytes } = clerk.paid([{ order: 'VS-1', amount: '171.000', fee: '9.000' }]);
    const file = join(photo.path, '..', name);
    writeFileSync(file, bytes);
    await phone.open(`/kenh/${shop}/bang`);
    await phone.page.locator('#payouts-file').setInputFiles(file);
    await phone.tap(phone.page.locator('form[action$="/tien"] button'));
    await phone.sees('Cột nào là gì?');
    await phone.tap(phone.button('Xem các khoản'));
    await phone.sees('Gánh chưa có đơn này.');
    await phone.tap(phone.button('Nhận 1 khoản'));
    await phone.sees('Đã nhận xong 1 khoản.');
    await phone.sees('VS-1');
  });

  it('stock is set aside with one press and given back with another', async () => {
    const other = await connectByForm(person, 'Chợ khác');
    await phone.open(`/kenh/${shop}/bang`);
    await phone.sees('Chưa nhận đơn nào từ đây.');
    await phone.page.getByLabel(/^Mật ong rừng, còn 20 hũ/).fill('6');
    await phone.tap(phone.button('Để riêng 1 món'));
    await phone.sees('Mật ong rừng: 6 hũ');
    await phone.tap(phone.button('Thôi để riêng'));
    await phone.sees('Để riêng 1 món');
    await person.send('DELETE', `/api/v1/shops/${other}`);
  });

  it('the address of the feed is switched on, changed and off', async () => {
    await phone.open(`/kenh/${shop}/bang`);
    await phone.tap(phone.button('Bật đường dẫn'));
    const address = () => phone.page.getByLabel('Đường dẫn CSV').inputValue();
    const first = await address();
    expect((await fetch(first)).status).toBe(200);
    await phone.tap(phone.button('Đổi đường dẫn khác'));
    await phone.page.waitForFunction(
      (old) => document.querySelector<HTMLInputElement>('#feed-csv')?.value !== old,
      first,
    );
    expect([(await fetch(first)).status, (await fetch(await address())).status]).toEqual([
      404, 200,
    ]);
    await phone.tap(phone.button('Tắt đường dẫn'));
    await phone.sees('Bật đường dẫn');
  });

  it.each([
    ['a6', 105, 148],
    ['a5', 148, 210],
  ] as const)(
    'a card is printed on one sheet of %s, and its code leads to the goods',
    async (kho, width, height) => {
      await phone.open(`/hang/${product}/the?kho=${kho}`);
      await phone.sees('Mật ong rừng');
      await phone.sees(/180\.000/);
      const pdf = await phone.page.pdf({ preferCSSPageSize: true, printBackground: true });
      expect(papersOf(pdf)).toEqual([[width, height]]);
      const picture = PNG.sync.read(await phone.page.locator('.qr').screenshot());
      const read = jsQR(new Uint8ClampedArray(picture.data), picture.width, picture.height);
      expect(read?.data).toMatch(new RegExp(`^${test.url}/p/[0-9a-z]+$`));
      expect((await fetch(read?.data ?? '')).status).toBe(200);
    },
  );

  it('all cards of the shop come in one go, a sheet each; a long name and no photo keep to it', async () => {
    const name = 'Trà dây túi lọc Tiên Phước hái tay sao vàng hạ thổ thủ công '.repeat(3).trim();
    const variants = [{ unit: 'hộp', priceVnd: 95_000, stock: 3 }];
    await person.send('POST', '/api/v1/products', { name, variants });
    await phone.open(`/kenh/${shop}/bang/the`);
    await phone.page.emulateMedia({ media: 'print' });
    const inside = await phone.page.locator('.paper').evaluateAll((papers) =>
      papers.map((paper) => {
        const code = paper.querySelector('.qr')?.getBoundingClientRect();
        return code !== undefined && code.bottom <= paper.getBoundingClientRect().bottom;
      }),
    );
    await phone.page.emulateMedia({ media: 'screen' });
    expect(inside).toEqual([true, true]);
    const pdf = await phone.page.pdf({ preferCSSPageSize: true });
    expect(papersOf(pdf)).toEqual([
      [105, 148],
      [105, 148],
    ]);
  });

  it('stars stand on a card while a paper holds, and not a day longer', async () => {
    const certificate = async (number: string, validUntil: string) =>
      (
        await person.send<{ id: number }>('POST', '/api/v1/certificates', {
          kind: 'ocop',
          stars: 4,
          number,
          issuedBy: 'UBND tỉnh',
          issuedOn: '2020-01-01',
          validUntil,
        })
      ).body.id;
    const card = async (certificateId: number) => {
      const made = await person.send<{ id: number }>('POST', '/api/v1/products', {
        name: 'Tiêu sọ OCOP 4 sao',
        certificateId,
        variants: [{ unit: 'gói', priceVnd: 60_000, stock: 5 }],
      });
      return (await person.send('GET', `/hang/${made.body.id}/the`)).text;
    };
    const isStarred = (html: string) => /class="stars"/.test(html);
    const [good, lapsed] = [
      await card(await certificate('1/QĐ', '2090-01-01')),
      await card(await certificate('2/QĐ', '2021-01-01')),
    ];
    expect([isStarred(good), good.includes('OCOP 4 sao')]).toEqual([true, true]);
    expect([isStarred(lapsed), /OCOP/.test(lapsed.replace(/<style[^]*?<\/style>/, ''))]).toEqual([
      false,
      false,
    ]);
  });

  it('pictures are named by the code of the row they belong to', async () => {
    const at = `/api/v1/shops/${shop}/sheets/files`;
    const made = await person.send<{ id: number }>('POST', at, { which: 'all' });
    const get = (format: string) =>
      fetch(`${test.url}${at}/${made.body.id}?format=${format}`, {
        headers: { cookie: person.cookie },
      });
    const zip = Buffer.from(await (await get('pictures')).arrayBuffer());
    const csv = await (await get('csv')).text();
    const code = /^[^;]*;([^;]+);Mật ong rừng;/m.exec(csv)?.[1] ?? '';
    const entries = zipEntries(zip, 100);
    expect(entries.map(({ path }) => path)).toEqual([`${code}-1.jpg`]);
    const bytes = await unzip(zip, entries[0]!, 5_000_000);
    expect(bytes.subarray(0, 3)).toEqual(Buffer.from([0xff, 0xd8, 0xff]));
  });
});
