/** A slip found too late for the toast: Thêm → Việc vừa làm → Hoàn tác, on a phone, with script and without. */
import type { Browser } from 'playwright-core';
import { openApp, type TestApp, type Visitor } from '../support/app';
import {
  axeFindings,
  describeInBrowser,
  Handset,
  launchChromium,
  listProduct,
} from '../support/browser';
import { engines } from '../support/engines';

const HONEY = 'Mật ong rừng hũ 500 ml';

describeInBrowser('what people did lately', () => {
  describe.each(engines)('on %s', (engine) => {
    let test: TestApp;
    let browser: Browser;
    let seller: Visitor;
    let variantId: number;

    beforeAll(async () => {
      [test, browser] = await Promise.all([openApp(engine), launchChromium()]);
    }, 60_000);
    afterAll(async () => {
      await browser.close();
      await test.close();
    });
    beforeEach(async () => {
      seller = await test.person(['seller', 'manager']);
      const id = await listProduct(seller, { name: HONEY, stock: 10, priceVnd: 95_000 });
      const { body } = await seller.send<{ variants: { id: number }[] }>(
        'GET',
        `/api/v1/products/${id}`,
      );
      variantId = body.variants[0]!.id;
    });

    const onHand = async () =>
      (await seller.send<{ onHand: number }>('GET', `/api/v1/variants/${variantId}/stock`)).body
        .onHand;
    const price = async () =>
      (await seller.send<{ rows: { priceVnd: number }[] }>('GET', '/api/v1/views/products')).body
        .rows[0]?.priceVnd;
    const enter = async (script: boolean) => {
      const phone = await Handset.open(browser, test.url, {
        javaScriptEnabled: script,
        viewport: { width: 360, height: 640 },
      });
      await phone.wearSession(seller.cookie);
      return phone;
    };
    const toActs = async (phone: Handset) => {
      await phone.open('/them');
      await phone.tap(phone.link('Việc vừa làm'));
      await phone.sees('Hôm nay');
    };

    it('stock and price go back from the list, in place', async () => {
      const phone = await enter(true);
      await phone.open(`/hang/sua/${variantId}`);
      await phone.tap(phone.button('+20'));
      await phone.tap(phone.button(/^Lưu: còn 30 hũ/));
      await phone.sees(`${HONEY}: còn 30 hũ`);
      await phone.open(`/hang/sua/${variantId}`);
      await phone.page.getByRole('textbox', { name: 'Giá bán' }).fill('99.000');
      await phone.tap(phone.button(/^Lưu giá/));
      await phone.sees(/giá 99\.000/);
      expect([await onHand(), await price()]).toEqual([30, 99_000]);

      await toActs(phone);
      await phone.sees(/đổi giá .*: 95\.000\s₫ → 99\.000\s₫/);
      expect(await axeFindings(phone.page)).toEqual([]);
      expect(await phone.overflow()).toBe(0);
      await phone.tap(phone.button(/^Hoàn tác.*đổi giá/));
      await phone.sees('Đã hoàn tác.');
      await phone.sees(/đã hoàn tác lúc/);
      expect([await onHand(), await price()]).toEqual([30, 95_000]);
      await phone.tap(phone.button(/^Hoàn tác.*nhập thêm 20 hũ/));
      await phone.page
        .getByText(/đã hoàn tác lúc/)
        .nth(1)
        .waitFor();
      expect(await onHand()).toBe(10);
      expect(await phone.button(/^Hoàn tác/).count()).toBe(0);
      expect(await axeFindings(phone.page)).toEqual([]);
      expect(phone.complaints).toEqual([]);
      await phone.close();
    }, 60_000);

    it('a press on a page that is old by then says why in one sentence', async () => {
      const phone = await enter(true);
      await phone.page.route('**/api/v1/events', (route) => route.abort());
      const set = async (priceVnd: number, baseRev: number) =>
        seller.send('PUT', `/api/v1/variants/${variantId}/price`, {
          opId: `price-${variantId}-${baseRev}`,
          priceVnd,
          baseRev,
        });
      await set(96_000, 1);
      await toActs(phone);
      const button = phone.button(/^Hoàn tác.*đổi giá/);
      await button.waitFor();
      await set(97_000, 2);
      await phone.tap(button);
      await phone.sees('Giá món này đã đổi tiếp. Mở món đó để sửa giá.');
      expect(await price()).toBe(97_000);
      await phone.close();
    }, 60_000);

    it('the toast of a price takes it back, and the list knows', async () => {
      const phone = await enter(true);
      await phone.open(`/hang/sua/${variantId}`);
      await phone.page.getByRole('textbox', { name: 'Giá bán' }).fill('99.000');
      await phone.tap(phone.button(/^Lưu giá/));
      await phone.tap(phone.button('Hoàn tác'));
      await phone.sees('Đã hoàn tác.');
      expect(await price()).toBe(95_000);
      await toActs(phone);
      await phone.sees(/đã hoàn tác lúc/);
      expect(await phone.button(/^Hoàn tác/).count()).toBe(0);
      expect(phone.complaints).toEqual([]);
      await phone.close();
    }, 60_000);

    it('without script: by links and forms alone', async () => {
      const phone = await enter(false);
      await phone.open(`/hang/sua/${variantId}`);
      await phone.tap(phone.button('+20'));
      await phone.sees('Kho có 30 hũ');
      await phone.page.getByRole('textbox', { name: 'Giá bán' }).fill('99.000');
      await Promise.all([phone.page.waitForEvent('load'), phone.tap(phone.button('Lưu giá'))]);
      await toActs(phone);
      await phone.tap(phone.button(/^Hoàn tác.*đổi giá/));
      await phone.sees(/đã hoàn tác lúc/);
      await phone.tap(phone.button(/^Hoàn tác.*nhập thêm 20 hũ/));
      await phone.page
        .getByText(/đã hoàn tác lúc/)
        .nth(1)
        .waitFor();
      expect([await onHand(), await price()]).toEqual([10, 95_000]);
      await phone.close();
    }, 60_000);
  });
});
