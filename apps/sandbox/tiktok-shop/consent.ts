import { bodyFields, html, redirect, type Answer, type Call } from '../core/front';
import { text } from '../core/input';
import { h, page } from '../core/page';
import { grantCode } from './tokens';
import type { World } from './world';

/** The page on which a seller lets the app in. Undefined for other paths. tiktok-shop spec §1 */
export async function consentPage(world: World, call: Call): Promise<Answer | undefined> {
  if (call.method === 'GET' && call.path === '/open/authorize') return ask(world, call.query);
  if (call.method === 'POST' && call.path === '/open/authorize/confirm')
    return decide(world, await bodyFields(call));
  return undefined;
}

function refuse(why: string): Answer {
  return html(page('TikTok Shop', h`<h1>Không mở được trang cấp quyền</h1><p>${why}</p>`), 400);
}

function ask(world: World, query: URLSearchParams): Answer {
  const { app, settings, shops } = world.state;
  if (query.get('service_id') !== app.serviceId) return refuse('service_id không đúng.');
  if (!URL.canParse(settings.redirectUrl))
    return refuse('Ứng dụng chưa đặt địa chỉ trả về (settings.redirectUrl).');
  const choices = Object.values(shops).map(
    (shop, at) =>
      h`<p><label><input type="radio" name="shop_id" value="${shop.id}" ${at === 0 ? h`checked` : ''}> ${shop.name} <span class="soft">(${shop.code})</span></label></p>`,
  );
  return html(
    page(
      'TikTok Shop (thử nghiệm)',
      h`<h1>Cho phép ứng dụng quản lý gian hàng?</h1><form method="post" action="/open/authorize/confirm">
<input type="hidden" name="state" value="${query.get('state') ?? ''}">${choices}
<button name="action" value="allow">Cho phép</button> <button name="action" value="deny">Từ chối</button></form>`,
    ),
  );
}

function decide(world: World, form: Record<string, unknown> | undefined): Answer {
  const shop = world.state.shops[text(form?.['shop_id']) ?? ''];
  if (!shop) return refuse('Chọn một gian hàng rồi bấm lại.');
  const state = text(form?.['state']) ?? '';
  if (form?.['action'] !== 'deny') return redirect(wayBack(world, grantCode(world, shop), state));
  const target = new URL(world.state.settings.redirectUrl);
  target.search = new URLSearchParams({ code: 'null', error: 'auth_denied', state }).toString();
  return redirect(target.toString());
}

/** The redirect is fixed in Partner Center; only `code` and `state` are to be relied upon. */
export function wayBack(world: World, code: string, state: string, to?: string): string {
  const target = new URL(to ?? world.state.settings.redirectUrl);
  const { appKey } = world.state.app;
  const query = { app_key: appKey, code, locale: 'vi-VN', shop_region: 'VN', state };
  for (const [name, value] of Object.entries(query)) target.searchParams.set(name, value);
  return target.toString();
}
