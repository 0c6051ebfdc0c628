/** Sellers' days are Vietnam's. */
const ZONE_MS = 7 * 3_600_000;
/** Counts of seconds stay below this for millennia, counts of ms were above it in 1973. */
const SECONDS_BELOW = 100_000_000_000;

/** ms UTC of a moment as it comes: seconds, ms, digits in quotes, or "2026-11-24 18:00:00 +0700"; null for what is none. */
export function momentOf(told: string | number | null | undefined): number | null {
  if (told === null || told === undefined || told === '') return null;
  const count = Number(told);
  if (Number.isFinite(count)) {
    if (count <= 0) return null;
    const at = Math.round(count < SECONDS_BELOW ? count * 1000 : count);
    return Number.isSafeInteger(at) ? at : null;
  }
  const [, date = '', time, zone] =
    /^(\S+?)(?:[ T](\S+?))?(?: ?([+-]\d{2}:?\d{2}|Z))?$/.exec(String(told)) ?? [];
  const at = Date.parse(
    `${date}T${time ?? '00:00:00'}${(zone ?? '+07:00').replace(/(\d{2})(\d{2})$/, '$1:$2')}`,
  );
  if (!Number.isNaN(at)) return at;
  const loose = Date.parse(String(told));
  return Number.isNaN(loose) ? null : loose;
}

/** `YYYY-MM-DDTHH:mm:ss+07:00`, the second it falls in. lazada spec §5.1 */
export function dateText(at: number): string {
  return `${new Date(at + ZONE_MS).toISOString().slice(0, 19)}+07:00`;
}

/** `YYYY-MM-DD` in Vietnam. lazada spec §6 */
export function dayText(at: number): string {
  return dateText(at).slice(0, 10);
}
