import { fields, integer, list, text, truth, whole } from '../core/input';
import { seconds } from '../core/setting';
import { checkPrice, checkStock, readItem } from './item-input';
import { itemNotFound, paramError, ShopeeRefusal } from './refusal';
import { hasModels, itemsOf, type Item } from './state';
import { itemBase } from './product-view';
import { idList, shopOf, type Endpoints, type Outcome, type ShopeeCall } from './world';

const GONE = ['SELLER_DELETE', 'SHOPEE_DELETE'];

/** An item of this shop that has not been deleted. @throws ShopeeRefusal */
export function ownItem(call: ShopeeCall, itemId: unknown): Item {
  // A query has texts only; in a JSON body an id is a number.
  const id = call.query.has('item_id') ? whole(itemId) : integer(itemId);
  if (id === undefined) throw paramError('item_id is required.');
  const item = call.world.state.items[id];
  if (!item || GONE.includes(item.status)) throw itemNotFound();
  if (item.shopId !== shopOf(call).shopId) {
    throw new ShopeeRefusal('error_item_not_belong_shop', 'Item does not belong to this shop.');
  }
  return item;
}

/** For calls that change it: a banned item is not editable. */
export function editableItem(call: ShopeeCall, itemId: unknown): Item {
  const item = ownItem(call, itemId);
  if (item.status === 'BANNED')
    throw new ShopeeRefusal('error_item_uneditable', 'The item is banned.');
  return item;
}

export function touched(call: ShopeeCall, item: Item): void {
  item.updateTime = seconds(call.world.setting);
}

function addItem(call: ShopeeCall): Outcome {
  const { world, body } = call;
  const shop = shopOf(call);
  const sku = text(body['item_sku']) ?? '';
  call.note(
    [sku],
    [{ sku, price: integer(body['original_price']), stock: stockSaid(body['seller_stock']) }],
  );
  const parts = readItem(world.state, body);
  const priceVnd = checkPrice(body['original_price']);
  const stock =
    body['seller_stock'] === undefined ? { stock: 0 } : checkStock(shop, body['seller_stock']);
  const itemId = 800_000_000 + ++world.state.counters.item;
  const now = seconds(world.setting);
  const item: Item = {
    ...parts,
    itemId,
    shopId: shop.shopId,
    models: [{ modelId: 0, tierIndex: [], sku, priceVnd, reserved: 0, ...stock }],
    createdAtMs: world.setting.now(),
    createTime: now,
    updateTime: now,
  };
  world.state.items[itemId] = item;
  call.note([itemId], [{ itemId, sku, price: priceVnd, stock: stock.stock, ok: true }]);
  const base = itemBase(world, item);
  return {
    response: {
      ...base,
      images: base.image,
      logistic_info: item.logistics,
      seller_stock: [{ stock: stock.stock }],
    },
  };
}

function stockSaid(sellerStock: unknown): number | undefined {
  return integer(fields(list(sellerStock)?.[0])['stock']);
}

function updateItem(call: ShopeeCall): Outcome {
  const { world, body } = call;
  const item = editableItem(call, body['item_id']);
  call.note([item.itemId]);
  const { createdAtMs, createTime } = item;
  Object.assign(item, readItem(world.state, body, item), { createdAtMs, createTime });
  const only = item.models[0];
  if (!hasModels(item) && only) only.sku = item.sku;
  touched(call, item);
  return { response: itemBase(world, item) };
}

function unlistItem(call: ShopeeCall): Outcome {
  const entries = list(call.body['item_list']);
  if (!entries || entries.length === 0 || entries.length > 50)
    throw paramError('item_list must have 1 to 50 entries.');
  const success: unknown[] = [];
  const failure: unknown[] = [];
  call.note(entries.map((entry) => text(fields(entry)['item_id']) ?? '?'));
  for (const entry of entries.map(fields)) {
    try {
      const item = editableItem(call, entry['item_id']);
      const unlist = truth(entry['unlist']);
      if (unlist === undefined) throw paramError('unlist is required.');
      item.status = unlist ? 'UNLIST' : 'NORMAL';
      touched(call, item);
      success.push({ item_id: item.itemId, unlist });
    } catch (error) {
      if (!(error instanceof ShopeeRefusal)) throw error;
      failure.push({ item_id: entry['item_id'], failed_reason: error.message });
    }
  }
  return { response: { success_list: success, failure_list: failure } };
}

