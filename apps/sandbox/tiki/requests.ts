import { fields, list, text, whole, type Fields } from '../core/input';
import { hex } from '../core/random';
import { invalid, notFound, TikiRefusal } from './refusal';
import { isLeaf, missingAttributes } from './reference';
import { isFinal, isTracked, reviewAll } from './review';
import { productsOf, requestsOf, type ProductRequest, type WantedVariant } from './state';
import { productView } from './products';
import { paged, sellerOf, type Endpoints, type TikiCall } from './world';

const texts = (value: unknown) => (list(value) ?? []).flatMap((one) => text(one) ?? []);

/** A request that people approve. tiki spec §3 */
function create(call: TikiCall) {
  const { world, body } = call;
  const seller = sellerOf(call);
  reviewAll(world);
  if (!seller.canUpdateProduct) throw new TikiRefusal(403, ['seller may not update products']);
  const wanted = (list(body['variants']) ?? []).map((raw) => variantOf(fields(raw)));
  const errors = problems(body, wanted);
  if (errors.length > 0) throw invalid(...errors);
  const request = put(call, {
    categoryId: whole(body['category_id']) ?? 0,
    name: text(body['name']) ?? '',
    description: text(body['description']) ?? '',
    attributes: fields(body['attributes']),
    images: [text(body['image']) ?? '', ...texts(body['images'])],
    variants: wanted.map((one) => one.variant),
    changes: null,
  });
  call.note(
    request.variants.map((one) => one.sku),
    request.variants.map((one) => ({ sku: one.sku, stock: one.quantity, price: one.price })),
  );
  return { json: { track_id: request.trackId, state: request.state } };
}

function put(
  { world, ...call }: TikiCall,
  what: Pick<
    ProductRequest,
    'categoryId' | 'name' | 'description' | 'attributes' | 'images' | 'variants' | 'changes'
  >,
): ProductRequest {
  const requestId = 410_000 + ++world.state.counters.request;
  const request: ProductRequest = {
    requestId,
    trackId: hex(16),
    sellerId: sellerOf({ world, ...call }).id,
    state: 'queuing',
    reason: null,
    createdAt: world.setting.now(),
    ...what,
  };
  world.state.requests[requestId] = request;
  return request;
}

interface Wanted {
  variant: WantedVariant;
  options: number;
}

function variantOf(raw: Fields): Wanted {
  const options = ['option1', 'option2'].flatMap((name) => text(raw[name]) ?? []);
  const price = whole(raw['price']) ?? 0;
  return {
    options: options.filter(Boolean).length,
    variant: {
      sku: text(raw['sku']) ?? '',
      price,
      marketPrice: whole(raw['market_price']) ?? price,
      quantity: whole(raw['quantity']) ?? 0,
      option: options.join(' '),
    },
  };
}

function problems(body: Fields, wanted: readonly Wanted[]): string[] {
  const options = texts(body['option_attributes']);
  const found: string[] = [];
  if (!isLeaf(whole(body['category_id']) ?? 0)) found.push('category_id is not a primary category');
  if (!text(body['name'])) found.push('name is required');
  if (!text(body['description'])) found.push('description is required');
  if (!URL.canParse(text(body['image']) ?? '')) found.push('image is not a valid url');
  for (const code of missingAttributes(fields(body['attributes'])))
    found.push(`attributes.${code} is required`);
  if (options.length > 2) found.push('option_attributes must have at most 2 items');
  if (wanted.length === 0) found.push('variants is required');
  for (const { variant, options: given } of wanted) {
    if (!variant.sku) found.push('variants sku is required');
    if (!(variant.price > 0)) found.push('variants price must be greater than 0');
    if (given < options.length)
      found.push(
        `variants don't match with option_attributes => variants option${given + 1} missing`,
      );
  }
  return found;
}

/** One product's words and pictures, through approval again. */
function updateInfo(call: TikiCall) {
  const { world, body } = call;
  reviewAll(world);
  const id = whole(body['product_id']);
  const product = productsOf(world.state, sellerOf(call).id).find((one) => one.productId === id);
  if (!product) throw notFound('product');
  const image = text(body['image']);
  const request = put(call, {
    categoryId: product.categoryId,
    name: text(body['name']) ?? '',
    description: text(body['description']) ?? '',
    attributes: fields(body['attributes']),
    images: image ? [image, ...texts(body['images'])] : [],
    variants: [],
    changes: product.productId,
  });
  call.note([product.productId]);
  return { json: { track_id: request.trackId, state: request.state } };
}

function tracked(call: TikiCall): ProductRequest {
  reviewAll(call.world);
  const found = requestsOf(call.world.state, sellerOf(call).id).find(
    (one) => one.trackId === call.params['id'],
  );
  if (!found || !isTracked(call.world, found)) throw notFound('track_id');
  return found;
}

function trackView(request: ProductRequest) {
  return {
    track_id: request.trackId,
    state: request.state,
    reason: request.reason ?? '',
    request_id: request.state === 'queuing' ? null : request.requestId,
  };
}

function trackings(call: TikiCall) {
  reviewAll(call.world);
  const rows = requestsOf(call.world.state, sellerOf(call).id).filter((one) =>
    isTracked(call.world, one),
  );
  return { json: paged(call.query, rows, trackView) };
}

/** Only what failed is tried again. */
function replay(call: TikiCall) {
  const request = tracked(call);
  if (request.state === 'rejected') throw invalid('a rejected request cannot be changed');
  return { json: trackView(request) };
}

function requestView({ world, query }: TikiCall, request: ProductRequest) {
  const products = productsOf(world.state, request.sellerId).filter(
    (one) => one.requestId === request.requestId,
  );
  return {
    id: request.requestId,
    request_id: request.requestId,
    track_id: request.trackId,
    state: request.state,
    name: request.name,
    category_id: request.categoryId,
    attributes: request.attributes,
    variants: request.variants.map((one) => ({ sku: one.sku, price: one.price })),
    ...((query.get('include') ?? '').includes('products') && {
      products: products.map((one) => productView(one, false)),
    }),
  };
}

function requestNamed(call: TikiCall): ProductRequest {
  reviewAll(call.world);
  const found = call.world.state.requests[call.params['id'] ?? ''];
  if (!found || found.sellerId !== sellerOf(call).id) throw notFound('request');
  return found;
}

function requests(call: TikiCall) {
  reviewAll(call.world);
  const state = call.query.get('state');
  const rows = requestsOf(call.world.state, sellerOf(call).id)
    .filter((one) => state === null || one.state === state)
    .toReversed();
  return { json: paged(call.query, rows, (one) => requestView(call, one)) };
}

function remove(call: TikiCall) {
  const request = requestNamed(call);
  if (isFinal(request)) throw invalid(`a request that is ${request.state} cannot be deleted`);
  request.state = 'deleted';
  return { json: requestView(call, request) };
}

const product = ['product'];

export const requestEndpoints: Endpoints = {
  'POST v2/requests': { scopes: product, run: create },
  'POST v2.1/requests': { scopes: product, run: create },
  'POST v2/requests/updateProductInfo': { scopes: product, run: updateInfo },
  'GET v2/requests': { scopes: product, run: requests },
  'GET v2/requests/:id': {
    scopes: product,
    run: (call) => ({ json: requestView(call, requestNamed(call)) }),
  },
  'DELETE v2/requests/:id': { scopes: product, run: remove },
  'GET v2/tracking': { scopes: product, run: trackings },
  'GET v2/tracking/:id': { scopes: product, run: (call) => ({ json: trackView(tracked(call)) }) },
  'POST v2/tracking/:id/replay': { scopes: product, run: replay },
};
