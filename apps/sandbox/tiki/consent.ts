import { bodyFields, html, redirect, type Answer, type Call } from '../core/front';
import { text } from '../core/input';
import { h, page } from '../core/page';
import { areScopes, grantCode } from './tokens';
import type { World } from './world';

/** The pages a seller sees under `/sc/oauth2/auth`. Undefined for other paths. tiki spec §1 */
export async function consentPage(world: World, call: Call): Promise<Answer | undefined> {
  if (call.path !== '/sc/oauth2/auth') return undefined;
  return call.method === 'POST' ? decide(world, call) : ask(world, call.query);
}

function refuse(why: string): Answer {
  return html(page('Tiki', h`<h1>Không mở được trang cấp quyền</h1><p>${why}</p>`), 400);
}

function ask(world: World, query: URLSearchParams): Answer {
  const to = query.get('redirect_uri') ?? '';
  const state = query.get('state') ?? '';
  const scope = query.get('scope') ?? '';
  if (query.get('client_id') !== world.state.app.clientId) return refuse('client_id không đúng.');
  if (query.get('response_type') !== 'code') return refuse('response_type phải là code.');
  if (!URL.canParse(to)) return refuse('redirect_uri thiếu hoặc không phải là một địa chỉ.');
  if (!areScopes(scope) || scope === '') return refuse('scope không đúng.');
  if (state.length < 8) return refuse('state phải dài từ 8 ký tự.');
  const choices = Object.values(world.state.sellers).map(
    (seller, at) =>
      h`<p><label><input type="radio" name="seller_id" value="${seller.id}" ${at === 0 ? h`checked` : ''}> ${seller.name} <span class="soft">(${seller.id})</span></label></p>`,
  );
  return html(
    page(
      'Tiki (thử nghiệm)',
      h`<h1>Cho phép ứng dụng quản lý nhà bán?</h1><p class="soft">Quyền: ${scope}</p><form method="post" action="/sc/oauth2/auth">
<input type="hidden" name="redirect_uri" value="${to}"><input type="hidden" name="state" value="${state}"><input type="hidden" name="scope" value="${scope}">${choices}
<div class="row"><button name="answer" value="allow">Đồng ý</button><button name="answer" value="deny">Từ chối</button></div></form>`,
    ),
  );
}

async function decide(world: World, call: Call): Promise<Answer> {
  const form = (await bodyFields(call)) ?? {};
  const to = text(form['redirect_uri']) ?? '';
  const seller = world.state.sellers[text(form['seller_id']) ?? ''];
  if (!seller || !URL.canParse(to)) return refuse('Chọn một nhà bán rồi bấm lại.');
  const target = new URL(to);
  if (form['answer'] === 'deny') target.searchParams.set('error', 'access_denied');
  else target.searchParams.set('code', grantCode(world, seller, to, text(form['scope']) ?? ''));
  target.searchParams.set('state', text(form['state']) ?? '');
  return redirect(target.toString());
}
