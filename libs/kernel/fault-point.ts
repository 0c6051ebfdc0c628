import { setTimeout as sleep } from 'node:timers/promises';

/** Places where a crash test kills this process; see test/faults. Unarmed (always, in production) they cost one comparison. */
export type FaultPoint =
  | 'push.before-send'
  | 'push.after-send'
  | 'push.after-answer'
  | 'push.before-mark'
  | 'order.before-commit';

let armed: { name: string; passesLeft: number } | null = null;

/** `<name>:<n>`: the process kills itself with SIGKILL at the n-th pass. */
export function armFaultPoint(spec: string | null): void {
  const [name, passes] = spec?.split(':') ?? [];
  armed = name ? { name, passesLeft: Number(passes ?? 1) } : null;
}

export function faultPoint(name: FaultPoint): void {
  if (armed?.name !== name || --armed.passesLeft > 0) return;
  process.kill(process.pid, 'SIGKILL');
}

/** As faultPoint, but lets what has just been started get out of the door first. */
export async function faultPointSoon(name: FaultPoint, afterMs: number): Promise<void> {
  if (armed?.name !== name) return;
  await sleep(afterMs);
  faultPoint(name);
}
