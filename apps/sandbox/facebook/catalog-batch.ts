import { fields, isFields, list, parseJson, text, truth, whole, type Fields } from '../core/input';
import type { PushedValue } from '../core/journal';
import { hex } from '../core/random';
import { scaled } from '../core/setting';
import { fetchPicture } from './fetch-picture';
import { shapeProblem, valueProblem } from './item-checks';
import { GraphRefusal, invalid } from './refusal';
import { newId, type BatchHandle, type BatchRequest, type Catalog } from './state';
import type { GraphCall, World } from './world';

const MOST_ITEMS = 5000;
const HANDLE_LIFE_MS = 24 * 3_600_000;

/** `POST /{catalog}/items_batch`: takes the batch and answers with a handle; the work is done later. */
export function itemsBatch(call: GraphCall, catalog: Catalog): unknown {
  const { world, params } = call;
  if (text(params['item_type']) !== 'PRODUCT_ITEM') throw invalid('item_type must be PRODUCT_ITEM');
  const requests = list(
    typeof params['requests'] === 'string' ? parseJson(params['requests']) : params['requests'],
  );
  if (!requests || requests.length === 0) throw invalid('The parameter requests is required.');
  if (requests.length > MOST_ITEMS) throw invalid(`requests must have at most ${MOST_ITEMS} items`);
  const ids = requests.map((one) => text(fields(fields(one)['data'])['id']) ?? '');
  const twice = ids.find((id, at) => id && ids.indexOf(id) !== at);
  if (twice) throw invalid(`Duplicate retailer_id in one batch: ${twice}`);
  const problems = requests.map(shapeProblem);
  const taken = requests.filter((_one, at) => !problems[at]).map(asRequest);
  const struck = call.partial()
    ? taken.filter((_one, at) => at % 2 === 0).map((one) => String(one.data['id']))
    : [];
  call.note(
    ids,
    taken.map((one) => valueOf(one, !struck.includes(String(one.data['id'])))),
  );
  const validation_status = problems.flatMap((message, at) =>
    message ? [{ retailer_id: ids[at], errors: [{ message }], warnings: [] }] : [],
  );
  if (taken.length === 0) return { handles: [], validation_status };
  const handle = accept(world, catalog, taken, struck, truth(params['allow_upsert']) ?? true);
  return { handles: [handle.handle], ...(validation_status.length ? { validation_status } : {}) };
}

function asRequest(raw: unknown): BatchRequest {
  const request = fields(raw);
  return { method: String(request['method']), data: fields(request['data']) };
}

function valueOf({ method, data }: BatchRequest, ok: boolean): PushedValue {
  const stock =
    method === 'DELETE'
      ? undefined
      : whole(data['quantity_to_sell_on_facebook'] ?? data['inventory']);
  return { sku: String(data['id']), stock, price: text(data['price']), ok };
}

function accept(
  world: World,
  catalog: Catalog,
  requests: BatchRequest[],
  struck: string[],
  allowUpsert: boolean,
) {
  const now = world.setting.now();
  const handle: BatchHandle = {
    handle: `Acz${hex(24)}`,
    catalogId: catalog.id,
    acceptedAt: now,
    finishAt: now + scaled(world.setting, world.state.settings.handleMs),
    applied: false,
    allowUpsert,
    requests,
    struck,
    errors: [],
  };
  world.state.handles[handle.handle] = handle;
  world.setting.changed();
  return handle;
}

/** Works off every batch whose time has come, and forgets handles after a day. Called before anything is read. */
export function settle(world: World): void {
  const now = world.setting.now();
  for (const handle of Object.values(world.state.handles)) {
    if (!handle.applied && handle.finishAt <= now) apply(world, handle);
    if (now - handle.finishAt > HANDLE_LIFE_MS) delete world.state.handles[handle.handle];
  }
}

