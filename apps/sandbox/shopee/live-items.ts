import { fields, list, whole } from '../core/input';
import { notEnded, ongoing, sessionOf, touchSession, userCall } from './live-session';
import type { LiveItem, LiveSession } from './live-state';
import { imageUrl } from './product-view';
import { paramError } from './refusal';
import type { Endpoints, Outcome, ShopeeCall, World } from './world';

const isSame = (a: LiveItem, b: LiveItem) => a.itemId === b.itemId && a.shopId === b.shopId;

function itemNamed(world: World, raw: unknown): LiveItem {
  const { item_id, shop_id } = fields(raw);
  const itemId = whole(item_id);
  const shopId = whole(shop_id);
  if (itemId === undefined || shopId === undefined)
    throw paramError('item_id and shop_id are required.');
  const item = world.state.items[itemId];
  if (!item || item.shopId !== shopId || item.status !== 'NORMAL')
    throw paramError(`item_id ${itemId} is invalid.`);
  return { itemId, shopId };
}

function itemsNamed({ world, body }: ShopeeCall): LiveItem[] {
  const named = list(body['item_list']) ?? [];
  if (named.length === 0) throw paramError('item_list is required.');
  return named.map((raw) => itemNamed(world, raw));
}

/** An item that is there already stays where it is. */
function add(call: ShopeeCall): Outcome {
  const session = notEnded(sessionOf(call));
  const fresh = itemsNamed(call).filter((one) => !session.items.some((has) => isSame(has, one)));
  if (session.items.length + fresh.length > call.world.state.settings.liveItemsMax)
    throw paramError('The session has too many items.');
  session.items.push(...fresh);
  touchSession(call.world, session);
  return { response: null };
}

function remove(call: ShopeeCall): Outcome {
  const session = notEnded(sessionOf(call));
  const gone = itemsNamed(call);
  const isGone = (one: LiveItem) => gone.some((other) => isSame(one, other));
  session.items = session.items.filter((one) => !isGone(one));
  if (session.shown && isGone(session.shown)) session.shown = undefined;
  touchSession(call.world, session);
  return { response: null };
}

/** Puts the whole list in a new order. */
function reorder(call: ShopeeCall): Outcome {
  const session = notEnded(sessionOf(call));
  session.items = itemsNamed(call);
  touchSession(call.world, session);
  return { response: null };
}

export function itemView(world: World, session: LiveSession, one: LiveItem) {
  const item = world.state.items[one.itemId];
  const price = item?.models[0]?.priceVnd ?? 0;
  return {
    item_no: session.items.findIndex((other) => isSame(other, one)) + 1,
    item_id: one.itemId,
    shop_id: one.shopId,
    name: item?.name ?? '',
    image_url: item?.imageIds[0] ? imageUrl(world, item.imageIds[0]) : '',
    price_info: { currency: 'VND', current_price: price, original_price: price },
  };
}

/** A page of the session's items. */
export function pageOfItems(call: ShopeeCall): { session: LiveSession; page: LiveItem[] } & {
  more: boolean;
  next_offset: number;
} {
  const session = sessionOf(call);
  const offset = whole(call.query.get('offset')) ?? 0;
  const size = whole(call.query.get('page_size'));
  if (offset < 0) throw paramError('offset is invalid.');
  if (size === undefined || size < 1 || size > 100)
    throw paramError('page_size must be between 1 and 100.');
  const page = session.items.slice(offset, offset + size);
  const next_offset = offset + page.length;
  return { session, page, more: next_offset < session.items.length, next_offset };
}

function itemList(call: ShopeeCall): Outcome {
  const { session, page, more, next_offset } = pageOfItems(call);
  const affiliate_info = { commission_rate: 0 };
  const shown = page.map((one) => ({ ...itemView(call.world, session, one), affiliate_info }));
  return { response: { more, next_offset, list: shown } };
}

function itemCount(call: ShopeeCall): Outcome {
  const { length } = sessionOf(call).items;
  return {
    response: { item_count: length, max_item_count: call.world.state.settings.liveItemsMax },
  };
}

function show(call: ShopeeCall): Outcome {
  const session = ongoing(call);
  const one = itemNamed(call.world, call.body);
  if (!session.items.some((has) => isSame(has, one)))
    throw paramError(`item_id ${one.itemId} is not in the session.`);
  session.shown = one;
  touchSession(call.world, session);
  return { response: null };
}

function unshow(call: ShopeeCall): Outcome {
  const session = ongoing(call);
  session.shown = undefined;
  touchSession(call.world, session);
  return { response: null };
}

function shown(call: ShopeeCall): Outcome {
  const session = sessionOf(call);
  const item = session.shown && itemView(call.world, session, session.shown);
  return { response: { has_show_item: item !== undefined, ...(item && { item }) } };
}

const path = '/api/v2/livestream';

export const liveItemEndpoints: Endpoints = {
  [`${path}/add_item_list`]: userCall('POST', add),
  [`${path}/delete_item_list`]: userCall('POST', remove),
  [`${path}/update_item_list`]: userCall('POST', reorder),
  [`${path}/get_item_list`]: userCall('GET', itemList),
  [`${path}/get_item_count`]: userCall('GET', itemCount),
  [`${path}/update_show_item`]: userCall('POST', show),
  [`${path}/delete_show_item`]: userCall('POST', unshow),
  [`${path}/get_show_item`]: userCall('GET', shown),
};
