/**
 * Words of this library. A *wake-up* says "look at this key" and carries no data; whoever is woken reads the newest
 * state from the database. *Work* is one (name, key): it waits, runs, is postponed, or is parked. A *lane* keeps cheap,
 * urgent work from queueing behind slow work. Losing a wake-up costs delay only: sweepers find what is due.
 */

export const LANES = ['realtime', 'money', 'bulk', 'sweep'] as const;

/** By what starving them would cost: inbound orders, stock and live · money · listings, backfills · polls, drift checks. */
export type Lane = (typeof LANES)[number];

/**
 * `name` is the handler's (letters, digits, `.`, `_`, `-`); `key` is what to look at, at most 200 characters.
 * `delayMs` 0 or absent: at once. `lane` is the lane of the handler with that name.
 */
export interface WakeUp {
  lane: Lane;
  name: string;
  key: string;
  delayMs?: number;
}

/** What a handler answers: nothing (done), or "again after so many ms", which uses up no attempt. */
export type Worked = void | { againInMs: number };

export interface WakeUpHandler {
  name: string;
  lane: Lane;
  /**
   * Reads the newest state of `key` and brings it forward. May be run again for the same state, so it must be harmless
   * to repeat. `signal` aborts when the process can wait no longer; work aborted so is run again later and uses up no attempt.
   * A rejection is a failed attempt.
   */
  handle(key: string, signal: AbortSignal): Promise<Worked>;
}

/** Work that failed so often that it waits for a person, or for a wake-up after the probe interval. */
export interface ParkedWork {
  lane: Lane;
  name: string;
  key: string;
  attempts: number;
  /** One line, at most 500 characters; whoever throws keeps secrets and buyers' data out of it. */
  lastError: string;
  parkedAt: number;
}

/**
 * What services call after their commit; works in processes without a worker too. Wake-ups for the same (name, key)
 * become one while they wait; one made while that work runs makes exactly one more run; an earlier one pulls a later
 * one forward.
 */
export abstract class WakeUps {
  /** Best effort: never throws, never waits longer than a second. With Redis away it costs a log line and delay. */
  abstract wake(...wakeUps: WakeUp[]): Promise<void>;
}

/** What a worker process starts. The same (name, key) never runs twice at once. */
export abstract class WakeUpWorker {
  /** Throws when two handlers claim one name, a name is malformed, or it was started already. */
  abstract start(handlers: readonly WakeUpHandler[]): Promise<void>;
  /** Takes no new work, lets what runs finish for `graceMs`, then aborts it; resolves soon after at the latest. */
  abstract stop(graceMs: number): Promise<void>;
  abstract parked(): Promise<ParkedWork[]>;
  /** Forgets the failures and wakes the work; false when it is not parked. */
  abstract retryParked(name: string, key: string): Promise<boolean>;
}

/** Live fan-out between processes. Messages may be lost: subscribers read again after a reconnect. */
export abstract class PubSub {
  /** Best effort like `wake`. */
  abstract publish(topic: string, message: string): Promise<void>;
  /** Answers the way to unsubscribe. `gap` is called when messages may have been missed: read again. */
  abstract subscribe(
    topic: string,
    fn: (message: string) => void,
    gap?: () => void,
  ): Promise<() => Promise<void>>;
}

/** Where this library says what went wrong; Nest's Logger and console fit. */
export interface QueueLog {
  warn(message: string): void;
  error(message: string): void;
}

/** One identity for coalescing and for failures. */
export function workId(name: string, key: string): string {
  return `${name}|${key}`;
}
