import { bodyFields, html, redirect, type Answer, type Call } from '../core/front';
import { text, type Fields } from '../core/input';
import { h, page } from '../core/page';
import { hex } from '../core/random';
import { GraphRefusal, invalid } from './refusal';
import type { Token } from './state';
import type { World } from './world';

const CODE_MS = 10 * 60_000;

/** The Facebook Login dialog. Undefined for other paths. */
export async function loginPage(world: World, call: Call): Promise<Answer | undefined> {
  const path = call.path.replace(/^\/v\d+\.\d+/, '');
  if (call.method === 'GET' && path === '/dialog/oauth') return ask(world, call.query);
  if (call.method === 'POST' && path === '/dialog/oauth/confirm') return decide(world, call);
  return undefined;
}

function refuse(why: string): Answer {
  return html(page('Facebook', h`<h1>Không mở được trang đăng nhập</h1><p>${why}</p>`), 400);
}

function ask(world: World, query: URLSearchParams): Answer {
  const to = query.get('redirect_uri') ?? '';
  if (query.get('client_id') !== world.state.app.appId) return refuse('client_id không đúng.');
  if (!URL.canParse(to)) return refuse('redirect_uri thiếu hoặc không phải là một địa chỉ.');
  if ((query.get('response_type') ?? 'code') !== 'code')
    return refuse('response_type phải là code.');
  const choices = Object.values(world.state.pages).map(
    (one) =>
      h`<p><label><input type="checkbox" name="page_id" value="${one.id}" checked> ${one.name} <span class="soft">(${one.id})</span></label></p>`,
  );
  const body = h`<h1>${world.state.user.name}, cho phép ứng dụng quản lý các Trang?</h1>
<p class="soft">Quyền xin: ${query.get('scope') ?? ''}</p>
<form method="post" action="/dialog/oauth/confirm"><input type="hidden" name="redirect_uri" value="${to}">
<input type="hidden" name="state" value="${query.get('state') ?? ''}">${choices}
<div class="row"><button name="action" value="allow">Tiếp tục</button> <button name="action" value="deny">Không cho phép</button></div></form>`;
  return html(page('Facebook (thử nghiệm)', body));
}

async function decide(world: World, call: Call): Promise<Answer> {
  const form = new URLSearchParams(call.body.toString('utf8'));
  const fields = (await bodyFields(call)) ?? {};
  const to = text(fields['redirect_uri']) ?? '';
  if (!URL.canParse(to)) return refuse('redirect_uri thiếu.');
  const target = new URL(to);
  const state = text(fields['state']);
  if (state) target.searchParams.set('state', state);
  if (fields['action'] === 'deny') {
    target.searchParams.set('error', 'access_denied');
    target.searchParams.set('error_reason', 'user_denied');
    return redirect(target.toString());
  }
  const pageIds = form.getAll('page_id').filter((id) => world.state.pages[id]);
  target.searchParams.set('code', newCode(world, to, pageIds));
  return redirect(target.toString());
}

/** The user said yes for these Pages. */
export function newCode(world: World, redirectUri: string, pageIds: string[]): string {
  const code = `AQ${hex(24)}`;
  const now = world.setting.now();
  world.state.codes = world.state.codes.filter((one) => one.expiresAt > now);
  world.state.codes.push({ code, redirectUri, pageIds, expiresAt: now + CODE_MS });
  world.setting.changed();
  return code;
}

export function issue(world: World, token: Omit<Token, 'issuedAt'>): string {
  const now = world.setting.now();
  const name = `EAA${token.kind === 'page' ? 'P' : 'U'}${hex(40)}`;
  for (const [old, one] of Object.entries(world.state.tokens)) {
    if (one.expiresAt !== 0 && one.expiresAt < now - 86_400_000) delete world.state.tokens[old];
  }
  world.state.tokens[name] = { ...token, issuedAt: now };
  world.setting.changed();
  return name;
}

