import { behave } from '../control';
import { ControlRefusal, type ChannelDoor } from '../core/door';
import { bodyFields, html, redirect, type Answer, type Call } from '../core/front';
import type { Fields } from '../core/input';
import { h, page, type Html } from '../core/page';
import type { SimulatorName } from '../simulators';
import { type ConsoleFace } from './face';
import { FACES } from './faces';
import { faultForm, journalPage, navOf } from './pages';

const faceOf = (door: ChannelDoor): ConsoleFace => FACES[door.name as SimulatorName];

/** The console: plain pages on which a person plays the buyer. Undefined for paths it does not know. */
export async function consoleAnswer(doors: ChannelDoor[], call: Call): Promise<Answer | undefined> {
  const [first, channel = '', id = '', action = '', more = ''] = call.path
    .split('/')
    .filter(Boolean);
  if (call.path === '/') return html(page('Kênh thử nghiệm', frontPage(doors)));
  const door = first === 'console' ? doors.find((one) => one.name === channel) : undefined;
  if (!door) return undefined;
  if (call.method === 'POST') return act(door, call, id, action, more);
  if (id === 'journal') return html(page('Nhật ký', journalPage(door)));
  const place = faceOf(door)
    .places(door)
    .find((one) => one.id === id);
  if (!place) return undefined;
  const body = faceOf(door).page(door, place, call.query.get('notice') ?? '');
  return html(page(`${place.name} · ${door.title}`, body));
}

function frontPage(doors: ChannelDoor[]): Html {
  const sections = doors.map((door) => {
    const all = faceOf(door).places(door);
    const links = all.map(
      (one) =>
        h`<li><a href="/console/${door.name}/${one.id}">${one.name}</a> <span class="soft">(${one.id})</span></li>`,
    );
    return h`<h2>${door.title}</h2><p class="soft">Máy chủ giả lập: <code>${door.url}</code></p><ul>${links}</ul>
<details><summary>Gây lỗi</summary>${faultForm(door, all)}</details>`;
  });
  return h`${navOf(doors)}<h1>Kênh bán hàng thử nghiệm</h1><p>Đóng vai người mua: mở một gian hàng để mua, hoặc một Trang để bình luận và nhắn tin.</p>${sections}`;
}

/** Forms post here; the answer is the page again, with a word if it did not work. */
async function act(
  door: ChannelDoor,
  call: Call,
  id: string,
  action: string,
  more: string,
): Promise<Answer> {
  const form = (await bodyFields(call)) ?? {};
  let notice = '';
  try {
    notice = doIt(door, form, id, action, more);
  } catch (error) {
    if (!(error instanceof ControlRefusal)) throw error;
    notice = error.message;
  }
  const back = id === 'behave' ? '/' : `/console/${door.name}/${id}`;
  return {
    ...redirect(notice ? `${back}?notice=${encodeURIComponent(notice)}` : back),
    status: 303,
  };
}

function doIt(door: ChannelDoor, form: Fields, id: string, action: string, more: string): string {
  if (id === 'behave') {
    behave(door, { ...form, shopId: form['shopId'] || undefined });
    return '';
  }
  return faceOf(door).act(door, id, action, more, form);
}
