import { failureOf, scriptedChannel, shopAccess } from '../kit/scripted.suite';
import { facebookAuth } from './auth';
import { secretProof } from './call';

const app = { app_id: '77', app_secret: 'shh', catalog_ids: '{"101":"901"}' };
const TOKEN = 'facebook oauth/access_token';
const ACCOUNTS = 'facebook me/accounts';
const page = (id: string) => ({
  id,
  name: `Trang ${id}`,
  access_token: `P${id}`,
  tasks: ['MANAGE'],
});
const answers = {
  [TOKEN]: [{ access_token: 'SHORT' }, { access_token: 'LONG' }],
  [ACCOUNTS]: [
    { data: [page('101')], paging: { cursors: { after: 'c1' }, next: 'https://…' } },
    { data: [page('102'), { id: '103' }] },
  ],
};

it('sends the seller to the dialog with all that we need', () => {
  const { send: _send, ...access } = shopAccess(async () => Promise.reject(new Error('not sent')), {
    app,
  });
  const { searchParams } = new URL(
    facebookAuth.authorizeUrl(access, 'https://htx.example/back', 's1'),
  );
  expect(searchParams.get('client_id')).toBe('77');
  expect(searchParams.get('redirect_uri')).toBe('https://htx.example/back');
  expect(searchParams.get('state')).toBe('s1');
  expect(searchParams.get('scope')?.split(',')).toEqual(
    expect.arrayContaining(['pages_manage_posts', 'pages_messaging', 'catalog_management']),
  );
});

it("makes one shop of each Page, with the Page's own token and catalogue", async () => {
  const channel = scriptedChannel(answers);
  const shops = await facebookAuth.exchange(
    shopAccess(channel.send, { app }),
    'https://htx.example/back',
    { code: 'c' },
  );
  const tokens = (accessToken: string) => ({
    accessToken,
    accessExpiresAt: null,
    refreshToken: null,
    refreshExpiresAt: null,
  });
  expect(shops).toEqual([
    {
      externalShopId: '101',
      name: 'Trang 101',
      tokens: tokens('P101'),
      settings: { catalogId: '901' },
      permissionUntilAt: null,
    },
    {
      externalShopId: '102',
      name: 'Trang 102',
      tokens: tokens('P102'),
      settings: {},
      permissionUntilAt: null,
    },
  ]);
  const asked = channel.requests.map((request) => Object.fromEntries(request.query ?? []));
  expect(asked[0]).toMatchObject({
    client_id: '77',
    client_secret: 'shh',
    redirect_uri: 'https://htx.example/back',
    code: 'c',
  });
  expect(asked[1]).toMatchObject({ grant_type: 'fb_exchange_token', fb_exchange_token: 'SHORT' });
  expect(asked[2]).toMatchObject({ appsecret_proof: secretProof('shh', 'LONG') });
  expect(asked[3]).toMatchObject({ after: 'c1' });
  expect(channel.requests[2]?.headers).toEqual({ authorization: 'Bearer LONG' });
});

it('a seller who said no is no failure of ours', async () => {
  const run = () =>
    facebookAuth.exchange(shopAccess(scriptedChannel({}).send, { app }), '', {
      error_reason: 'user_denied',
    });
  expect(await failureOf(run)).toMatchObject({
    kind: 'reconnect',
    detail: { code: 'user_denied' },
  });
});

it('catalogues that are not told as agreed stop the connection', async () => {
  const broken = { ...app, catalog_ids: 'nonsense' };
  const run = facebookAuth.exchange(
    shopAccess(scriptedChannel(answers).send, { app: broken }),
    '',
    { code: 'c' },
  );
  await expect(run).rejects.toThrow('catalog_ids');
});