function deleteItem(call: ShopeeCall): Outcome {
  const item = ownItem(call, call.body['item_id']);
  call.note([item.itemId]);
  item.status = 'SELLER_DELETE';
  touched(call, item);
  return { response: null };
}

function itemList(call: ShopeeCall): Outcome {
  const { query, world } = call;
  const offset = whole(query.get('offset')) ?? 0;
  const size = whole(query.get('page_size'));
  if (size === undefined || size < 1 || size > 100)
    throw paramError('page_size must be between 1 and 100.');
  const statuses = idList(query, 'item_status');
  if (statuses.length === 0) throw paramError('item_status is required.');
  const from = whole(query.get('update_time_from')) ?? 0;
  const to = whole(query.get('update_time_to')) ?? Number.MAX_SAFE_INTEGER;
  const found = itemsOf(world.state, shopOf(call).shopId)
    .filter(
      (item) => statuses.includes(item.status) && item.updateTime >= from && item.updateTime <= to,
    )
    .sort((a, b) => b.updateTime - a.updateTime || b.itemId - a.itemId);
  const shown = found.slice(offset, offset + size);
  const more = offset + size < found.length;
  return {
    response: {
      item: shown.map((item) => ({
        item_id: item.itemId,
        item_status: item.status,
        update_time: item.updateTime,
      })),
      total_count: found.length,
      has_next_page: more,
      next_offset: more ? offset + size : 0,
      next: '',
    },
  };
}

/** Items whose name or SKU contains the words asked for. */
function searchItem(call: ShopeeCall): Outcome {
  const { query, world } = call;
  const size = whole(query.get('page_size')) ?? 0;
  if (size < 1 || size > 100) throw paramError('page_size must be between 1 and 100.');
  const name = query.get('item_name')?.toLowerCase();
  const sku = query.get('item_sku');
  const statuses = idList(query, 'item_status');
  const offset = whole(query.get('offset')) ?? 0;
  const found = itemsOf(world.state, shopOf(call).shopId).filter(
    (item) =>
      !GONE.includes(item.status) &&
      (statuses.length === 0 || statuses.includes(item.status)) &&
      (!name || item.name.toLowerCase().includes(name)) &&
      (!sku || item.sku === sku || item.models.some((model) => model.sku === sku)),
  );
  const more = offset + size < found.length;
  return {
    response: {
      item_id_list: found.slice(offset, offset + size).map((item) => item.itemId),
      total_count: found.length,
      next_offset: more ? String(offset + size) : '',
    },
  };
}

function itemBaseInfo(call: ShopeeCall): Outcome {
  const ids = idList(call.query, 'item_id_list');
  if (ids.length === 0 || ids.length > 50) throw paramError('item_id_list must have 1 to 50 ids.');
  call.note(ids);
  const shopId = shopOf(call).shopId;
  const found = ids
    .map((id) => call.world.state.items[id])
    .filter((item) => item?.shopId === shopId) as Item[];
  if (found.length === 0) throw itemNotFound();
  return { response: { item_list: found.map((item) => itemBase(call.world, item)) } };
}

export const productEndpoints: Endpoints = {
  '/api/v2/product/add_item': { method: 'POST', signedAs: 'shop', run: addItem },
  '/api/v2/product/update_item': { method: 'POST', signedAs: 'shop', run: updateItem },
  '/api/v2/product/unlist_item': { method: 'POST', signedAs: 'shop', run: unlistItem },
  '/api/v2/product/delete_item': { method: 'POST', signedAs: 'shop', run: deleteItem },
  '/api/v2/product/get_item_list': { method: 'GET', signedAs: 'shop', run: itemList },
  '/api/v2/product/search_item': { method: 'GET', signedAs: 'shop', run: searchItem },
  '/api/v2/product/get_item_base_info': { method: 'GET', signedAs: 'shop', run: itemBaseInfo },
};
