import { fields, list, text, type Fields } from '../core/input';
import type { PushedValue } from '../core/journal';
import { readInventory, readPrice } from './product-input';
import { ownProduct, touched } from './products';
import { TikTokRefusal } from './refusal';
import type { Product, Sku } from './state';
import { writes, type Endpoints, type TikTokCall } from './world';

function matched(product: Product, call: TikTokCall): { sku: Sku; entry: Fields }[] {
  const entries = (list(call.body['skus']) ?? []).map(fields);
  if (entries.length === 0) throw new TikTokRefusal(12052902, 'skus must not be empty');
  if (entries.length > 100) throw new TikTokRefusal(12052050, 'At most 100 skus');
  return entries.map((entry) => {
    const sku = product.skus.find((one) => one.id === text(entry['id']));
    if (!sku) throw new TikTokRefusal(12052557, 'The sku is not of this product');
    return { sku, entry };
  });
}

/** Absolute, sku by sku: what fails is told in `errors` of an answer that is a success. tiktok-shop spec §3 */
function updateInventory(call: TikTokCall): unknown {
  const product = ownProduct(call);
  if (product.status === 'FREEZE')
    throw new TikTokRefusal(12052901, 'A frozen product cannot be changed');
  const pairs = matched(product, call);
  const isPartial = call.partial();
  const errors: unknown[] = [];
  const values: PushedValue[] = pairs.map(({ sku, entry }, at) => {
    const value = { itemId: product.id, sku: sku.sellerSku };
    try {
      const stock = readInventory(call.world, call.owner, entry['inventory']);
      const total = Object.values(stock).reduce((sum, one) => sum + one, 0);
      if (isPartial && at % 2 === 0) throw new TikTokRefusal(12052881, 'The system is busy');
      if (!Object.keys(sku.stock).every((warehouse) => warehouse in stock))
        throw new TikTokRefusal(12052533, 'Every warehouse of the sku must be listed');
      if (total < sku.reserved)
        throw new TikTokRefusal(12052393, 'The stock is below what a promotion holds');
      sku.stock = stock;
      return { ...value, stock: total, ok: true };
    } catch (error) {
      if (!(error instanceof TikTokRefusal)) throw error;
      const { code, message } = error;
      errors.push({
        code: 12052990,
        message: 'The inventory of the sku was not updated',
        detail: { sku_id: sku.id, extra_errors: [{ warehouse_id: '', code, message }] },
      });
      return { ...value, ok: false };
    }
  });
  call.note([product.id], values);
  if (errors.length < pairs.length) touched(call, product);
  return errors.length > 0 ? { errors } : { errors: [] };
}

/** All or nothing, and only while the product is live. */
function updatePrices(call: TikTokCall): unknown {
  const product = ownProduct(call);
  if (product.status !== 'ACTIVATE')
    throw new TikTokRefusal(12052901, `A product in ${product.status} takes no price`);
  const wanted = matched(product, call).map(({ sku, entry }) => ({
    sku,
    price: readPrice(entry['price']),
  }));
  if (product.promotion) throw new TikTokRefusal(12052038, 'The price is locked by a promotion');
  for (const { sku, price } of wanted) {
    sku.priceVnd = price;
    const waiting = product.next?.skus.find((one) => one.id === sku.id);
    if (waiting) waiting.priceVnd = price;
  }
  const values = wanted.map(({ sku, price }) => ({
    itemId: product.id,
    sku: sku.sellerSku,
    price,
    ok: true,
  }));
  call.note([product.id], values);
  touched(call, product);
  return {};
}

export const stockPriceEndpoints: Endpoints = {
  'POST /product/202309/products/:id/inventory/update': writes(updateInventory),
  'POST /product/202309/products/:id/prices/update': writes(updatePrices),
};
