import { createHash } from 'node:crypto';
import { z } from 'zod';
import { looseNumber } from './answer';

/** Whole đồng; null for what is none, or for more than there is. */
export const looseVnd = looseNumber.transform((told) => whole(told));

/** Unix seconds, as ms UTC. */
export const looseSeconds = looseNumber.transform((told) =>
  whole(told === null ? null : told * 1000),
);

function whole(told: number | null): number | null {
  const rounded = Math.round(told ?? NaN);
  return Number.isSafeInteger(rounded) ? rounded || 0 : null;
}

/**
 * A list of rows, each read for itself: what of a row is not as agreed is null in it, so that one bad row is kept and stops
 * none of the others. Every field of `row` must take null; only what is no object at all is left out.
 */
export function looseRows<T>(row: z.ZodType<T>) {
  return z.array(z.unknown()).transform((rows): T[] => rows.flatMap((one) => mended(row, one)));
}

function mended<T>(row: z.ZodType<T>, one: unknown): T[] {
  const read = row.safeParse(one);
  if (read.success) return [read.data];
  if (typeof one !== 'object' || one === null || Array.isArray(one)) return [];
  const bad = new Set(read.error.issues.map((issue) => String(issue.path[0])));
  const entries = Object.entries(one).map(([name, value]) => [name, bad.has(name) ? null : value]);
  const again = row.safeParse(Object.fromEntries(entries));
  return again.success ? [again.data] : [];
}

/** What a row without an id of its own is kept under: the same while the channel tells the same. */
export function oddId(row: unknown): string {
  return `?${createHash('sha256').update(JSON.stringify(row)).digest('hex').slice(0, 24)}`;
}
