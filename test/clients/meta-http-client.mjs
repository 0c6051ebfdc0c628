// A stranger's client for Meta, written from the published descriptions alone: plain fetch, no library of ours.
// Arguments: the index's address. Prints what it saw as one JSON line.
import { createHmac } from 'node:crypto';
import { createServer } from 'node:http';

const root = process.argv[2];
const index = (await (await fetch(`${root}/index.json`)).json()).facebook;
const graph = `${index.baseUrl}/v26.0`;
const proof = (token) => createHmac('sha256', index.app_secret).update(token).digest('hex');
const sleep = (ms) => new Promise((resolve) => setTimeout(resolve, ms));

async function call(method, path, token, body = {}) {
  const headers = { authorization: `Bearer ${token}`, 'content-type': 'application/json' };
  const query =
    method === 'GET' ? new URLSearchParams({ ...body, appsecret_proof: proof(token) }) : undefined;
  const answer = await fetch(`${graph}/${path}${query ? `?${query}` : ''}`, {
    method,
    headers,
    body: query ? undefined : JSON.stringify({ ...body, appsecret_proof: proof(token) }),
  });
  const result = await answer.json();
  if (result.error) throw new Error(`${path}: ${JSON.stringify(result.error)}`);
  if (!answer.headers.get('x-app-usage')) throw new Error(`${path}: no usage header`);
  return result;
}

// A small site of the cooperative: one photo, and the address webhooks go to.
const PNG = Buffer.from(
  'iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg==',
  'base64',
);
const received = [];
const site = createServer((request, response) => {
  const url = new URL(request.url, 'http://site');
  if (url.pathname === '/photo.png')
    return response.writeHead(200, { 'content-type': 'image/png' }).end(PNG);
  if (request.method === 'GET') {
    const right = url.searchParams.get('hub.verify_token') === index.verify_token;
    return response
      .writeHead(right ? 200 : 403)
      .end(right ? url.searchParams.get('hub.challenge') : '');
  }
  const chunks = [];
  request.on('data', (chunk) => chunks.push(chunk));
  request.on('end', () => {
    const raw = Buffer.concat(chunks);
    const wanted = `sha256=${createHmac('sha256', index.app_secret).update(raw).digest('hex')}`;
    received.push({
      valid: request.headers['x-hub-signature-256'] === wanted,
      body: JSON.parse(raw.toString()),
    });
    response.writeHead(200).end();
  });
});
await new Promise((resolve) => site.listen(0, '127.0.0.1', resolve));
const here = `http://127.0.0.1:${site.address().port}`;

// Login dialog → code → short token → long token → Page token.
const redirect_uri = `${here}/callback`;
const dialog = await fetch(
  `${index.authUrl}?${new URLSearchParams({ client_id: index.app_id, redirect_uri, state: 'xyz', response_type: 'code', scope: 'pages_show_list,catalog_management' })}`,
);
const pageIds = [...(await dialog.text()).matchAll(/name="page_id" value="(\d+)"/g)].map(
  (found) => found[1],
);
const form = new URLSearchParams({ redirect_uri, state: 'xyz', action: 'allow' });
for (const id of pageIds) form.append('page_id', id);
const confirmed = await fetch(new URL('/dialog/oauth/confirm', index.authUrl), {
  method: 'POST',
  body: form,
  redirect: 'manual',
});
const callback = new URL(confirmed.headers.get('location'));
const exchange = async (params) =>
  (
    await (
      await fetch(
        `${graph}/oauth/access_token?${new URLSearchParams({ client_id: index.app_id, client_secret: index.app_secret, ...params })}`,
      )
    ).json()
  ).access_token;
const short = await exchange({ redirect_uri, code: callback.searchParams.get('code') });
const long = await exchange({ grant_type: 'fb_exchange_token', fb_exchange_token: short });
const accounts = await call('GET', 'me/accounts', long, { fields: 'id,name,access_token,tasks' });
const { id: pageId, access_token: pageToken } = accounts.data[0];
const inspected = await call('GET', 'debug_token', `${index.app_id}|${index.app_secret}`, {
  input_token: pageToken,
});
const catalogId = index.pages.find((page) => page.page_id === pageId).catalog_id;

