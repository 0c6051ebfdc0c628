import { setTimeout as sleep } from 'node:timers/promises';
import type { Queue, QueueOptions, WakeUpHandler, Worked } from '@ganh/queue';

export type Open = (options?: Partial<QueueOptions>) => Queue;

export function handler(
  handle: (key: string, signal: AbortSignal) => Promise<Worked> | Worked,
  over: Partial<WakeUpHandler> = {},
): WakeUpHandler {
  return {
    name: 'push',
    lane: 'realtime',
    ...over,
    handle: async (key, signal) => handle(key, signal),
  };
}

export async function until(condition: () => boolean, ms = 10_000): Promise<void> {
  const end = Date.now() + ms;
  while (!condition()) {
    if (Date.now() > end) throw new Error(`not within ${ms} ms: ${condition.toString()}`);
    await sleep(5);
  }
}

export const push = (key: string, delayMs?: number) =>
  ({ lane: 'realtime', name: 'push', key, delayMs }) as const;

/** A handler that counts its runs and can be held in the middle of one. */
export function gate() {
  const runs: string[] = [];
  let held: Promise<void> | null = null;
  let letGo = () => {};
  return {
    runs,
    hold: () => {
      held = new Promise((resolve) => (letGo = resolve));
    },
    letGo: () => ((held = null), letGo()),
    handler: handler(async (key) => {
      runs.push(key);
      await held;
    }),
  };
}
