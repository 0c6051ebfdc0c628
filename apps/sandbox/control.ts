import type { Buckets } from './core/bucket';
import { ControlRefusal, findRoute, type ChannelDoor, type ControlHandler } from './core/door';
import {
  REQUEST_FAULTS,
  STATE_FAULTS,
  WEBHOOK_FAULTS,
  type RequestFault,
  type StateFault,
  type WebhookFault,
} from './core/faults';
import { bodyFields, json, type Answer, type Call } from './core/front';
import { number, text, whole, type Fields } from './core/input';
import type { Setting } from './core/setting';

const FAULTS: readonly string[] = [...REQUEST_FAULTS, ...WEBHOOK_FAULTS, ...STATE_FAULTS];

/** Answers `/control/…` as JSON: 2xx, or `{error}` with a status that says why. */
export async function control(doors: ChannelDoor[], setting: Setting, call: Call): Promise<Answer> {
  const body = await bodyFields(call);
  if (!body) return json({ error: 'the body is not a JSON object' }, 400);
  try {
    const result = await dispatch(doors, setting, call, body);
    if (call.method !== 'GET') setting.changed();
    return json(result ?? {});
  } catch (error) {
    if (error instanceof ControlRefusal) return json({ error: error.message }, error.status);
    throw error;
  }
}

async function dispatch(
  doors: ChannelDoor[],
  setting: Setting,
  call: Call,
  body: Fields,
): Promise<unknown> {
  const path = call.path.replace(/^\/control/, '');
  const [, channel = '', ...rest] = path.split('/');
  const door = doors.find((one) => one.name === channel);
  const routes = door
    ? { ...commonRoutes(door, setting), ...door.routes }
    : houseRoutes(doors, setting);
  const found = findRoute(routes, call.method, door ? rest.join('/') : path);
  if (!found)
    throw new ControlRefusal(
      `no ${call.method} ${call.path}; known: ${Object.keys(routes).join(', ')}`,
      404,
    );
  return found.handler({ params: found.params, query: call.query, body });
}

function houseRoutes(doors: ChannelDoor[], setting: Setting): Record<string, ControlHandler> {
  return {
    'POST reset': () => doors.forEach(resetDoor),
    'GET time': () => ({ now: setting.now(), scale: setting.timeScale }),
    'POST time': ({ body }) => setScale(setting, body),
  };
}

/** Everything back to the start: no faults, an empty journal, full buckets, no webhook address. Keys stay. */
function resetDoor(door: ChannelDoor): void {
  door.faults.clear();
  door.buckets.refillAll();
  door.journal.clear();
  door.deliveries.clear();
  door.reset();
}

function setScale(setting: Setting, body: Fields): unknown {
  const scale = number(body['scale']);
  if (!scale || scale <= 0)
    throw new ControlRefusal(
      'scale must be above 0: 1000 makes a retry after 300 s come after 0.3 s',
    );
  setting.timeScale = scale;
  return { scale };
}

function commonRoutes(door: ChannelDoor, setting: Setting): Record<string, ControlHandler> {
  return {
    'GET ': () => ({
      routes: Object.keys({ ...commonRoutes(door, setting), ...door.routes }),
      faults: FAULTS,
    }),
    'POST reset': () => resetDoor(door),
    'POST behave': ({ body }) => behave(door, body),
    'GET behave': () => door.faults.list(),
    'DELETE behave': ({ query }) => door.faults.clear(query.get('fault') ?? undefined),
    'GET limits': () => ({ limits: door.buckets.kinds(), buckets: door.buckets.readings() }),
    'POST limits': ({ body }) => setLimits(door.buckets, body),
    'GET journal': ({ query }) => ({
      entries: door.journal.after(whole(query.get('after')) ?? 0, whole(query.get('limit'))),
    }),
    'GET deliveries': ({ query }) => ({
      entries: door.deliveries.log.after(whole(query.get('after')) ?? 0),
      pending: door.deliveries.pending(),
    }),
    'POST webhook': ({ body }) => setWebhook(door, setting, body),
    'GET settings': () => door.settings(),
  };
}

/** `{url, timeScale?, force?}`; Facebook also `{verify_token?, pages?: true}`. */
async function setWebhook(door: ChannelDoor, setting: Setting, body: Fields): Promise<unknown> {
  const url = text(body['url']);
  if (url === undefined || (url !== '' && !URL.canParse(url)))
    throw new ControlRefusal('url must be a url, or "" for none');
  if (body['timeScale'] !== undefined) setScale(setting, { scale: body['timeScale'] });
  return door.setWebhook(url, body);
}

/** `{fault, shopId? | pageId?, count?, share?, ms?, endpoint?, status?, field?}`; `fault: "none"` clears all. */
export function behave(door: ChannelDoor, body: Fields): unknown {
  const fault = text(body['fault']) ?? '';
  const shop = text(body['shopId']) ?? text(body['pageId']);
  if (fault === 'none') return door.faults.clear();
  if (!FAULTS.includes(fault))
    throw new ControlRefusal(`unknown fault "${fault}"; known: none, ${FAULTS.join(', ')}`);
  if ((STATE_FAULTS as readonly string[]).includes(fault))
    return door.stateFault(fault as StateFault, shop);
  const share = number(body['share']);
  const count = whole(body['count']);
  if (share !== undefined && !(share > 0 && share <= 1))
    throw new ControlRefusal('share must be above 0 and at most 1');
  if (count !== undefined && count < 1) throw new ControlRefusal('count must be at least 1');
  const ms = number(body['ms']);
  if (ms !== undefined && !(ms >= 0)) throw new ControlRefusal('ms must not be negative');
  return door.faults.add({
    fault: fault as RequestFault | WebhookFault,
    shop,
    endpoint: text(body['endpoint']),
    // Neither count nor share: once.
    left: count ?? (share === undefined ? 1 : undefined),
    share: share ?? 1,
    ms,
    status: whole(body['status']),
    field: text(body['field']),
  });
}

/** `{<kind>: {burst, perSecond}}`; the buckets of that kind start full. */
function setLimits(buckets: Buckets, body: Fields): unknown {
  for (const [kind, raw] of Object.entries(body)) {
    const { burst, perSecond } = (raw ?? {}) as Fields;
    try {
      buckets.reshape(kind, {
        burst: number(burst) ?? Number.NaN,
        perSecond: number(perSecond) ?? Number.NaN,
      });
    } catch (error) {
      throw new ControlRefusal(error instanceof Error ? error.message : String(error));
    }
  }
  return { limits: buckets.kinds() };
}
