import { fields, list, text, whole } from '../core/input';
import type { PushedValue } from '../core/journal';
import { seconds } from '../core/setting';
import { dueIn } from './clockwork';
import { readContent } from './product-input';
import { available, productRow, productView } from './product-view';
import { badParams, productNotFound, TikTokRefusal } from './refusal';
import { newId, productsOf, type Content, type Product, type ProductStatus } from './state';
import { inWindow, pageOf, reads, writes, type Endpoints, type TikTokCall } from './world';

const MANY = 20;

/** A product of this shop that has not been deleted. @throws TikTokRefusal */
export function ownProduct(call: TikTokCall, id = call.params['id'] ?? ''): Product {
  const product = call.world.state.products[id];
  if (!product || product.status === 'DELETED') throw productNotFound();
  if (product.shopId !== call.owner.id)
    throw new TikTokRefusal(12052048, 'The product is not of this shop');
  return product;
}

export function touched(call: TikTokCall, product: Product): void {
  product.updateTime = seconds(call.world.setting);
}

function valuesOf(id: string, { skus }: Content): PushedValue[] {
  return skus.map((sku) => ({
    itemId: id,
    sku: sku.sellerSku,
    stock: available(sku),
    price: sku.priceVnd,
    ok: true,
  }));
}

function create(call: TikTokCall): unknown {
  const { world, owner, body } = call;
  const idempotencyKey = text(body['idempotency_key']);
  if (idempotencyKey && idempotencyKey.length > 128) throw badParams('idempotency_key is too long');
  const earlier = productsOf(world.state, owner.id).find(
    (one) => idempotencyKey && one.idempotencyKey === idempotencyKey,
  );
  if (earlier) return made(earlier);
  const content = readContent(world, owner, body);
  const now = seconds(world.setting);
  const isDraft = body['save_mode'] === 'AS_DRAFT';
  const product: Product = {
    ...content,
    id: newId(world.state),
    shopId: owner.id,
    status: isDraft ? 'DRAFT' : 'PENDING',
    audit: { status: isDraft ? 'NONE' : 'AUDITING', reasons: [] },
    reviewEndsMs: isDraft ? undefined : dueIn(world, world.state.settings.reviewMs),
    idempotencyKey,
    promotion: false,
    createTime: now,
    updateTime: now,
  };
  world.state.products[product.id] = product;
  call.note([product.id], valuesOf(product.id, product));
  const { id: product_id, updateTime: update_time } = product;
  world.webhooks.send('PRODUCT_CREATION', owner.id, { product_id, product_types: [], update_time });
  return made(product);
}

function made({ id, skus }: { id: string; skus: Content['skus'] }): unknown {
  return {
    product_id: id,
    skus: skus.map((sku) => ({
      id: sku.id,
      seller_sku: sku.sellerSku,
      external_sku_id: '',
      sales_attributes: sku.salesAttributes.map((one) => ({ id: one.id, value_id: one.valueId })),
    })),
    warnings: [],
  };
}

/** PUT takes the whole product, partial_edit what it names; both leave the live version until the new one has passed. */
function edit(call: TikTokCall, isWhole: boolean): unknown {
  const { world, owner, body } = call;
  const product = ownProduct(call);
  if (['FREEZE', 'PLATFORM_DEACTIVATED'].includes(product.status))
    throw new TikTokRefusal(12052901, `A product in ${product.status} cannot be edited`);
  const before: Content = product.next ?? product;
  const content = readContent(world, owner, isWhole ? { skus: [], ...body } : body, before);
  call.note([product.id], valuesOf(product.id, content));
  // What does not need looking at is there at once.
  for (const sku of product.skus)
    sku.stock = content.skus.find((one) => one.id === sku.id)?.stock ?? sku.stock;
  if (product.status === 'ACTIVATE') product.next = content;
  else Object.assign(product, content);
  if (['ACTIVATE', 'FAILED', 'PENDING'].includes(product.status)) startReview(call, product);
  touched(call, product);
  return made({ id: product.id, skus: content.skus });
}

function startReview(call: TikTokCall, product: Product): void {
  if (product.status !== 'ACTIVATE') product.status = 'PENDING';
  product.audit = { status: 'AUDITING', reasons: [] };
  product.reviewEndsMs = dueIn(call.world, call.world.state.settings.reviewMs);
}

function getOne(call: TikTokCall): unknown {
  const product = ownProduct(call);
  call.note([product.id]);
  const underReview = call.query.get('return_under_review_version') === 'true';
  return productView(call.world, product, underReview);
}

