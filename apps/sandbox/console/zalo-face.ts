import { ControlRefusal } from '../core/door';
import { h, type Html } from '../core/page';
import { ask, type ConsoleFace, type Place } from './face';
import { headOf } from './pages';

interface ShownArticle {
  title: string;
  status: 'show' | 'hide';
  cover: { photo_url?: string };
  body: { type: string; content?: string }[];
}
interface ShownMessage {
  isFromOa: boolean;
  text: string;
  name: string;
}
interface ShownNotice {
  to: string;
  templateId: string;
  data: Record<string, string>;
}

function articleCard(article: ShownArticle): Html {
  const parts = article.body.flatMap((part) =>
    part.type === 'text' ? [h`<p style="white-space:pre-line">${part.content}</p>`] : [],
  );
  return h`<div class="card">${article.cover.photo_url ? h`<img src="${article.cover.photo_url}" alt="" loading="lazy">` : ''}<h3>${article.title}</h3>${article.status === 'show' ? '' : h`<p class="bad">đang ẩn</p>`}${parts}</div>`;
}

function writeForm(oaId: string, action: string, placeholder: string, button: string): Html {
  return h`<form method="post" action="/console/zalo/${oaId}/${action}"><div class="row"><input class="grow" name="from" value="Lê Thị Hồng" aria-label="Tên người mua"><input class="grow" name="text" placeholder="${placeholder}" aria-label="Tin nhắn" required><button>${button}</button></div></form>`;
}

/** What a follower of one OA sees, with what a buyer can do there. */
function oaPage(
  oa: Place,
  shown: { articles: ShownArticle[]; messages: ShownMessage[]; notices: ShownNotice[] },
  notice: string,
): Html {
  const talk = shown.messages.map(
    (one) =>
      h`<li><b>${one.isFromOa ? `${oa.name} → ${one.name}` : one.name}</b>: ${one.text}</li>`,
  );
  const notices = shown.notices.map(
    (one) =>
      h`<li>${one.to} · mẫu ${one.templateId}: ${Object.values(one.data).map(String).join(' · ')}</li>`,
  );
  return h`${headOf(`Zalo: ${oa.name}`, notice)}
<h2>Bài viết</h2>${shown.articles.length ? h`<div class="cards">${shown.articles.map(articleCard)}</div>` : h`<p class="soft">Chưa có bài nào.</p>`}
<h2>Trò chuyện</h2>${writeForm(oa.id, 'message', 'Chị ơi còn hàng không?', 'Khách nhắn')}${writeForm(oa.id, 'answer', 'Dạ còn ạ', 'OA trả lời')}<ul>${talk}</ul>
<h2>Tin báo theo mẫu</h2>${notices.length ? h`<ul>${notices}</ul>` : h`<p class="soft">Chưa gửi tin nào.</p>`}`;
}

export const zaloFace: ConsoleFace = {
  places: (door) => ask<Place[]>(door, 'GET', 'oas'),
  page: (door, oa, notice) =>
    oaPage(
      oa,
      {
        articles: ask<ShownArticle[]>(door, 'GET', `oas/${oa.id}/articles`),
        messages: ask<ShownMessage[]>(door, 'GET', `oas/${oa.id}/messages`),
        notices: ask<ShownNotice[]>(door, 'GET', `oas/${oa.id}/notices`),
      },
      notice,
    ),
  act: (door, oaId, action, _more, form) => {
    if (action !== 'message' && action !== 'answer')
      throw new ControlRefusal('không có việc này', 404);
    ask(door, 'POST', `oas/${oaId}/${action}`, form);
    return '';
  },
};
