import type { Product, ProductRequest, RequestState } from './state';
import { productsOf } from './state';
import type { World } from './world';

/** Share of the whole review after which a request is in that state. tiki spec §3 */
const STAGES: readonly [from: number, state: RequestState][] = [
  [0, 'queuing'],
  [0.1, 'processing'],
  [0.2, 'drafted'],
  [0.3, 'bot_awaiting_approve'],
  [0.5, 'md_awaiting_approve'],
];
const FINAL: readonly RequestState[] = ['approved', 'rejected', 'deleted'];
const TRACKED_MS = 30 * 86_400_000;

export function isFinal(request: ProductRequest): boolean {
  return FINAL.includes(request.state);
}

/** Forgotten after thirty days; the request itself stays. */
export function isTracked(world: World, request: ProductRequest): boolean {
  return world.setting.now() - request.createdAt < TRACKED_MS;
}

/** Brings every request to where its review has come by now. */
export function reviewAll(world: World): void {
  for (const request of Object.values(world.state.requests)) {
    if (isFinal(request)) continue;
    const { reviewMs } = world.state.settings;
    const passed = (world.setting.now() - request.createdAt) * world.setting.timeScale;
    const share = reviewMs > 0 ? passed / reviewMs : 1;
    if (share >= 1) decide(world, request);
    else request.state = STAGES.findLast(([from]) => share >= from)?.[1] ?? 'queuing';
  }
}

function decide(world: World, request: ProductRequest): void {
  const { reviewer, rejectReason } = world.state.settings;
  world.setting.changed();
  const taken = productsOf(world.state, request.sellerId).map((one) => one.originalSku);
  const isDouble =
    request.changes === null && request.variants.some((one) => taken.includes(one.sku));
  if (isDouble || reviewer === 'reject') {
    request.state = 'rejected';
    request.reason = isDouble ? 'code 420: seller product code is not unique' : rejectReason;
    return;
  }
  request.state = 'approved';
  if (request.changes === null)
    for (const one of request.variants) makeProduct(world, request, one);
  else changeProduct(world, request, world.state.products[request.changes]);
}

/** Each variant becomes a product of its own, inactive at first. tiki spec §3 */
function makeProduct(
  world: World,
  request: ProductRequest,
  variant: ProductRequest['variants'][number],
): void {
  const productId = 270_000_000 + ++world.state.counters.product;
  const warehouse = world.state.sellers[request.sellerId]?.warehouses[0]?.id ?? 0;
  const now = world.setting.now();
  world.state.products[productId] = {
    productId,
    sellerId: request.sellerId,
    requestId: request.requestId,
    sku: String(9_000_000_000_000 + world.state.counters.product),
    originalSku: variant.sku,
    name: request.name,
    description: request.description,
    option: variant.option,
    categoryId: request.categoryId,
    price: variant.price,
    marketPrice: variant.marketPrice,
    active: false,
    images: request.images,
    stock: { [warehouse]: variant.quantity },
    createdAt: now,
    updatedAt: now,
  };
}

function changeProduct(world: World, request: ProductRequest, product: Product | undefined): void {
  if (!product) return;
  Object.assign(product, {
    name: request.name || product.name,
    description: request.description || product.description,
    images: request.images.length > 0 ? request.images : product.images,
    updatedAt: world.setting.now(),
  });
}
