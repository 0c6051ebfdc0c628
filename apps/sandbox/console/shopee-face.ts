import type { ChannelDoor } from '../core/door';
import { h, type Html } from '../core/page';
import { ask, type ConsoleFace, type Place } from './face';
import { marketFace } from './market-face';
import { SHOPEE_WORDS } from './shopee-words';

interface ShownSession {
  sessionId: number;
  title: string;
  status: 0 | 1 | 2;
  isTest: boolean;
  items: { itemId: number; name: string; isShown: boolean }[];
  comments: { username: string; content: string; isOurs: boolean; isBanned: boolean }[];
}

const STATUS = { 0: 'chưa phát', 1: 'đang phát', 2: 'đã xong' };
const market = marketFace(SHOPEE_WORDS);

function sessionCard(shop: Place, one: ShownSession): Html {
  const items = one.items.map(
    (item) => h`<li>${item.name}${item.isShown ? h` <b>(đang ghim)</b>` : ''}</li>`,
  );
  const comments = one.comments.map(
    (comment) =>
      h`<li><b>${comment.isOurs ? `${shop.name} (gian hàng)` : comment.username}</b>: ${comment.content}${comment.isBanned ? h` <span class="soft">(bị chặn)</span>` : ''}</li>`,
  );
  const action = `/console/shopee/${shop.id}/live/${one.sessionId}`;
  const form = h`<form method="post" action="${action}" class="row"><input class="grow" name="from" value="Lê Thị Hồng" aria-label="Tên người xem"><input class="grow" name="text" placeholder="chốt mã 12, 2 hộp" aria-label="Bình luận" required><button>Bình luận</button></form>`;
  return h`<div class="card"><h3>${one.title}</h3><p>${STATUS[one.status]}${one.isTest ? ' · phát thử' : ''}</p><ul>${items}</ul><ul>${comments}</ul>${one.status === 1 ? form : ''}</div>`;
}

function livePart(door: ChannelDoor, shop: Place): Html {
  const sessions = ask<ShownSession[]>(door, 'GET', `shops/${shop.id}/live`).toReversed();
  return h`<h2>Livestream</h2>${sessions.length ? h`<div class="cards">${sessions.map((one) => sessionCard(shop, one))}</div>` : h`<p class="soft">Chưa có buổi live nào.</p>`}`;
}

/** A market place whose visitors also watch it live. */
export const shopeeFace: ConsoleFace = {
  places: market.places,
  page: (door, shop, notice) => h`${market.page(door, shop, notice)}${livePart(door, shop)}`,
  act: (door, shopId, action, more, form) => {
    if (action !== 'live') return market.act(door, shopId, action, more, form);
    ask(door, 'POST', `shops/${shopId}/live/${more}/comment`, form);
    return '';
  },
};
