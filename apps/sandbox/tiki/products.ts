import { fields, list, text, whole, type Fields } from '../core/input';
import { emit } from './queues';
import { invalid, malformed, notFound } from './refusal';
import { reviewAll } from './review';
import { productsOf, stockOf, type Product, type Seller } from './state';
import { fromLocalTime, localTime, paged, sellerOf, type Endpoints, type TikiCall } from './world';

export function productView(product: Product, withInventory: boolean) {
  return {
    product_id: product.productId,
    sku: product.sku,
    original_sku: product.originalSku,
    name: product.name,
    category_id: product.categoryId,
    price: product.price,
    market_price: product.marketPrice,
    active: product.active ? 1 : 0,
    thumbnail: product.images[0] ?? '',
    created_at: localTime(product.createdAt),
    updated_at: localTime(product.updatedAt),
    ...(withInventory && {
      inventory: {
        quantity: stockOf(product),
        quantity_available: stockOf(product),
        quantity_reserved: 0,
        quantity_sellable: stockOf(product),
        warehouse_stocks: Object.entries(product.stock).map(([id, qty]) => ({
          warehouse_id: Number(id),
          qty_available: qty,
        })),
      },
    }),
  };
}

function products(call: TikiCall) {
  const { world, query } = call;
  reviewAll(world);
  const active = query.get('active');
  const since = fromLocalTime(query.get('updated_from_date'));
  const rows = productsOf(world.state, sellerOf(call).id).filter(
    (one) =>
      (active === null || one.active === (active === '1')) &&
      (since === undefined || one.updatedAt >= since),
  );
  const withInventory = (query.get('include') ?? '').includes('inventory');
  return { json: paged(query, rows, (one) => productView(one, withInventory)) };
}

function findBy(call: TikiCall) {
  reviewAll(call.world);
  const sku = call.query.get('original_sku');
  const found = productsOf(call.world.state, sellerOf(call).id).find(
    (one) => one.originalSku === sku,
  );
  if (!found) throw notFound('product');
  return { json: productView(found, true) };
}

function byId(call: TikiCall) {
  reviewAll(call.world);
  const found = call.world.state.products[call.params['id'] ?? ''];
  if (!found || found.sellerId !== sellerOf(call).id) throw notFound('product');
  return { json: productView(found, true) };
}

/** What one entry of updateSku or updateSkus wants; throws before anything is changed. tiki spec §4 */
function changeOf(call: TikiCall, raw: Fields): { product: Product; apply: () => void } {
  const seller = sellerOf(call);
  const id = whole(raw['product_id']);
  const sku = text(raw['original_sku']);
  if (id === undefined && sku === undefined)
    throw malformed('product_id or original_sku is required');
  const product = productsOf(call.world.state, seller.id).find((one) =>
    id === undefined ? one.originalSku === sku : one.productId === id,
  );
  if (!product) throw notFound('product');
  const price = raw['price'] === undefined ? product.price : whole(raw['price']);
  if (price === undefined || price <= 0) throw invalid('Price is not valid');
  if (price * 10 < product.marketPrice)
    throw invalid('Price is not valid because less than ten percent listing price');
  const stock = stockFrom(seller, raw, product.stock);
  const active = activeFrom(raw) ?? product.active;
  return { product, apply: () => change(call, seller, product, { price, stock, active }) };
}

/** `active` 0/1 in updateSku, `status` 2/1 in updateSkus. */
function activeFrom(raw: Fields): boolean | undefined {
  const [active, status] = [whole(raw['active']), whole(raw['status'])];
  if (active !== undefined) return active === 1;
  return status === undefined ? undefined : status === 1;
}

