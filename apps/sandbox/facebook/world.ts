import type { Buckets } from '../core/bucket';
import type { Faults } from '../core/faults';
import type { Fields } from '../core/input';
import type { Journal, JournalEntry, PushedValue } from '../core/journal';
import type { Setting } from '../core/setting';
import type { FacebookState, Page, Token } from './state';
import type { Hooks } from './webhooks';

/** One simulated Meta: its state and all that works on it. */
export interface World {
  setting: Setting;
  state: FacebookState;
  faults: Faults;
  buckets: Buckets;
  journal: Journal<JournalEntry>;
  hooks: Hooks;
  url: () => string;
}

/** Who calls: the app itself, the user, or a Page. */
export interface Caller {
  kind: 'app' | 'user' | 'page';
  token: Token | undefined;
  accessToken: string;
}

/** What an edge gets. `params` holds query and body together, JSON texts still as texts. */
export interface GraphCall {
  world: World;
  method: string;
  /** `[]` for the root, `[id]`, or `[id, edge]`. */
  path: string[];
  params: Fields;
  query: URLSearchParams;
  caller: Caller;
  note: (ids: string[], values?: PushedValue[]) => void;
  partial: () => boolean;
}

/** An edge charges one budget of one owner and then works. */
interface Edge {
  budget: string;
  run: (call: GraphCall) => unknown;
}

/** Everything about one kind of object: its own node and its edges, by `METHOD` or `METHOD edge`. */
export type Edges = Record<string, Edge>;

export function graphTime(ms: number): string {
  return `${new Date(ms).toISOString().slice(0, 19)}+0000`;
}

export function pageOf(world: World, id: string): Page {
  const page = world.state.pages[id];
  if (!page) throw new Error(`no page ${id}`);
  return page;
}
