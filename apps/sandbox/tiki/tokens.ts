import { timingSafeEqual } from 'node:crypto';
import { bodyFields, json, type Answer, type Call } from '../core/front';
import { text } from '../core/input';
import { hex } from '../core/random';
import { clientProof } from './signature';
import type { Grant, Seller } from './state';
import type { World } from './world';

const CODE_MS = 600_000;
const SCOPES = ['order', 'product', 'inventory', 'multichannel', 'offline', 'all'];

/** The seller said yes on the consent page: a code for ten minutes, for one use. */
export function grantCode(
  world: World,
  seller: Seller,
  redirectUri: string,
  scope: string,
): string {
  const now = world.setting.now();
  const code = hex(16);
  world.state.codes = world.state.codes.filter((one) => one.expiresAt > now);
  world.state.codes.push({
    code,
    sellerId: seller.id,
    redirectUri,
    scope,
    expiresAt: now + CODE_MS,
  });
  world.setting.changed();
  return code;
}

export function startGrant(
  world: World,
  sellerId: number | null,
  scope: string,
  readyMade = false,
): Grant {
  const grant: Grant = {
    sellerId,
    scope,
    readyMade,
    refreshToken: scope.split(' ').includes('offline') ? hex(32) : null,
    ...newAccess(world),
  };
  const now = world.setting.now();
  // One without a refresh token is of no use once it has ended.
  world.state.grants = world.state.grants.filter(
    (one) => one.refreshToken !== null || one.expiresAt > now,
  );
  world.state.grants.push(grant);
  const seller = sellerId === null ? undefined : world.state.sellers[sellerId];
  if (seller) seller.revoked = false;
  world.setting.changed();
  return grant;
}

function newAccess(world: World) {
  const { accessTokenSeconds } = world.state.settings;
  return { accessToken: hex(24), expiresAt: world.setting.now() + accessTokenSeconds * 1000 };
}

/** A token a client can start with. None for a seller that took the leave back. */
export function readyMade(world: World, seller: Seller): Grant | undefined {
  if (seller.revoked) return undefined;
  const soon = world.setting.now() + 600_000;
  return (
    world.state.grants.find(
      (one) => one.readyMade && one.sellerId === seller.id && one.expiresAt > soon,
    ) ?? startGrant(world, seller.id, 'order product inventory multichannel offline', true)
  );
}

export function revoke(world: World, seller: Seller): void {
  seller.revoked = true;
  world.state.grants = world.state.grants.filter((one) => one.sellerId !== seller.id);
  world.setting.changed();
}

/** Access tokens die now; refresh tokens live on. */
export function expireAccess(world: World, sellerId?: number): void {
  for (const grant of world.state.grants)
    if (sellerId === undefined || grant.sellerId === sellerId) grant.expiresAt = 0;
  world.setting.changed();
}

/** `POST /sc/oauth2/token`. tiki spec §1 */
export async function tokenAnswer(world: World, call: Call): Promise<Answer> {
  const form = await bodyFields(call);
  if (!form || !call.contentType.startsWith('application/x-www-form-urlencoded'))
    return refuse('invalid_request', 'The request body must be a form.', 400);
  const { app } = world.state;
  const header = call.headers['authorization'];
  const proof = clientProof(typeof header === 'string' ? header : undefined, form);
  if (proof?.id !== app.clientId || !same(proof.secret, app.clientSecret))
    return refuse('invalid_client', 'Client authentication failed.', 401);
  if (proof.how !== app.clientAuth)
    return refuse('invalid_client', `The client must authenticate by ${app.clientAuth}.`, 401);
  world.setting.changed();
  switch (form['grant_type']) {
    case 'client_credentials':
      return ownToken(world, text(form['scope']) ?? '');
    case 'authorization_code':
      return byCode(world, text(form['code']) ?? '', text(form['redirect_uri']) ?? '');
    case 'refresh_token':
      return byRefresh(world, text(form['refresh_token']) ?? '');
    default:
      return refuse('unsupported_grant_type', 'The grant type is not supported.', 400);
  }
}

function same(given: string, wanted: string): boolean {
  const [a, b] = [Buffer.from(given), Buffer.from(wanted)];
  return a.length === b.length && timingSafeEqual(a, b);
}

function refuse(error: string, error_description: string, status: number): Answer {
  return json({ error, error_description }, status);
}

export function areScopes(scope: string): boolean {
  const parts = scope.split(' ').filter(Boolean);
  return parts.every((part) => SCOPES.includes(part));
}

/** No refresh token: the client asks anew. */
function ownToken(world: World, scope: string): Answer {
  if (!areScopes(scope)) return refuse('invalid_scope', 'The scope is not known.', 400);
  const own = world.state.app.kind === 'in_house' ? Object.values(world.state.sellers)[0] : null;
  const plain = scope
    .split(' ')
    .filter((part) => part !== 'offline')
    .join(' ');
  return told(world, startGrant(world, own?.id ?? null, plain));
}

function byCode(world: World, code: string, redirectUri: string): Answer {
  const now = world.setting.now();
  const found = world.state.codes.find((one) => one.code === code && one.expiresAt > now);
  if (!found || found.redirectUri !== redirectUri)
    return refuse('invalid_grant', 'The authorization code is not valid.', 400);
  world.state.codes = world.state.codes.filter((one) => one !== found);
  return told(world, startGrant(world, found.sellerId, found.scope));
}

/** Rotates: the refresh token given is dead from here on. */
function byRefresh(world: World, refreshToken: string): Answer {
  const grant = world.state.grants.find((one) => one.refreshToken === refreshToken);
  if (!grant || refreshToken === '')
    return refuse('invalid_grant', 'The refresh token is not valid.', 400);
  Object.assign(grant, newAccess(world), { refreshToken: hex(32), readyMade: false });
  return told(world, grant);
}

function told(world: World, grant: Grant): Answer {
  return json({
    access_token: grant.accessToken,
    expires_in: world.state.settings.accessTokenSeconds,
    scope: grant.scope,
    token_type: 'bearer',
    ...(grant.refreshToken !== null && { refresh_token: grant.refreshToken }),
  });
}
