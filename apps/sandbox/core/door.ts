import type { Buckets } from './bucket';
import type { Deliveries } from './deliveries';
import type { Faults, StateFault } from './faults';
import type { Fields } from './input';
import type { Journal, JournalEntry } from './journal';

/** A wish of the control door that cannot be granted, with the HTTP status that says why. */
export class ControlRefusal extends Error {
  constructor(
    message: string,
    readonly status = 400,
  ) {
    super(message);
  }
}

export interface ControlRequest {
  /** What stood for the `:names` of the pattern. */
  params: Record<string, string>;
  query: URLSearchParams;
  body: Fields;
}

export type ControlHandler = (request: ControlRequest) => unknown;

/** What every simulator shows to the control door and the console. */
export interface ChannelDoor {
  name: string;
  /** As people call the channel. */
  title: string;
  /** Address of the simulator itself. */
  url: string;
  faults: Faults;
  buckets: Buckets;
  journal: Journal<JournalEntry>;
  deliveries: Deliveries;
  /** Its part of index.json. */
  index: () => Record<string, unknown>;
  stateFault: (fault: StateFault, shop: string | undefined) => void;
  /** Sets where events go, as the channel's own console would. */
  setWebhook: (url: string, body: Fields) => Promise<Record<string, unknown>>;
  settings: () => object;
  /** Buyer's and carrier's doings: `METHOD path` with `:name` parts. */
  routes: Record<string, ControlHandler>;
  /** Back to the demo shops without anything in them. Keys stay. */
  reset: () => void;
  close: () => Promise<void>;
}

/** Finds the handler whose pattern fits, first come first served. */
export function findRoute<Handler>(
  routes: Record<string, Handler>,
  method: string,
  path: string,
): { handler: Handler; pattern: string; params: Record<string, string> } | undefined {
  const parts = path.split('/').filter(Boolean).map(decodeURIComponent);
  for (const [pattern, handler] of Object.entries(routes)) {
    const [verb, shape = ''] = pattern.split(' ');
    const names = shape.split('/').filter(Boolean);
    if (verb !== method || names.length !== parts.length) continue;
    if (!names.every((name, at) => name.startsWith(':') || name === parts[at])) continue;
    const params = Object.fromEntries(
      names.flatMap((name, at) => (name.startsWith(':') ? [[name.slice(1), parts[at] ?? '']] : [])),
    );
    return { handler, pattern, params };
  }
  return undefined;
}

/** Sets the known numbers, texts and switches of a settings object; refuses others. */
export function changeSettings(settings: object, body: Fields): object {
  const known = settings as Record<string, unknown>;
  for (const [key, value] of Object.entries(body)) {
    if (!(key in known))
      throw new ControlRefusal(`unknown setting ${key}; known: ${Object.keys(known).join(', ')}`);
    if (typeof value !== typeof known[key])
      throw new ControlRefusal(`setting ${key} must be a ${typeof known[key]}`);
  }
  return Object.assign(settings, body);
}
