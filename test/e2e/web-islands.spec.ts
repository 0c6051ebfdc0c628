/** The pages brought alive: each island does its act in a real browser, under the strictest content policy. */
import { NOW, shell } from '../../apps/web/fixtures/coop';
import { quickEdit } from '../../apps/web/fixtures/listing';
import { messages, order, orders } from '../../apps/web/fixtures/orders';
import { manyProducts, products } from '../../apps/web/fixtures/products';
import { hasBrowser, violations } from './web-browser';
import { WebHarness } from './web-harness';

const inBrowser = hasBrowser ? describe : describe.skip;

inBrowser('islands', () => {
  const web = new WebHarness();

  describe('live', () => {
    it('reads itself again when something changed, and keeps what is being typed', async () => {
      web.server.show('messages', messages);
      await web.open('/don/tin');
      const before = await web.page.locator('#orders > li').count();
      web.server.show('messages', { ...messages, rows: messages.rows.slice(0, 1) });
      await web.page.waitForTimeout(200);
      web.server.tell('message.changed');
      await web.page.waitForFunction(
        (count) => document.querySelectorAll('#orders > li').length < count,
        before,
      );
    });

    it('does not overwrite a field that has been touched', async () => {
      web.server.show('quickEdit', quickEdit);
      await web.open('/hang/sua/200');
      await web.page.fill('#price', '99.000');
      web.server.show('quickEdit', { ...quickEdit, priceVnd: 91_000, available: 3, onHand: 9 });
      web.server.tell('stock.changed');
      await web.page.waitForFunction(() =>
        document.querySelector('#facts')?.textContent?.includes('Kho có 9'),
      );
      expect(await web.page.inputValue('#price')).toBe('99.000');
      expect(await web.page.textContent('#left')).toBe('3hũ');
    });

    it('says how old its numbers are within 3 s of losing the network, and takes it back', async () => {
      web.server.show('orders', orders);
      await web.open('/don');
      const started = Date.now();
      await web.page.context().setOffline(true);
      web.server.cutStreams();
      await web.page.waitForSelector('#notice .note');
      expect(Date.now() - started).toBeLessThan(3_000);
      expect(await web.page.textContent('#notice')).toContain('Số liệu lúc 10:42');
      await web.page.context().setOffline(false);
      await web.page.waitForSelector('#notice .note', { state: 'detached' });
    });
  });

  describe('orders', () => {
    it('packs in place with one press, and undo takes it back', async () => {
      web.server.show('orders', orders);
      await web.open('/don?tab=dong-goi');
      web.server.show('orders', { ...orders, rows: orders.rows.slice(1) });
      await web.page.click('#don-5042 button');
      await web.page.waitForSelector('#don-5042', { state: 'detached' });
      expect(await web.page.textContent('.toast')).toContain('Đơn 1042 đã gói xong');
      await web.page.click('.toast button');
      await web.page.waitForFunction(() =>
        document.querySelector('.toast')?.textContent?.includes('Đã hoàn tác'),
      );
      expect(web.server.received.map(({ path }) => path)).toEqual([
        '/api/v1/orders/5042/pack',
        '/api/v1/orders/5042/unpack',
      ]);
      expect(web.server.received.every(({ key }) => (key ?? '').length >= 16)).toBe(true);
    });

    it('Gói xong without a network waits in sight, and is sent once when there is one', async () => {
      web.server.show('orders', orders);
      await web.open('/don');
      await web.page.context().setOffline(true);
      web.server.cutStreams();
      await web.page.click('#don-5042 button');
      await web.page.waitForFunction(() =>
        document.querySelector('#notice')?.textContent?.includes('1 việc chờ gửi'),
      );
      expect(await web.page.textContent('#notice')).toContain('Đơn 1042 đã gói xong');
      await web.page.click('#don-5043 button');
      await web.page.waitForFunction(() =>
        document.querySelector('#notice')?.textContent?.includes('2 việc chờ gửi'),
      );
      await web.page.click('#notice li:nth-child(2) button');
      expect(web.server.received).toEqual([]);
      await web.page.context().setOffline(false);
      await web.page.waitForFunction(() => !document.querySelector('#notice')?.textContent);
      expect(web.server.received.map(({ path }) => path)).toEqual(['/api/v1/orders/5042/pack']);
    });

    it('a refusal is told in words, with the number to read out', async () => {
      web.server.show('orders', orders);
      web.server.answer = () => ({
        status: 409,
        body: {
          title: 'x',
          ref: 'K7-204',
          errors: [{ field: '', reason: 'Khách vừa huỷ.', remedy: 'Đừng gửi món này.' }],
        },
      });
      await web.open('/don');
      await web.page.click('#don-5042 button');
      await web.page.waitForSelector('.toast');
      expect(await web.page.textContent('.toast')).toBe(
        'Khách vừa huỷ. Đừng gửi món này. (K7-204)',
      );
    });

    it('asks in a sheet before an order is cancelled; Esc gives the focus back', async () => {
      web.server.show('order', order);
      await web.open('/don/5042');
      await web.page.click('details[data-sheet] summary');
      await web.page.waitForSelector('dialog[open]');
      expect(await web.page.textContent('dialog')).toContain('Khách đã trả tiền');
      await web.page.keyboard.press('Escape');
      await web.page.waitForSelector('dialog', { state: 'detached' });
      expect(await web.page.locator('details[data-sheet] form').count()).toBe(1);
      expect(web.server.received).toEqual([]);
    });
  });

  it('an order from a message takes two taps', async () => {
    web.server.show('messages', messages);
    await web.open('/don/tin');
    await web.page.click('#tin-71 summary');
    await web.page.click('dialog button.p');
    await web.page.waitForSelector('dialog', { state: 'detached' });
    expect(web.server.received).toHaveLength(1);
    expect(web.server.received[0]).toMatchObject({
      path: '/api/v1/messages/71/order',
      body: {
        lines: [{ variantId: 201, quantity: 2 }],
        buyerName: 'Cô Bảy Núi Thành',
        buyerPhone: '0905 222 333',
      },
    });
    expect(await web.page.textContent('.toast')).toContain('Đã tạo đơn cho Cô Bảy');
  });

  it('with many products the list stands in the page once, and a field gets it when opened', async () => {
    const rows = manyProducts(300).rows;
    const choices = rows.map((row) => ({
      ...messages.products[0]!,
      variantId: row.variantId,
      name: row.name,
    }));
    web.server.show('messages', { ...messages, products: choices });
    await web.open('/don/tin');
    await web.page.click('#tin-72 summary');
    await web.page.focus('dialog select');
    await web.page.selectOption('dialog select', '499');
    await web.page.fill('dialog input[name=quantity]', '3');
    await web.page.click('dialog button.p');
    await web.page.waitForSelector('dialog', { state: 'detached' });
    expect(web.server.received[0]).toMatchObject({
      body: { lines: [{ variantId: 499, quantity: 3 }] },
    });
  });

  describe('product search', () => {
    it('finds "Mật ong" for "mat ong", marks it, and counts', async () => {
      web.server.show('products', products);
      await web.open('/hang');
      await web.page.fill('#q', 'mat ong');
      expect(await web.page.locator('#items > li').count()).toBe(1);
      expect(await web.page.textContent('#items mark')).toBe('Mật');
      expect(await web.page.textContent('#found')).toContain('Tìm thấy 1 hàng');
      await web.page.click('#clear');
      expect(await web.page.locator('#items > li').count()).toBe(products.rows.length);
    });

    it('searches 2,000 products that the page did not hold', async () => {
      const many = manyProducts(2_000);
      web.server.answer = () => ({ body: many });
      web.server.show('products', many);
      await web.open('/hang');
      expect(await web.page.locator('#items > li').count()).toBe(60);
      await web.page.focus('#q');
      await web.page.fill('#q', 'lo 1999');
      await web.page.waitForFunction(() => document.querySelectorAll('#items > li').length === 1);
      expect(await web.page.textContent('#items .name')).toContain('lô 1999');
    });
  });

  it('an open sheet and a toast are as accessible as the page', async () => {
    const context = await web.browser.newContext({
      bypassCSP: true,
      viewport: { width: 390, height: 844 },
    });
    const measured = await context.newPage();
    web.server.show('messages', messages);
    await measured.goto(`${web.base}/don/tin`);
    await measured.waitForSelector('html.js');
    await measured.click('#tin-71 summary');
    await measured.waitForSelector('dialog[open]');
    expect(await violations(measured)).toEqual([]);
    await measured.click('dialog button.p');
    await measured.waitForSelector('.toast');
    expect(await violations(measured)).toEqual([]);
    await context.close();
  });

  it('background and text size are kept for the server to draw', async () => {
    web.server.show('more', { shell });
    await web.open('/them');
    await web.page.check('input[name=nen][value=dark]', { force: true });
    await web.page.waitForFunction(() => document.cookie.includes('nen=dark'));
    await web.page.waitForSelector('html.js');
    expect(await web.page.isChecked('input[name=nen][value=dark]')).toBe(true);
  });

  it('? opens the keys, and typing never does', async () => {
    web.server.show('products', products);
    await web.open('/hang');
    await web.page.keyboard.press('Shift+Slash');
    await web.page.waitForSelector('dialog[open]');
    expect(await web.page.textContent('dialog')).toContain('Phím tắt');
    await web.page.keyboard.press('Escape');
    await web.page.waitForSelector('dialog', { state: 'detached' });
    await web.page.keyboard.press('Slash');
    await web.page.keyboard.press('Shift+Slash');
    expect(await web.page.locator('dialog').count()).toBe(0);
    expect(await web.page.inputValue('#q')).toBe('?');
  });

  it('a second visit without network shows the last page with its age; signing out wipes it', async () => {
    web.server.show('orders', orders);
    await web.open('/don');
    await web.page.evaluate(() => navigator.serviceWorker.ready.then(() => undefined));
    await web.open('/don');
    await web.page.waitForFunction(
      async () => (await (await caches.open('ganh-pages')).keys()).length > 0,
    );
    await web.page.context().setOffline(true);
    await web.open('/don');
    expect(await web.page.locator('#orders > li').count()).toBe(orders.rows.length);
    await web.page.waitForSelector('#notice .note');
    expect(await web.page.textContent('#notice')).toContain('Số liệu lúc 10:42');
    expect(new Date(NOW).getUTCMinutes()).toBe(42);
    await web.page.context().setOffline(false);
    await web.page.evaluate(() => fetch('/dang-xuat', { method: 'POST' }).then(() => undefined));
    await web.page.waitForFunction(async () => !(await caches.has('ganh-pages')));
  });
});
