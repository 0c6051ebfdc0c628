import { startSandbox, type Sandbox } from '../../apps/sandbox';
import { rawControl, type RawControl } from '../clients/raw-control';
import { listen } from '../clients/raw-listener';
import { PNG } from '../clients/raw-shopee';

interface ZaloIndex {
  baseUrl: string;
  authUrl: string;
  tokenUrl: string;
  app_id: string;
  template_order_confirmed: string;
  oas: { oa_id: string; access_token: string; refresh_token: string }[];
}
interface ZaloAnswer {
  httpStatus: number;
  error: number;
  message: string;
  data: Record<string, string>;
}

const HOUR = 3_600_000;

describe('the simulated Zalo refuses what Zalo refuses', () => {
  let sandbox: Sandbox;
  let index: ZaloIndex;
  let control: RawControl;
  let aheadMs = 0;
  const oa = () => index.oas[0] ?? { oa_id: '', access_token: '', refresh_token: '' };
  const path = (rest: string) => `zalo/oas/${oa().oa_id}/${rest}`;

  beforeEach(async () => {
    aheadMs = 0;
    sandbox = await startSandbox({
      now: () => Date.now() + aheadMs,
      timeScale: 1000,
      seed: (state) => void (state.zalo.settings.accessTokenMs = 400 * 24 * HOUR),
    });
    control = rawControl(sandbox.indexUrl);
    index = sandbox.index().zalo as unknown as ZaloIndex;
  });
  afterEach(() => sandbox.close());

  const send = async (
    target: string,
    body: unknown,
    headers: Record<string, string> = { access_token: oa().access_token },
  ): Promise<ZaloAnswer> => {
    const isForm = body instanceof FormData;
    const answer = await fetch(`${index.baseUrl}/${target}`, {
      method: 'POST',
      headers: { ...headers, ...(isForm ? {} : { 'content-type': 'application/json' }) },
      body: isForm ? body : JSON.stringify(body),
    });
    return { ...((await answer.json()) as ZaloAnswer), httpStatus: answer.status };
  };
  const say = (userId: string, text = 'Dạ') =>
    send('v3.0/oa/message/cs', { recipient: { user_id: userId }, message: { text } });
  const buyer = async (text = 'còn hàng không') =>
    (await control.post<{ userId: string }>(path('message'), { text })).userId;
  const errorOf = async (answer: Promise<ZaloAnswer>) => {
    const { httpStatus, error } = await answer;
    expect(httpStatus).toBe(200);
    return error;
  };

  it('callers it does not know, whatever way they say who they are', async () => {
    const asked = (headers: Record<string, string>) =>
      errorOf(send('v3.0/oa/quota/message', {}, headers));
    expect(await asked({})).toBe(-216);
    expect(await asked({ authorization: `Bearer ${oa().access_token}` })).toBe(-216);
    expect(await asked({ access_token: oa().access_token, appsecret_proof: 'no' })).toBe(-242);
    await control.post('zalo/settings', { requireProof: true });
    expect(await asked({ access_token: oa().access_token })).toBe(-242);
    await control.post('zalo/settings', { requireProof: false, refuseWith: -221 });
    expect(await asked({ access_token: oa().access_token })).toBe(-221);
    const unknown = await fetch(`${index.baseUrl}/v3.0/oa/message`, { method: 'POST' });
    expect([unknown.status, await unknown.text()]).toEqual([404, 'empty or invalid API']);
  });

  it('words to somebody who has long been silent, or never wrote', async () => {
    const userId = await buyer();
    expect(await errorOf(say(userId))).toBe(0);
    aheadMs = 6 * 24 * HOUR;
    expect((await say(userId)).data['quota']).toMatchObject({ quota_type: 'purchase_quota' });
    aheadMs = 7 * 24 * HOUR + 60_000;
    expect(await errorOf(say(userId))).toBe(-230);
    await buyer();
    expect(await errorOf(say(userId))).toBe(0);
    const silent = await control.post<{ userId: string }>(path('people'), { name: 'Bà Lan' });
    expect(await errorOf(say(silent.userId))).toBe(-232);
    await control.post(path('people'), { name: 'Lê Thị Hồng', hasRefused: true });
    expect(await errorOf(say(userId))).toBe(-244);
  });

  it('texts too long, counted after composing', async () => {
    const userId = await buyer();
    expect(await errorOf(say(userId, 'ế'.normalize('NFD').repeat(2_000)))).toBe(0);
    expect(await errorOf(say(userId, 'ế'.repeat(2_001)))).toBe(-201);
  });

  it('pictures that are none, too large, or older than a week', async () => {
    const upload = (bytes: Buffer, type: string) => {
      const form = new FormData();
      form.append('file', new Blob([new Uint8Array(bytes)], { type }), 'a');
      return send('v2.0/oa/upload/image', form);
    };
    expect(await errorOf(upload(PNG, 'text/html'))).toBe(-201);
    expect(await errorOf(upload(Buffer.alloc(1024 * 1024 + 1), 'image/png'))).toBe(-201);
    const { data } = await upload(PNG, 'image/png');
    const payload = {
      template_type: 'media',
      elements: [{ media_type: 'image', attachment_id: data['attachment_id'] }],
    };
    const picture = async () => {
      const message = { attachment: { type: 'template', payload } };
      const recipient = { user_id: await buyer() };
      return errorOf(send('v3.0/oa/message/cs', { recipient, message }));
    };
    expect(await picture()).toBe(0);
    aheadMs = 8 * 24 * HOUR;
    expect(await picture()).toBe(-100);
  });

  it('templates that are not complete, not approved, or not for this phone', async () => {
    const notice = (over: Record<string, unknown>) =>
      errorOf(
        send('message/template', {
          phone: '84901234567',
          template_id: index.template_order_confirmed,
          template_data: { customer_name: 'Hồng', order_code: 'D1' },
          tracking_id: 'order-D1',
          ...over,
        }),
      );
    expect(await notice({})).toBe(0);
    expect(await notice({ phone: '0901234567' })).toBe(-108);
    expect(await notice({ phone: '84900000118' })).toBe(-118);
    expect(await notice({ template_id: '1' })).toBe(-109);
    expect(await notice({ template_data: {} })).toBe(-111);
    expect(await notice({ template_data: { order_code: 'D1' } })).toBe(-1122);
    const long = { customer_name: 'a'.repeat(31), order_code: 'D1' };
    expect(await notice({ template_data: long })).toBe(-1121);
    expect(await notice({ tracking_id: '9'.repeat(49) })).toBe(-132);
    expect(await notice({ mode: 'development' })).toBe(-127);
    await control.post('zalo/settings', { noticesPerDay: 1 });
    expect(await notice({})).toBe(-144);
    await control.post(`zalo/templates/${index.template_order_confirmed}`, { status: 'REJECT' });
    expect(await notice({})).toBe(-131);
  });

  it('calls beyond what a minute allows', async () => {
    await control.post('zalo/limits', { app: { burst: 2, perSecond: 0.01 } });
    const userId = await buyer();
    const codes = [await say(userId), await say(userId), await say(userId)].map((one) => one.error);
    expect(codes).toEqual([0, 0, -32]);
  });

  it('a consent link that is not as the console has it', async () => {
    const open = async (query: Record<string, string>) =>
      (await fetch(`${index.authUrl}?${new URLSearchParams(query)}`)).status;
    const right = {
      app_id: index.app_id,
      redirect_uri: 'https://htx.example/back',
      code_challenge: 'E9Melhoa2OwvFrEMTJguCHaoeK1t8URWbuGJSstw-cM',
    };
    expect(await open(right)).toBe(200);
    expect(await open({ ...right, app_id: '1' })).toBe(400);
    expect(await open({ ...right, redirect_uri: '' })).toBe(400);
    expect(await open({ ...right, code_challenge: 'x' })).toBe(400);
  });

  it('an address that nobody answers at; later it gives up and stays off until it is saved again', async () => {
    const deaf = await listen((_heard, n) => ({ status: n === 1 ? 200 : 500 }));
    await control.post('zalo/webhook', { url: deaf.url });
    expect(deaf.heard[0]?.raw).toBe('{}');
    await buyer();
    await deaf.until(() => deaf.heard.length === 7, 15_000);
    const heard = deaf.heard.length;
    await new Promise((resolve) => setTimeout(resolve, 100));
    await buyer('còn không');
    await new Promise((resolve) => setTimeout(resolve, 100));
    expect(deaf.heard.length).toBe(heard);
    await deaf.close();
    await control.post('zalo/webhook', { url: deaf.url }, 422);
  });

  it('shows on its console what followers read, and lets a person write', async () => {
    const place = `${sandbox.indexUrl}/console/zalo/${oa().oa_id}`;
    const cover = { cover_type: 'photo', photo_url: 'https://htx.example/a.jpg', status: 'show' };
    const body = [{ type: 'text', content: 'Túi <b>1</b>: 65.000đ' }];
    const article = { type: 'normal', title: 'Miến dong', author: 'HTX', description: 'Miến' };
    await send('v2.0/article/create', { ...article, cover, body, status: 'hide' });
    await new Promise((resolve) => setTimeout(resolve, 20));
    const form = new URLSearchParams({ from: 'Bà Lan', text: 'lấy 2 túi' });
    const page = await (await fetch(`${place}/message`, { method: 'POST', body: form })).text();
    expect(page).toContain('đang ẩn');
    expect(page).toContain('Bà Lan');
    expect(page).toContain('lấy 2 túi');
    expect(page).not.toContain('<b>1</b>');
  });
});
