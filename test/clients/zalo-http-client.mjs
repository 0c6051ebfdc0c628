// A stranger's client for Zalo, written from the published descriptions alone: plain fetch, no library of ours.
// Arguments: the index's address. Prints what it saw as one JSON line.
import { createHash } from 'node:crypto';
import { createServer } from 'node:http';

const root = process.argv[2];
const index = (await (await fetch(`${root}/index.json`)).json()).zalo;
const sleep = (ms) => new Promise((resolve) => setTimeout(resolve, ms));
const sha256 = (text) => createHash('sha256').update(text);

// Where webhooks go: the empty question first, then signed events.
const heard = [];
const site = createServer((request, response) => {
  const chunks = [];
  request.on('data', (chunk) => chunks.push(chunk));
  request.on('end', () => {
    const raw = Buffer.concat(chunks).toString('utf8');
    const body = JSON.parse(raw);
    if (raw !== '{}') {
      const signed = `${body.app_id}${raw}${body.timestamp}${index.oa_secret}`;
      const wanted = `mac=${sha256(signed).digest('hex')}`;
      heard.push({ isValid: request.headers['x-zevent-signature'] === wanted, body });
    }
    response.writeHead(200).end();
  });
});
await new Promise((resolve) => site.listen(0, '127.0.0.1', resolve));
const here = `http://127.0.0.1:${site.address().port}`;

async function control(path, body) {
  const answer = await fetch(`${root}/control/zalo/${path}`, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify(body),
  });
  if (!answer.ok) throw new Error(`${path}: ${await answer.text()}`);
  return answer.json();
}
await control('webhook', { url: here });

// Consent page, pressed as a browser does; then code → pair of tokens → the next pair.
const oa = index.oas[1];
const challenge = sha256(index.code_verifier).digest('base64url');
const asked = new URLSearchParams({
  app_id: index.app_id,
  redirect_uri: `${here}/back`,
  code_challenge: challenge,
  state: 'xyz',
});
const page = await (await fetch(`${index.authUrl}?${asked}`)).text();
const pressed = await fetch(new URL(/action="([^"]+)"/.exec(page)[1], index.authUrl), {
  method: 'POST',
  body: new URLSearchParams({
    redirect_uri: `${here}/back`,
    state: 'xyz',
    oa_id: oa.oa_id,
    action: 'allow',
  }),
  redirect: 'manual',
});
const back = new URL(pressed.headers.get('location'));

async function tokens(form) {
  const answer = await fetch(index.tokenUrl, {
    method: 'POST',
    headers: { secret_key: index.app_secret },
    body: new URLSearchParams({ app_id: index.app_id, ...form }),
  });
  return answer.json();
}
const first = await tokens({
  grant_type: 'authorization_code',
  code: back.searchParams.get('code'),
  code_verifier: index.code_verifier,
});
const second = await tokens({ grant_type: 'refresh_token', refresh_token: first.refresh_token });
const reused = await tokens({ grant_type: 'refresh_token', refresh_token: first.refresh_token });

async function ask(method, path, params, token = second.access_token, host = index.baseUrl) {
  const query = method === 'GET' ? `?data=${encodeURIComponent(JSON.stringify(params))}` : '';
  const answer = await fetch(`${host}/${path}${query}`, {
    method,
    headers: { access_token: token, 'content-type': 'application/json' },
    body: method === 'GET' ? undefined : JSON.stringify(params),
  });
  return answer.json();
}

async function call(...how) {
  const answer = await ask(...how);
  if (answer.error !== 0) throw new Error(`${how[1]}: ${JSON.stringify(answer)}`);
  return answer.data;
}

// An article, followed to its end; then with another price, and sold out.
const article = (price, word, status = 'show') => ({
  type: 'normal',
  title: 'Miến dong Bến Lau',
  author: 'HTX Bến Lau',
  description: 'Miến dong phơi nắng',
  cover: { cover_type: 'photo', photo_url: 'https://htx.example/a.jpg', status: 'show' },
  body: [{ type: 'text', content: `Túi 500 g: ${price}đ, ${word}` }],
  status,
});
async function followed({ token }) {
  for (const seen = []; ; await sleep(20)) {
    const { error, data } = await ask('POST', 'v2.0/article/verify', { token });
    seen.push(error);
    if (error !== -214) return { seen: [...new Set(seen)], id: data?.id };
  }
}
const made = await followed(await call('POST', 'v2.0/article/create', article('65.000', 'còn')));
const changed = { id: made.id, ...article('70.000', 'hết') };
await followed(await call('POST', 'v2.0/article/update', changed));
const { medias, total } = await call('GET', 'v2.0/article/getslice', { offset: 0, limit: 10 });
const shown = await call('GET', 'v2.0/article/getdetail', { id: made.id });

// A buyer writes; the words are heard, found, answered, confirmed.
await control(`oas/${oa.oa_id}/message`, { from: 'Lê Thị Hồng', text: 'lấy 2 túi miến' });
for (let i = 0; i < 100 && heard.length === 0; i++) await sleep(20);
const [newest] = await call('GET', 'v2.0/oa/listrecentchat', { offset: 0, count: 10 });
const userId = newest.from_id;
const answered = await call('POST', 'v3.0/oa/message/cs', {
  recipient: { user_id: userId },
  message: { text: 'Dạ 140.000đ ạ' },
});
const thread = await call('GET', 'v2.0/oa/conversation', { user_id: userId, count: 10 });
const notice = await call(
  'POST',
  'message/template',
  {
    phone: '84901234567',
    template_id: index.template_order_confirmed,
    template_data: { customer_name: 'Lê Thị Hồng', order_code: 'D0012' },
    tracking_id: 'order-D0012-confirmed',
  },
  second.access_token,
  index.business_url,
);
const receipt = () => heard.find((one) => one.body.message?.tracking_id);
for (let i = 0; i < 100 && !receipt(); i++) await sleep(20);
site.closeAllConnections();
site.close();

console.log(
  JSON.stringify({
    state: back.searchParams.get('state'),
    oaId: back.searchParams.get('oa_id') === oa.oa_id,
    expiresIn: first.expires_in,
    reused: reused.error < 0 && reused.access_token === undefined,
    oldToken: (await ask('GET', 'v2.0/oa/getoa', {}, first.access_token)).error,
    bearer: (await ask('GET', 'v2.0/oa/getoa', {}, '')).error,
    made: made.seen,
    total,
    listed: medias[0].id === made.id,
    shown: shown.body[0].content,
    heard: heard[0],
    allValid: heard.every((one) => one.isValid),
    newest: newest.message,
    thread: thread.map((one) => one.message),
    echo: heard.some((one) => one.body.message?.msg_id === answered.message_id),
    receipt: receipt().body.message.msg_id === notice.msg_id && receipt().body.recipient.id,
    old: (await ask('POST', 'v2.0/oa/message', {})).error,
    gone: (await ask('POST', 'v3.0/oa/message/transaction', {})).error !== 0,
  }),
);
