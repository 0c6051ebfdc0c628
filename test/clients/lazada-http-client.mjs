// A stranger's client for Lazada, written from the published description alone: plain fetch, no library of ours.
// Arguments: the index's address. Prints what it saw as one JSON line.
import { createHmac } from 'node:crypto';

const root = process.argv[2];
const index = (await (await fetch(`${root}/index.json`)).json()).lazada;

function sign(path, parameters) {
  const joined = Object.keys(parameters)
    .sort()
    .map((name) => name + parameters[name])
    .join('');
  return createHmac('sha256', index.app_secret)
    .update(path + joined)
    .digest('hex')
    .toUpperCase();
}

async function call(
  method,
  path,
  { token, business = {}, base = index.baseUrl, file, wrong } = {},
) {
  const system = {
    app_key: index.app_key,
    timestamp: String(Date.now()),
    sign_method: 'sha256',
    partner_id: 'lazop-sdk-php-20180422',
    ...(token && { access_token: token }),
  };
  const query = new URLSearchParams(method === 'GET' || file ? { ...system, ...business } : system);
  query.set('sign', wrong ?? sign(path, { ...system, ...business }));
  let body;
  if (file) {
    body = new FormData();
    body.set('image', new Blob([file], { type: 'image/png' }), 'photo.png');
  } else if (method === 'POST') body = new URLSearchParams(business);
  const answer = await fetch(`${base}${path}?${query}`, { method, body });
  return answer.json();
}

const fieldsOf = (html) =>
  Object.fromEntries(
    [...html.matchAll(/<input ([^>]*)>/g)]
      .map((found) => found[1])
      .filter((one) => !one.includes('type="radio"') || one.includes('checked'))
      .map((one) => [/name="([^"]*)"/.exec(one)[1], /value="([^"]*)"/.exec(one)[1]]),
  );
const sleep = (ms) => new Promise((resolve) => setTimeout(resolve, ms));

// The seller gives permission.
const consent = new URL(index.authUrl);
for (const [name, value] of Object.entries({
  response_type: 'code',
  force_auth: 'true',
  redirect_uri: 'https://app.example/back',
  client_id: index.app_key,
  state: 'abc',
}))
  consent.searchParams.set(name, value);
const shown = await (await fetch(consent)).text();
const agreed = await fetch(new URL('/oauth/confirm', index.authUrl), {
  method: 'POST',
  body: new URLSearchParams(fieldsOf(shown)),
  redirect: 'manual',
});
const callback = new URL(agreed.headers.get('location'));
const code = callback.searchParams.get('code');
const first = await call('POST', '/auth/token/create', {
  base: index.tokenUrl,
  business: { code },
});
const again = await call('POST', '/auth/token/create', {
  base: index.tokenUrl,
  business: { code },
});
const refreshed = await call('POST', '/auth/token/refresh', {
  base: index.tokenUrl,
  business: { refresh_token: first.refresh_token },
});
const token = refreshed.access_token;
const forged = await call('GET', '/seller/get', { token, wrong: '0'.repeat(64) });
const seller = await call('GET', '/seller/get', { token });

// A product, as XML.
const png = Buffer.from('89504e470d0a1a0a0000000d49484452', 'hex');
const image = await call('POST', '/image/upload', { token, file: png });
const suggested = await call('GET', '/product/category/suggestion/get', {
  token,
  business: { product_name: 'Mật ong rừng' },
});
const payload = `<Request><Product><PrimaryCategory>${suggested.data.categorySuggestions[0].categoryId}</PrimaryCategory>
<Images><Image>${image.data.image.url}</Image></Images>
<Attributes><name>Mật ong rừng Mây Ngàn</name><brand>No Brand</brand></Attributes>
<Skus><Sku><SellerSku>HTTP-MAT-500</SellerSku><price>150000</price><quantity>10</quantity>
<package_weight>0.7</package_weight><package_length>10</package_length><package_width>10</package_width><package_height>20</package_height></Sku></Skus></Product></Request>`;
const made = await call('POST', '/product/create', { token, business: { payload } });
const itemId = made.data.item_id;
const skuId = made.data.sku_list[0].sku_id;
const item = async () =>
  (await call('GET', '/product/item/get', { token, business: { item_id: String(itemId) } })).data;
let live = await item();
for (let round = 0; live.status !== 'Active' && round < 50; round += 1) {
  await sleep(50);
  live = await item();
}

// Stock and price.
const sku = { ItemId: String(itemId), SkuId: String(skuId), SellerSku: 'HTTP-MAT-500' };
const change = (path, more) =>
  call('POST', path, {
    token,
    business: {
      payload: JSON.stringify({ Request: { Product: { Skus: { Sku: [{ ...sku, ...more }] } } } }),
    },
  });
const priced = await change('/product/price_quantity/update', { Price: '165000' });
const stocked = await change('/product/stock/sellable/update', { SellableQuantity: '7' });
const negative = await change('/product/stock/sellable/update', { SellableQuantity: '-1' });

// An order.
const sellerId = seller.data.seller_id;
const buying = await fetch(`${root}/control/lazada/shops/${sellerId}/buy`, {
  method: 'POST',
  headers: { 'content-type': 'application/json' },
  body: JSON.stringify({ items: [{ sku: 'HTTP-MAT-500', quantity: 2 }], cod: true }),
});
const { orderId } = await buying.json();
const orders = await call('GET', '/orders/get', {
  token,
  business: {
    update_after: `${new Date(Date.now() - 3_600_000).toISOString().slice(0, 19)}+00:00`,
    sort_by: 'updated_at',
    sort_direction: 'ASC',
    limit: '50',
    offset: '0',
  },
});
const lines = await call('GET', '/order/items/get', { token, business: { order_id: orderId } });
const after = await item();

console.log(
  JSON.stringify({
    state: callback.searchParams.get('state'),
    seller: seller.data.name,
    usedTwice: again.code,
    forged: forged.code,
    reviewed: made.data.item_status,
    live: live.status,
    codes: [priced.code, stocked.code, negative.code],
    named: negative.detail?.[0]?.seller_sku,
    shown: { price: after.skus[0].price, sellable: after.skus[0].quantity },
    found: orders.data.orders.map((one) => String(one.order_id)).includes(orderId),
    statuses: orders.data.orders[0].statuses,
    pieces: lines.data.length,
    price: orders.data.orders[0].price,
  }),
);