/** `GET /oauth/access_token`: a code for a short user token, a short for a long one, or an app token. */
export function exchangeToken(world: World, params: Fields): Record<string, unknown> {
  const { appId, appSecret } = world.state.app;
  if (text(params['client_id']) !== appId) {
    throw new GraphRefusal({
      code: 101,
      message: 'Error validating application. Cannot get application info due to a system error.',
    });
  }
  if (text(params['client_secret']) !== appSecret) {
    throw new GraphRefusal({ code: 1, message: 'Error validating client secret.' });
  }
  const grant = text(params['grant_type']);
  if (grant === 'client_credentials')
    return { access_token: `${appId}|${appSecret}`, token_type: 'bearer' };
  if (grant === 'fb_exchange_token')
    return longToken(world, text(params['fb_exchange_token']) ?? '');
  return codeToken(world, text(params['code']) ?? '', text(params['redirect_uri']) ?? '');
}

function codeToken(world: World, code: string, redirectUri: string): Record<string, unknown> {
  const now = world.setting.now();
  const found = world.state.codes.find((one) => one.code === code && one.expiresAt > now);
  if (!found) throw invalid('This authorization code has expired or has been used.', 36009);
  if (found.redirectUri !== redirectUri) {
    const message =
      'Error validating verification code. Please make sure your redirect_uri is identical to the one you used in the OAuth dialog request';
    throw new GraphRefusal({ code: 100, subcode: 36008, message });
  }
  world.state.codes = world.state.codes.filter((one) => one !== found);
  const lifeMs = world.state.settings.shortTokenMs;
  const token = issue(world, { kind: 'user', pageIds: found.pageIds, expiresAt: now + lifeMs });
  return { access_token: token, token_type: 'bearer', expires_in: Math.floor(lifeMs / 1000) };
}

function longToken(world: World, short: string): Record<string, unknown> {
  const token = world.state.tokens[short];
  const now = world.setting.now();
  const alive = token && !token.dead && (token.expiresAt === 0 || token.expiresAt > now);
  if (!token || !alive || token.kind !== 'user') {
    throw new GraphRefusal({
      code: 190,
      message: 'Error validating access token: Session has expired.',
      subcode: 463,
    });
  }
  const lifeMs = world.state.settings.longTokenMs;
  const long = issue(world, { kind: 'user', pageIds: token.pageIds, expiresAt: now + lifeMs });
  return { access_token: long, token_type: 'bearer', expires_in: Math.floor(lifeMs / 1000) };
}

/** The Page's token for a user's: it lives for ever if the user's is a long one, else no longer than that. */
export function pageToken(world: World, pageId: string, user: Token): string {
  const { shortTokenMs } = world.state.settings;
  const long = user.expiresAt === 0 || user.expiresAt - user.issuedAt > shortTokenMs;
  const expiresAt = long ? 0 : user.expiresAt;
  for (const [name, one] of Object.entries(world.state.tokens)) {
    if (
      one.kind === 'page' &&
      one.pageId === pageId &&
      one.expiresAt === expiresAt &&
      !one.dead &&
      !one.readyMade
    )
      return name;
  }
  return issue(world, { kind: 'page', pageId, expiresAt });
}

export function debugToken(world: World, inputToken: string): Record<string, unknown> {
  const token = world.state.tokens[inputToken];
  const { appId } = world.state.app;
  if (!token) {
    const error = { code: 190, message: 'Invalid OAuth access token - Cannot parse access token' };
    return { data: { app_id: appId, is_valid: false, error, scopes: [] } };
  }
  const expired = token.expiresAt !== 0 && token.expiresAt <= world.setting.now();
  return {
    data: {
      app_id: appId,
      type: token.kind === 'page' ? 'PAGE' : 'USER',
      application: 'Ứng dụng thử nghiệm',
      is_valid: !token.dead && !expired,
      issued_at: Math.floor(token.issuedAt / 1000),
      expires_at: Math.floor(token.expiresAt / 1000),
      data_access_expires_at: Math.floor(token.issuedAt / 1000) + 90 * 86_400,
      scopes: SCOPES,
      granular_scopes: SCOPES.map((scope) => ({ scope })),
      user_id: world.state.user.id,
      ...(token.pageId ? { profile_id: token.pageId } : {}),
      ...(token.dead
        ? { error: { code: 190, subcode: token.dead, message: 'Error validating access token' } }
        : {}),
    },
  };
}

const SCOPES = [
  'pages_show_list',
  'pages_read_engagement',
  'pages_read_user_content',
  'pages_manage_posts',
  'pages_manage_engagement',
  'pages_manage_metadata',
  'pages_messaging',
  'catalog_management',
  'business_management',
];