function stockFrom(seller: Seller, raw: Fields, before: Product['stock']): Product['stock'] {
  const wanted = list(raw['warehouse_quantities']);
  const single = whole(raw['quantity']);
  const first = seller.warehouses[0]?.id ?? 0;
  if (!wanted) return single === undefined ? before : { ...before, [first]: single };
  const stock = { ...before };
  for (const one of wanted.map(fields)) {
    const warehouse = whole(one['warehouse_id']);
    const qty = whole(one['qty_available']);
    if (!seller.warehouses.some((known) => known.id === warehouse) || warehouse === undefined)
      throw invalid(`warehouse ${String(one['warehouse_id'])} is not valid`);
    if (qty === undefined || qty < 0) throw invalid('qty_available is not valid');
    stock[warehouse] = qty;
  }
  return stock;
}

function change(
  { world }: TikiCall,
  seller: Seller,
  product: Product,
  to: Pick<Product, 'price' | 'stock' | 'active'>,
): void {
  const common = { product_id: product.productId, original_sku: product.originalSku };
  if (to.price !== product.price)
    emit(world, seller, 'PRODUCT_PRICE_UPDATED', {
      ...common,
      price_from: product.price,
      price_to: to.price,
    });
  for (const [warehouse, qty] of Object.entries(to.stock)) {
    const from = product.stock[warehouse] ?? 0;
    if (qty === from) continue;
    const range = { from, to: qty };
    emit(world, seller, 'PRODUCT_INVENTORY_UPDATED', {
      ...common,
      warehouse_id: Number(warehouse),
      quantity: range,
      quantity_available: range,
      quantity_sellable: range,
    });
  }
  Object.assign(product, to, { updatedAt: world.setting.now() });
}

function noteOf(product: Product) {
  const { productId, originalSku, price } = product;
  return { itemId: productId, sku: originalSku, stock: stockOf(product), price };
}

function updateSku(call: TikiCall) {
  reviewAll(call.world);
  const { product, apply } = changeOf(call, call.body);
  if (product.isBusy || call.partial()) {
    product.isBusy = false;
    call.note([product.productId], [{ ...noteOf(product), ok: false }]);
    throw invalid('product is being updated');
  }
  apply();
  call.note([product.productId], [noteOf(product)]);
  return { json: { state: 'approved' } };
}

/** All or nothing: how a part of them is refused is not published. One that is busy is so when it is asked alone, too. */
function updateSkus(call: TikiCall) {
  reviewAll(call.world);
  const changes = (list(call.body['data']) ?? []).map((raw) => changeOf(call, fields(raw)));
  if (changes.length === 0) throw malformed('data is required');
  if (changes.length > call.world.state.settings.updateSkusMax) throw invalid('too many products');
  if (call.partial()) {
    for (const { product } of changes.slice(0, 1)) product.isBusy = true;
    call.note(changes.map(({ product }) => product.productId));
    throw invalid('product is being updated');
  }
  for (const { apply } of changes) apply();
  call.note(
    changes.map(({ product }) => product.productId),
    changes.map(({ product }) => noteOf(product)),
  );
  return { json: { state: 'approved' } };
}

function updateOriginalSku(call: TikiCall) {
  const found = call.world.state.products[text(call.body['product_id']) ?? ''];
  const sku = text(call.body['original_sku']);
  if (!found || found.sellerId !== sellerOf(call).id) throw notFound('product');
  if (!sku) throw malformed('original_sku is required');
  found.originalSku = sku;
  return { json: { state: 'approved' } };
}

const reads = ['product'];
const writes = ['product', 'inventory'];

export const productEndpoints: Endpoints = {
  'GET v2/products': { scopes: reads, run: products },
  'GET v2.1/products': { scopes: reads, run: products },
  'GET v2/products/findBy': { scopes: reads, run: findBy },
  'GET v2/products/:id': { scopes: reads, run: byId },
  'PUT v2/products/updateSku': { scopes: writes, run: updateSku },
  'PUT v2.1/products/updateSku': { scopes: writes, run: updateSku },
  'PUT v2.1/products/updateSkus': { scopes: writes, run: updateSkus },
  'POST v2/products/updateOriginalSku': { scopes: reads, run: updateOriginalSku },
};
