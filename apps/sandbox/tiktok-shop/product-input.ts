import { fields, list, number, text, type Fields } from '../core/input';
import { attributesOf, findCategory } from './reference';
import { badParams, TikTokRefusal } from './refusal';
import { newId, type Content, type Shop, type Sku } from './state';
import type { World } from './world';

const PRICE_MAX = 180_000_000;
const STOCK_MAX = 99_999;

/** `{amount, currency}` in whole đồng, as a text. tiktok-shop spec §3 */
export function readPrice(value: unknown): number {
  const { amount, currency } = fields(value);
  if (currency !== 'VND') throw new TikTokRefusal(12052084, 'The currency must be VND');
  if (typeof amount !== 'string' || !/^\d+$/.test(amount))
    throw new TikTokRefusal(12052073, 'The price amount must be a whole number as a string');
  const price = Number(amount);
  if (price < 1 || price > PRICE_MAX)
    throw new TikTokRefusal(12052073, `The price must be between 1 and ${PRICE_MAX}`);
  return price;
}

/** `[{warehouse_id, quantity}]`; the warehouse may be left out where the shop has one only. */
export function readInventory(world: World, shop: Shop, value: unknown): Record<string, number> {
  const stock: Record<string, number> = {};
  for (const entry of (list(value) ?? []).map(fields)) {
    const only = shop.warehouses.length === 1 ? shop.warehouses[0]?.id : undefined;
    const warehouse = text(entry['warehouse_id']) ?? only;
    if (!warehouse || !shop.warehouses.some((one) => one.id === warehouse))
      throw new TikTokRefusal(12052097, 'The warehouse is not one of the shop');
    stock[warehouse] = readQuantity(world, entry['quantity']);
  }
  if (Object.keys(stock).length === 0) throw badParams('inventory is required');
  return stock;
}

function readQuantity(world: World, value: unknown): number {
  const least = world.state.settings.takesZeroStock ? 0 : 1;
  const quantity = number(value);
  if (
    quantity === undefined ||
    !Number.isInteger(quantity) ||
    quantity < least ||
    quantity > STOCK_MAX
  )
    throw new TikTokRefusal(12052055, `The quantity must be between ${least} and ${STOCK_MAX}`);
  return quantity;
}

/**
 * Title, pictures, variants and the rest of a create or edit body. What the body leaves out is taken from `before`; a list
 * that is given replaces the whole list. @throws TikTokRefusal
 */
export function readContent(world: World, shop: Shop, body: Fields, before?: Content): Content {
  const has = (name: string) => !before || name in body;
  const categoryId = has('category_id') ? readCategory(body) : (before?.categoryId ?? '');
  const attributes = has('product_attributes')
    ? (list(body['product_attributes']) ?? [])
    : (before?.attributes ?? []);
  checkAttributes(categoryId, attributes);
  return {
    title: has('title') ? readTitle(body) : (before?.title ?? ''),
    description: has('description') ? readDescription(body) : (before?.description ?? ''),
    categoryId,
    images: has('main_images') ? readImages(world, body) : (before?.images ?? []),
    weightKg: has('package_weight') ? readWeight(body) : (before?.weightKg ?? ''),
    attributes,
    skus: has('skus') ? readSkus(world, shop, body, before?.skus ?? []) : (before?.skus ?? []),
  };
}

function readTitle(body: Fields): string {
  const title = text(body['title'])?.trim() ?? '';
  if (title.length < 25 || title.length > 255)
    throw new TikTokRefusal(12052051, 'The title must have 25 to 255 characters');
  return title;
}

function readDescription(body: Fields): string {
  const description = text(body['description']) ?? '';
  if (description === '' || description.length > 10_000)
    throw badParams('The description must have 1 to 10000 characters');
  return description;
}

