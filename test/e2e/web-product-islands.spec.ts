/** The forms of a product brought alive: quick edit of stock and price, adding a product. */
import { addProduct, quickEdit } from '../../apps/web/fixtures/listing';
import { today } from '../../apps/web/fixtures/shops';
import { hasBrowser } from './web-browser';
import { WebHarness } from './web-harness';

const inBrowser = hasBrowser ? describe : describe.skip;

inBrowser('product forms', () => {
  const web = new WebHarness();

  describe('quick edit', () => {
    beforeEach(async () => {
      web.server.show('quickEdit', { ...quickEdit, nextVariantId: null });
      await web.open('/hang/sua/200');
    });

    it('+20 and save: a delta, and the button says what will be', async () => {
      await web.page.click('[data-quick="20"]');
      expect(await web.page.textContent('#save')).toBe('Lưu: còn 24 hũ');
      await web.page.click('#save');
      await web.page.waitForURL(`${web.base}/hang`);
      expect(web.server.received).toHaveLength(1);
      expect(web.server.received[0]).toMatchObject({
        method: 'POST',
        path: '/api/v1/variants/200/stock-moves',
        body: { delta: 20, reason: 'received' },
      });
      expect(await web.page.textContent('.toast')).toContain('còn 24 hũ');
      await web.page.click('.toast button');
      await web.page.waitForFunction(() =>
        document.querySelector('.toast')?.textContent?.includes('Đã hoàn tác'),
      );
      expect(web.server.received[1]?.path).toMatch(/^\/api\/v1\/stock-moves\/[0-9a-f]{32}\/undo$/);
    });

    it('what runs out follows when the round began at Hôm nay, and only then', async () => {
      web.server.show('today', today);
      await web.open('/');
      web.server.show('quickEdit', quickEdit);
      await web.page.click('a[href="/hang/sua/200"]');
      await web.page.waitForSelector('#foot:not([hidden])');
      await web.page.click('[data-quick="5"]');
      await web.page.click('#save');
      await web.page.waitForURL(`${web.base}/hang/sua/205`);
      await web.page.goto(`${web.base}/hang/sua/200`);
      await web.page.waitForSelector('#foot:not([hidden])');
      await web.page.click('[data-quick="5"]');
      await web.page.click('#save');
      await web.page.waitForURL(`${web.base}/hang`);
    });

    it('taking out never goes below nothing, and is a sale by hand unless told otherwise', async () => {
      for (let press = 0; press < 6; press += 1) await web.page.click('[data-step="-1"]');
      expect(await web.page.textContent('#save')).toBe('Lưu: còn 0 hũ');
      await web.page.click('#save');
      await web.page.waitForURL(`${web.base}/hang`);
      expect(web.server.received[0]).toMatchObject({ body: { delta: -4, reason: 'retail' } });
    });

    it('+20 without a network waits, and keeps its key when it is sent', async () => {
      await web.page.context().setOffline(true);
      web.server.cutStreams();
      await web.page.click('[data-quick="20"]');
      await web.page.click('#save');
      await web.page.waitForFunction(() =>
        document.querySelector('#notice')?.textContent?.includes('1 việc chờ gửi'),
      );
      expect(await web.page.textContent('#notice')).toContain('Mới nhập thêm 20 hũ');
      const kept = await web.page.evaluate(() => localStorage.getItem('ganh-cho-gui') ?? '');
      const [{ key }] = JSON.parse(kept) as [{ key: string }];
      await web.page.context().setOffline(false);
      await web.page.waitForFunction(() => !document.querySelector('#notice')?.textContent);
      expect(web.server.received).toMatchObject([{ key, body: { opId: key, delta: 20 } }]);
    });

    it('holding repeats', async () => {
      await web.page.hover('[data-step="1"]');
      await web.page.mouse.down();
      await web.page.waitForTimeout(1_200);
      await web.page.mouse.up();
      const left = Number((await web.page.textContent('#left'))?.replace('hũ', ''));
      expect(left).toBeGreaterThanOrEqual(4 + 3);
      expect(left).toBeLessThanOrEqual(4 + 6);
    });

    it('a count is absolute, against the revision that was shown', async () => {
      await web.page.click('#left');
      await web.page.keyboard.type('30');
      expect(await web.page.textContent('#save')).toBe('Lưu: còn 24 hũ');
      await web.page.keyboard.press('Enter');
      await web.page.waitForURL(`${web.base}/hang`);
      expect(web.server.received[0]).toMatchObject({
        path: '/api/v1/variants/200/stock-counts',
        body: { counted: 30, baseRev: 12 },
      });
    });

    it('a count on numbers that moved asks which it means, and saves that on the new base', async () => {
      const level = { onHand: 10, reserved: 9, available: 1, rev: 13 };
      const recount = { counted: 30, lessMoved: 30, asCounted: 33 };
      web.server.answer = () =>
        web.server.received.length === 1
          ? { status: 409, body: { code: 'stale', title: 'Số đã đổi', detail: { level, recount } } }
          : {};
      await web.page.click('#left');
      await web.page.keyboard.type('30');
      await web.page.keyboard.press('Enter');
      await web.page.waitForSelector('dialog[open]');
      expect(await web.page.textContent('dialog h2')).toBe('Từ lúc đếm đã bán thêm 3 hũ');
      expect(await web.page.locator('dialog .op').allTextContents()).toEqual([
        'Còn bán 21 hũĐếm trước khi bán 3 hũ',
        'Còn bán 24 hũĐếm sau khi đã lấy 3 hũ ra',
      ]);
      expect(await web.page.isChecked('dialog .op input >> nth=0')).toBe(true);
      // Closed without a choice: nothing goes out, and what was typed stands.
      await web.page.keyboard.press('Escape');
      await web.page.waitForSelector('dialog[open]', { state: 'detached' });
      expect(await web.page.inputValue('#counted')).toBe('30');
      expect(web.server.received).toHaveLength(1);
      web.server.received.length = 0;
      await web.page.click('#save');
      await web.page.waitForSelector('dialog[open]');
      await web.page.click('dialog .op >> nth=1');
      await web.page.click('dialog button.p');
      await web.page.waitForURL(`${web.base}/hang`);
      expect(web.server.received[1]).toMatchObject({
        path: '/api/v1/variants/200/stock-counts',
        body: { counted: 33, baseRev: 13 },
      });
      expect(web.server.received[1]?.key).not.toBe(web.server.received[0]?.key);
    });

    it('a price that changes by more than 30 % is asked about', async () => {
      await web.page.fill('#price', '950.000');
      await web.page.click('#save');
      await web.page.waitForSelector('dialog[open]');
      expect(await web.page.textContent('dialog')).toContain(
        'Giá từ 95.000\u00a0₫ thành 950.000\u00a0₫, đúng không?',
      );
      expect(web.server.received).toEqual([]);
      await web.page.click('dialog button.p');
      await web.page.waitForURL(`${web.base}/hang`);
      expect(web.server.received[0]).toMatchObject({
        method: 'PUT',
        path: '/api/v1/variants/200/price',
        body: { priceVnd: 950_000, baseRev: 3 },
      });
    });
  });

  describe('add product', () => {
    beforeEach(async () => {
      web.server.answer = ({ path }) =>
        path === '/api/v1/photos' ? { body: { key: 'c'.repeat(64), url: '/' } } : {};
      web.server.show('addProduct', addProduct);
      await web.open('/hang/moi');
    });

    it('echoes the price as understood and groups it while it is typed', async () => {
      const echo = (text: string) =>
        web.page.waitForFunction(
          (wanted) => document.getElementById('price-echo')?.textContent?.includes(wanted),
          text,
        );
      await web.page.fill('#o-price', '1tr250');
      await echo('Hiểu là 1.250.000\u00a0₫');
      await web.page.fill('#o-price', '95');
      await echo('Hiểu là 95.000\u00a0₫');
      await web.page.fill('#o-price', '');
      await web.page.type('#o-price', '1250000');
      expect(await web.page.inputValue('#o-price')).toBe('1.250.000');
    });

    it('reads the unit from the name until one is chosen', async () => {
      await web.page.fill('#o-name', 'Nước mắm chai 500 ml');
      expect(await web.page.isChecked('input[name=unit][value=chai]')).toBe(true);
      await web.page.check('input[name=unit][value=hộp]', { force: true });
      await web.page.fill('#o-name', 'Mật ong túi 1 kg');
      expect(await web.page.isChecked('input[name=unit][value=hộp]')).toBe(true);
    });

    it('counts the channels on the button', async () => {
      await web.page.uncheck('#shops input >> nth=0', { force: true });
      expect(await web.page.textContent('#submit')).toBe('Đăng lên 2 kênh');
    });

    it('shrinks a photo, sends it in the background, and keeps the draft over a reload', async () => {
      const picture = await web.page.evaluate(async () => {
        const canvas = document.createElement('canvas');
        canvas.width = 3_000;
        canvas.height = 2_000;
        const context = canvas.getContext('2d') as CanvasRenderingContext2D;
        for (let x = 0; x < 3_000; x += 5) {
          context.fillStyle = `hsl(${x % 360} 80% ${(x * 7) % 100}%)`;
          context.fillRect(x, (x * 13) % 2_000, 40, 900);
        }
        const blob = await new Promise<Blob>((done) =>
          canvas.toBlob((made) => made && done(made), 'image/png'),
        );
        return Array.from(new Uint8Array(await blob.arrayBuffer()));
      });
      await web.page.fill('#o-name', 'Mật ong rừng hũ 500 ml');
      await web.page.setInputFiles('input[type=file] >> nth=1', {
        name: 'IMG_0001.png',
        mimeType: 'image/png',
        buffer: Buffer.from(picture),
      });
      await web.page.waitForFunction(
        () => (document.getElementById('photoKeys') as HTMLInputElement).value !== '',
      );
      const sent = web.server.received.find(({ path }) => path === '/api/v1/photos');
      expect(String(sent?.body)).toContain('image/jpeg');
      expect(sent?.bytes).toBeLessThan(301 * 1024);
      await web.page.reload();
      await web.page.waitForSelector('html.js');
      expect(await web.page.inputValue('#o-name')).toBe('Mật ong rừng hũ 500 ml');
      expect(await web.page.inputValue('#photoKeys')).toBe('c'.repeat(64));
      expect(await web.page.textContent('#add')).toContain('Đã mở lại bản ghi dở lần trước.');
    });
  });
});
