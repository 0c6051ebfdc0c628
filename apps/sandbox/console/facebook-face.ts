import { ControlRefusal } from '../core/door';
import { h, type Html } from '../core/page';
import { ask, type ConsoleFace } from './face';
import { headOf } from './pages';

interface ShownProduct {
  sku: string;
  name: string;
  price: string;
  stock: number | null;
  status: string;
  image: string;
  review: string;
  imageStatus: string;
}
interface ShownPost {
  id: string;
  message: string;
  photos: string[];
  comments: {
    id: string;
    message: string;
    is_hidden: boolean;
    from?: { name: string };
    parent?: { id: string };
  }[];
}
interface ShownMessage {
  fromPage: boolean;
  text: string;
  name: string;
  psid: string;
}

function productCard(item: ShownProduct): Html {
  return h`<div class="card">${item.image ? h`<img src="${item.image}" alt="" loading="lazy">` : ''}<h3>${item.name}</h3><b>${item.price}</b> · ${item.status}<br><span class="soft">còn ${item.stock ?? '?'} · ${item.sku} · xét duyệt: ${item.review} · ảnh: ${item.imageStatus}</span></div>`;
}

function postCard(pageId: string, post: ShownPost): Html {
  const comments = post.comments.map(
    (one) =>
      h`<li>${one.parent ? '↳ ' : ''}<b>${one.from?.name ?? 'Ẩn danh'}</b>: ${one.message}${one.is_hidden ? h` <span class="soft">(đã ẩn)</span>` : ''}</li>`,
  );
  return h`<div class="card">${post.photos[0] ? h`<img src="${post.photos[0]}" alt="" loading="lazy">` : ''}<p style="white-space:pre-line">${post.message}</p><ul>${comments}</ul>
<form method="post" action="/console/facebook/${pageId}/comment"><input type="hidden" name="postId" value="${post.id}">
<div class="row"><input class="grow" name="name" value="Lê Thị Hồng" aria-label="Tên người mua"><input class="grow" name="message" placeholder="chốt 2 hộp 0901234567" aria-label="Bình luận" required><button>Bình luận</button></div></form></div>`;
}

/** What a visitor of one Page sees, with what a buyer can do there. */
function facebookPage(
  page: { id: string; name: string },
  shown: { items: ShownProduct[]; posts: ShownPost[]; messages: ShownMessage[] },
  notice: string,
): Html {
  const talk = shown.messages.map(
    (one) => h`<li><b>${one.fromPage ? page.name : one.name}</b>: ${one.text}</li>`,
  );
  return h`${headOf(`Facebook: ${page.name}`, notice)}
<h2>Bài viết</h2>${shown.posts.length ? h`<div class="cards">${shown.posts.map((post) => postCard(page.id, post))}</div>` : h`<p class="soft">Chưa có bài nào.</p>`}
<h2>Nhắn tin cho Trang</h2><form method="post" action="/console/facebook/${page.id}/message"><div class="row"><input class="grow" name="from" value="Lê Thị Hồng" aria-label="Tên người mua"><input class="grow" name="text" placeholder="Chị ơi còn hàng không?" aria-label="Tin nhắn" required><button>Gửi</button></div></form><ul>${talk}</ul>
<h2>Danh mục</h2>${shown.items.length ? h`<div class="cards">${shown.items.map(productCard)}</div>` : h`<p class="soft">Danh mục trống.</p>`}`;
}

export const facebookFace: ConsoleFace = {
  places: (door) =>
    ask<{ id: string; name: string }[]>(door, 'GET', 'pages').map(({ id, name }) => ({ id, name })),
  page: (door, place, notice) =>
    facebookPage(
      place,
      {
        items: ask<ShownProduct[]>(door, 'GET', `pages/${place.id}/items`),
        posts: ask<ShownPost[]>(door, 'GET', `pages/${place.id}/posts`),
        messages: ask<ShownMessage[]>(door, 'GET', `pages/${place.id}/messages`),
      },
      notice,
    ),
  act: (door, pageId, action, _more, form) => {
    if (action === 'comment')
      ask(door, 'POST', `pages/${pageId}/comment`, { ...form, from: { name: form['name'] } });
    else if (action === 'message') ask(door, 'POST', `pages/${pageId}/message`, form);
    else throw new ControlRefusal('không có việc này', 404);
    return '';
  },
};
