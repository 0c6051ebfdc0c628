import { setTimeout as sleep } from 'node:timers/promises';

/** Waits until `check` holds; fails with what it last saw. */
export async function eventually<T>(
  check: () => Promise<T>,
  holds: (value: T) => boolean,
  withinMs = 20_000,
): Promise<T> {
  const end = Date.now() + withinMs;
  for (;;) {
    const value = await check();
    if (holds(value)) return value;
    if (Date.now() > end)
      throw new Error(
        `not in time; last seen: ${JSON.stringify(value instanceof Map ? [...value] : value)}`,
      );
    await sleep(50);
  }
}
