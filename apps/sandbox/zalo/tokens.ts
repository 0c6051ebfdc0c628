import { bodyFields, html, json, redirect, type Answer, type Call } from '../core/front';
import { text, type Fields } from '../core/input';
import { h, page } from '../core/page';
import { hex } from '../core/random';
import { ZaloRefusal } from './refusal';
import { codeChallenge } from './signature';
import type { Oa } from './state';
import type { World } from './world';

const CODE_MS = 10 * 60_000;

/** Consent page and token endpoint, which on Zalo's side are another host. Undefined for other paths. zalo spec §1 */
export async function oauthAnswer(world: World, call: Call): Promise<Answer | undefined> {
  const { method, path } = call;
  if (method === 'GET' && path === '/v4/oa/permission') return ask(world, call.query);
  if (method === 'POST' && path === '/v4/oa/permission/confirm') return decide(world, call);
  return undefined;
}

const refuse = (why: string): Answer =>
  html(page('Zalo', h`<h1>Không mở được trang cấp quyền</h1><p>${why}</p>`), 400);

function ask(world: World, query: URLSearchParams): Answer {
  const { appId, codeVerifier } = world.state.app;
  const to = query.get('redirect_uri') ?? '';
  if (query.get('app_id') !== appId) return refuse('-14002 Invalid appId');
  if (!URL.canParse(to)) return refuse('-14003 Invalid redirect uri');
  if (query.get('code_challenge') !== codeChallenge(codeVerifier))
    return refuse('code_challenge không giống mã đã lưu trong trang quản lý ứng dụng.');
  const choices = Object.values(world.state.oas).map(
    (oa, at) =>
      h`<p><label><input type="radio" name="oa_id" value="${oa.oaId}" ${at === 0 ? h`checked` : ''}> ${oa.name} <span class="soft">(${oa.oaId})</span></label></p>`,
  );
  return html(
    page(
      'Zalo (thử nghiệm)',
      h`<h1>Cho phép ứng dụng quản lý Official Account?</h1><form method="post" action="/v4/oa/permission/confirm">
<input type="hidden" name="redirect_uri" value="${to}"><input type="hidden" name="state" value="${query.get('state') ?? ''}">${choices}
<div class="row"><button name="action" value="allow">Cho phép</button> <button name="action" value="deny">Không cho phép</button></div></form>`,
    ),
  );
}

async function decide(world: World, call: Call): Promise<Answer> {
  const form = (await bodyFields(call)) ?? {};
  const to = text(form['redirect_uri']) ?? '';
  const oa = world.state.oas[text(form['oa_id']) ?? ''];
  if (!URL.canParse(to)) return refuse('redirect_uri thiếu.');
  const state = text(form['state']) ?? '';
  if (form['action'] === 'deny' || !oa) {
    const back = new URL(to);
    back.searchParams.set('state', state);
    return redirect(back.href);
  }
  return redirect(grant(world, oa, to, state).location);
}

/** The admin of this OA said yes. */
export function grant(world: World, oa: Oa, to: string, state: string) {
  const now = world.setting.now();
  const code = hex(24);
  world.state.codes = world.state.codes.filter((one) => one.expiresAt > now);
  world.state.codes.push({ code, oaId: oa.oaId, expiresAt: now + CODE_MS });
  oa.isRevoked = false;
  world.setting.changed();
  const target = new URL(to);
  target.searchParams.set('code', code);
  target.searchParams.set('oa_id', oa.oaId);
  if (state) target.searchParams.set('state', state);
  return { code, location: target.href };
}

/** `POST /v4/oa/access_token`: refusals have a body of their own kind, with status 200. zalo spec §1.2 */
export async function tokenAnswer(
  world: World,
  call: Call,
): Promise<{ answer: Answer; outcome: string }> {
  try {
    const form = (await bodyFields(call)) ?? {};
    return { answer: json(exchange(world, call, form)), outcome: 'ok' };
  } catch (error) {
    if (!(error instanceof ZaloRefusal)) throw error;
    const body = {
      error: error.code,
      error_name: error.message,
      error_reason: error.message,
      ref_doc: 'https://developers.zalo.me/docs/social-api/tham-khao/ma-loi',
    };
    return { answer: json(body), outcome: String(error.code) };
  }
}

function exchange(world: World, call: Call, form: Fields): Record<string, string> {
  const { app, settings } = world.state;
  if (text(form['app_id']) !== app.appId) throw new ZaloRefusal(-14002, 'Invalid appId');
  const isForm = call.contentType.startsWith('application/x-www-form-urlencoded');
  if (!isForm || call.headers['secret_key'] !== app.appSecret)
    throw new ZaloRefusal(-14004, 'Invalid secret key');
  if (form['grant_type'] === 'refresh_token') {
    const refresh = world.state.refreshTokens[text(form['refresh_token']) ?? ''];
    const isDead =
      !refresh ||
      refresh.isUsed ||
      refresh.expiresAt <= world.setting.now() ||
      world.state.oas[refresh.oaId]?.isRevoked;
    if (isDead) throw new ZaloRefusal(settings.usedRefreshCode, 'Invalid refresh token');
    refresh.isUsed = true;
    return issue(world, refresh.oaId);
  }
  if (form['grant_type'] !== 'authorization_code')
    throw new ZaloRefusal(-14012, 'Invalid grant type');
  const found = world.state.codes.find((one) => one.code === text(form['code']));
  if (!found || found.expiresAt <= world.setting.now())
    throw new ZaloRefusal(-14012, 'Invalid authorization code');
  if (text(form['code_verifier']) !== app.codeVerifier)
    throw new ZaloRefusal(-14012, 'Invalid code verifier');
  world.state.codes = world.state.codes.filter((one) => one !== found);
  return issue(world, found.oaId);
}

/** A new pair; the access tokens before it are void. zalo spec §1.2 */
export function issue(world: World, oaId: string): Record<string, string> {
  const { state, setting } = world;
  const { accessTokenMs, refreshTokenMs } = state.settings;
  for (const [token, one] of Object.entries(state.tokens))
    if (one.oaId === oaId) delete state.tokens[token];
  const access = `zat_${hex(32)}`;
  const refresh = `zrt_${hex(32)}`;
  state.tokens[access] = { oaId, expiresAt: setting.now() + accessTokenMs };
  state.refreshTokens[refresh] = {
    oaId,
    expiresAt: setting.now() + refreshTokenMs,
    isUsed: false,
  };
  setting.changed();
  return {
    access_token: access,
    refresh_token: refresh,
    expires_in: String(Math.floor(accessTokenMs / 1000)),
  };
}
