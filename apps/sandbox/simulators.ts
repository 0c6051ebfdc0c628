import type { ChannelDoor } from './core/door';
import type { Setting } from './core/setting';
import { startFacebook } from './facebook/server';
import { freshState as freshFacebook } from './facebook/state';
import { startLazada } from './lazada/server';
import { freshState as freshLazada } from './lazada/state';
import { startShopee } from './shopee/server';
import { freshState as freshShopee } from './shopee/state';
import { startTiki } from './tiki/server';
import { freshState as freshTiki } from './tiki/state';
import { startTikTokShop } from './tiktok-shop/server';
import { freshState as freshTikTokShop } from './tiktok-shop/state';
import { startZalo } from './zalo/server';
import { freshState as freshZalo } from './zalo/state';

/** What every simulator's state has, so that one kept by an older version can grow. */
interface KeptState {
  settings: object;
  counters: object;
}

interface Simulator<State extends KeptState> {
  /** `now` in seconds UTC. */
  fresh: (now: number) => State;
  start: (port: number, setting: Setting, state: State) => Promise<ChannelDoor>;
}

const simulator = <State extends KeptState>(one: Simulator<State>) => one;

/** Every simulator, in the order of their ports. New ones go to the end: ports are written down in people's settings. */
export const SIMULATORS = {
  shopee: simulator({ fresh: freshShopee, start: startShopee }),
  facebook: simulator({ fresh: freshFacebook, start: startFacebook }),
  zalo: simulator({ fresh: freshZalo, start: startZalo }),
  'tiktok-shop': simulator({ fresh: freshTikTokShop, start: startTikTokShop }),
  lazada: simulator({ fresh: freshLazada, start: startLazada }),
  tiki: simulator({ fresh: freshTiki, start: startTiki }),
};

export type SimulatorName = keyof typeof SIMULATORS;
export type SandboxState = {
  [Name in SimulatorName]: ReturnType<(typeof SIMULATORS)[Name]['fresh']>;
};

/** The state to begin with: as kept, with what has been added since. */
export function stateFrom(kept: Partial<SandboxState> | undefined, now: number): SandboxState {
  const entries = Object.entries(SIMULATORS).map(([name, { fresh }]) => [
    name,
    grown(fresh(now), kept?.[name as SimulatorName]),
  ]);
  return Object.fromEntries(entries) as SandboxState;
}

function grown(fresh: KeptState, kept: KeptState | undefined): KeptState {
  if (!kept) return fresh;
  const settings = { ...fresh.settings, ...kept.settings };
  return { ...fresh, ...kept, settings, counters: { ...fresh.counters, ...kept.counters } };
}

/** Starts them one after the other; `doors` holds those that run, also when a later one fails. */
export async function startAll(
  doors: ChannelDoor[],
  portOf: (at: number) => number,
  setting: Setting,
  state: SandboxState,
): Promise<void> {
  for (const [at, name] of (Object.keys(SIMULATORS) as SimulatorName[]).entries()) {
    // Each takes the state that its own `fresh` made; the compiler cannot follow that through the table.
    const { start } = SIMULATORS[name] as unknown as Simulator<KeptState>;
    doors.push(await start(portOf(at), setting, state[name]));
  }
}
