import vectors from '../../../test/vectors/zalo.json';
import { failureOf, NOW, scriptedChannel, shopAccess } from '../kit/scripted.suite';
import { zaloAuth } from './auth';

const app = { app_id: '431', app_secret: 'secret', code_verifier: vectors.pkce.verifier };
const pair = { access_token: 'A', refresh_token: 'R', expires_in: '90000' };
const account = { error: 0, message: '', data: { oaid: '388613280878808645', name: 'HTX' } };
const open = (token: unknown) => {
  const channel = scriptedChannel({
    'zalo oa/access_token': token,
    'zalo oa/getoa': account,
  });
  return { channel, access: shopAccess(channel.send, { app, tokenUrl: 'https://t.example/x' }) };
};

it('sends to the consent page with the one challenge of the app', () => {
  const { access } = open(pair);
  const url = new URL(zaloAuth.authorizeUrl(access, 'https://htx.example/back', 's1'));
  expect(Object.fromEntries(url.searchParams)).toEqual({
    app_id: '431',
    redirect_uri: 'https://htx.example/back',
    code_challenge: vectors.pkce.challenge,
    state: 's1',
  });
});

it('a code becomes an OA; whose it is, is told by Zalo and not by the address', async () => {
  const { channel, access } = open(pair);
  const shops = await zaloAuth.exchange(access, '', { code: 'c', oa_id: 'somebody-else' });
  expect(shops).toMatchObject([
    {
      externalShopId: '388613280878808645',
      tokens: { accessToken: 'A', refreshToken: 'R', accessExpiresAt: NOW + 90_000_000 },
    },
  ]);
  const [asked] = channel.requests;
  expect(asked).toMatchObject({ url: 'https://t.example/x', headers: { secret_key: 'secret' } });
  expect(channel.bodyOf('zalo oa/access_token')).toEqual({
    app_id: '431',
    grant_type: 'authorization_code',
    code: 'c',
    code_verifier: vectors.pkce.verifier,
  });
});

it.each([-14014, -14012, -118])('a refresh answered with %i needs a person', async (error) => {
  const { access } = open({ error, error_name: 'x' });
  const refresh = () =>
    zaloAuth.refresh?.(access, '1', access.tokens) ?? Promise.reject(new Error('none'));
  expect((await failureOf(refresh)).kind).toBe('reconnect');
});

it.each(['{}', '{"error":-200,"message":"Internal server error"}'])(
  'trouble on the way does not cost the permission: %s',
  async (text) => {
    const { access } = open({ status: 503, text });
    const refresh = async () => zaloAuth.refresh?.(access, '1', access.tokens);
    expect(await failureOf(refresh)).toMatchObject({
      kind: 'transient',
      detail: { ambiguous: true },
    });
  },
);
