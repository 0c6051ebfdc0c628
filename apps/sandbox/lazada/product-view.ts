import { idsIn } from './payload';
import { LazadaRefusal } from './refusal';
import { itemsOf, sellable, type Item, type Sku } from './state';
import { reads, sellerOf, type Endpoints, type LazadaCall } from './world';

const MAX_LIMIT = 50;
const MAX_OFFSET = 10_000;

const FILTERS: Record<string, (item: Item) => boolean> = {
  all: (item) => item.status !== 'Deleted',
  live: (item) => item.status === 'Active',
  inactive: (item) => item.status === 'InActive',
  deleted: (item) => item.status === 'Deleted',
  pending: (item) => item.status === 'Pending QC',
  rejected: (item) => item.status === 'Rejected',
  'sold-out': (item) => item.status === 'Active' && item.skus.every((sku) => sellable(sku) <= 0),
};

export const shopSku = (item: Item, sku: Sku) => `${item.itemId}_VNAMZ-${sku.skuId}`;

function skuView(item: Item, sku: Sku): Record<string, unknown> {
  const sellableQuantity = sellable(sku);
  const inventory = {
    warehouseCode: 'dropshipping',
    totalQuantity: sku.real,
    sellableQuantity,
    occupyQuantity: sku.occupy,
    withholdQuantity: sku.withhold,
    quantity: sellableQuantity,
  };
  return {
    Status: sku.status,
    SellerSku: sku.sellerSku,
    ShopSku: shopSku(item, sku),
    SkuId: sku.skuId,
    price: sku.priceVnd,
    special_price: 0,
    quantity: sellableQuantity,
    Available: sellableQuantity,
    saleProp: sku.saleProp,
    multiWarehouseInventories: [inventory],
    channelInventories: [],
    Url: `https://www.lazada.vn/-i${item.itemId}-s${sku.skuId}.html`,
    ...sku.package,
  };
}

export function productView(item: Item): Record<string, unknown> {
  return {
    item_id: item.itemId,
    primary_category: item.categoryId,
    attributes: item.attributes,
    skus: item.skus.map((sku) => skuView(item, sku)),
    images: item.images,
    status: item.status,
    subStatus: item.status === 'Lock' ? 'Lock' : null,
    variation: item.variation && { Variation1: { ...item.variation, hasImage: false } },
    created_time: String(item.createdAt),
    updated_time: String(item.updatedAt),
    suspendedSkus: null,
    rejectReason: item.rejectReason ? [{ violationDetail: item.rejectReason }] : null,
    hiddenReason: null,
  };
}

function productsGet(call: LazadaCall): Record<string, unknown> {
  const { parameters } = call;
  const wanted = FILTERS[parameters['filter'] ?? ''];
  if (!wanted) throw new LazadaRefusal('36', 'E036: Invalid status filter');
  const limit = Number(parameters['limit'] ?? 20);
  const offset = Number(parameters['offset'] ?? 0);
  if (!(limit >= 1 && limit <= MAX_LIMIT)) throw new LazadaRefusal('19', 'E019: Invalid Limit');
  if (!(offset >= 0 && offset <= MAX_OFFSET)) throw new LazadaRefusal('14', 'E014: Invalid Offset');
  const skus = parameters['sku_seller_list'] ? idsIn(parameters['sku_seller_list']) : null;
  if (skus && (skus.length === 0 || skus.length > 100))
    throw new LazadaRefusal('70', 'E070: You have corrupt data in your sku seller list.');
  const found = itemsOf(call.world.state, sellerOf(call).sellerId)
    .filter(wanted)
    .filter((item) => inDates(item, parameters))
    .filter((item) => !skus || item.skus.some((sku) => skus.includes(sku.sellerSku)));
  const products = found.slice(offset, offset + limit).map(productView);
  return { data: { total_products: found.length, products } };
}

function inDates(item: Item, parameters: Readonly<Record<string, string>>): boolean {
  const bound = (name: string, otherwise: number) => {
    const given = parameters[name];
    if (!given) return otherwise;
    const at = Date.parse(given.replace(/([+-]\d{2})(\d{2})$/, '$1:$2'));
    if (Number.isNaN(at)) throw new LazadaRefusal('17', `E017: "${given}" Invalid Date Format`);
    return at;
  };
  return (
    item.updatedAt >= bound('update_after', 0) &&
    item.updatedAt <= bound('update_before', Infinity) &&
    item.createdAt >= bound('create_after', 0) &&
    item.createdAt <= bound('create_before', Infinity)
  );
}

export const productViewEndpoints: Endpoints = { '/products/get': reads(productsGet) };
