import { bodyFields, html, redirect, type Answer, type Call } from '../core/front';
import { text } from '../core/input';
import { h, page } from '../core/page';
import { grantCode } from './tokens';
import type { World } from './world';

/** The page on which a seller gives permission. Undefined for other paths. lazada spec §1 */
export async function consentPage(world: World, call: Call): Promise<Answer | undefined> {
  if (call.method === 'GET' && call.path === '/oauth/authorize') return ask(world, call.query);
  if (call.method === 'POST' && call.path === '/oauth/confirm') return decide(world, call);
  return undefined;
}

function refuse(why: string): Answer {
  return html(page('Lazada', h`<h1>Không mở được trang cấp quyền</h1><p>${why}</p>`), 400);
}

function ask(world: World, query: URLSearchParams): Answer {
  const to = query.get('redirect_uri') ?? '';
  if (query.get('client_id') !== world.state.app.appKey) return refuse('client_id không đúng.');
  if (query.get('response_type') !== 'code') return refuse('response_type phải là code.');
  if (!URL.canParse(to)) return refuse('redirect_uri thiếu hoặc không phải là một địa chỉ.');
  const choices = Object.values(world.state.shops).map(
    (shop, at) =>
      h`<p><label><input type="radio" name="seller_id" value="${shop.sellerId}" ${at === 0 ? h`checked` : ''}> ${shop.name} <span class="soft">(${shop.shortCode})</span></label></p>`,
  );
  return html(
    page(
      'Lazada (thử nghiệm)',
      h`<h1>Cho phép ứng dụng quản lý gian hàng?</h1><form method="post" action="/oauth/confirm">
<input type="hidden" name="redirect_uri" value="${to}"><input type="hidden" name="state" value="${query.get('state') ?? ''}">
${choices}<button>Đồng ý</button></form>`,
    ),
  );
}

async function decide(world: World, call: Call): Promise<Answer> {
  const form = await bodyFields(call);
  const shop = world.state.shops[text(form?.['seller_id']) ?? ''];
  const to = text(form?.['redirect_uri']) ?? '';
  if (!shop || !URL.canParse(to)) return refuse('Chọn một gian hàng rồi bấm lại.');
  return redirect(callbackWith(to, grantCode(world, shop), text(form?.['state'])));
}

/** Where the seller's browser goes after saying yes. */
export function callbackWith(to: string, code: string, state: string | undefined): string {
  const target = new URL(to);
  target.searchParams.set('code', code);
  if (state) target.searchParams.set('state', state);
  return target.toString();
}
