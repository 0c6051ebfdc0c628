import { createHash } from 'node:crypto';
import { text, type Fields } from '../core/input';
import { childrenOf, productOf, skusOf } from './payload';
import { productView, shopSku } from './product-view';
import {
  attributesIn,
  categoryIn,
  checkWhole,
  imagesIn,
  newSku,
  packageIn,
  salePropIn,
  variationIn,
} from './product-input';
import { attributesOf, categoryTree, isCategory, suggestions } from './reference';
import { itemNotFound, LazadaRefusal, missing } from './refusal';
import { startReview } from './review';
import { itemsOf, type Item, type Sku } from './state';
import { either, posts, reads, sellerOf, type Endpoints, type LazadaCall } from './world';

const MAX_IMAGE_BYTES = 3_145_728;
const MAX_SKUS = 50;

function create(call: LazadaCall): Record<string, unknown> {
  const product = productOf(call.parameters);
  return product['AssociatedSku'] ? addVariants(call, product) : createItem(call, product);
}

function createItem(call: LazadaCall, product: Fields): Record<string, unknown> {
  const { world } = call;
  const { sellerId } = sellerOf(call);
  const now = world.setting.now();
  const attributes = attributesIn(product);
  if (!attributes['name']) throw new LazadaRefusal('4108', 'CHK_BASIC_REQUIRED: name');
  const raw = skusOf(product);
  if (raw.length === 0) throw new LazadaRefusal('4108', 'CHK_BASIC_REQUIRED: Skus');
  if (raw.length > MAX_SKUS) throw new LazadaRefusal('204', 'E204: Too many SKU in one request');
  const item: Item = {
    itemId: 2_000_000_000 + ++world.state.counters.item,
    sellerId,
    status: 'Pending QC',
    name: attributes['name'],
    categoryId: categoryIn(product),
    attributes,
    images: imagesIn(world, product) ?? [],
    variation: variationIn(product),
    skus: raw.map((one) => newSku(world, { sellerId }, one)),
    reviewAt: null,
    rejectReason: null,
    createdAt: now,
    updatedAt: now,
  };
  checkWhole(item);
  world.state.items[item.itemId] = item;
  startReview(world, item);
  call.note([item.itemId]);
  productPush(call, item, 3, 'PUBLISHED, EDITED_INSERTED');
  return { data: { ...idsOf(item, item.skus), item_status: item.status } };
}

function idsOf(item: Item, skus: readonly Sku[]): Record<string, unknown> {
  const sku_list = skus.map((sku) => ({
    shop_sku: shopSku(item, sku),
    seller_sku: sku.sellerSku,
    sku_id: sku.skuId,
  }));
  return { item_id: item.itemId, sku_list };
}

function addVariants(call: LazadaCall, product: Fields): Record<string, unknown> {
  const beside = text(product['AssociatedSku']);
  const item = itemsOf(call.world.state, sellerOf(call).sellerId).find(
    (one) => one.status !== 'Deleted' && one.skus.some((sku) => sku.sellerSku === beside),
  );
  if (!item) throw new LazadaRefusal('4136', 'SELLER_SKU_NOT_FOUND');
  const added = skusOf(product).map((one) => newSku(call.world, item, one));
  const variation = variationIn(product) ?? item.variation;
  const grown = { ...item, variation, skus: [...item.skus, ...added] };
  checkWhole(grown);
  Object.assign(item, grown, { updatedAt: call.world.setting.now() });
  call.note([item.itemId]);
  productPush(call, item, 4, 'EDITED_UPDATED');
  return { data: { ...idsOf(item, added), item_status: item.status } };
}

export function ownItem(call: LazadaCall, id: unknown): Item {
  const item = call.world.state.items[text(id) ?? ''];
  if (!item || item.status === 'Deleted') throw itemNotFound();
  if (item.sellerId !== sellerOf(call).sellerId)
    throw new LazadaRefusal(
      'EDIT_ITEM_NOT_BELONG_SELLER',
      'You are not authorized to edit the item.',
    );
  return item;
}

function update(call: LazadaCall): Record<string, unknown> {
  const product = productOf(call.parameters);
  const item = ownItem(call, product['ItemId']);
  if (item.status === 'Lock') throw new LazadaRefusal('4155', 'Item is locked');
  const next = structuredClone(item);
  if (product['PrimaryCategory'] !== undefined) next.categoryId = categoryIn(product);
  Object.assign(next.attributes, attributesIn(product));
  next.name = next.attributes['name'] ?? item.name;
  next.images = imagesIn(call.world, product) ?? item.images;
  next.variation = variationIn(product) ?? item.variation;
  let active = false;
  for (const raw of skusOf(product)) {
    const sku = skuFor(next, raw);
    sku.saleProp = { ...sku.saleProp, ...salePropIn(raw) };
    sku.package = { ...sku.package, ...packageIn(raw) };
    sku.status = text(raw['Status']) === 'inactive' ? 'inactive' : 'active';
    active ||= sku.status === 'active';
  }
  checkWhole(next);
  next.updatedAt = call.world.setting.now();
  if (next.status === 'InActive' && active) next.status = 'Active';
  Object.assign(item, next);
  if (item.status === 'Rejected') startReview(call.world, item);
  call.note([item.itemId]);
  productPush(call, item, 4, 'EDITED_UPDATED');
  return { data: { ...idsOf(item, item.skus), item_status: item.status } };
}

