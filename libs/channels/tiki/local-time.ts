import { z } from 'zod';

const VIETNAM_MS = 7 * 3_600_000;

/** `YYYY-MM-DD HH:mm:ss`, Vietnam's time, no offset. tiki spec §5 */
export function localText(at: number): string {
  return new Date(at + VIETNAM_MS).toISOString().slice(0, 19).replace('T', ' ');
}

/** ms UTC; null for what is no such text. */
export function localTime(text: string): number | null {
  if (!/^\d{4}-\d\d-\d\d \d\d:\d\d:\d\d$/.test(text)) return null;
  const at = Date.parse(`${text.replace(' ', 'T')}+07:00`);
  return Number.isNaN(at) ? null : at;
}

export const looseLocalTime = z
  .unknown()
  .optional()
  .transform((value) => (typeof value === 'string' ? localTime(value) : null));
