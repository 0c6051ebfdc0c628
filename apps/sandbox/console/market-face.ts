import { ControlRefusal, type ChannelDoor } from '../core/door';
import { text } from '../core/input';
import type { MarketItem, MarketOrder, MarketShop } from '../core/market';
import { h, type Html } from '../core/page';
import { ask, type ConsoleFace, type Place } from './face';
import { headOf, vnd } from './pages';

/** The channel's own words for states and for the steps of buyer and carrier, in Vietnamese. */
export interface MarketWords {
  status: Readonly<Record<string, string>>;
  step: Readonly<Record<string, string>>;
}

function itemCard(door: ChannelDoor, shopId: string, item: MarketItem): Html {
  const models = item.models.map(
    (model) =>
      h`<form method="post" action="/console/${door.name}/${shopId}/buy" class="row"><input type="hidden" name="itemId" value="${item.itemId}"><input type="hidden" name="modelId" value="${model.modelId}">
<span class="grow">${model.name} <b>${vnd(model.price)}</b><br><span class="soft">còn ${model.stock} · ${model.sku}</span></span>
<input type="number" name="quantity" value="1" min="1" aria-label="Số lượng"><button name="pay" value="cod">Mua (COD)</button><button name="pay" value="now">Mua, trả tiền ngay</button><button name="pay" value="later">Đặt, trả sau</button></form>`,
  );
  return h`<div class="card">${item.images[0] ? h`<img src="${item.images[0]}" alt="" loading="lazy">` : ''}<h3>${item.name}</h3>${item.onSale ? models : h`<p class="bad">${item.status}</p>`}</div>`;
}

function orderRow(door: ChannelDoor, shopId: string, order: MarketOrder, words: MarketWords): Html {
  const lines = order.lines.map((line) => `${line.name} × ${line.quantity}`);
  const steps = order.next.map(
    (step) => h`<button name="step" value="${step}">${words.step[step] ?? step}</button> `,
  );
  return h`<div class="card"><b>${order.orderId}</b> · ${words.status[order.status] ?? order.status} · ${vnd(order.total)}${order.cod ? ' · COD' : ''}<br><span class="soft">${order.buyer}: ${lines.join('; ')}</span>
<form method="post" action="/console/${door.name}/${shopId}/orders/${order.orderId}" class="row">${steps}</form></div>`;
}

function shopPage(door: ChannelDoor, shop: Place, notice: string, words: MarketWords): Html {
  const items = ask<MarketItem[]>(door, 'GET', `shops/${shop.id}/items`);
  const orders = ask<MarketOrder[]>(door, 'GET', `shops/${shop.id}/orders`).toReversed();
  return h`${headOf(`${door.title}: ${shop.name}`, notice)}
<p class="soft">Gian hàng ${shop.id} trên ${door.url}</p>
<h2>Đang bán</h2>${items.length ? h`<div class="cards">${items.map((item) => itemCard(door, shop.id, item))}</div>` : h`<p class="soft">Chưa có món nào.</p>`}
<h2>Đơn hàng</h2>${orders.length ? h`<div class="cards">${orders.map((order) => orderRow(door, shop.id, order, words))}</div>` : h`<p class="soft">Chưa có đơn nào.</p>`}`;
}

/** A market place: what a visitor of one shop sees, with what a buyer and a carrier can do there. */
export function marketFace(words: MarketWords): ConsoleFace {
  return {
    places: (door) =>
      ask<MarketShop[]>(door, 'GET', 'shops').map(({ shopId, name }) => ({
        id: String(shopId),
        name,
      })),
    page: (door, place, notice) => shopPage(door, place, notice, words),
    act: (door, shopId, action, more, form) => {
      if (action === 'orders') {
        ask(door, 'POST', `shops/${shopId}/orders/${more}/${text(form['step']) ?? ''}`);
        return '';
      }
      if (action !== 'buy') throw new ControlRefusal('không có việc này', 404);
      const { itemId, modelId, quantity, pay } = form;
      const body = {
        items: [{ itemId, modelId, quantity }],
        cod: pay === 'cod',
        paid: pay === 'now',
      };
      return `Đã đặt đơn ${ask<MarketOrder>(door, 'POST', `shops/${shopId}/buy`, body).orderId}`;
    },
  };
}
