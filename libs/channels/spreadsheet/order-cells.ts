import { nationalPhone, parsePhone, parseVnd } from '@ganh/kernel';
import { readDate } from '@ganh/sheets';
import type { TableCell } from './sheet-table';

/** What a cell says, or one plain sentence to ask with. */
export type Said<T> = { value: T; ask?: undefined } | { value?: undefined; ask: string };

const text = (cell: TableCell | undefined): string => (cell == null ? '' : String(cell).trim());
const shown = (cell: TableCell | undefined): string => `“${text(cell).slice(0, 40)}”`;

const HOUR_MS = 3_600_000;
const DAY_MS = 24 * HOUR_MS;
/** Asia/Ho_Chi_Minh is seven hours ahead, all year. */
const AHEAD_MS = 7 * HOUR_MS;
/** Excel keeps fifteen digits of a number and makes the rest zeros. */
const FIRST_WITHOUT_DIGITS = 1e15;
const SHORTENED = /^\d+(?:[.,]\d+)?e\+?\d+$/i;

export function readOrderCode(cell: TableCell | undefined): Said<string> {
  const code = text(cell);
  const isLost =
    SHORTENED.test(code) ||
    (typeof cell === 'number' &&
      (Math.abs(cell) >= FIRST_WITHOUT_DIGITS || !Number.isInteger(cell)));
  if (isLost)
    return {
      ask: `Mã đơn ${shown(cell)} đã bị Excel rút gọn, mất số. Tải lại tệp từ sàn, đừng mở rồi lưu.`,
    };
  if (code === '') return { ask: 'Dòng này chưa có mã đơn.' };
  if (!/^[\x21-\x7e](?:[\x20-\x7e]{0,98}[\x21-\x7e])?$/.test(code))
    return { ask: `Mã đơn ${shown(cell)} không giống mã đơn.` };
  return { value: code };
}

/** dd/MM/yyyy [HH:mm[:ss]], the hour before or behind the day, ISO, an Excel day number; here's time. Answers ms UTC. */
export function readMoment(cell: TableCell | undefined, now: number): Said<number> {
  const words = text(cell);
  const serial = /^\d{5}([.,]\d+)?$/.exec(words);
  const clock = serial ? null : /(?<!\d)(\d{1,2}):(\d{2})(?::(\d{2}))?(?!\d)/.exec(words);
  const day = readDate(
    clock
      ? words
          .replace(clock[0], ' ')
          .replace(/[\s,T-]+$|^[\s,T-]+/g, '')
          .replace(/\.\d+Z?$/, '')
      : words,
  ).day;
  if (day === null) return { ask: `Ngày ${shown(cell)} không đọc được.` };
  const [hour, minute, second] = clock ? [1, 2, 3].map((i) => Number(clock[i] ?? 0)) : [0, 0, 0];
  if (hour! > 23 || minute! > 59 || second! > 59)
    return { ask: `Giờ ${shown(cell)} không đọc được.` };
  const part = serial?.[1]
    ? Math.round((Number(`0${serial[1].replace(',', '.')}`) * DAY_MS) / 1000) * 1000
    : 0;
  const isUtc = clock !== null && /\dZ$/.test(words);
  const at =
    Date.parse(`${day}T00:00:00Z`) +
    (hour! * 60 + minute!) * 60_000 +
    second! * 1000 +
    part -
    (isUtc ? 0 : AHEAD_MS);
  return at > now + DAY_MS ? { ask: `Ngày ${shown(cell)} còn chưa tới.` } : { value: at };
}

const LOWEST_VND = 1_000;
const HIGHEST_VND = 1_000_000_000;

/** Whole đồng; 0 is a gift. What could be thousands is asked, not guessed. */
export function readMoney(cell: TableCell | undefined): Said<number> {
  const read = typeof cell === 'number' ? null : parseVnd(text(cell));
  const vnd = typeof cell === 'number' ? cell : read?.kind === 'amount' ? read.amountVnd : null;
  if (vnd === null) return { ask: `Số tiền ${shown(cell)} không đọc được.` };
  const isWhole = Number.isSafeInteger(vnd) && vnd >= 0 && vnd <= HIGHEST_VND;
  if (!isWhole || (vnd > 0 && vnd < LOWEST_VND)) return { ask: `Số tiền ${shown(cell)} lạ quá.` };
  return { value: vnd };
}

/** Whole đồng with its sign, before or behind or as brackets: what was taken back is negative. */
export function readSignedMoney(cell: TableCell | undefined): Said<number> {
  const words = text(cell).replace(/^[−–]/, '-');
  const isTaken = /^-|-$|^\(.*\)$/.test(words);
  const bare = words.replace(/^[-+(]\s*|\s*[-)]$/g, '');
  const read = parseVnd(bare);
  const vnd =
    typeof cell === 'number' ? Math.abs(cell) : read?.kind === 'amount' ? read.amountVnd : null;
  if (vnd === null) return { ask: `Số tiền ${shown(cell)} không đọc được.` };
  const isWhole = Number.isSafeInteger(vnd) && vnd <= HIGHEST_VND;
  if (!isWhole) return { ask: `Số tiền ${shown(cell)} lạ quá.` };
  return { value: isTaken && vnd > 0 ? -vnd : vnd };
}

export function readQuantity(cell: TableCell | undefined): Said<number> {
  const words = text(cell);
  const quantity = /^\d{1,5}(?:[.,]0{1,2})?$/.test(words)
    ? Number(words.replace(/[.,]0+$/, ''))
    : 0;
  return quantity > 0 ? { value: quantity } : { ask: `Số lượng ${shown(cell)} không đọc được.` };
}

/** As people here dial it. A number column has dropped the leading 0. */
export function readPhone(cell: TableCell | undefined): Said<string | null> {
  const words = text(cell);
  if (words === '') return { value: null };
  const phone =
    parsePhone(words) ?? (/^[1-9][\d\s.-]{7,12}$/.test(words) ? parsePhone(`0${words}`) : null);
  return phone
    ? { value: nationalPhone(phone) }
    : { ask: `Số điện thoại ${shown(cell)} không đúng, hỏi lại khách.` };
}
