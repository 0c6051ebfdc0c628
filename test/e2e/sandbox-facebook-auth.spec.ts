import { startSandbox, type Sandbox } from '../../apps/sandbox';
import vectors from '../vectors/facebook.json';
import { rawControl, type RawControl } from '../clients/raw-control';
import { rawGraph, type GraphAccess } from '../clients/raw-graph';

describe('who may call the simulated Graph API', () => {
  let sandbox: Sandbox;
  let control: RawControl;
  let access: GraphAccess;
  let now: number;

  beforeEach(async () => {
    now = Date.UTC(2026, 10, 24);
    const { appSecret, accessToken } = vectors.appsecretProof;
    sandbox = await startSandbox({
      now: () => now,
      seed: ({ facebook }) => {
        facebook.app.appSecret = appSecret;
        const pageId = Object.keys(facebook.pages)[0] as string;
        facebook.tokens[accessToken] = { kind: 'page', pageId, expiresAt: 0, issuedAt: 0 };
      },
    });
    control = rawControl(sandbox.indexUrl);
    access = sandbox.index().facebook as unknown as GraphAccess;
  });
  afterEach(() => sandbox.close());

  const exchange = async (params: Record<string, string>) => {
    const query = new URLSearchParams({
      client_id: access.app_id,
      client_secret: access.app_secret,
      ...params,
    });
    return (await (await fetch(`${access.baseUrl}/v26.0/oauth/access_token?${query}`)).json()) as {
      access_token: string;
      error?: { code: number; error_subcode?: number };
    };
  };
  const redirect_uri = 'http://127.0.0.1:9/cb';
  const authorize = async (page_ids?: string[]) =>
    (await control.post<{ code: string }>('facebook/authorize', { redirect_uri, page_ids })).code;

  it('takes the published appsecret_proof, and asks for one when the switch is on', async () => {
    const { accessToken, proof } = vectors.appsecretProof;
    const graph = rawGraph(access, accessToken);
    expect((await graph.get(access.page_id)).error).toBeUndefined();
    await control.post('facebook/settings', { requireAppSecret: true });
    const without = await graph.get(access.page_id);
    expect(without).toMatchObject({
      httpStatus: 400,
      error: {
        code: 100,
        type: 'GraphMethodException',
        message: 'API calls from the server require an appsecret_proof argument',
      },
    });
    expect((await graph.get(access.page_id, { appsecret_proof: proof })).error).toBeUndefined();
    const wrong = await graph.get(access.page_id, { appsecret_proof: `0${proof.slice(1)}` });
    expect(wrong.error?.message).toBe('Invalid appsecret_proof provided in the API argument');
    // Another token's proof does not do.
    const other = await rawGraph(access).get(access.page_id, { appsecret_proof: proof });
    expect(other.error?.code).toBe(100);
  });

  it('walks code → short → long → Page token, each step once and only as asked', async () => {
    const code = await authorize([access.page_id]);
    expect(
      (await exchange({ code, redirect_uri: 'http://127.0.0.1:9/other' })).error?.error_subcode,
    ).toBe(36008);
    const short = await exchange({ code, redirect_uri });
    expect((await exchange({ code, redirect_uri })).error?.error_subcode).toBe(36009);
    const pageFor = async (token: string) => {
      const answer = await rawGraph(access, token).get('me/accounts', {
        fields: 'id,access_token,tasks',
      });
      return answer['data'] as {
        id: string;
        access_token: string;
        tasks: string[];
        name?: string;
      }[];
    };
    const early = await pageFor(short.access_token);
    expect(early).toHaveLength(1);
    expect(early[0]).toMatchObject({ id: access.page_id });
    expect(early[0]).not.toHaveProperty('name');
    const long = await exchange({
      grant_type: 'fb_exchange_token',
      fb_exchange_token: short.access_token,
    });
    const late = await pageFor(long.access_token);
    expect(late[0]?.access_token).not.toBe(early[0]?.access_token);
    now += 3 * 3_600_000;
    expect(
      (await rawGraph(access, early[0]?.access_token).get(access.page_id)).error,
    ).toMatchObject({ code: 190, error_subcode: 463 });
    expect(
      (await rawGraph(access, late[0]?.access_token).get(access.page_id)).error,
    ).toBeUndefined();
    now += 61 * 86_400_000;
    expect((await rawGraph(access, long.access_token).get('me/accounts')).error).toMatchObject({
      code: 190,
      error_subcode: 463,
    });
    expect(
      (await rawGraph(access, late[0]?.access_token).get(access.page_id)).error,
    ).toBeUndefined();
  });

  it('shows the dialog, and goes back with an error when the user says no', async () => {
    const query = new URLSearchParams({ client_id: access.app_id, redirect_uri, state: 's' });
    expect(await (await fetch(`${access.authUrl}?${query}`)).text()).toContain(
      access.pages[2]?.name,
    );
    const form = new URLSearchParams({ redirect_uri, state: 's', action: 'deny' });
    const answer = await fetch(`${access.baseUrl}/dialog/oauth/confirm`, {
      method: 'POST',
      body: form,
      redirect: 'manual',
    });
    expect(answer.headers.get('location')).toContain('error=access_denied');
    query.set('client_id', '1');
    expect((await fetch(`${access.authUrl}?${query}`)).status).toBe(400);
  });

  it('refuses a wrong app secret and an unknown code', async () => {
    expect((await exchange({ client_secret: 'x', code: 'y', redirect_uri })).error?.code).toBe(1);
    expect((await exchange({ code: 'y', redirect_uri })).error?.code).toBe(100);
  });

  it('names what is wrong with a token', async () => {
    const error = async (token: string) =>
      (await rawGraph(access, token).get(access.page_id)).error;
    expect(await error('nonsense')).toMatchObject({
      code: 190,
      type: 'OAuthException',
      is_transient: false,
    });
    const bare = await fetch(`${access.baseUrl}/v26.0/${access.page_id}`);
    expect(await bare.json()).toMatchObject({ error: { code: 104 } });
    const second = access.pages[1]?.page_access_token as string;
    expect(await error(second)).toMatchObject({
      code: 10,
      message: expect.stringContaining('Requested Page Does Not Match'),
    });
    await control.post('facebook/behave', { fault: 'expired-token', pageId: access.page_id });
    expect(await error(access.page_access_token)).toMatchObject({ code: 190, error_subcode: 463 });
    expect(
      (await rawGraph(access, second).get(access.pages[1]?.page_id as string)).error,
    ).toBeUndefined();
    await control.post('facebook/behave', { fault: 'revoked-shop' });
    expect(
      (await rawGraph(access, second).get(access.pages[1]?.page_id as string)).error,
    ).toMatchObject({ code: 190, error_subcode: 458 });
    // The index lists tokens that work again, as after a new log-in.
    expect(await error(sandbox.index().facebook['page_access_token'] as string)).toBeUndefined();
  });

  it('inspects tokens', async () => {
    const app = rawGraph(access, `${access.app_id}|${access.app_secret}`);
    const inspect = async (input_token: string) =>
      (await app.get('debug_token', { input_token }))['data'];
    expect(await inspect(access.page_access_token)).toMatchObject({
      type: 'PAGE',
      is_valid: true,
      expires_at: 0,
      profile_id: access.page_id,
      app_id: access.app_id,
    });
    expect(await inspect('x')).toMatchObject({ is_valid: false });
    await control.post('facebook/behave', { fault: 'expired-token', pageId: access.page_id });
    expect(await inspect(access.page_access_token)).toMatchObject({ is_valid: false });
  });

  it('says 100/33 for what does not exist, and 2500 for fields that cannot be read', async () => {
    const graph = rawGraph(access);
    expect((await graph.get('999')).error).toMatchObject({ code: 100, error_subcode: 33 });
    expect((await graph.get(`${access.page_id}/nothing`)).error).toMatchObject({
      code: 100,
      error_subcode: 33,
    });
    expect((await graph.get(access.page_id, { fields: 'id{' })).error?.code).toBe(2500);
  });

  it('serves paths without a version, forms as well as JSON, and batches of up to 50', async () => {
    const token = access.page_access_token;
    const plain = await fetch(
      `${access.baseUrl}/${access.page_id}?fields=name&access_token=${token}`,
    );
    expect(await plain.json()).toEqual({ id: access.page_id, name: 'HTX Mây Ngàn' });
    const form = new URLSearchParams({ message: 'Chào bà con', access_token: token });
    const posted = await fetch(`${access.baseUrl}/v26.0/${access.page_id}/feed`, {
      method: 'POST',
      body: form,
    });
    expect(await posted.json()).toMatchObject({ id: expect.stringContaining(access.page_id) });
    const batch = [
      { method: 'GET', relative_url: `v26.0/${access.page_id}?fields=name` },
      { method: 'GET', relative_url: '999' },
    ];
    const answer = await fetch(access.baseUrl, {
      method: 'POST',
      body: new URLSearchParams({ batch: JSON.stringify(batch), access_token: token }),
    });
    const parts = (await answer.json()) as { code: number; body: string }[];
    expect(parts.map((part) => part.code)).toEqual([200, 400]);
    expect(JSON.parse(parts[0]?.body ?? '')).toMatchObject({ name: 'HTX Mây Ngàn' });
    const many = JSON.stringify(Array(51).fill(batch[0]));
    const refused = await fetch(access.baseUrl, {
      method: 'POST',
      body: new URLSearchParams({ batch: many, access_token: token }),
    });
    expect(await refused.json()).toMatchObject({ error: { code: 100 } });
  });

  it('makes more Pages on request and names the catalogue of each', async () => {
    const page = await control.post<{ id: string; catalogId: string }>('facebook/pages', {
      name: 'HTX Suối Đá',
    });
    const listed = (sandbox.index().facebook as unknown as GraphAccess).pages.find(
      (one) => one.page_id === page.id,
    );
    expect(listed).toMatchObject({ name: 'HTX Suối Đá', catalog_id: page.catalogId });
    const graph = rawGraph(access, listed?.page_access_token);
    expect(await graph.get(`${page.id}/product_catalogs`)).toMatchObject({
      data: [{ id: page.catalogId }],
    });
    expect(await rawGraph(access, access.user_access_token).get('me/businesses')).toMatchObject({
      data: [{ id: expect.any(String) }],
    });
    expect((await graph.get(`${page.id}/commerce_eligibility`))['offsite']).toMatchObject({
      is_eligible: false,
    });
  });
});
