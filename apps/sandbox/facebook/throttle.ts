import { GraphRefusal } from './refusal';
import { THROTTLE } from './limits';
import type { World } from './world';

/** Charges one call to a budget. @throws GraphRefusal in the words of that budget */
export function throttleBy(world: World, kind: string, owner: string): void {
  const words = THROTTLE[kind];
  if (!words) throw new Error(`no words for budget ${kind}`);
  if (!world.buckets.of(kind, owner).take()) throw new GraphRefusal(words);
}
