import { LANES, type WakeUpHandler } from './wake-up';

const NAME = /^[A-Za-z][\w.-]{0,79}$/;

/** Handlers by name. Throws when two claim one name: silently running only one of them would lose work. */
export function handlersByName(
  handlers: readonly WakeUpHandler[],
): ReadonlyMap<string, WakeUpHandler> {
  const byName = new Map<string, WakeUpHandler>();
  for (const handler of handlers) {
    if (!NAME.test(handler.name)) throw new Error(`not a handler's name: "${handler.name}"`);
    if (!LANES.includes(handler.lane)) {
      throw new Error(`handler ${handler.name} asks for a lane that does not exist`);
    }
    if (byName.has(handler.name)) throw new Error(`two handlers claim the name ${handler.name}`);
    byName.set(handler.name, handler);
  }
  return byName;
}

/** `aborted`: wanted again, nothing learned. Postponed work ran well, so it clears earlier failures as done work does. */
export type Ran = { done: true } | { againInMs: number } | { aborted: true } | { error: unknown };

/** Runs once and says how it ended; never throws. */
export async function runOnce(
  handler: WakeUpHandler | undefined,
  name: string,
  key: string,
  signal: AbortSignal,
): Promise<Ran> {
  if (!handler) return { error: new Error(`no handler is named ${name}`) };
  try {
    const worked = await handler.handle(key, signal);
    return worked ? { againInMs: Math.max(0, worked.againInMs) } : { done: true };
  } catch (error) {
    return signal.aborted ? { aborted: true } : { error };
  }
}
