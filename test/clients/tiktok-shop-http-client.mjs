// A stranger's client for TikTok Shop, written from the published descriptions alone: plain fetch, no library of ours.
// Arguments: the index's address. Prints what it saw as one JSON line.
import { createHmac } from 'node:crypto';
import { createServer } from 'node:http';
import { deflateSync, crc32 } from 'node:zlib';

const root = process.argv[2];
const index = (await (await fetch(`${root}/index.json`)).json())['tiktok-shop'];
const sleep = (ms) => new Promise((resolve) => setTimeout(resolve, ms));
const control = async (path, body = {}) =>
  (
    await fetch(`${root}/control/tiktok-shop/${path}`, {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify(body),
    })
  ).json();

// Where Partner Center sends sellers back to, and where events go.
const received = [];
const site = createServer((request, response) => {
  const chunks = [];
  request.on('data', (chunk) => chunks.push(chunk));
  request.on('end', () => {
    const raw = Buffer.concat(chunks);
    const mac = createHmac('sha256', index.app_secret).update(index.app_key).update(raw);
    const valid = request.headers.authorization === mac.digest('hex');
    received.push({ valid, ...JSON.parse(raw.toString()) });
    response.writeHead(200).end();
  });
});
await new Promise((resolve) => site.listen(0, '127.0.0.1', resolve));
const here = `http://127.0.0.1:${site.address().port}`;
await control('settings', { redirectUrl: `${here}/back`, holdMs: 0, reviewMs: 200 });

// Consent page → code → tokens (both ends are moments) → refresh.
const consent = `${index.authUrl}?${new URLSearchParams({ service_id: index.service_id, state: 'xyz' })}`;
const pageText = await (await fetch(consent)).text();
const shopId = /name="shop_id" value="(\d+)"/.exec(pageText)[1];
const agreed = await fetch(new URL('/open/authorize/confirm', consent), {
  method: 'POST',
  body: new URLSearchParams({ shop_id: shopId, state: 'xyz', action: 'allow' }),
  redirect: 'manual',
});
const back = new URL(agreed.headers.get('location'));
const token = async (what, params) => {
  const { app_key, app_secret } = index;
  const query = new URLSearchParams({ app_key, app_secret, ...params });
  return (await fetch(`${index.tokenUrl}/api/v2/token/${what}?${query}`)).json();
};
const byCode = { auth_code: back.searchParams.get('code'), grant_type: 'authorized_code' };
const first = await token('get', byCode);
const codeAgain = await token('get', byCode);
const byRefresh = { refresh_token: first.data.refresh_token, grant_type: 'refresh_token' };
const tokens = (await token('refresh', byRefresh)).data;
const refreshAgain = await token('refresh', byRefresh);

let cipher;
async function call(method, path, { query = {}, body, form, noShop = false, secret } = {}) {
  const all = {
    app_key: index.app_key,
    timestamp: String(Math.floor(Date.now() / 1000)),
    ...query,
  };
  if (!noShop) all.shop_cipher = cipher;
  const raw = body === undefined ? '' : JSON.stringify(body);
  const sorted = Object.keys(all).sort();
  const key = secret ?? index.app_secret;
  const text = `${key}${path}${sorted.map((name) => name + all[name]).join('')}${raw}${key}`;
  const sign = createHmac('sha256', key).update(text).digest('hex');
  const answer = await fetch(`${index.baseUrl}${path}?${new URLSearchParams({ ...all, sign })}`, {
    method,
    headers: {
      'x-tts-access-token': tokens.access_token,
      ...(form ? {} : { 'content-type': 'application/json' }),
    },
    body: form ?? (raw === '' ? undefined : raw),
  });
  return { status: answer.status, ...(await answer.json()) };
}
async function ok(...args) {
  const answer = await call(...args);
  if (answer.code !== 0) throw new Error(`${args[1]}: ${JSON.stringify(answer)}`);
  return answer.data;
}

const { shops } = await ok('GET', '/authorization/202309/shops', { noShop: true });
cipher = shops[0].cipher;
const unwanted = await call('GET', '/authorization/202309/shops');
const missing = await call('GET', '/logistics/202309/warehouses', { noShop: true });
const forged = await call('GET', '/logistics/202309/warehouses', { secret: 'wrong' });
const nowhere = await call('GET', '/product/202309/nowhere');
await ok('PUT', '/event/202309/webhooks', {
  body: { address: `${here}/hook`, event_type: 'ORDER_STATUS_CHANGE' },
});

