/** When failed work is tried again, and when it is parked. All durations in ms. */
export interface RetryPolicy {
  /** Failures in a row after which work is parked. */
  maxAttempts: number;
  /** Full jitter: a random wait up to base × 2^(failures − 1), at most `capMs`. */
  baseMs: number;
  capMs: number;
  /** Parked work is tried once more when it is woken, but no more often than this: it heals by itself and never loops. */
  parkedProbeMs: number;
}

export const DEFAULT_RETRY: RetryPolicy = {
  maxAttempts: 8,
  baseMs: 1_000,
  capMs: 300_000,
  parkedProbeMs: 600_000,
};

/** What is remembered of work that failed, until it succeeds. Kept apart from the wake-ups, so that those cannot reset it. */
export interface Trouble {
  lane: string;
  attempts: number;
  lastError: string;
  /** No wake-up runs the work before this: a storm of them must not use up the attempts. */
  notBeforeAt: number;
  parkedAt: number | null;
}

export function backOffMs(
  failures: number,
  policy: RetryPolicy,
  random: () => number = Math.random,
): number {
  const ceiling = Math.min(policy.capMs, policy.baseMs * 2 ** (failures - 1));
  return Math.ceil(random() * ceiling);
}

/** The trouble after one more failure. Parked work that fails its probe stays parked. */
export function afterFailure(
  before: Trouble | undefined,
  failure: { lane: string; error: unknown; at: number },
  policy: RetryPolicy,
  random?: () => number,
): Trouble {
  const attempts = (before?.attempts ?? 0) + 1;
  const parked = attempts >= policy.maxAttempts;
  return {
    lane: failure.lane,
    attempts,
    lastError: errorLine(failure.error),
    notBeforeAt: failure.at + (parked ? policy.parkedProbeMs : backOffMs(attempts, policy, random)),
    parkedAt: parked ? (before?.parkedAt ?? failure.at) : null,
  };
}

export type ParkedTrouble = Trouble & { parkedAt: number };

export function isParked(trouble: Trouble | null | undefined): trouble is ParkedTrouble {
  return typeof trouble?.parkedAt === 'number';
}

export function errorLine(error: unknown): string {
  const text = error instanceof Error ? `${error.name}: ${error.message}` : String(error);
  return text.replace(/\s+/g, ' ').slice(0, 500);
}
