/** Buyers who wait: each asks again as soon as it is answered. What a benchmark's leg is made of. */
export interface Leg {
  /** yes-answers a second */
  rate: number;
  taken: number;
  refused: number;
  p50Ms: number;
  p99Ms: number;
}

/** `ask` answers whether it was had; each of the buyers stops at its first refusal, or when `most` have been asked for. */
export async function runBuyers(
  buyers: number,
  most: number,
  ask: () => Promise<boolean>,
): Promise<Leg> {
  let [asked, taken, refused] = [0, 0, 0];
  const waits: number[] = [];
  const from = performance.now();
  await Promise.all(
    Array.from({ length: buyers }, async () => {
      for (let going = true; going && asked < most;) {
        asked += 1;
        const since = performance.now();
        going = await ask();
        waits.push(performance.now() - since);
        if (going) taken += 1;
        else refused += 1;
      }
    }),
  );
  const seconds = (performance.now() - from) / 1000;
  waits.sort((a, b) => a - b);
  const at = (part: number) =>
    Math.round((waits[Math.floor(waits.length * part)] ?? 0) * 100) / 100;
  return { rate: Math.round(taken / seconds), taken, refused, p50Ms: at(0.5), p99Ms: at(0.99) };
}