function apply(world: World, handle: BatchHandle): void {
  const catalog = world.state.catalogs[handle.catalogId];
  handle.applied = true;
  handle.requests.forEach(({ method, data }, line) => {
    const id = String(data['id']);
    const before = catalog?.items[id];
    const struck = handle.struck.includes(id)
      ? 'An unknown error occurred while saving this item'
      : undefined;
    const message = struck ?? valueProblem(method, data, before?.data, handle.allowUpsert);
    if (message) handle.errors.push({ line, id, message });
    else if (catalog && method === 'DELETE') delete catalog.items[id];
    else if (catalog) store(world, catalog, id, data);
  });
  // The items now speak for the batch; a long list of requests need not be kept in the state.
  handle.requests = [];
  world.setting.changed();
}

function store(world: World, catalog: Catalog, id: string, data: Fields): void {
  const now = world.setting.now();
  const before = catalog.items[id];
  const item = before ?? {
    id: newId(world.state),
    retailerId: id,
    data: {},
    imageStatus: 'NO_STATUS' as const,
    review: 'pending' as const,
    reviewAt: now + scaled(world.setting, world.state.settings.reviewMs),
    updatedAt: now,
  };
  const picture = text(data['image_link']);
  const newPicture = picture !== undefined && picture !== item.data['image_link'];
  item.data = { ...item.data, ...data };
  item.updatedAt = now;
  catalog.items[id] = item;
  if (newPicture) void fetchFor(world, catalog, id, picture);
}

/** Meta fetches the picture later; the item stands already. */
async function fetchFor(
  world: World,
  catalog: Catalog,
  id: string,
  address: string,
): Promise<void> {
  const fetched = await fetchPicture(address);
  const item = catalog.items[id];
  if (!item || item.data['image_link'] !== address) return;
  item.imageStatus = fetched.how === 'failed' ? 'FETCH_FAILED' : 'FETCHED';
  if (fetched.how === 'fetched') world.setting.media.put(`item-${item.id}`, fetched.bytes);
  world.setting.changed();
}

/** `GET /{catalog}/check_batch_request_status` */
export function batchStatus(call: GraphCall, catalog: Catalog): unknown {
  const name = text(call.params['handle']) ?? '';
  const handle = call.world.state.handles[name];
  if (!handle || handle.catalogId !== catalog.id) {
    throw new GraphRefusal({
      code: 100,
      message: '(#100) Invalid or expired handle',
      type: 'GraphMethodException',
    });
  }
  call.note([name]);
  const withIds = truth(call.params['load_ids_of_invalid_requests']) === true;
  const errors = handle.errors.map(({ line, id, message }) => ({ line, id, message }));
  return {
    data: [
      {
        handle: name,
        status: statusOf(call.world, handle),
        errors,
        errors_total_count: errors.length,
        warnings: [],
        warnings_total_count: 0,
        ...(withIds ? { ids_of_invalid_requests: handle.errors.map((error) => error.id) } : {}),
      },
    ],
  };
}

function statusOf(world: World, handle: BatchHandle): string {
  if (handle.applied) return 'finished';
  const third = (handle.finishAt - handle.acceptedAt) / 3;
  return world.setting.now() - handle.acceptedAt < third ? 'started' : 'in_progress';
}

/** Batches not yet worked off: for the console. */
export function waitingBatches(world: World, catalogId: string): number {
  return Object.values(world.state.handles).filter(
    (one) => one.catalogId === catalogId && !one.applied,
  ).length;
}

/** `filter={"retailer_id":{"eq":"SKU"}}`, also `is_any` and `contains`, for one or several fields. */
export function readFilter(raw: unknown): ((row: Fields) => boolean) | undefined {
  if (raw === undefined) return () => true;
  const filter = typeof raw === 'string' ? parseJson(raw) : raw;
  if (!isFields(filter)) return undefined;
  const tests = Object.entries(filter).map(([key, rule]) => {
    const { eq, is_any: any, i_contains: contains } = fields(rule);
    return (row: Fields) => {
      const value = text(row[key]) ?? '';
      if (eq !== undefined) return value === text(eq);
      if (Array.isArray(any)) return any.map(text).includes(value);
      return (
        contains !== undefined && value.toLowerCase().includes((text(contains) ?? '').toLowerCase())
      );
    };
  });
  return (row) => tests.every((test) => test(row));
}