function skuFor(item: Item, raw: Fields): Sku {
  const id = text(raw['SkuId']);
  if (!id) throw new LazadaRefusal('4216', 'SkuId is mandatory');
  const sku = item.skus.find((one) => String(one.skuId) === id);
  if (!sku) throw new LazadaRefusal('4136', 'SELLER_SKU_NOT_FOUND');
  const given = text(raw['SellerSku']);
  if (given && given !== sku.sellerSku)
    throw new LazadaRefusal('4193', 'SellerSku can not be edited');
  return sku;
}

function deactivate(call: LazadaCall): Record<string, unknown> {
  const product = productOf(call.parameters, 'apiRequestBody');
  const item = ownItem(call, product['ItemId']);
  const ids = childrenOf(product['Skus'], 'SkuId').map((one) => text(one));
  for (const sku of item.skus)
    if (ids.length === 0 || ids.includes(String(sku.skuId))) sku.status = 'inactive';
  if (item.skus.every((sku) => sku.status === 'inactive') && item.status === 'Active')
    item.status = 'InActive';
  item.updatedAt = call.world.setting.now();
  call.note([item.itemId]);
  productPush(call, item, 4, 'EDITED_UPDATED');
  return {};
}

function productPush({ world }: LazadaCall, item: Item, type: number, action: string): void {
  const status_update_time = world.setting.now();
  const data = { ...idsOf(item, item.skus), action, status_update_time };
  world.pushes.send(type, item.sellerId, data);
}

async function upload(call: LazadaCall): Promise<Record<string, unknown>> {
  if (!call.file) throw missing('image');
  const bytes = Buffer.from(await call.file.arrayBuffer());
  const isJpeg = bytes.subarray(0, 2).toString('hex') === 'ffd8';
  const isPng = bytes.subarray(0, 4).toString('hex') === '89504e47';
  if (!isJpeg && !isPng) throw new LazadaRefusal('301', 'Upload Image Failed: unsupported format');
  if (bytes.length > MAX_IMAGE_BYTES)
    throw new LazadaRefusal('302', 'The image is too large. Maximum 3 MB.');
  const hash_code = createHash('md5').update(bytes).digest('hex');
  const name = `${hash_code}.${isJpeg ? 'jpg' : 'png'}`;
  call.world.state.images[name] = { type: isJpeg ? 'image/jpeg' : 'image/png' };
  call.world.setting.media.put(name, bytes);
  return { data: { image: { hash_code, url: `${call.world.url()}/p/${name}` } } };
}

function attributes({ parameters }: LazadaCall): Record<string, unknown> {
  const id = Number(parameters['primary_category_id'] ?? Number.NaN);
  if (!isCategory(id))
    throw new LazadaRefusal('57', `E057: No attributes found for category ${id}`);
  return { data: attributesOf(id) };
}

function suggest({ parameters }: LazadaCall): Record<string, unknown> {
  const name = parameters['product_name'];
  if (!name) throw missing('product_name');
  return { data: { categorySuggestions: suggestions(name) } };
}

function qcStatus(call: LazadaCall): Record<string, unknown> {
  const items = itemsOf(call.world.state, sellerOf(call).sellerId);
  return {
    data: items.flatMap((item) =>
      item.skus.map((sku) => ({
        seller_sku: sku.sellerSku,
        status: item.status,
        reason: item.rejectReason,
      })),
    ),
  };
}

function itemGet(call: LazadaCall): Record<string, unknown> {
  const id = call.parameters['item_id'];
  if (!id) throw missing('item_id');
  const item = call.world.state.items[id];
  if (!item || item.status === 'Deleted') throw new LazadaRefusal('208', 'E208: Item not exist');
  call.note([id]);
  return { data: productView(ownItem(call, id)) };
}

export const productEndpoints: Endpoints = {
  '/category/tree/get': reads(() => ({ data: categoryTree() }), false),
  '/category/attributes/get': reads(attributes, false),
  '/product/category/suggestion/get': reads(suggest),
  '/image/upload': posts(upload),
  '/product/create': posts(create),
  '/product/update': posts(update),
  '/product/deactivate': posts(deactivate),
  '/product/item/get': reads(itemGet),
  '/product/qc/status/get': either(qcStatus),
};
