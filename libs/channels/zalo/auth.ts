import {
  bodyOf,
  ChannelFailure,
  idText,
  looseNumber,
  looseText,
  readAs,
  type AppAccess,
  type AuthGroup,
  type ChannelRequest,
  type GrantedShop,
  type Tokens,
} from '@ganh/channels/kit';
import { z } from 'zod';
import { askWith, refuseStatus } from './call';
import { codeChallenge } from './sign';
import { zaloDescriptor } from './zalo.descriptor';

const tokenAnswer = z.looseObject({
  access_token: z.string().min(1),
  refresh_token: z.string().min(1),
  expires_in: looseNumber,
});
const refusal = z.looseObject({ error: looseNumber, error_name: looseText, message: looseText });
const account = z.looseObject({ oaid: idText, name: looseText });

/**
 * No scopes and no `response_type`: what is granted stands in the app's console, and so does the one challenge. Its
 * verifier is therefore a secret of the app, not of the session: `code_verifier`. zalo spec §1.2
 */
function authorizeUrl(access: Omit<AppAccess, 'send'>, redirectUrl: string, state: string): string {
  const url = new URL(access.authUrl);
  url.searchParams.set('app_id', access.app['app_id'] ?? '');
  url.searchParams.set('redirect_uri', redirectUrl);
  url.searchParams.set('code_challenge', codeChallenge(access.app['code_verifier'] ?? ''));
  url.searchParams.set('state', state);
  return url.href;
}

async function exchange(
  access: AppAccess,
  _redirectUrl: string,
  query: Readonly<Record<string, string>>,
): Promise<GrantedShop[]> {
  const { code } = query;
  if (!code) throw new ChannelFailure('reconnect', { code: query['error'] ?? 'no_code' });
  const tokens = await tokensFor(access, [
    ['grant_type', 'authorization_code'],
    ['code', code],
    ['code_verifier', access.app['code_verifier'] ?? ''],
  ]);
  // The address that came back has passed through a browser: whose the token is, is told by Zalo itself.
  const oa = await askWith(access, tokens.accessToken, { path: 'v2.0/oa/getoa' }, account);
  return [
    {
      externalShopId: oa.oaid,
      name: oa.name ?? oa.oaid,
      tokens,
      settings: {},
      permissionUntilAt: null,
    },
  ];
}

/** Good once: the answer holds the next refresh token, and the access token before it is void. zalo spec §1.2 */
async function refresh(access: AppAccess, _oaId: string, tokens: Tokens): Promise<Tokens> {
  return tokensFor(access, [
    ['grant_type', 'refresh_token'],
    ['refresh_token', tokens.refreshToken ?? ''],
  ]);
}

async function tokensFor(access: AppAccess, how: [string, string][]): Promise<Tokens> {
  const request: ChannelRequest = {
    method: 'POST',
    url: access.tokenUrl ?? `${access.baseUrl.replace(/\/+$/, '')}/v4/oa/access_token`,
    headers: { secret_key: access.app['app_secret'] ?? '' },
    body: { form: [['app_id', access.app['app_id'] ?? ''], ...how] },
    label: 'zalo oa/access_token',
    limits: ['app'],
  };
  const note = { label: request.label, writes: true };
  const response = await access.send(request);
  // Trouble in front of Zalo says nothing of the token, whatever its body holds.
  if (response.status >= 500 || response.status === 429) refuseStatus(response, true);
  const body = bodyOf(response, note);
  const told = refusal.safeParse(body);
  if (told.success && told.data.error) {
    // The numbers are not published; whatever it is but trouble on the way, a person must consent anew. zalo spec §1.2
    const code = String(told.data.error);
    const words = told.data.error_name ?? told.data.message ?? '';
    throw new ChannelFailure('reconnect', { code, httpStatus: response.status }, `zalo: ${words}`);
  }
  refuseStatus(response, true);
  const given = readAs(tokenAnswer, body, note);
  const now = access.now();
  const lifeMs = given.expires_in === null ? zaloDescriptor.accessTokenMs : given.expires_in * 1000;
  return {
    accessToken: given.access_token,
    accessExpiresAt: now + lifeMs,
    refreshToken: given.refresh_token,
    refreshExpiresAt: now + zaloDescriptor.refreshTokenMs,
  };
}

export const zaloAuth: AuthGroup = { authorizeUrl, exchange, refresh };
