/** Every act works by links and forms alone (screens §10): what the browser sends when no script runs. */
import type { Browser, Page } from 'playwright-core';
import type { Built } from '../../apps/web/assets';
import {
  addProduct,
  missingAttributes,
  missingCategory,
  quickEdit,
  recount,
  refusedPrice,
} from '../../apps/web/fixtures/listing';
import { messages, orders } from '../../apps/web/fixtures/orders';
import { products } from '../../apps/web/fixtures/products';
import { shops } from '../../apps/web/fixtures/shops';
import { buildIslands, hasBrowser, launch, WebServer } from './web-browser';

const inBrowser = hasBrowser ? describe : describe.skip;

inBrowser('without script', () => {
  let built: Built;
  let browser: Browser;
  let server: WebServer;
  let base: string;
  let plain: Page;
  beforeAll(async () => {
    built = buildIslands();
    browser = await launch();
  });
  afterAll(() => browser.close());

  beforeEach(async () => {
    server = new WebServer(built);
    base = await server.start();
    const context = await browser.newContext({
      javaScriptEnabled: false,
      viewport: { width: 360, height: 640 },
    });
    plain = await context.newPage();
  });
  afterEach(async () => {
    await plain.context().close();
    await server.stop();
  });

  const sent = (): URLSearchParams => new URLSearchParams(String(server.received[0]?.body));

  it('+20 is sent as it stands', async () => {
    server.show('quickEdit', quickEdit);
    await plain.goto(base);
    await plain.click('[data-quick="20"]');
    expect(server.received[0]?.path).toBe('/hang/sua/200/so');
    expect(Object.fromEntries(sent())).toMatchObject({
      delta: '20',
      reason: 'received',
      baseRev: '12',
    });
    expect(sent().get('opId')).toMatch(/^[0-9A-Za-z-]{8,64}$/);
  });

  it('a count and a price have buttons of their own', async () => {
    server.show('quickEdit', quickEdit);
    await plain.goto(base);
    await plain.click('#count summary');
    await plain.fill('#counted', '30');
    await plain.click('#count-form button');
    expect(Object.fromEntries(sent())).toMatchObject({ counted: '30', baseRev: '12' });
    server.received.length = 0;
    await plain.goto(base);
    await plain.fill('#price', '99.000');
    await plain.click('#price-form button.btn');
    expect(server.received[0]?.path).toBe('/hang/sua/200/gia');
    expect(Object.fromEntries(sent())).toMatchObject({ price: '99.000', baseRev: '3' });
  });

  it('a count on numbers that moved is sent again as the person means it, on the new base', async () => {
    server.show('quickEdit', recount);
    await plain.goto(base);
    expect(await plain.inputValue('#counted')).toBe('30');
    expect(await plain.isChecked('#recount input >> nth=2')).toBe(true);
    await plain.click('#recount button');
    expect(Object.fromEntries(sent())).toMatchObject({ counted: '30', baseRev: '13' });
    server.received.length = 0;
    await plain.goto(base);
    await plain.check('#recount input >> nth=3');
    await plain.click('#recount button');
    expect(Object.fromEntries(sent())).toMatchObject({ counted: '33', baseRev: '13' });
  });

  it('a refused price stands as it was typed, with the reason beside it', async () => {
    server.show('quickEdit', refusedPrice);
    await plain.goto(base);
    expect(await plain.inputValue('#price')).toBe('chín lăm');
    const why = await plain.getAttribute('#price', 'aria-describedby');
    expect(await plain.textContent(`#${why}`)).toContain('Chưa đọc được giá này');
  });

  it('a place on a channel is searched and chosen with one press', async () => {
    server.show('missing', missingCategory);
    await plain.goto(base);
    await plain.fill('#tim', 'mat ong');
    await plain.press('#tim', 'Enter');
    const address = new URL(plain.url());
    expect(address.pathname + address.search).toBe('/hang/101/thieu/12?tim=mat+ong');
    await plain.goto(base);
    await plain.click('[name="answers.categoryId"]');
    expect(server.received[0]?.path).toBe('/hang/101/thieu/12');
    expect(Object.fromEntries(sent())).toEqual({ 'answers.categoryId': '100663' });
  });

  it('what a category asks is answered, for one product alone where a person says so', async () => {
    server.show('missing', missingAttributes);
    await plain.goto(base);
    await plain.fill('[name="answers.attr:200101"]', '12/2026');
    await plain.fill('[name="other.attr:200001"]', 'Lào');
    await plain.check('[name="answers.attr:200005"][value="2"]', { force: true });
    await plain.fill('[name="answers.attr:200006"]', '12');
    await plain.check('[name=onlyThis]', { force: true });
    await plain.click('button.p');
    expect(Object.fromEntries(sent())).toEqual({
      'answers.attr:200101': '12/2026',
      'answers.attr:200001': '1',
      'other.attr:200001': 'Lào',
      'answers.attr:200005': '2',
      'answers.attr:200006': '12',
      onlyThis: '1',
    });
  });

  it('an order is made from a message', async () => {
    server.show('messages', messages);
    await plain.goto(base);
    await plain.click('#tin-71 summary');
    await plain.click('#tin-71 button.p');
    expect(server.received[0]?.path).toBe('/don/tin/71');
    expect(Object.fromEntries(sent())).toEqual({
      variantId: '201',
      quantity: '2',
      buyerName: 'Cô Bảy Núi Thành',
      buyerPhone: '0905 222 333',
    });
  });

  it('a new product goes out with its shops', async () => {
    server.show('addProduct', addProduct);
    await plain.goto(base);
    await plain.fill('#o-name', 'Mật ong rừng');
    await plain.fill('#o-price', '180k');
    await plain.fill('#o-quantity', '46');
    await plain.click('#submit');
    const body = String(server.received[0]?.body);
    expect(server.received[0]?.path).toBe('/hang/moi');
    for (const name of [
      'photo',
      'photoKeys',
      'name',
      'price',
      'quantity',
      'unit',
      'certificateId',
      'weightGrams',
      'description',
    ]) {
      expect(body).toContain(`name="${name}"`);
    }
    expect(body.match(/name="shopIds"/g)).toHaveLength(3);
  });

  it('an order is packed, a product searched, a person signed in', async () => {
    server.show('orders', orders);
    await plain.goto(base);
    await plain.click('#don-5042 button');
    expect(server.received[0]?.path).toBe('/don/5042/pack');
    server.show('products', products);
    await plain.goto(base);
    await plain.fill('#q', 'mat ong');
    await plain.press('#q', 'Enter');
    expect(new URL(plain.url()).pathname + new URL(plain.url()).search).toBe('/hang?q=mat+ong');
    server.show('login', { phone: '', problem: null });
    await plain.goto(base);
    await plain.fill('#o-phone', '0905 123 456');
    await plain.fill('#o-password', 'mot hai ba');
    await plain.click('button.p');
    expect(server.received[1]).toMatchObject({
      path: '/dang-nhap',
      body: 'phone=0905+123+456&password=mot+hai+ba',
    });
  });

  it('a comment is answered, in public or alone', async () => {
    server.show('messages', messages);
    await plain.goto(base);
    await plain.click('#tra-loi-tin-71 > summary');
    await plain.click('#tra-loi-tin-71 label:has([value="comment"])');
    await plain.fill('#tra-loi-tin-71-loi', 'Dạ còn ạ');
    await plain.click('#tra-loi-tin-71 form > button');
    expect(server.received[0]?.path).toBe('/don/tin/71/tra-loi');
    expect(Object.fromEntries(sent())).toMatchObject({ way: 'comment', text: 'Dạ còn ạ' });
    expect(sent().get('opId')).toMatch(/^[0-9A-Za-z-]{8,64}$/);
  });

  it('what a shop does by itself is switched off with one press', async () => {
    server.show('shops', shops);
    await plain.goto(base);
    await plain.click('#tu-lam-1 > summary');
    await plain.click('#tu-lam-1 .switch');
    await plain.click('#tu-lam-1 button');
    expect(server.received[0]?.path).toBe('/kenh/1/tra-loi');
    expect(sent().get('hidesPhones')).toBeNull();
  });
});
