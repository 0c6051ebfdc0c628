import { fields, integer, list, number, type Fields } from '../core/input';
import type { PushedValue } from '../core/journal';
import { checkPrice, checkRatio, checkStock } from './item-input';
import { paramError, ShopeeRefusal } from './refusal';
import { editableItem, touched } from './products';
import { hasModels, type Item, type Model } from './state';
import { shopOf, type Endpoints, type Outcome, type ShopeeCall } from './world';

const PARTIAL = 'The system is busy, this model was not updated.';

/** Entries of one update call matched to the item's models, before anything is changed. @throws ShopeeRefusal */
function matched(
  item: Item,
  raw: unknown,
  key: string,
  forStock: boolean,
): { model: Model; entry: Fields }[] {
  const entries = list(raw);
  if (!entries || entries.length === 0 || entries.length > 50)
    throw paramError(`${key} must have 1 to 50 entries.`);
  const pairs = entries.map(fields).map((entry) => {
    const modelId = integer(entry['model_id'] ?? 0);
    if (hasModels(item) && modelId === 0 && forStock) {
      const why = 'The item has models, update their stock instead.';
      throw new ShopeeRefusal('error_edit_item_stock_for_item_has_model', why);
    }
    const model = item.models.find((one) => one.modelId === modelId);
    if (!model) throw paramError('Wrong model_id.');
    return { model, entry };
  });
  if (new Set(pairs.map((pair) => pair.model)).size < pairs.length)
    throw paramError('Repeat model_id.');
  return pairs;
}

/** Under `partial-batch` every second model fails, a lone one too. */
function struck(call: ShopeeCall): (at: number) => boolean {
  const partial = call.partial();
  return (at) => partial && at % 2 === 0;
}

function updateStock(call: ShopeeCall): Outcome {
  const item = editableItem(call, call.body['item_id']);
  const pairs = matched(item, call.body['stock_list'], 'stock_list', true);
  const fails = struck(call);
  const success: unknown[] = [];
  const failure: unknown[] = [];
  const values: PushedValue[] = pairs.map(({ model, entry }, at) => {
    const value = { itemId: item.itemId, modelId: model.modelId, sku: model.sku || item.sku };
    try {
      const { stock, locationId } = checkStock(shopOf(call), entry['seller_stock']);
      if (fails(at)) throw new ShopeeRefusal('error_busi_update_stock_failed', PARTIAL);
      if (stock < model.reserved)
        throw new ShopeeRefusal('error_auth', 'Stock must not be below reserved stock.');
      Object.assign(model, { stock, locationId });
      success.push({ model_id: model.modelId, location_id: locationId ?? '', stock });
      return { ...value, stock, ok: true };
    } catch (error) {
      if (!(error instanceof ShopeeRefusal)) throw error;
      failure.push({ model_id: model.modelId, failed_reason: error.message });
      return {
        ...value,
        stock: integer(fields(list(entry['seller_stock'])?.[0])['stock']),
        ok: false,
      };
    }
  });
  call.note([item.itemId], values);
  if (success.length > 0) touched(call, item);
  return withFailures(call, success, failure, 'error_busi_update_stock_failed');
}

function updatePrice(call: ShopeeCall): Outcome {
  const item = editableItem(call, call.body['item_id']);
  const pairs = matched(item, call.body['price_list'], 'price_list', false);
  if (item.promotionLock) {
    throw new ShopeeRefusal(
      'error_cannt_edit_price_in_promotion',
      'Cannot edit price during a promotion.',
    );
  }
  const wanted = new Map(
    pairs.map(({ model, entry }) => [model, number(entry['original_price']) ?? Number.NaN]),
  );
  checkRatio(
    item.models.map((model) => wanted.get(model) ?? model.priceVnd).filter((price) => price > 0),
  );
  const fails = struck(call);
  const success: unknown[] = [];
  const failure: unknown[] = [];
  const values: PushedValue[] = pairs.map(({ model, entry }, at) => {
    const value = { itemId: item.itemId, modelId: model.modelId, sku: model.sku || item.sku };
    try {
      const priceVnd = checkPrice(entry['original_price']);
      if (fails(at)) throw new ShopeeRefusal('error_update_price_fail', PARTIAL);
      model.priceVnd = priceVnd;
      success.push({ model_id: model.modelId, original_price: priceVnd });
      return { ...value, price: priceVnd, ok: true };
    } catch (error) {
      if (!(error instanceof ShopeeRefusal)) throw error;
      failure.push({ model_id: model.modelId, failed_reason: error.message });
      return { ...value, price: number(entry['original_price']), ok: false };
    }
  });
  call.note([item.itemId], values);
  if (success.length > 0) touched(call, item);
  return withFailures(call, success, failure, 'error_update_price_fail');
}

function withFailures(
  call: ShopeeCall,
  success: unknown[],
  failure: unknown[],
  code: string,
): Outcome {
  const response = { success_list: success, failure_list: failure };
  const silent = success.length > 0 && call.world.state.settings.partialAs === 'empty';
  if (failure.length === 0 || silent) return { response };
  return { response, error: code, message: 'Some or all of the models failed, see failure_list.' };
}

export const stockPriceEndpoints: Endpoints = {
  '/api/v2/product/update_stock': { method: 'POST', signedAs: 'shop', run: updateStock },
  '/api/v2/product/update_price': { method: 'POST', signedAs: 'shop', run: updatePrice },
};