function search(call: TikTokCall): unknown {
  const { body } = call;
  const skus = list(body['seller_skus'])?.map(String);
  if (skus && skus.length > 10) throw badParams('At most 10 seller_skus');
  const status = text(body['status']);
  const found = productsOf(call.world.state, call.owner.id).filter(
    (one) =>
      (!status || status === 'ALL' || one.status === status) &&
      (!skus || one.skus.some((sku) => skus.includes(sku.sellerSku))) &&
      inWindow(body, 'create_time', one.createTime) &&
      inWindow(body, 'update_time', one.updateTime),
  );
  const { shown, ...rest } = pageOf(call, found, { min: 1, max: 100 });
  return { products: shown.map(productRow), ...rest };
}

/** Up to twenty at once; those that cannot go are told one by one. */
function moveMany(from: ProductStatus[], move: (call: TikTokCall, product: Product) => void) {
  return (call: TikTokCall): unknown => {
    const ids = list(call.body['product_ids'])?.map(String) ?? [];
    if (ids.length === 0) throw badParams('product_ids is required');
    if (ids.length > MANY) throw new TikTokRefusal(12019120, `At most ${MANY} product_ids`);
    call.note(ids);
    const errors: unknown[] = [];
    for (const id of ids) {
      const product = call.world.state.products[id];
      if (product?.shopId === call.owner.id && from.includes(product.status)) {
        move(call, product);
        touched(call, product);
      } else {
        errors.push({
          code: product ? 12052901 : 12052032,
          message: product ? `Not in the state ${product.status}` : 'Product not found',
          detail: { product_id: id },
        });
      }
    }
    return errors.length > 0 ? { errors } : {};
  };
}

const activate = moveMany(['SELLER_DEACTIVATED', 'DRAFT'], (call, product) => {
  product.status = 'PENDING';
  startReview(call, product);
});
const deactivate = moveMany(['ACTIVATE', 'PENDING'], (_call, product) => {
  product.status = 'SELLER_DEACTIVATED';
  product.reviewEndsMs = undefined;
  product.next = undefined;
});
const recover = moveMany(['DELETED'], (_call, product) => {
  product.status = 'SELLER_DEACTIVATED';
});
const remove = moveMany(
  ['DRAFT', 'PENDING', 'FAILED', 'ACTIVATE', 'SELLER_DEACTIVATED', 'PLATFORM_DEACTIVATED'],
  (_call, product) => {
    product.status = 'DELETED';
    product.reviewEndsMs = undefined;
  },
);

/** Counts by warehouse: what can be bought, and what open orders hold. */
function inventory(call: TikTokCall): unknown {
  const ids = list(call.body['product_ids'])?.map(String);
  const skuIds = list(call.body['sku_ids'])?.map(String);
  if (!ids && !skuIds) throw badParams('product_ids or sku_ids is required');
  if ((ids?.length ?? 0) > 100 || (skuIds?.length ?? 0) > 600) throw badParams('Too many ids');
  const found = productsOf(call.world.state, call.owner.id).flatMap((product) => {
    const skus = product.skus.filter(
      (one) => ids?.includes(product.id) || skuIds?.includes(one.id),
    );
    return skus.length === 0 ? [] : [{ product_id: product.id, skus: skus.map(counted) }];
  });
  return { inventory: found };
}

function counted(sku: Content['skus'][number]) {
  return {
    id: sku.id,
    seller_sku: sku.sellerSku,
    total_available_quantity: available(sku),
    total_committed_quantity: sku.committed,
    warehouse_inventory: Object.entries(sku.stock).map(([warehouse_id, quantity]) => ({
      warehouse_id,
      available_quantity: whole(quantity),
      committed_quantity: sku.committed,
    })),
  };
}

export const productEndpoints: Endpoints = {
  'POST /product/202309/products/activate': writes(activate),
  'POST /product/202309/products/deactivate': writes(deactivate),
  'POST /product/202309/products/recover': writes(recover),
  'POST /product/202309/inventory/search': reads(inventory),
  'POST /product/202502/products/search': reads(search),
  'POST /product/202312/products/search': reads(search),
  'POST /product/202309/products/search': reads(search),
  'POST /product/202309/products': writes(create),
  'DELETE /product/202309/products': writes(remove),
  'GET /product/202309/products/:id': reads(getOne),
  'PUT /product/202309/products/:id': writes((call) => edit(call, true)),
  'PUT /product/202509/products/:id': writes((call) => edit(call, true)),
  'POST /product/202309/products/:id/partial_edit': writes((call) => edit(call, false)),
  'POST /product/202509/products/:id/partial_edit': writes((call) => edit(call, false)),
  'POST /product/202309/products/listing_check': reads((call) => ({
    check_result: fields(readContent(call.world, call.owner, call.body)) ? 'PASS' : 'FAILED',
  })),
};