// A picture of 300 by 300 points, so that it may be a main one.
function png(side) {
  const chunk = (type, data) => {
    const head = Buffer.concat([Buffer.from(type), data]);
    const out = Buffer.alloc(head.length + 8);
    out.writeUInt32BE(data.length, 0);
    head.copy(out, 4);
    out.writeUInt32BE(crc32(head), head.length + 4);
    return out;
  };
  const size = Buffer.alloc(13);
  size.writeUInt32BE(side, 0);
  size.writeUInt32BE(side, 4);
  size.set([8, 0, 0, 0, 0], 8);
  const rows = deflateSync(Buffer.alloc(side * (side + 1)));
  const start = Buffer.from('89504e470d0a1a0a', 'hex');
  return Buffer.concat([
    start,
    chunk('IHDR', size),
    chunk('IDAT', rows),
    chunk('IEND', Buffer.alloc(0)),
  ]);
}
async function upload(side) {
  const form = new FormData();
  form.set('data', new Blob([png(side)], { type: 'image/png' }), 'a.png');
  form.set('use_case', 'MAIN_IMAGE');
  return call('POST', '/product/202309/images/upload', { form, noShop: true });
}
const small = await upload(50);
const { uri } = (await upload(300)).data;

// List, wait for the review, set stock (one variant wrong) and price.
const { warehouses } = await ok('GET', '/logistics/202309/warehouses');
const warehouse_id = warehouses[0].id;
const sku = (seller_sku, value_name) => ({
  seller_sku,
  price: { amount: '65000', currency: 'VND' },
  inventory: [{ warehouse_id, quantity: 9 }],
  sales_attributes: [{ name: 'Quy cách', value_name }],
});
const listing = {
  save_mode: 'LISTING',
  title: 'Miến dong phơi nắng Bến Lau gói 500 g',
  description: '<p>Sợi dai</p>',
  category_id: '914440',
  category_version: 'v2',
  main_images: [{ uri }],
  package_weight: { value: '0.52', unit: 'KILOGRAM' },
  skus: [sku('HTTP-1', 'Túi'), sku('HTTP-2', 'Hộp')],
  idempotency_key: 'http-client-1',
};
const products = '/product/202309/products';
const made = await ok('POST', products, { body: listing });
const madeAgain = await ok('POST', products, { body: listing });
const detail = () => ok('GET', `${products}/${made.product_id}`);
const atFirst = (await detail()).status;
const early = await call('POST', `${products}/${made.product_id}/prices/update`, {
  body: { skus: [{ id: made.skus[0].id, price: { amount: '70000', currency: 'VND' } }] },
});
for (let i = 0; i < 100 && (await detail()).status === 'PENDING'; i++) await sleep(20);
const stock = await call('POST', `${products}/${made.product_id}/inventory/update`, {
  body: {
    skus: [
      { id: made.skus[0].id, inventory: [{ warehouse_id, quantity: 7 }] },
      { id: made.skus[1].id, inventory: [{ warehouse_id, quantity: 100000 }] },
    ],
  },
});
await ok('POST', `${products}/${made.product_id}/prices/update`, {
  body: { skus: [{ id: made.skus[0].id, price: { amount: '70000', currency: 'VND' } }] },
});

// A buyer buys three pieces; we hear it, read it, and give it to the carrier.
const { orderId } = await control(`shops/${shopId}/buy`, {
  items: [{ sku: 'HTTP-1', quantity: 3 }],
  cod: true,
});
for (let i = 0; i < 100 && received.length === 0; i++) await sleep(20);
const page = await ok('POST', '/order/202309/orders/search', {
  query: { page_size: '10', sort_field: 'update_time', sort_order: 'ASC' },
  body: { update_time_ge: Math.floor(Date.now() / 1000) - 60 },
});
const order = page.orders.find((one) => one.id === orderId);
const packageId = order.packages[0].id;
const ship = () =>
  call('POST', `/fulfillment/202309/packages/${packageId}/ship`, {
    body: { handover_method: 'PICKUP' },
  });
const shipped = [(await ship()).code, (await ship()).code];
const one = await ok('GET', '/order/202309/orders', { query: { ids: `${orderId},1` } });
const counted = await ok('POST', '/product/202309/inventory/search', {
  body: { product_ids: [made.product_id] },
});
site.closeAllConnections();
site.close();

console.log(
  JSON.stringify({
    state: back.searchParams.get('state'),
    expiresIsMoment: first.data.access_token_expire_in > Date.now() / 1000,
    codes: [codeAgain.code, refreshAgain.code],
    shop: shops[0].id === shopId,
    doors: [unwanted, missing, forged, nowhere].map((answer) => [answer.status, answer.code]),
    small: small.code,
    replayed: madeAgain.product_id === made.product_id,
    atFirst,
    early: early.code,
    stock: [stock.code, stock.data.errors.map((error) => error.detail.sku_id === made.skus[1].id)],
    prices: (await detail()).skus.map((each) => each.price.sale_price),
    heard: received.map((event) => [event.valid, event.type, event.data.order_id === orderId])[0],
    pieces: order.line_items.map((line) => line.seller_sku),
    total: order.payment.total_amount,
    shipped,
    status: one.orders.map((each) => each.status),
    left: counted.inventory[0].skus.map((each) => each.total_available_quantity),
    held: counted.inventory[0].skus[0].total_committed_quantity,
  }),
);
