// A stranger's client for Tiki, written from the published descriptions alone: plain fetch, no library of ours.
// Arguments: the index's address. Prints what it saw as one JSON line.
const root = process.argv[2];
const index = (await (await fetch(`${root}/index.json`)).json()).tiki;
const sleep = (ms) => new Promise((resolve) => setTimeout(resolve, ms));
const redirect_uri = 'http://127.0.0.1:9/callback';

async function token(fields) {
  const basic = Buffer.from(`${index.client_id}:${index.client_secret}`).toString('base64');
  const answer = await fetch(index.tokenUrl, {
    method: 'POST',
    headers: {
      authorization: `Basic ${basic}`,
      'content-type': 'application/x-www-form-urlencoded',
    },
    body: new URLSearchParams(fields).toString(),
  });
  return { status: answer.status, ...(await answer.json()) };
}

async function call(method, path, access, body) {
  const answer = await fetch(`${index.baseUrl}/${path}`, {
    method,
    headers: { authorization: `Bearer ${access}`, 'content-type': 'application/json' },
    body: body === undefined ? undefined : JSON.stringify(body),
  });
  return { status: answer.status, body: await answer.json() };
}

async function must(...what) {
  const { status, body } = await call(...what);
  if (status !== 200) throw new Error(`${what[1]}: ${status} ${JSON.stringify(body)}`);
  return body;
}

// Consent page → code → tokens; a refresh token is good once.
const asked = new URL(index.authUrl);
asked.search = new URLSearchParams({
  response_type: 'code',
  client_id: index.client_id,
  redirect_uri,
  scope: 'order product inventory offline',
  state: 'state-0001',
}).toString();
const page = await (await fetch(asked)).text();
const hidden = [...page.matchAll(/type="hidden" name="(\w+)" value="([^"]*)"/g)].map((one) => [
  one[1],
  one[2],
]);
const clicked = await fetch(new URL(/action="([^"]+)"/.exec(page)[1], index.authUrl), {
  method: 'POST',
  redirect: 'manual',
  body: new URLSearchParams([
    ...hidden,
    ['seller_id', /name="seller_id" value="(\d+)"/.exec(page)[1]],
    ['answer', 'allow'],
  ]),
});
const back = new URL(clicked.headers.get('location'));
const first = await token({
  grant_type: 'authorization_code',
  code: back.searchParams.get('code'),
  redirect_uri,
});
const fresh = await token({ grant_type: 'refresh_token', refresh_token: first.refresh_token });
const reused = await token({ grant_type: 'refresh_token', refresh_token: first.refresh_token });
const access = fresh.access_token;
const me = await must('GET', 'v2/sellers/me', access);
const [warehouse] = (await must('GET', 'v2/sellers/me/warehouses', access)).data;

// A queue before anything is sold: made by the app, subscribed by the seller.
const app = await token({ grant_type: 'client_credentials', scope: 'order product inventory' });
const queue = await must('POST', 'v1/queues', app.access_token, { name: 'a-stranger' });
const subscription = await must('POST', `v1/queues/${queue.code}/subscriptions`, access, {
  event_type: 'ORDER_CREATED_SUCCESSFULLY',
});

// A request with two variants, followed to its end; each variant becomes a product, inactive at first.
const leaf = (await must('GET', 'v2/categories?primary=1', access)).data[0];
const incomplete = await call('POST', 'v2/requests', access, {
  category_id: leaf.id,
  name: 'Miến dong',
  description: 'Phơi nắng',
  image: 'https://htx.example/mien.jpg',
  attributes: { brand: 'HTX', origin: 'Việt Nam' },
  option_attributes: ['Gói', 'Cỡ'],
  variants: [{ sku: 'S-1', price: 60000, option1: '500 g' }],
});
const request = await must('POST', 'v2/requests', access, {
  category_id: leaf.id,
  name: 'Miến dong',
  description: 'Phơi nắng',
  image: 'https://htx.example/mien.jpg',
  attributes: { brand: 'HTX', origin: 'Việt Nam' },
  option_attributes: ['Gói'],
  variants: [
    { sku: 'S-1', price: 60000, market_price: 60000, quantity: 0, option1: '500 g' },
    { sku: 'S-2', price: 90000, market_price: 90000, quantity: 0, option1: '1 kg' },
  ],
});
const states = new Set([request.state]);
for (let tries = 0; !states.has('approved') && tries < 200; tries += 1) {
  await sleep(20);
  states.add((await must('GET', `v2/tracking/${request.track_id}`, access)).state);
}
const before = await must('GET', 'v2/products/findBy?original_sku=S-2', access);
const updated = await must('PUT', 'v2.1/products/updateSku', access, {
  product_id: before.product_id,
  price: 85000,
  active: 1,
  seller_warehouse: String(warehouse.id),
  warehouse_quantities: [{ warehouse_id: warehouse.id, qty_available: 7 }],
});
const cheap = await call('PUT', 'v2.1/products/updateSku', access, {
  original_sku: 'S-2',
  price: 8000,
});
const listed = await must('GET', 'v2.1/products?include=inventory&limit=50', access);

// A buyer buys; the queue tells until it is acknowledged, and the order is read.
const bought = await (
  await fetch(`${root}/control/tiki/shops/${me.id}/buy`, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify({ items: [{ sku: 'S-2', quantity: 2 }], paid: true }),
  })
).json();
const pull = (ack_id) =>
  must('POST', `v1/queues/${queue.code}/events/pull`, app.access_token, { ack_id });
const batch = await pull(null);
const repeated = await pull(null);
const after = await pull(repeated.ack_id);
const orders = await must('GET', 'v2/orders?status=nin|processing,waiting_payment', access);
const order = await must('GET', `v2/orders/${bought.orderId}`, access);
const unnamed = await call('GET', 'v2/orders', 'nobody');

console.log(
  JSON.stringify({
    state: back.searchParams.get('state'),
    reused: [reused.status, reused.error],
    seller: me.name,
    subscribed: subscription.active,
    incomplete: [incomplete.status, incomplete.body.errors],
    states: [...states],
    activeBefore: before.active,
    updated,
    cheap: [cheap.status, cheap.body.errors],
    listed: listed.data.map((one) => [
      one.original_sku,
      one.price,
      one.active,
      one.inventory.quantity_available,
    ]),
    heard: batch.events.map((one) => [one.type, one.payload.order_code === bought.orderId]),
    same: JSON.stringify(batch.events) === JSON.stringify(repeated.events),
    left: after.events.length,
    orders: orders.data.map((one) => one.code === bought.orderId),
    order: [order.status, order.items[0].product.seller_product_code, order.items[0].qty],
    total: order.invoice.grand_total,
    unnamed: [unnamed.status, Array.isArray(unnamed.body.errors)],
  }),
);
