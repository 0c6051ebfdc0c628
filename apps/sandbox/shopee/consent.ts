import { bodyFields, html, json, redirect, type Answer, type Call } from '../core/front';
import { text } from '../core/input';
import { h, page } from '../core/page';
import { seconds } from '../core/setting';
import { appNumbered } from './apps';
import { requestSign, sameSign } from './signature';
import type { AppKind } from './state';
import { grantCode, revoke } from './tokens';
import type { World } from './world';

const LINK_SECONDS = 300;

/** The pages a seller sees: consent (`/auth`, or the older signed link) and its withdrawal. Undefined for other paths. */
export async function consentPage(world: World, call: Call): Promise<Answer | undefined> {
  const { method, path, query } = call;
  if (method === 'GET' && path === '/auth') return askAuth(world, query);
  if (method === 'GET' && path === '/api/v2/shop/auth_partner') return askSigned(world, call);
  if (method === 'GET' && path === '/cancel_auth') {
    const app = appNumbered(world.state, Number(query.get('partner_id')))?.kind;
    return ask(world, query.get('redirect_uri'), query.get('state'), 'cancel', app);
  }
  if (method === 'POST' && path === '/auth/confirm') return decide(world, call);
  return undefined;
}

function refuse(why: string): Answer {
  return html(page('Shopee', h`<h1>Không mở được trang cấp quyền</h1><p>${why}</p>`), 400);
}

function askAuth(world: World, query: URLSearchParams): Answer {
  const app = appNumbered(world.state, Number(query.get('partner_id')));
  if (!app) return refuse('partner_id không đúng.');
  if (query.get('response_type') !== 'code') return refuse('response_type phải là code.');
  if (!['seller', 'supplier', 'user'].includes(query.get('auth_type') ?? ''))
    return refuse('auth_type không đúng.');
  return ask(world, query.get('redirect_uri'), query.get('state'), 'allow', app.kind);
}

function askSigned(world: World, { query, path }: Call): Answer {
  const { app } = world.state;
  const timestamp = query.get('timestamp') ?? '';
  if (Number(query.get('partner_id')) !== app.partnerId)
    return shopeeError('error_param', 'Invalid partner_id.');
  if (!(Math.abs(seconds(world.setting) - Number(timestamp || Number.NaN)) <= LINK_SECONDS)) {
    return shopeeError('error_param', 'Timestamp is expired.');
  }
  const wanted = requestSign(app.partnerKey, { partnerId: app.partnerId, path, timestamp });
  if (!sameSign(query.get('sign') ?? '', wanted)) return shopeeError('error_sign', 'Wrong sign.');
  return ask(world, query.get('redirect'), null, 'allow');
}

function shopeeError(error: string, message: string): Answer {
  return json({ error, message, request_id: '' }, 403);
}

function ask(
  world: World,
  to: string | null,
  state: string | null,
  action: 'allow' | 'cancel',
  app: AppKind = 'seller',
): Answer {
  if (!to || !URL.canParse(to)) return refuse('redirect_uri thiếu hoặc không phải là một địa chỉ.');
  const shops = Object.values(world.state.shops);
  const choices = shops.map(
    (shop, at) =>
      h`<p><label><input type="radio" name="shop_id" value="${shop.shopId}" ${at === 0 ? h`checked` : ''}> ${shop.name} <span class="soft">(${shop.shopId})</span></label></p>`,
  );
  const asked =
    app === 'live'
      ? 'Cho phép ứng dụng quản lý livestream?'
      : 'Cho phép ứng dụng quản lý gian hàng?';
  const title = action === 'allow' ? asked : 'Rút quyền của ứng dụng?';
  return html(
    page(
      'Shopee (thử nghiệm)',
      h`<h1>${title}</h1><form method="post" action="/auth/confirm">
<input type="hidden" name="redirect_uri" value="${to}"><input type="hidden" name="state" value="${state ?? ''}">
<input type="hidden" name="action" value="${action}"><input type="hidden" name="app" value="${app}">${choices}
<button>${action === 'allow' ? 'Xác nhận cấp quyền' : 'Rút quyền'}</button></form>`,
    ),
  );
}

async function decide(world: World, call: Call): Promise<Answer> {
  const form = await bodyFields(call);
  const shop = world.state.shops[text(form?.['shop_id']) ?? ''];
  const to = text(form?.['redirect_uri']) ?? '';
  if (!shop || !URL.canParse(to)) return refuse('Chọn một gian hàng rồi bấm lại.');
  const target = new URL(to);
  const app = form?.['app'] === 'live' ? 'live' : 'seller';
  if (form?.['action'] === 'cancel') revoke(world, shop, app);
  else target.searchParams.set('code', grantCode(world, shop, app));
  target.searchParams.set('shop_id', String(shop.shopId));
  const state = text(form?.['state']);
  if (state) target.searchParams.set('state', state);
  return redirect(target.toString());
}
