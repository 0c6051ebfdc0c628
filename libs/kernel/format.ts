/** How the product writes numbers, money and time (ui.md §8 Formats). Needs no Intl data: old WebViews differ. */

const MINUS = '−';
const HOUR_MS = 3_600_000;
const DAY_MS = 24 * HOUR_MS;
/** Asia/Ho_Chi_Minh is +07:00 with no summer time, whatever the phone says. */
const ZONE_MS = 7 * HOUR_MS;
const AGE_LIMIT_MS = 6 * HOUR_MS;
const WEEKDAYS = ['Chủ nhật', 'Thứ hai', 'Thứ ba', 'Thứ tư', 'Thứ năm', 'Thứ sáu', 'Thứ bảy'];

function grouped(whole: number): string {
  return String(whole).replace(/\B(?=(\d{3})+(?!\d))/g, '.');
}

function decimal(value: number, decimals: number, keepZeros: boolean): string {
  const [whole, fraction = ''] = value.toFixed(decimals).split('.') as [string, string?];
  const shown = keepZeros ? fraction : fraction.replace(/0+$/, '');
  return grouped(Number(whole)) + (shown === '' ? '' : `,${shown}`);
}

function signed(value: number, text: string): string {
  return value < 0 ? `${MINUS} ${text}` : text;
}

/** `1.250.000 ₫` with U+00A0 before ₫; negative `− 20.400 ₫`. */
export function formatVnd(amountVnd: number): string {
  return signed(amountVnd, `${grouped(Math.abs(Math.round(amountVnd)))}\u00a0₫`);
}

/** Charts and union totals only: `2,3 triệu`, `1,18 tỷ`; below a million the full form. */
export function shortVnd(amountVnd: number): string {
  const size = Math.abs(amountVnd);
  if (size < 1e6) return formatVnd(amountVnd);
  // 999.950.000 would round to "1.000,0 triệu".
  const short =
    size < 999_950_000
      ? `${decimal(size / 1e6, 1, true)} triệu`
      : `${decimal(size / 1e9, 2, true)} tỷ`;
  return signed(amountVnd, short);
}

/** `24 hũ`, `1,5 kg`. Quantity in smallest steps (docs/architecture.md, decision 5). */
export function formatQuantity(quantitySteps: number, unit: string, stepsPerUnit = 1): string {
  const text = decimal(Math.abs(quantitySteps) / stepsPerUnit, 3, false);
  return signed(quantitySteps, unit === '' ? text : `${text} ${unit}`);
}

/** A ratio: 0.09 → `9%`, 0.125 → `12,5%`. */
export function formatPercent(ratio: number): string {
  return signed(ratio, `${decimal(Math.abs(ratio) * 100, 1, false)}%`);
}

/** Bank accounts in groups of three from the right, a single digit joining the first: `1234 567 890`. */
export function formatAccount(account: string): string {
  return account.replace(/\B(?=(\d{3})+(?!\d))/g, ' ').replace(/^(\d) /, '$1');
}

function local(at: number): Date {
  return new Date(at + ZONE_MS);
}

function twoDigits(value: number): string {
  return String(value).padStart(2, '0');
}

/** The day in Vietnam as `2026-11-15`, for comparing with stored dates. */
export function isoDay(at: number): string {
  return local(at).toISOString().slice(0, 10);
}

/** `15/11/2026`. */
export function formatDate(at: number): string {
  const day = local(at);
  return `${twoDigits(day.getUTCDate())}/${twoDigits(day.getUTCMonth() + 1)}/${day.getUTCFullYear()}`;
}

/** `Chủ nhật, 15/11/2026`. */
export function formatWeekday(at: number): string {
  return `${WEEKDAYS[local(at).getUTCDay()]}, ${formatDate(at)}`;
}

/** `hôm nay`, `hôm qua`, else the date. */
export function formatNearDay(at: number, now: number): string {
  const days = Math.floor((now + ZONE_MS) / DAY_MS) - Math.floor((at + ZONE_MS) / DAY_MS);
  if (days === 0) return 'hôm nay';
  return days === 1 ? 'hôm qua' : formatDate(at);
}

/** `20:05`, `7:20`. */
export function formatTime(at: number): string {
  const time = local(at);
  return `${time.getUTCHours()}:${twoDigits(time.getUTCMinutes())}`;
}

/** `7:20, 15/11/2026`. */
export function formatDateTime(at: number): string {
  return `${formatTime(at)}, ${formatDate(at)}`;
}

/** `20 giây trước`, `3 phút trước`, `2 giờ trước`; above 6 h the time, with its date when it was another day. */
export function formatAge(at: number, now: number): string {
  const ageMs = Math.max(0, now - at);
  if (ageMs > AGE_LIMIT_MS) return isoDay(at) === isoDay(now) ? formatTime(at) : formatDateTime(at);
  if (ageMs >= HOUR_MS) return `${Math.floor(ageMs / HOUR_MS)} giờ trước`;
  if (ageMs >= 60_000) return `${Math.floor(ageMs / 60_000)} phút trước`;
  return `${Math.max(1, Math.floor(ageMs / 1000))} giây trước`;
}
