/** Each real screen with the demo's data in it: accessible, quiet, within the width, within its weight. */
import type { Browser } from 'playwright-core';
import { Visitor } from '../support/app';
import {
  axeFindings,
  describeInBrowser,
  Handset,
  launchChromium,
  listProduct,
} from '../support/browser';
import { type DemoApp, fetchGzip, openDemo, scriptsOf } from '../support/demo-app';
import { eventually } from '../support/eventually';

const KB = 1024;
const ENTRY_BYTES = 14 * KB;
const SCRIPT_BYTES = 50 * KB;

interface ShownItem {
  itemId: number;
  stock: number;
  models: unknown[];
}
interface Rows {
  rows: { id: number; variantId: number; name: string }[];
}

describeInBrowser('screens with the demo data', () => {
  let demo: DemoApp;
  let browser: Browser;
  let paths: Record<string, string>;

  beforeAll(async () => {
    [demo, browser] = await Promise.all([openDemo(), launchChromium()]);
    paths = await screens();
  }, 120_000);
  afterAll(async () => {
    await browser.close();
    await demo.close();
  });

  const control = async <T>(method: string, path: string, body?: unknown): Promise<T> => {
    const door = new Visitor(demo.sandbox.indexUrl);
    const answer = await door.send<T>(method, `/control/${path}`, body);
    if (answer.status >= 300) throw new Error(`control ${path}: ${answer.text}`);
    return answer.body;
  };

  /** Orders, a comment and a listing that lacks something, so that no screen is empty. */
  async function screens(): Promise<Record<string, string>> {
    const { person } = demo;
    const index = demo.sandbox.index();
    const shop = `shopee/shops/${String(index.shopee['shop_id'])}`;
    const lacking = await listProduct(person, { name: 'Mắm cái', stock: 5, priceVnd: 60_000 });
    const items = await eventually(
      async () =>
        (await control<ShownItem[]>('GET', `${shop}/items`)).filter(
          ({ models, stock }) => models.length === 1 && stock > 2,
        ),
      (shown) => shown.length >= 2,
      40_000,
    );
    for (const { itemId } of items.slice(0, 2))
      await control('POST', `${shop}/buy`, { items: [{ itemId, quantity: 1 }], cod: true });
    const page = String(index.facebook['page_id']);
    await control('POST', `facebook/pages/${page}/comment`, {
      message: 'Chốt 2 hũ mật ong 0905 123 456',
      from: { name: 'Lan Phạm' },
    });
    const orders = await eventually(
      async () =>
        (await person.send<{ rows: { id: number }[] }>('GET', '/api/v1/views/orders')).body.rows,
      (rows) => rows.length === 2,
      30_000,
    );
    const { rows } = (await person.send<Rows>('GET', '/api/v1/views/products')).body;
    const missing = await eventually(
      async () => (await fetchGzip(`${demo.url}/hang/${lacking}/ket-qua`, person.cookie)).text,
      (html) => /\/thieu\/\d+/.test(html),
      30_000,
    );
    const code = (await person.send<{ code: string }>('GET', `/api/v1/products/${rows[0]?.id}`))
      .body.code;
    const shops = await fetchGzip(`${demo.url}/kenh`, person.cookie);
    return {
      today: '/',
      products: '/hang',
      'products in trouble': '/hang?loc=vuong',
      'add a product': '/hang/moi',
      results: `/hang/${lacking}/ket-qua`,
      missing: /\/hang\/\d+\/thieu\/\d+/.exec(missing)?.[0] ?? '',
      'quick edit': `/hang/sua/${rows[0]?.variantId}`,
      import: '/hang/nhap-excel',
      orders: '/don',
      'orders done': '/don?tab=xong',
      order: `/don/${orders[0]?.id}`,
      messages: '/don/tin',
      shops: '/kenh',
      disconnect: /\/kenh\/\d+\/ngat/.exec(shops.text)?.[0] ?? '',
      more: '/them',
      acts: '/them/viec-vua-lam',
      public: `/p/${code}`,
      'not there': '/don/999999999',
    };
  }

  it.each([360, 390])(
    'at %i px: axe finds nothing, nothing sticks out, no complaint',
    async (width) => {
      const phone = await Handset.open(browser, demo.url, { viewport: { width, height: 844 } });
      const found: Record<string, unknown> = {};
      const look = async (name: string) => {
        const findings = {
          axe: await axeFindings(phone.page),
          overflow: await phone.overflow(),
          complaints: phone.complaints.splice(0),
        };
        if (findings.axe.length + findings.overflow + findings.complaints.length > 0)
          found[name] = findings;
      };
      await phone.open('/dang-nhap');
      await look('log-in');
      await phone.wearSession(demo.person.cookie);
      for (const [name, path] of Object.entries(paths)) {
        expect(path).not.toBe('');
        await phone.open(path);
        phone.forgive(/status of 404.*999999999/);
        await look(name);
      }
      await phone.open('/don/tin');
      await phone.tap(phone.page.locator('details[data-sheet] > summary').first());
      await phone.page.locator('dialog[open]').waitFor();
      await look('order from a message');
      await phone.close();
      expect(found).toEqual({});
    },
    90_000,
  );

  it('the measures find what they must', async () => {
    const phone = await Handset.open(browser, demo.url);
    await phone.open('/dang-nhap');
    await phone.page.evaluate(() => {
      document.body.insertAdjacentHTML('beforeend', '<img src="/tinh/none.png"><b id="wide">w</b>');
      document.getElementById('wide')!.style.cssText = 'display:block;width:700px';
      const script = document.createElement('script');
      script.textContent = 'window.ran = true';
      document.body.append(script);
    });
    await phone.page.waitForTimeout(300);
    expect(await phone.overflow()).toBeGreaterThan(300);
    expect((await axeFindings(phone.page)).join()).toContain('image-alt');
    expect(phone.complaints.join()).toMatch(/404/);
    expect(phone.complaints.join()).toMatch(/Content Security Policy/);
    await phone.close();
  });

  it('entry screens weigh ≤ 14 kB, their scripts ≤ 50 kB, gzip as served', async () => {
    const weights: Record<string, { html: number; scripts: number }> = {};
    for (const path of ['/dang-nhap', '/', '/hang', '/don']) {
      const cookie = path === '/dang-nhap' ? '' : demo.person.cookie;
      const page = await fetchGzip(demo.url + path, cookie);
      expect(page.status).toBe(200);
      const files = await Promise.all(
        scriptsOf(page.text).map((script) => fetchGzip(demo.url + script)),
      );
      weights[path] = {
        html: page.bytes,
        scripts: files.reduce((sum, file) => sum + file.bytes, 0),
      };
    }
    const heavy = Object.entries(weights).filter(
      ([, { html, scripts }]) => html > ENTRY_BYTES || scripts > SCRIPT_BYTES,
    );
    expect(heavy).toEqual([]);
    expect(weights['/hang']?.scripts).toBeGreaterThan(0);
  });
});
