import { NOW, scriptedChannel, shopAccess } from '../kit/scripted.suite';
import { lazadaAuth } from './auth';

const CREATE = 'lazada auth/token/create';
const user = (country: string, seller_id: unknown) => ({ country, seller_id, user_id: '1' });
const answer = (more: object) => ({
  code: '0',
  access_token: 'A',
  refresh_token: 'R',
  expires_in: 864_000,
  refresh_expires_in: 4_320_000,
  account: 'a@htx.example',
  ...more,
});
const granted = async (more: object) => {
  const channel = scriptedChannel({
    [CREATE]: answer(more),
    'lazada seller/get': { code: '0', data: { name: 'HTX Bến Lau' } },
  });
  const access = shopAccess(channel.send, { tokenUrl: 'https://tokens.example/rest' });
  return { channel, shops: await lazadaAuth.exchange(access, '', { code: '0_1_x' }) };
};

describe('connecting', () => {
  it.each([
    ['a list', [user('vn', '42'), user('sg', '43')]],
    ['an object by country', { sg: user('sg', '43'), vn: user('vn', 42) }],
  ])('sellers come as %s; the shop in Vietnam is ours', async (_what, country_user_info) => {
    const { channel, shops } = await granted({ country_user_info });
    expect(shops).toMatchObject([
      {
        externalShopId: '42',
        name: 'HTX Bến Lau',
        tokens: { accessExpiresAt: NOW + 864_000_000, refreshToken: 'R' },
        permissionUntilAt: NOW + 4_320_000_000,
      },
    ]);
    expect(channel.requests[0]?.url).toBe('https://tokens.example/rest/auth/token/create');
  });

  it('a refresh life of 0 means that nobody can refresh', async () => {
    const country_user_info = [user('vn', '42')];
    const { shops } = await granted({ country_user_info, refresh_expires_in: 0 });
    expect(shops[0]).toMatchObject({
      tokens: { refreshToken: null, refreshExpiresAt: null },
      permissionUntilAt: NOW + 864_000_000,
    });
  });

  it('an account without a shop in Vietnam must be another', async () => {
    await expect(granted({ country_user_info: [user('sg', '43')] })).rejects.toMatchObject({
      kind: 'reconnect',
    });
  });

  it('a token that nobody can refresh needs a person', async () => {
    const channel = scriptedChannel({});
    const tokens = {
      accessToken: 'A',
      accessExpiresAt: NOW,
      refreshToken: null,
      refreshExpiresAt: null,
    };
    await expect(
      lazadaAuth.refresh?.(shopAccess(channel.send), '42', tokens),
    ).rejects.toMatchObject({
      kind: 'reconnect',
    });
  });
});
