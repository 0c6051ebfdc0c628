import { text, type Fields } from '../core/input';
import type { PushedValue } from '../core/journal';
import { childrenOf, productOf, skusOf } from './payload';
import { priceIn, quantityIn } from './product-input';
import { LazadaRefusal } from './refusal';
import { sellable, type Item, type Sku } from './state';
import { either, posts, sellerOf, type Endpoints, type LazadaCall } from './world';

const MAX_SKUS = 50;

type Change = (call: LazadaCall, sku: Sku, raw: Fields) => void;
type Failure = { seller_sku?: string; sku_id?: number; field: string; message: string };

/** All SKUs of a call one by one; what fails is named in `detail`, the rest is done. lazada spec §4.2 */
function changeAll(call: LazadaCall, field: string, change: Change): Record<string, unknown> {
  const rows = skusOf(productOf(call.parameters));
  if (rows.length === 0) throw new LazadaRefusal('30', 'E030: Empty Request');
  if (rows.length > MAX_SKUS) throw new LazadaRefusal('4171', 'Too many SKUs in one request');
  const fails = rows.length > 1 && call.partial();
  const values: PushedValue[] = [];
  const detail = rows.flatMap((raw, at): Failure[] => {
    const found = find(call, raw);
    try {
      if (fails && at % 2 === 1) throw new LazadaRefusal('6', 'E006: Unexpected internal error');
      if (!found.item) throw new LazadaRefusal('4137', 'ITEM_NOT_FOUND');
      if (!found.sku) throw new LazadaRefusal('4136', 'SELLER_SKU_NOT_FOUND');
      change(call, found.sku, raw);
      values.push(valueOf(raw, found.sku, true));
      return [];
    } catch (error) {
      if (!(error instanceof LazadaRefusal)) throw error;
      values.push(valueOf(raw, found.sku, false));
      const seller_sku = found.sku?.sellerSku ?? text(raw['SellerSku']);
      const message = `${error.code}: ${error.message}`;
      return [{ seller_sku, sku_id: found.sku?.skuId, field, message }];
    }
  });
  call.note(
    values.map((one) => one.itemId ?? ''),
    values,
  );
  if (detail.length > 0)
    throw new LazadaRefusal('501', 'E501: Update product failed', 'ISV', detail);
  return { data: {} };
}

function find(call: LazadaCall, raw: Fields): { item: Item | undefined; sku: Sku | undefined } {
  const known = call.world.state.items[text(raw['ItemId']) ?? ''];
  const item =
    known?.sellerId === sellerOf(call).sellerId && known.status !== 'Deleted' ? known : undefined;
  const skuId = text(raw['SkuId']);
  const sellerSku = text(raw['SellerSku']);
  const sku = item?.skus.find((one) =>
    skuId ? String(one.skuId) === skuId : one.sellerSku === sellerSku,
  );
  return { item, sku };
}

function valueOf(raw: Fields, sku: Sku | undefined, ok: boolean): PushedValue {
  const stock = Number(text(raw['SellableQuantity'] ?? raw['Quantity']) ?? Number.NaN);
  return {
    itemId: text(raw['ItemId']),
    modelId: sku?.skuId,
    sku: sku?.sellerSku ?? text(raw['SellerSku']),
    ...(Number.isFinite(stock) && { stock }),
    ...(raw['Price'] !== undefined && { price: text(raw['Price']) }),
    ok,
  };
}

/** A quantity of its own, or one for each warehouse: here there is one, `dropshipping`. */
function quantityOf(raw: Fields, name: string): unknown {
  const places = childrenOf(raw['MultiWarehouseInventories'], 'MultiWarehouseInventory');
  const first = places[0] as Fields | undefined;
  return raw[name] ?? first?.[name];
}

function mayFall(call: LazadaCall, from: number, to: number): void {
  if (call.world.state.settings.campaign && to < from)
    throw new LazadaRefusal('4170', 'Sellers can increase stocks, but may not decrease stocks.');
}

/** `Quantity` is everything there is, also what orders hold. */
const priceAndQuantity: Change = (call, sku, raw) => {
  const price = raw['Price'] === undefined ? sku.priceVnd : priceIn(raw['Price']);
  const given = quantityOf(raw, 'Quantity');
  const total = given === undefined ? sku.real : quantityIn(given);
  if (total < sku.withhold + sku.occupy)
    throw new LazadaRefusal('4152', 'THD_INVENTORY_ERR_INV_PARAM_ILLEGAL: below reserved');
  mayFall(call, sku.real, total);
  sku.priceVnd = price;
  setReal(call, sku, total);
};

const setSellable: Change = (call, sku, raw) => {
  const wanted = quantityIn(quantityOf(raw, 'SellableQuantity'));
  mayFall(call, sellable(sku), wanted);
  setReal(call, sku, wanted + sku.withhold + sku.occupy);
};

const adjustSellable: Change = (call, sku, raw) => {
  const by = Number(text(quantityOf(raw, 'SellableQuantity')) ?? Number.NaN);
  if (!Number.isInteger(by)) throw new LazadaRefusal('4152', 'illegal parameter');
  if (sellable(sku) + by < 0) throw new LazadaRefusal('212', 'INV_NEGATIVE_SELLABLE');
  mayFall(call, 0, by);
  setReal(call, sku, sku.real + by);
};

const LOW = 5;

/** Push 6 when little is left. */
function setReal(call: LazadaCall, sku: Sku, real: number): void {
  const before = sellable(sku);
  sku.real = real;
  if (before < LOW || sellable(sku) >= LOW) return;
  call.world.pushes.send(6, sellerOf(call).sellerId, {
    seller_sku: sku.sellerSku,
    sku_id: sku.skuId,
    real_quantity: sku.real,
    withhold_quantity: sku.withhold,
    occupy_quantity: sku.occupy,
    pre_order_quantity: 0,
    warehouse: 'dropshipping',
  });
}

function priceQuantity(call: LazadaCall): Record<string, unknown> {
  if (call.world.state.settings.priceCallOff)
    throw new LazadaRefusal('998', 'The API is switched off during the campaign', 'ISP');
  return changeAll(call, 'Price', priceAndQuantity);
}

export const stockEndpoints: Endpoints = {
  '/product/price_quantity/update': posts(priceQuantity),
  '/product/stock/sellable/update': either((call) =>
    changeAll(call, 'SellableQuantity', setSellable),
  ),
  '/product/stock/sellable/adjust': posts((call) =>
    changeAll(call, 'SellableQuantity', adjustSellable),
  ),
};
