import {
  exactInteger,
  idText,
  looseList,
  looseNumber,
  looseText,
  type LiveItem,
  type LiveItemMetrics,
} from '@ganh/channels/kit';
import { z } from 'zod';
import { anyAnswer, inResponse, type ShopeeCall } from './call';
import { askAsUser, type LiveCaller } from './live-call';
import { sessionJson, sessionQuery } from './live-sessions';

/** shopee spec §8 */
const PAGE_SIZE = 100;
const MOST_PAGES = 50;

const price = z.looseObject({ current_price: looseNumber }).nullish().catch(null);
const listed = z.looseObject({ item_id: idText, name: looseText, price_info: price });
const shown = inResponse(
  z.looseObject({
    has_show_item: z.boolean(),
    item: z.looseObject({ item_id: idText }).nullish().catch(null),
  }),
);
const count = looseNumber;
const measured = z.looseObject({
  item: z.looseObject({ item_id: idText }),
  metric: z.looseObject({ item_clicks: count, atc: count, sold_items: count }),
});

/** Every page; one that leads nowhere new is the last. */
async function allPages<T>(
  caller: LiveCaller,
  path: string,
  sessionId: string,
  row: z.ZodType<T>,
): Promise<T[]> {
  const page = inResponse(
    z.looseObject({ more: z.boolean().nullish(), next_offset: looseNumber, list: looseList(row) }),
  );
  const rows: T[] = [];
  for (let offset = 0, read = 0; read < MOST_PAGES; read += 1) {
    const query: [string, string][] = [
      ...sessionQuery(sessionId),
      ['offset', String(offset)],
      ['page_size', String(PAGE_SIZE)],
    ];
    const { more, next_offset: next, list } = await askAsUser(caller, { path, query }, page);
    rows.push(...list);
    if (!more || next === null || next <= offset) break;
    offset = next;
  }
  return rows;
}

function listOf(caller: LiveCaller, sessionId: string) {
  return allPages(caller, 'get_item_list', sessionId, listed);
}

async function shownId(caller: LiveCaller, sessionId: string): Promise<string | null> {
  const call = { path: 'get_show_item', query: sessionQuery(sessionId) };
  const { has_show_item: has, item } = await askAsUser(caller, call, shown);
  return has ? (item?.item_id ?? null) : null;
}

export async function items(caller: LiveCaller, sessionId: string): Promise<LiveItem[]> {
  const all = await listOf(caller, sessionId);
  const pinned = await shownId(caller, sessionId);
  return all.map((one) => ({
    externalItemId: one.item_id,
    name: one.name ?? '',
    priceVnd: vnd(one.price_info?.current_price),
    isShown: one.item_id === pinned,
  }));
}

export function vnd(told: number | null | undefined): number | null {
  const whole = Math.round(told ?? NaN);
  return Number.isSafeInteger(whole) ? whole : null;
}

/** What becomes of an item that is there already, or is not there any more, is not described: looked at first. */
async function change(
  caller: LiveCaller,
  call: { path: 'add_item_list' | 'delete_item_list'; shopId: string },
  sessionId: string,
  wanted: readonly string[],
): Promise<void> {
  const there = new Set((await listOf(caller, sessionId)).map((one) => one.item_id));
  const adds = call.path === 'add_item_list';
  const due = [...new Set(wanted)].filter((id) => there.has(id) !== adds);
  if (due.length === 0) return;
  const item_list = due.map((id) => itemJson(id, call.shopId));
  const json = { ...sessionJson(sessionId), item_list };
  await askAsUser(caller, { path: call.path, json }, anyAnswer);
}

const itemJson = (itemId: string, shopId: string) => ({
  item_id: exactInteger(itemId),
  shop_id: exactInteger(shopId),
});

export function addItems(
  caller: LiveCaller,
  shopId: string,
  sessionId: string,
  wanted: readonly string[],
): Promise<void> {
  return change(caller, { path: 'add_item_list', shopId }, sessionId, wanted);
}

export function removeItems(
  caller: LiveCaller,
  shopId: string,
  sessionId: string,
  gone: readonly string[],
): Promise<void> {
  return change(caller, { path: 'delete_item_list', shopId }, sessionId, gone);
}

export async function show(
  caller: LiveCaller,
  shopId: string,
  sessionId: string,
  itemId: string | null,
): Promise<void> {
  const session = sessionJson(sessionId);
  const call: ShopeeCall =
    itemId === null
      ? { path: 'delete_show_item', json: session }
      : { path: 'update_show_item', json: { ...session, ...itemJson(itemId, shopId) } };
  if (itemId === null && (await shownId(caller, sessionId)) === null) return;
  await askAsUser(caller, call, anyAnswer);
}

export async function itemMetrics(
  caller: LiveCaller,
  sessionId: string,
): Promise<LiveItemMetrics[]> {
  const rows = await allPages(caller, 'get_session_item_metric', sessionId, measured);
  return rows.map(({ item, metric }) => ({
    externalItemId: item.item_id,
    clicks: metric.item_clicks,
    addedToCart: metric.atc,
    soldQty: metric.sold_items,
  }));
}
