import { setTimeout as sleep } from 'node:timers/promises';

/** Runs `work` for each of `items`, at most `width` at a time; answers in their order. */
export async function eachOf<T, R>(
  items: readonly T[],
  width: number,
  work: (item: T, index: number) => Promise<R>,
): Promise<R[]> {
  const results: R[] = new Array<R>(items.length);
  let next = 0;
  const lane = async () => {
    for (let i = next++; i < items.length; i = next++) results[i] = await work(items[i]!, i);
  };
  await Promise.all(Array.from({ length: Math.min(width, items.length) }, lane));
  return results;
}

/** Until `check` answers nothing; what it last answered when time is up. */
export async function settle(check: () => Promise<string[]>, withinMs: number): Promise<string[]> {
  const end = Date.now() + withinMs;
  for (;;) {
    const wrong = await check();
    if (wrong.length === 0 || Date.now() > end) return wrong;
    await sleep(300);
  }
}
