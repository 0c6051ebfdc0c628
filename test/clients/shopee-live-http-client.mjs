// A stranger's client for Shopee Live, written from the published descriptions alone: plain fetch and a HMAC, no library of
// ours. (The public SDK signs these calls with shop_id, which the platform refuses.)
// Arguments: the index's address. Prints what it saw as one JSON line.
import { createHmac } from 'node:crypto';

const root = process.argv[2];
const index = (await (await fetch(`${root}/index.json`)).json()).shopee;
const partner_id = index.live_partner_id;
const JPEG = Buffer.from('ffd8ffe000104a46494600010100000100010000ffd9', 'hex');

function address(path, query, who) {
  const timestamp = Math.floor(Date.now() / 1000);
  const base = `${partner_id}${path}${timestamp}${who ? who.access_token + who.id : ''}`;
  const sign = createHmac('sha256', index.live_partner_key).update(base).digest('hex');
  const url = new URL(path, index.baseUrl);
  const named = who ? { access_token: who.access_token, [who.as]: who.id } : {};
  url.search = new URLSearchParams({ partner_id, timestamp, sign, ...named, ...query }).toString();
  return url;
}

async function ask(path, { who, query = {}, json, form }) {
  const posts = json !== undefined || form !== undefined;
  const answer = await fetch(address(`/api/v2/${path}`, query, who), {
    method: posts ? 'POST' : 'GET',
    headers: json === undefined ? {} : { 'content-type': 'application/json' },
    body: form ?? (json === undefined ? undefined : JSON.stringify(json)),
  });
  return answer.json();
}

async function must(path, call) {
  const answer = await ask(path, call);
  if (answer.error !== '') throw new Error(`${path}: ${answer.error} ${answer.message}`);
  return answer;
}

// Consent page → code → tokens and the streamer's id; a refresh token is good once.
const asked = new URL(index.authUrl);
asked.search = new URLSearchParams({
  partner_id,
  auth_type: 'seller',
  redirect_uri: 'http://127.0.0.1:9/callback',
  response_type: 'code',
  state: 'st',
}).toString();
const page = await (await fetch(asked)).text();
const hidden = [...page.matchAll(/type="hidden" name="(\w+)" value="([^"]*)"/g)];
const clicked = await fetch(new URL('/auth/confirm', index.baseUrl), {
  method: 'POST',
  redirect: 'manual',
  body: new URLSearchParams([
    ...hidden.map((one) => [one[1], one[2]]),
    ['shop_id', /name="shop_id" value="(\d+)"/.exec(page)[1]],
  ]),
});
const back = new URL(clicked.headers.get('location')).searchParams;
const shop_id = Number(back.get('shop_id'));
const granted = await must('auth/token/get', {
  json: { code: back.get('code'), partner_id, shop_id },
});
const user_id = granted.user_id_list[granted.shop_id_list.indexOf(shop_id)];
const renewal = { json: { refresh_token: granted.refresh_token, partner_id, user_id } };
const fresh = await must('auth/access_token/get', renewal);
const used = await ask('auth/access_token/get', renewal);

const who = { as: 'user_id', id: user_id, access_token: fresh.access_token };
const asShop = { as: 'shop_id', id: shop_id, access_token: fresh.access_token };
const refused = await ask('livestream/get_session_detail', {
  who: asShop,
  query: { session_id: 1 },
});
const live = async (name, call) => (await must(`livestream/${name}`, { who, ...call })).response;
const form = new FormData();
form.append('image', new Blob([JPEG], { type: 'image/jpeg' }), 'cover.jpg');
const { image_url } = await live('upload_image', { form });
const { session_id } = await live('create_session', {
  json: { title: 'Chợ tối', description: '', cover_image_url: image_url, is_test: true },
});
const query = { session_id };
const before = await live('get_session_detail', { query });
const { domain_id, push_url, push_key } = before.stream_url_list;
await live('start_session', { json: { session_id, domain_id } });

const viewer = await fetch(`${root}/control/shopee/shops/${shop_id}/live/${session_id}/comment`, {
  method: 'POST',
  headers: { 'content-type': 'application/json' },
  body: JSON.stringify({ from: 'Hồng', text: 'chốt mã 12' }),
});
const said = await viewer.json();
const own = await live('post_comment', { json: { session_id, content: 'Dạ đã nhận' } });
const { list, next_offset } = await live('get_latest_comment_list', { query });
await live('end_session', { json: { session_id } });
const after = await live('get_session_detail', { query });

console.log(
  JSON.stringify({
    state: back.get('state'),
    used: used.error,
    refused: [refused.error, refused.message],
    streams: [push_url.startsWith('rtmp'), push_key.length > 10],
    statuses: [before.status, after.status],
    isTest: before.is_test,
    heard: list.map((one) => [one.username, one.content, one.user_id === user_id]),
    sameIds: list.map((one) => one.comment_id).join() === `${said.commentId},${own.comment_id}`,
    next_offset,
  }),
);
