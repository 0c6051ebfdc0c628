import { fields, text, type Fields } from '../core/input';
import { childrenOf } from './payload';
import { attributesOf, isCategory, isLeaf } from './reference';
import { LazadaRefusal } from './refusal';
import { itemsOf, type Item, type Sku } from './state';
import type { World } from './world';

const MAX_IMAGES = 8;
const OWN_FIELDS = ['SellerSku', 'price', 'quantity', '__images__', 'name', 'brand'];
const PACKAGE = ['package_weight', 'package_length', 'package_width', 'package_height'];

/** The same product payload in both calls; an update carries what changes. lazada spec §4.1, §4.5 */
export function categoryIn(product: Fields): number {
  const id = Number(text(product['PrimaryCategory']) ?? Number.NaN);
  if (!isCategory(id)) throw new LazadaRefusal('201', `E201: ${id} Invalid CategoryId`);
  if (!isLeaf(id)) throw new LazadaRefusal('4134', 'Please select the last level category.');
  return id;
}

export function attributesIn(product: Fields): Record<string, string> {
  const given = Object.entries(fields(product['Attributes'])).flatMap(([name, value]) => {
    const read = text(value);
    return read === undefined ? [] : [[name, read] as const];
  });
  const attributes = Object.fromEntries(given);
  const { name, description } = attributes;
  if (name !== undefined && (name === '' || name.length > 255))
    throw new LazadaRefusal('4120', 'CHK_CATPROP_CPV_MAX_LEGNTH: name');
  if ((description ?? '').length > 25_000)
    throw new LazadaRefusal('4120', 'CHK_CATPROP_CPV_MAX_LEGNTH: description');
  if (/[\^~<>|"]/.test(name ?? ''))
    throw new LazadaRefusal('4129', 'BIZ_CHECK_PROP_SPECIAL_CHAR: name');
  return attributes;
}

/** Only pictures on the channel's own host. */
export function imagesIn(world: World, product: Fields): string[] | undefined {
  if (product['Images'] === undefined) return undefined;
  const urls = childrenOf(product['Images'], 'Image').flatMap((one) => text(one) ?? []);
  for (const url of urls) {
    if (!world.state.images[url.slice(url.lastIndexOf('/') + 1)])
      throw new LazadaRefusal('4138', 'BIZ_CHECK_EXIST_OUTER_IMAGE');
  }
  return urls.slice(0, MAX_IMAGES);
}

export function variationIn(product: Fields): Item['variation'] {
  const first = fields(product['variation'])['variation1'];
  if (first === undefined) return null;
  const { name, options, customize } = fields(first);
  const named = text(name) ?? '';
  const values = childrenOf(options, 'option').flatMap((one) => text(one) ?? []);
  if (!named) throw new LazadaRefusal('VARIATION_NAME_EMPTY', 'The Variation Name is Empty');
  if (named.length > 15)
    throw new LazadaRefusal('VARIATION_NAME_LENGTH_LIMIT', 'The Length Limit is: 15');
  if (values.length === 0)
    throw new LazadaRefusal('VARIATION_OPTIONS_EMPTY', 'The Variation Options Is Empty');
  if (values.length > 50) throw new LazadaRefusal('OPTIONS_SIZE_LIMIT', 'The Size Limit is: 50');
  if (values.some((one) => one.length > 20))
    throw new LazadaRefusal('VARIATION_OPTION_LENGTH_LIMIT', 'The Length Limit is: 20');
  if (new Set(values).size < values.length)
    throw new LazadaRefusal('VARIATION_OPTION_DUPLICATE', 'The Variation Option Is Duplicate');
  return { name: named, options: values, customize: String(customize) === 'true' };
}

export function salePropIn(raw: Fields): Record<string, string> {
  return Object.fromEntries(
    Object.entries(fields(raw['saleProp'])).map(([name, value]) => [name, text(value) ?? '']),
  );
}

export function packageIn(raw: Fields): Record<string, string> {
  return Object.fromEntries(
    Object.entries(raw).flatMap(([name, value]) => {
      const read = text(value);
      return name.startsWith('package_') && read !== undefined ? [[name, read]] : [];
    }),
  );
}

/** Price and quantity come as texts; a price has no fractions in đồng. */
export function priceIn(raw: unknown): number {
  const price = Number(text(raw) ?? Number.NaN);
  if (!Number.isInteger(price))
    throw new LazadaRefusal('4104', 'BIZ_CHECK_PRICE_PRECISION_INVALID');
  if (price <= 0) throw new LazadaRefusal('4118', 'BIZ_CHECK_PRICE_IS_ZERO');
  return price;
}

export function quantityIn(raw: unknown): number {
  const quantity = Number(text(raw) ?? Number.NaN);
  if (!Number.isInteger(quantity) || quantity < 0)
    throw new LazadaRefusal('4152', 'THD_INVENTORY_ERR_INV_PARAM_ILLEGAL');
  return quantity;
}

export function newSku(world: World, item: Pick<Item, 'sellerId'>, raw: Fields): Sku {
  const sellerSku = text(raw['SellerSku']) ?? '';
  if (!sellerSku) throw new LazadaRefusal('4108', 'CHK_BASIC_REQUIRED: SellerSku');
  const taken = itemsOf(world.state, item.sellerId)
    .filter((one) => one.status !== 'Deleted')
    .some((one) => one.skus.some((sku) => sku.sellerSku === sellerSku));
  if (taken) throw new LazadaRefusal('4105', 'BIZ_CHECK_SELLER_SKU_DUPLICATE');
  return {
    skuId: 9_000_000_000 + ++world.state.counters.sku,
    sellerSku,
    status: 'active',
    saleProp: salePropIn(raw),
    priceVnd: priceIn(raw['price']),
    real: quantityIn(raw['quantity'] ?? '0'),
    withhold: 0,
    occupy: 0,
    package: packageIn(raw),
  };
}

/** What only the whole shows: mandatory attributes, a picture, options that tell the SKUs apart. */
export function checkWhole(item: Item): void {
  if (item.images.length === 0) throw new LazadaRefusal('4139', 'BIZ_CHECK_MAIN_IMAGE_REQUIRE');
  for (const { name, is_mandatory, attribute_type } of attributesOf(item.categoryId)) {
    if (!is_mandatory || OWN_FIELDS.includes(name) || attribute_type !== 'normal') continue;
    if (!item.attributes[name])
      throw new LazadaRefusal('4110', `BIZ_CHECK_CAT_PROP_MANDATORY: ${name}`);
  }
  if (!item.attributes['brand'])
    throw new LazadaRefusal('4110', 'BIZ_CHECK_CAT_PROP_MANDATORY: brand');
  for (const sku of item.skus) checkPackage(sku);
  checkVariation(item);
}

function checkPackage(sku: Sku): void {
  for (const name of PACKAGE) {
    const value = Number(sku.package[name] ?? Number.NaN);
    if (!(value > 0)) throw new LazadaRefusal('4110', `BIZ_CHECK_CAT_PROP_MANDATORY: ${name}`);
    if (name === 'package_weight' && value > 40)
      throw new LazadaRefusal('4164', 'Package weight exceeds 40 kg');
    if (name !== 'package_weight' && value > 300)
      throw new LazadaRefusal('4165', 'Package size exceeds 300 cm');
  }
}

function checkVariation({ skus, variation }: Item): void {
  if (skus.length > 1 && !variation) throw new LazadaRefusal('4113', 'CHK_SKU_PROPS_NOT_IDENTICAL');
  if (!variation) return;
  const chosen = skus.map((sku) => sku.saleProp[variation.name]);
  if (chosen.some((option) => option === undefined || option === ''))
    throw new LazadaRefusal('4144', 'BIZ_CHECK_SKU_NOT_CONTAIN_SALEPROP');
  if (chosen.some((option) => !variation.options.includes(option ?? '')))
    throw new LazadaRefusal(
      'SKU_VARIATION_OPTION_NOT_EXIST',
      'The SKU Variation Option is Not Exist',
    );
  if (new Set(chosen).size < chosen.length)
    throw new LazadaRefusal('4112', 'CHK_SKU_PROPS_DUPLICATE');
}
