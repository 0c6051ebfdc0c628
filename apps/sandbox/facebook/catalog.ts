import { text } from '../core/input';
import { batchStatus, itemsBatch, readFilter, settle } from './catalog-batch';
import { needPageOrUser } from './caller';
import { paginate } from './paging';
import { invalid, missing } from './refusal';
import type { Catalog, CatalogItem } from './state';
import type { Edges, GraphCall, World } from './world';

function catalogOf(call: GraphCall): Catalog {
  const catalog = call.world.state.catalogs[call.path[0] ?? ''];
  if (!catalog) throw missing(call.method, call.path[0] ?? '');
  needPageOrUser(call, catalog.pageId);
  settle(call.world);
  return catalog;
}

function itemView(world: World, item: CatalogItem): Record<string, unknown> {
  const { data } = item;
  const amount = parseFloat(String(data['price'] ?? '0'));
  const review = reviewOf(world, item);
  return {
    id: item.id,
    retailer_id: item.retailerId,
    name: data['title'],
    description: data['description'],
    // Read back as a person reads it, never as it was sent.
    price: `₫${amount.toLocaleString('en-US')}`,
    currency: 'VND',
    availability: data['availability'],
    condition: data['condition'],
    inventory: data['quantity_to_sell_on_facebook'] ?? data['inventory'],
    quantity_to_sell_on_facebook: data['quantity_to_sell_on_facebook'] ?? data['inventory'],
    brand: data['brand'],
    url: data['link'],
    image_url: data['image_link'],
    visibility: data['visibility'] ?? 'published',
    review_status: review,
    image_fetch_status: item.imageStatus,
    ...Object.fromEntries(
      Object.entries(data).filter(([key]) => /^custom_(label|number)_\d$/.test(key)),
    ),
    errors: problems(item, review),
  };
}

function problems(item: CatalogItem, review: string): unknown[] {
  const problem = (error_type: string, title: string, description: string) => ({
    error_type,
    error_priority: 'HIGH',
    title,
    description,
  });
  return [
    ...(item.imageStatus === 'FETCH_FAILED'
      ? [
          problem(
            'IMAGE_FETCH_FAILED',
            'Image could not be fetched',
            'Check that image_link is public.',
          ),
        ]
      : []),
    ...(review === 'rejected'
      ? [problem('POLICY_VIOLATION', 'Item rejected', item.rejectReason ?? '')]
      : []),
  ];
}

/** Pending until its time has come, then approved unless somebody said otherwise. */
export function reviewOf(world: World, item: CatalogItem): CatalogItem['review'] {
  if (item.review === 'pending' && item.reviewAt <= world.setting.now()) item.review = 'approved';
  return item.review;
}

function products(call: GraphCall): unknown {
  const { world, query, params } = call;
  const catalog = catalogOf(call);
  const fits = readFilter(params['filter']);
  if (!fits) throw invalid('The parameter filter is not valid JSON');
  const rows = Object.values(catalog.items)
    .map((item) => itemView(world, item))
    .filter(fits);
  const link = (after: string) => `${world.url()}/${catalog.id}/products?after=${after}`;
  const { shown, paging } = paginate(rows, (row) => String(row['id']), query, link);
  call.note(shown.map((row) => String(row['retailer_id'])));
  return { data: shown, ...(paging ? { paging } : {}) };
}

function diagnostics(call: GraphCall): unknown {
  const items = Object.values(catalogOf(call).items);
  const failed = items.filter((item) => item.imageStatus === 'FETCH_FAILED').length;
  const one = {
    type: 'IMAGE_QUALITY',
    severity: 'MUST_FIX',
    title: 'Images not fetched',
    number_of_affected_items: failed,
  };
  return { data: failed > 0 ? [one] : [] };
}

export const catalogEdges: Edges = {
  GET: {
    budget: 'catalog_management',
    run: (call) => {
      const catalog = catalogOf(call);
      return {
        id: catalog.id,
        name: catalog.name,
        vertical: 'commerce',
        product_count: Object.keys(catalog.items).length,
        business: call.world.state.business,
      };
    },
  },
  'POST items_batch': { budget: 'catalog_batch', run: (call) => itemsBatch(call, catalogOf(call)) },
  'GET check_batch_request_status': {
    budget: 'catalog_management',
    run: (call) => batchStatus(call, catalogOf(call)),
  },
  'GET products': { budget: 'catalog_management', run: products },
  'GET diagnostics': { budget: 'catalog_management', run: diagnostics },
};

/** `GET /{product_item_id}` */
export const itemEdges: Edges = {
  GET: {
    budget: 'catalog_management',
    run: (call) => {
      settle(call.world);
      for (const catalog of Object.values(call.world.state.catalogs)) {
        const item = Object.values(catalog.items).find((one) => one.id === text(call.path[0]));
        if (!item) continue;
        needPageOrUser(call, catalog.pageId);
        return itemView(call.world, item);
      }
      throw missing(call.method, call.path[0] ?? '');
    },
  },
};
