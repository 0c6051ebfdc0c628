import { consoleAnswer } from './console/console';
import { control } from './control';
import type { ChannelDoor } from './core/door';
import { json, openFront, type Call, type Sending } from './core/front';
import type { Setting } from './core/setting';
import { mediaShelf, StateFile } from './core/state-file';
import { type SandboxState, type SimulatorName, startAll, stateFrom } from './simulators';

export interface SandboxOptions {
  /** Port of the index; the simulators take the next ones. 0 or nothing: free ports for all. */
  port?: number;
  /** Where the state is kept; `:memory:` (the default) keeps nothing. */
  stateFile?: string;
  /** Clock in ms UTC. */
  now?: () => number;
  /** How many times faster the channels' own waiting goes: retries, reviews, labels. */
  timeScale?: number;
  /** Changes a new state before the start, e.g. to published keys. */
  seed?: (state: SandboxState) => void;
}

export type IndexJson = Record<
  SimulatorName,
  Record<string, unknown> & { baseUrl: string; authUrl: string }
>;

export interface Sandbox {
  indexUrl: string;
  index: () => IndexJson;
  close: () => Promise<void>;
}

const CONTROL_BODY_LIMIT = 1024 * 1024;

/** Starts index, control door, console and all simulators on loopback. */
export async function startSandbox(options: SandboxOptions = {}): Promise<Sandbox> {
  const { port = 0, stateFile = ':memory:', now = Date.now, timeScale = 1, seed } = options;
  const kept = StateFile.read<SandboxState>(stateFile);
  const state = stateFrom(kept, Math.floor(now() / 1000));
  if (!kept) seed?.(state);
  const file = new StateFile(stateFile, () => state);
  const setting: Setting = {
    now,
    timeScale,
    changed: () => file.touch(),
    media: mediaShelf(stateFile),
  };
  const doors: ChannelDoor[] = [];
  const closeAll = async () => {
    await Promise.all(doors.map((door) => door.close()));
    await file.close();
  };
  try {
    await startAll(doors, (at) => (port === 0 ? 0 : port + 1 + at), setting, state);
    const front = await openFront(port, CONTROL_BODY_LIMIT, (call) => answer(doors, setting, call));
    const index = () => indexOf(doors);
    index();
    return {
      indexUrl: front.url,
      index,
      close: async () => void (await Promise.all([front.close(), closeAll()])),
    };
  } catch (error) {
    await closeAll();
    throw error;
  }
}

function indexOf(doors: ChannelDoor[]): IndexJson {
  return Object.fromEntries(doors.map((door) => [door.name, door.index()])) as IndexJson;
}

async function answer(doors: ChannelDoor[], setting: Setting, call: Call): Promise<Sending> {
  if (call.path === '/index.json') return { how: 'answer', answer: json(indexOf(doors)) };
  if (call.path.startsWith('/control/'))
    return { how: 'answer', answer: await control(doors, setting, call) };
  const page = await consoleAnswer(doors, call);
  return { how: 'answer', answer: page ?? json({ error: 'not found' }, 404) };
}
