import type { BucketReading } from './bucket';
import type { Faults } from './faults';
import type { Answer, Call, Sending } from './front';
import type { Journal, JournalEntry, PushedValue } from './journal';
import { underFaults, type Wording } from './misbehave';
import type { Setting } from './setting';

/** What one call was about, gathered on its way. */
export interface Trace {
  ids: string[];
  values: PushedValue[];
  outcome: string;
}

export const newTrace = (): Trace => ({ ids: [], values: [], outcome: 'ok' });

interface Asked {
  call: Call;
  endpoint: string;
  shop: string | null;
  wording: Wording;
  trace: Trace;
  run: () => Promise<Answer>;
  /** As they stand after the call. */
  buckets: () => BucketReading[];
}

/** Answers one call under whatever misbehaviour has been asked for, and writes it into the journal. */
export async function journaled(
  world: { setting: Setting; faults: Faults; journal: Journal<JournalEntry> },
  { call, endpoint, shop, wording, trace, run, buckets }: Asked,
): Promise<Sending> {
  const started = performance.now();
  const at = world.setting.now();
  const target = { endpoint, shop };
  const { sending, struck, worked } = await underFaults(world.faults, wording, target, run);
  const fault = struck ? `fault:${struck}` : undefined;
  world.journal.add({
    at,
    method: call.method,
    path: call.path,
    endpoint,
    shop,
    itemCount: trace.values.length || trace.ids.length,
    ids: trace.ids,
    values: trace.values,
    outcome: worked ? [trace.outcome, fault].filter(Boolean).join('+') : (fault ?? ''),
    status: 'answer' in sending ? sending.answer.status : 0,
    tookMs: Math.round(performance.now() - started),
    buckets: buckets(),
  });
  return sending;
}
