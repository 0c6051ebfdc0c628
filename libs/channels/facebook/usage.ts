import { parseJson, type HttpResponse } from '@ganh/http';
import { headerOf, looseNumber } from '@ganh/channels/kit';
import { z } from 'zod';

const MINUTE = 60_000;

const percents = z.looseObject({
  call_count: looseNumber,
  total_time: looseNumber,
  total_cputime: looseNumber,
});
const byObject = z.record(
  z.string(),
  z.array(percents.extend({ estimated_time_to_regain_access: looseNumber })),
);

export interface Usage {
  /** The fullest of the three measures, 100 = used up. */
  percent: number;
  /** The header counts minutes. facebook spec §3 */
  regainMs: number | undefined;
}

/** X-App-Usage: the app's budget over all its users. Null when absent or not as agreed. */
export function appUsage(response: HttpResponse): Usage | null {
  const read = percents.safeParse(jsonHeader(response, 'x-app-usage'));
  return read.success ? { percent: fullest(read.data), regainMs: undefined } : null;
}

/** X-Business-Use-Case-Usage of one object (a Page, a catalogue): the fullest of its use cases. */
export function objectUsage(response: HttpResponse, objectId: string): Usage | null {
  const read = byObject.safeParse(jsonHeader(response, 'x-business-use-case-usage'));
  const usages = (read.success ? (read.data[objectId] ?? []) : []).map((one) => ({
    percent: fullest(one),
    regainMs: one.estimated_time_to_regain_access
      ? one.estimated_time_to_regain_access * MINUTE
      : undefined,
  }));
  return usages.sort((a, b) => b.percent - a.percent)[0] ?? null;
}

function fullest(one: z.infer<typeof percents>): number {
  return Math.max(one.call_count ?? 0, one.total_time ?? 0, one.total_cputime ?? 0);
}

function jsonHeader(response: HttpResponse, name: string): unknown {
  const text = headerOf(response.headers, name);
  if (!text) return undefined;
  try {
    return parseJson(text);
  } catch {
    return undefined;
  }
}
