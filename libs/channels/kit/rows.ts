import { createHash } from 'node:crypto';
import { z } from 'zod';
import { looseNumber } from './answer';
import { ChannelFailure } from './failure';

/** Money is whole đồng, and pieces are whole; null for what is none, or beyond what is counted exactly. */
export const looseWhole = looseNumber.transform((told) => whole(told));

/** Unix seconds, as ms UTC. */
export const looseSeconds = looseNumber.transform((told) =>
  whole(told === null ? null : told * 1000),
);

function whole(told: number | null): number | null {
  const rounded = Math.round(told ?? NaN);
  return Number.isSafeInteger(rounded) ? rounded || 0 : null;
}

/**
 * A list of rows, each read for itself: what of a row is not as agreed is null in it, so that one bad row is kept, is counted
 * for its page, and stops none of the others. Every field of `row` must take null or nothing.
 */
export function looseRows<T>(row: z.ZodType<T>) {
  return z.array(z.unknown()).transform((rows): T[] => rows.map((one) => mended(row, one)));
}

function mended<T>(row: z.ZodType<T>, one: unknown): T {
  const read = row.safeParse(one);
  if (read.success) return read.data;
  if (typeof one !== 'object' || one === null || Array.isArray(one)) return row.parse({});
  const bad = new Set(read.error.issues.map((issue) => String(issue.path[0])));
  const good = Object.entries(one).filter(([name]) => !bad.has(name));
  return row.parse(Object.fromEntries(good));
}

/** What a row without an id of its own is kept under: the same while the channel tells the same. */
export function oddId(row: unknown): string {
  return `?${createHash('sha256').update(JSON.stringify(row)).digest('hex').slice(0, 24)}`;
}

/** It speaks of the one thing that was asked for, so that others need not wait: its answer, its absence, a refusal of it. */
export function isOfOne(failure: unknown): failure is ChannelFailure {
  if (!(failure instanceof ChannelFailure)) return false;
  const { kind, detail } = failure;
  return (
    kind === 'unexpectedShape' ||
    kind === 'notFound' ||
    (kind === 'rejected' && detail.reason !== undefined)
  );
}
