import { randomUUID } from 'node:crypto';
import { text } from '../core/input';
import { hex } from '../core/random';
import { scaled } from '../core/setting';
import { malformed, notFound } from './refusal';
import type { EventQueue, Seller } from './state';
import { sellerOf, type Endpoints, type TikiCall, type World } from './world';

const KEPT_MS = 7 * 86_400_000;
/** Batches that may still be acknowledged. */
const OPEN_BATCHES = 20;
const VERSIONS: Readonly<Record<string, string>> = {
  ORDER_CREATED_SUCCESSFULLY: 'v1',
  ORDER_STATUS_UPDATED: 'v1',
  PRODUCT_PRICE_UPDATED: 'v1',
  PRODUCT_MARKET_PRICE_UPDATED: 'v1',
  PRODUCT_INVENTORY_UPDATED: 'v2',
};

/** Puts an event into every queue that this seller has subscribed, under the faults asked for. tiki spec §6 */
export function emit(
  world: World,
  seller: Seller,
  type: string,
  payload: Record<string, unknown>,
): void {
  const now = world.setting.now();
  const queues = Object.values(world.state.queues).filter((queue) =>
    queue.subscriptions.some(
      (one) => one.sid === seller.sid && one.eventType === type && one.since <= now,
    ),
  );
  if (queues.length === 0) return;
  const rule = world.faults.takeWebhook(String(seller.id));
  if (rule?.fault === 'webhook-lost') return;
  const late = rule?.fault === 'webhook-late' ? (rule.ms ?? 5_000) : 0;
  const event = {
    id: randomUUID(),
    sid: seller.sid,
    type,
    version: VERSIONS[type] ?? 'v1',
    createdAt: now,
    visibleAt: now + late,
    payload,
  };
  const copies = rule?.fault === 'webhook-repeated' ? 10 : 1;
  for (const queue of queues)
    for (let at = 0; at < copies; at += 1) {
      if (rule?.fault === 'webhook-reordered') queue.events.unshift(event);
      else queue.events.push(event);
    }
  world.setting.changed();
}

function queueView({ code, name }: EventQueue) {
  return { code, name, status: 'ACTIVE' };
}

function create({ world, body }: TikiCall) {
  const name = text(body['name']);
  if (!name) throw malformed('name is required');
  const code = hex(12);
  const queue: EventQueue = { code, name, subscriptions: [], events: [], batches: [] };
  world.state.queues[code] = queue;
  return { json: queueView(queue) };
}

function queueIn({ world, params }: TikiCall): EventQueue {
  const queue = world.state.queues[params['code'] ?? ''];
  if (!queue) throw notFound('queue');
  return queue;
}

function subscribe(call: TikiCall) {
  const queue = queueIn(call);
  const { sid } = sellerOf(call);
  const eventType = text(call.body['event_type']) ?? '';
  if (!(eventType in VERSIONS)) throw malformed('event_type is not known');
  const { setting, state } = call.world;
  if (!queue.subscriptions.some((one) => one.sid === sid && one.eventType === eventType)) {
    const since = setting.now() + scaled(setting, state.settings.routingMs);
    queue.subscriptions.push({ sid, eventType, since });
  }
  return { json: subscriptionView(queue, sid, eventType) };
}

function subscriptionView(queue: EventQueue, sid: string, eventType: string) {
  return { code: `${queue.code}-${eventType}`, active: true, event_type: eventType, sid };
}

function subscriptions(call: TikiCall) {
  const queue = queueIn(call);
  const data = queue.subscriptions
    .filter((one) => !call.seller || one.sid === call.seller.sid)
    .map((one) => subscriptionView(queue, one.sid, one.eventType));
  return { json: { data } };
}

/** The batch named by `ack_id` is taken off; without it the same events come again. */
function pull(call: TikiCall) {
  const queue = queueIn(call);
  const { setting, state } = call.world;
  const now = setting.now();
  const ackId = text(call.body['ack_id']);
  const done = queue.batches.find((one) => one.ackId === ackId);
  if (done) {
    queue.events = queue.events.filter((one) => !done.ids.includes(one.id));
    queue.batches = queue.batches.filter((one) => one !== done);
  }
  queue.events = queue.events.filter((one) => now - one.createdAt < KEPT_MS);
  const events = queue.events
    .filter((one) => one.visibleAt <= now)
    .slice(0, state.settings.eventBatch);
  call.note(events.map((one) => one.id));
  if (events.length === 0) return { json: { events: [], ack_id: null } };
  const batch = { ackId: randomUUID(), ids: events.map((one) => one.id) };
  queue.batches = [...queue.batches.slice(1 - OPEN_BATCHES), batch];
  return {
    json: {
      events: events.map(({ id, sid, type, version, createdAt, payload }) => ({
        id,
        sid,
        type,
        version,
        created_at: createdAt,
        payload,
      })),
      ack_id: batch.ackId,
    },
  };
}

export const queueEndpoints: Endpoints = {
  'POST v1/queues': { scopes: [], run: create },
  'GET v1/queues': {
    scopes: [],
    run: ({ world }) => ({ json: { data: Object.values(world.state.queues).map(queueView) } }),
  },
  'POST v1/queues/:code/subscriptions': { scopes: [], run: subscribe },
  'GET v1/queues/:code/subscriptions': { scopes: [], run: subscriptions },
  'POST v1/queues/:code/events/pull': { scopes: [], run: pull },
};
