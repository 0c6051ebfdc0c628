import { fields, integer, isFields, list, number, text, type Fields } from '../core/input';
import { ITEM_LIMITS, LOGISTICS, findCategory, mandatoryAttributes } from './reference';
import { ShopeeRefusal, paramError } from './refusal';
import type { Item, Shop, ShopeeState } from './state';

/** Vietnam: whole đồng between the limits of get_item_limit. */
export function checkPrice(price: unknown): number {
  const value = number(price);
  if (value === undefined || !Number.isInteger(value)) {
    throw new ShopeeRefusal('error_invalid_price', 'Price must be an integer in this region.');
  }
  if (value < ITEM_LIMITS.price.min) {
    throw new ShopeeRefusal(
      'error_price_exceed_min_limitt',
      `Price must be at least ${ITEM_LIMITS.price.min}.`,
    );
  }
  if (value > ITEM_LIMITS.price.max) {
    throw new ShopeeRefusal(
      'error_price_exceed_max_limitt',
      `Price must be at most ${ITEM_LIMITS.price.max}.`,
    );
  }
  return value;
}

/** Variants of one item: the dearest at most five times the cheapest. shopee spec §3 */
export function checkRatio(prices: number[]): void {
  if (prices.length > 1 && Math.max(...prices) > 5 * Math.min(...prices)) {
    throw new ShopeeRefusal(
      'error_invalid_price',
      'The price ratio between the models must be at most 5.',
    );
  }
}

/** `seller_stock[{location_id?, stock}]`; the location only for shops with warehouses, and then one of theirs. */
export function checkStock(
  shop: Shop,
  sellerStock: unknown,
): { stock: number; locationId?: string } {
  const entries = list(sellerStock);
  const entry = fields(entries?.[0]);
  const stock = integer(entry['stock']);
  if (!entries || entries.length === 0 || stock === undefined)
    throw paramError('seller_stock is required.');
  if (stock < ITEM_LIMITS.stock.min || stock > ITEM_LIMITS.stock.max) {
    throw paramError(
      `Stock must be between ${ITEM_LIMITS.stock.min} and ${ITEM_LIMITS.stock.max}.`,
    );
  }
  const locationId = text(entry['location_id']);
  const known = shop.warehouses.some((one) => one.locationId === locationId);
  if (shop.warehouses.length > 0 && !known)
    throw new ShopeeRefusal('error_auth', 'location_id is missing or wrong.');
  if (shop.warehouses.length === 0 && locationId)
    throw new ShopeeRefusal('error_auth', 'location_id is wrong.');
  return { stock, locationId };
}

function checkText(body: Fields, key: string, limit: { min: number; max: number }): string {
  const value = text(body[key])?.trim();
  if (value === undefined) throw paramError(`${key} is required.`);
  if (value.length < limit.min || value.length > limit.max) {
    throw new ShopeeRefusal(
      'product.error_param',
      `${key} must have ${limit.min} to ${limit.max} characters.`,
    );
  }
  return value;
}

function checkImages(state: ShopeeState, image: unknown): string[] {
  const ids = list(fields(image)['image_id_list']);
  if (!ids || ids.length === 0) throw paramError('image.image_id_list is required.');
  if (ids.length > ITEM_LIMITS.images) throw paramError(`At most ${ITEM_LIMITS.images} images.`);
  return ids.map((id) => {
    const known = text(id);
    if (!known || !state.images[known])
      throw new ShopeeRefusal('error_param', `Invalid image id: ${String(id)}.`);
    return known;
  });
}

function checkLogistics(value: unknown, weight: number): unknown[] {
  const entries = list(value);
  if (!entries || entries.length === 0) throw paramError('logistic_info is required.');
  const wrong = (why: string) => new ShopeeRefusal('error_invalid_logistic_info', why);
  let enabled = 0;
  for (const entry of entries.map(fields)) {
    const channel = LOGISTICS.find(
      (one) => one.logistics_channel_id === integer(entry['logistic_id']),
    );
    if (!channel) throw wrong(`Unknown logistic_id ${String(entry['logistic_id'])}.`);
    if (entry['enabled'] !== true) continue;
    enabled += 1;
    if (!channel.enabled)
      throw wrong(`Channel ${channel.logistics_channel_id} is not enabled for this shop.`);
    if (weight > channel.weight_limit.item_max_weight)
      throw wrong('The item is too heavy for this channel.');
  }
  if (enabled === 0) throw wrong('At least one logistics channel must be enabled.');
  return entries;
}

function checkCategory(body: Fields): number {
  const category = findCategory(integer(body['category_id']) ?? -1);
  if (!category) throw paramError('category_id is invalid.');
  if (category.has_children)
    throw new ShopeeRefusal('product.error_param', 'category_id must be a leaf category.');
  const given = (list(body['attribute_list']) ?? []).map((one) =>
    integer(fields(one)['attribute_id']),
  );
  const missing = mandatoryAttributes(category.category_id).find((id) => !given.includes(id));
  if (missing)
    throw new ShopeeRefusal('error_less_required_attribute', `Attribute ${missing} is required.`);
  return category.category_id;
}

function checkWeight(value: unknown): number {
  const weight = number(value);
  if (weight === undefined || weight <= 0 || weight > 300)
    throw paramError('weight is invalid (kg).');
  return weight;
}

/** The parts of an item that add_item requires and update_item may change. @throws ShopeeRefusal */
export function readItem(
  state: ShopeeState,
  body: Fields,
  before?: Item,
): Omit<Item, 'itemId' | 'shopId' | 'models'> {
  const given = (key: string) => before === undefined || body[key] !== undefined;
  const weight = given('weight') ? checkWeight(body['weight']) : (before as Item).weight;
  const brand = fields(body['brand']);
  const preOrder = fields(body['pre_order']);
  const status = text(body['item_status']) ?? before?.status ?? 'NORMAL';
  if (status !== 'NORMAL' && status !== 'UNLIST' && status !== before?.status)
    throw paramError('item_status is invalid.');
  return {
    name: given('item_name')
      ? checkText(body, 'item_name', ITEM_LIMITS.name)
      : (before as Item).name,
    description: given('description')
      ? checkText(body, 'description', ITEM_LIMITS.description)
      : (before as Item).description,
    sku: text(body['item_sku']) ?? before?.sku ?? '',
    status: status as Item['status'],
    categoryId: given('category_id') ? checkCategory(body) : (before as Item).categoryId,
    imageIds: given('image') ? checkImages(state, body['image']) : (before as Item).imageIds,
    weight,
    condition: text(body['condition']) ?? before?.condition ?? 'NEW',
    brand: isFields(body['brand'])
      ? {
          brand_id: integer(brand['brand_id']) ?? 0,
          original_brand_name: text(brand['original_brand_name']) ?? 'No Brand',
        }
      : (before?.brand ?? { brand_id: 0, original_brand_name: 'NoBrand' }),
    attributes: list(body['attribute_list']) ?? before?.attributes ?? [],
    logistics: given('logistic_info')
      ? checkLogistics(body['logistic_info'], weight)
      : (before as Item).logistics,
    dimension: body['dimension'] ?? before?.dimension,
    daysToShip: integer(preOrder['days_to_ship']) ?? before?.daysToShip ?? 2,
    gtin: text(body['gtin_code']) ?? before?.gtin,
    tiers: before?.tiers ?? [],
    promotionLock: before?.promotionLock ?? false,
    createdAtMs: before?.createdAtMs ?? 0,
    createTime: before?.createTime ?? 0,
    updateTime: before?.updateTime ?? 0,
  };
}