// Webhooks: both levels.
await call('POST', `${index.app_id}/subscriptions`, `${index.app_id}|${index.app_secret}`, {
  object: 'page',
  callback_url: `${here}/hook`,
  verify_token: index.verify_token,
  fields: 'feed,messages',
  include_values: true,
});
await call('POST', `${pageId}/subscribed_apps`, pageToken, { subscribed_fields: 'feed,messages' });

// List: catalogue item, handle to its end, Page post with photo.
const data = {
  id: 'HTTP-MIEN-500',
  title: 'Miến dong 500g',
  description: 'Miến dong phơi nắng',
  availability: 'in stock',
  condition: 'new',
  price: '65000 VND',
  brand: 'HTX Mây Ngàn',
  link: `${here}/p/1`,
  image_link: `${here}/photo.png`,
  quantity_to_sell_on_facebook: 40,
  visibility: 'published',
};
async function push(fields) {
  const { handles } = await call('POST', `${catalogId}/items_batch`, pageToken, {
    item_type: 'PRODUCT_ITEM',
    requests: [{ method: 'UPDATE', data: fields }],
  });
  const seen = new Set();
  for (let i = 0; i < 100; i++) {
    const params = { handle: handles[0], load_ids_of_invalid_requests: true };
    const status = (await call('GET', `${catalogId}/check_batch_request_status`, pageToken, params))
      .data[0];
    seen.add(status.status);
    if (status.status === 'finished') return { seen: [...seen], errors: status.errors_total_count };
    await sleep(50);
  }
  throw new Error('the handle never finished');
}
const first = await push(data);
const photo = await call('POST', `${pageId}/photos`, pageToken, {
  url: `${here}/photo.png`,
  published: false,
});
const post = await call('POST', `${pageId}/feed`, pageToken, {
  message: 'Miến dong 500g · 65.000đ',
  attached_media: [{ media_fbid: photo.id }],
});
const second = await push({
  id: data.id,
  quantity_to_sell_on_facebook: 0,
  availability: 'out of stock',
});
await sleep(50);
const read = await call('GET', `${catalogId}/products`, pageToken, {
  fields: 'id,retailer_id,price,availability,quantity_to_sell_on_facebook,image_fetch_status',
  filter: JSON.stringify({ retailer_id: { eq: data.id } }),
});

// A buyer comments; we hear it, read it, answer it in private and in public.
await fetch(`${root}/control/facebook/pages/${pageId}/comment`, {
  method: 'POST',
  headers: { 'content-type': 'application/json' },
  body: JSON.stringify({
    postId: post.id,
    message: 'chốt 2 hộp 0901234567',
    from: { name: 'Lê Thị Hồng' },
  }),
});
for (let i = 0; i < 100 && received.length === 0; i++) await sleep(20);
const comments = await call('GET', `${post.id}/comments`, pageToken, {
  filter: 'stream',
  order: 'reverse_chronological',
  fields: 'id,from{name,id},message,can_reply_privately',
});
const comment = comments.data[0];
const reply = await call('POST', `${pageId}/messages`, pageToken, {
  recipient: { comment_id: comment.id },
  message: { text: 'Đã nhận 2 hộp' },
});
const again = await call('POST', `${pageId}/messages`, pageToken, {
  recipient: { comment_id: comment.id },
  message: { text: 'Đã nhận 2 hộp' },
}).catch((error) => error.message);
await call('POST', `${comment.id}/comments`, pageToken, {
  message: 'HTX đã nhận, xem tin nhắn nhé',
});
await call('POST', comment.id, pageToken, { is_hidden: true });
site.closeAllConnections();
site.close();

console.log(
  JSON.stringify({
    state: callback.searchParams.get('state'),
    pages: accounts.data.length,
    tokenNeverExpires: inspected.data.expires_at === 0,
    first,
    second,
    post: post.id.startsWith(`${pageId}_`),
    item: read.data[0],
    heard: received[0].valid && received[0].body.entry[0].changes[0].value.message,
    heardId: received[0].body.entry[0].changes[0].value.comment_id === comment.id,
    comment,
    psidDiffers: reply.recipient_id !== comment.from.id,
    again,
  }),
);