function readCategory(body: Fields): string {
  if (body['category_version'] !== 'v2')
    throw new TikTokRefusal(12052217, 'category_version must be v2 for this shop');
  const category = findCategory(text(body['category_id']));
  if (!category?.isLeaf) throw new TikTokRefusal(12052220, 'The category is not a leaf');
  if (category.permission !== 'AVAILABLE')
    throw new TikTokRefusal(12052221, 'The category is by invitation only');
  return category.id;
}

function checkAttributes(categoryId: string, attributes: unknown[]): void {
  const given = attributes.map(fields);
  for (const wanted of attributesOf(categoryId)) {
    const found = given.find((one) => text(one['id']) === wanted.id);
    const hasValue = (list(found?.['values']) ?? []).length > 0;
    if (wanted.isRequired && !hasValue)
      throw new TikTokRefusal(12052104, `The attribute ${wanted.id} (${wanted.name}) is required`);
  }
}

function readImages(world: World, body: Fields): string[] {
  const uris = (list(body['main_images']) ?? []).map((one) => text(fields(one)['uri']) ?? '');
  if (uris.length < 1 || uris.length > 9) throw badParams('main_images must have 1 to 9 images');
  if (!uris.every((uri) => world.state.images[uri]))
    throw new TikTokRefusal(12019116, 'An image uri is unknown');
  return uris;
}

function readWeight(body: Fields): string {
  const { value, unit } = fields(body['package_weight']);
  if (unit !== 'KILOGRAM' || typeof value !== 'string' || !(Number(value) > 0))
    throw badParams('package_weight must be above 0, as a string in KILOGRAM');
  return value;
}

function readSkus(world: World, shop: Shop, body: Fields, before: readonly Sku[]): Sku[] {
  const entries = (list(body['skus']) ?? []).map(fields);
  if (entries.length === 0) throw new TikTokRefusal(12052902, 'skus must not be empty');
  if (entries.length > 100) throw new TikTokRefusal(12052050, 'At most 100 skus');
  const skus = entries.map((entry) => readSku(world, shop, entry, before));
  if (new Set(skus.map((one) => one.sellerSku)).size < skus.length)
    throw new TikTokRefusal(12052553, 'A seller_sku is there twice');
  const named = new Set(
    skus.map((one) => JSON.stringify(one.salesAttributes.map((a) => a.valueName))),
  );
  if (skus.length > 1 && named.size < skus.length)
    throw badParams('Each sku needs sales_attributes of its own');
  return skus;
}

function readSku(world: World, shop: Shop, entry: Fields, before: readonly Sku[]): Sku {
  const id = text(entry['id']);
  const old = before.find((one) => one.id === id);
  if (id !== undefined && !old) throw new TikTokRefusal(12052557, 'The sku is not of this product');
  const sellerSku = text(entry['seller_sku']) ?? '';
  if (!/^\S{1,50}$/.test(sellerSku))
    throw new TikTokRefusal(12052556, 'A seller_sku has 1 to 50 characters without spaces');
  return {
    id: old?.id ?? newId(world.state),
    sellerSku,
    priceVnd: readPrice(entry['price']),
    stock:
      old && !('inventory' in entry) ? old.stock : readInventory(world, shop, entry['inventory']),
    committed: old?.committed ?? 0,
    reserved: old?.reserved ?? 0,
    salesAttributes: readSalesAttributes(world, entry),
  };
}

function readSalesAttributes(world: World, entry: Fields): Sku['salesAttributes'] {
  const given = (list(entry['sales_attributes']) ?? []).map(fields);
  if (given.length > 3) throw badParams('At most 3 sales_attributes');
  return given.map((one) => {
    const name = text(one['name']) ?? '';
    const valueName = text(one['value_name']) ?? '';
    if (name.length > 20 || valueName.length > 50 || valueName === '')
      throw badParams('A sales attribute has up to 20 characters, its value 1 to 50');
    return {
      id: text(one['id']) ?? newId(world.state),
      name,
      valueId: text(one['value_id']) ?? newId(world.state),
      valueName,
    };
  });
}
