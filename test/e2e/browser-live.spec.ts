/** Open screens follow what happens elsewhere; without a network they say how old their numbers are. */
import { randomUUID } from 'node:crypto';
import type { Browser } from 'playwright-core';
import { openApp, type TestApp, type Visitor } from '../support/app';
import { describeInBrowser, Handset, launchChromium, Line, listProduct } from '../support/browser';
import { engines } from '../support/engines';

const HONEY = 'Mật ong rừng hũ 500 ml';
const STALE_WITHIN_MS = 3_000;

describeInBrowser('open screens', () => {
  describe.each(engines)('on %s', (engine) => {
    let test: TestApp;
    let browser: Browser;
    let line: Line;
    let seller: Visitor;
    let phone: Handset;
    let variantId: number;

    beforeAll(async () => {
      [test, browser] = await Promise.all([openApp(engine), launchChromium()]);
      line = await Line.to(test.url);
      seller = await test.person(['seller', 'manager']);
      await listProduct(seller, { name: HONEY, stock: 10, priceVnd: 95_000 });
      const { body } = await seller.send<{ rows: { variantId: number }[] }>(
        'GET',
        '/api/v1/views/products',
      );
      variantId = Number(body.rows[0]?.variantId);
      phone = await Handset.open(browser, line.url);
      await phone.wearSession(seller.cookie);
    }, 60_000);
    afterAll(async () => {
      await browser.close();
      await line.close();
      await test.close();
    });
    afterEach(() => expect(phone.complaints.splice(0)).toEqual([]));

    const add = (delta: number) =>
      seller.send('POST', `/api/v1/variants/${variantId}/stock-moves`, {
        opId: randomUUID(),
        delta,
        reason: 'received',
      });
    const shows = (quantity: number) =>
      phone.link(new RegExp(`^${quantity} ?hũ.*Sửa số lượng`)).waitFor();
    const order = () =>
      seller.send('POST', '/api/v1/orders', {
        opId: randomUUID(),
        lines: [{ variantId, quantity: 2 }],
        buyerName: 'Cô Bảy',
        payment: 'cod',
      });

    it('a change made elsewhere stands on the open list, and what is being searched stays', async () => {
      await phone.open('/hang');
      await shows(10);
      await phone.page.fill('#q', 'mat ong');
      await add(5);
      await shows(15);
      expect(await phone.page.inputValue('#q')).toBe('mat ong');
    });

    it('the quick edit follows the stock and keeps the price that is being typed', async () => {
      await phone.open('/hang');
      await phone.tap(phone.link(/Sửa số lượng/));
      await phone.sees('Kho có 15 hũ');
      const price = phone.page.getByRole('textbox', { name: 'Giá bán' });
      await price.fill('99.000');
      await add(1);
      await phone.sees('Kho có 16 hũ');
      expect(await price.inputValue()).toBe('99.000');
    });

    it('what happens before the stream of changes is open is not missed', async () => {
      const slow = await Handset.open(browser, test.url, { serviceWorkers: 'block' });
      await slow.wearSession(seller.cookie);
      let goOn = () => undefined as void;
      const held = new Promise<void>((done) => (goOn = done));
      await slow.page.route('**/api/v1/events', async (route) => {
        await held;
        await route.continue();
      });
      await slow.open('/hang');
      await add(1);
      goOn();
      await slow.link(/^17 ?hũ.*Sửa số lượng/).waitFor();
      expect(slow.complaints).toEqual([]);
      await slow.close();
    });

    it('an order made elsewhere stands on Hôm nay at once', async () => {
      await phone.open('/');
      expect((await order()).status).toBe(201);
      await phone.sees(/Đơn cần đóng gói|Đơn mới/);
    });

    // The browser's own affair, whatever engine answers.
    if (engine === 'mariadb') return;

    it('the network gone, the age of the numbers stands there within 3 s; back, they are true again', async () => {
      await phone.open('/hang');
      await shows(15);
      const cutAt = Date.now();
      line.cut();
      await phone.sees(/Số liệu lúc \d+:\d\d/);
      expect(Date.now() - cutAt).toBeLessThan(STALE_WITHIN_MS);
      await add(6);
      await new Promise((done) => setTimeout(done, 500));
      await shows(15);
      line.mend();
      await shows(21);
      await phone.page.getByText(/Số liệu lúc/).waitFor({ state: 'detached' });
      phone.forgive(/ERR_|Failed to load resource/);
    }, 60_000);

    it('opened again without a network, the last seen list stands there with its age', async () => {
      const { page } = phone;
      await page.waitForFunction(() => navigator.serviceWorker.controller !== null);
      await phone.open('/hang');
      await shows(21);
      line.cut();
      await phone.open('/hang');
      await shows(21);
      await phone.sees(/Số liệu lúc \d+:\d\d/);
      await phone.open('/don?tab=xong');
      await phone.sees('Đang không có mạng');
      line.mend();
      phone.forgive(/ERR_|Failed to load resource/);
    }, 60_000);
  });
});
