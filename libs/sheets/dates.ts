import { fold } from '@ganh/kernel';
import { clean, isBlank, type Cell } from './cells';

/** A day, a length of time ("6 tháng"), or a sentence to ask with. All null: nothing is there. */
export interface DateText {
  day: string | null;
  shelfLife: { count: number; unit: 'day' | 'month' } | null;
  ask: string | null;
}

const NOTHING: DateText = { day: null, shelfLife: null, ask: null };
const DAY_MS = 86_400_000;
/** Day 0 of Excel's calendar as it counts since March 1900. */
const EXCEL_ZERO_MS = Date.UTC(1899, 11, 30);
const FIRST_YEAR = 2000;
const LAST_YEAR = 2099;

function iso(year: number, month: number, day: number): string | null {
  if (year < FIRST_YEAR || year > LAST_YEAR) return null;
  const date = new Date(Date.UTC(year, month - 1, day));
  return date.getUTCMonth() === month - 1 && date.getUTCDate() === day
    ? date.toISOString().slice(0, 10)
    : null;
}

function found(day: string | null, text: string): DateText {
  return day === null
    ? ask(`Ngày “${clean(text).slice(0, 40)}” không có trong lịch.`)
    : { ...NOTHING, day };
}

function ask(sentence: string): DateText {
  return { ...NOTHING, ask: sentence };
}

function fromNumber(value: number): DateText {
  if (Number.isInteger(value) && value >= 20000101 && value <= 20991231) {
    return found(
      iso(Math.floor(value / 10000), Math.floor(value / 100) % 100, value % 100),
      String(value),
    );
  }
  const date = new Date(EXCEL_ZERO_MS + Math.floor(value) * DAY_MS);
  const year = date.getUTCFullYear();
  if (value > 0 && year >= FIRST_YEAR && year <= LAST_YEAR)
    return { ...NOTHING, day: date.toISOString().slice(0, 10) };
  return ask(`Số ${value} không đọc được thành ngày.`);
}

const LIFE =
  /^(?:han |hsd |trong |bao quan |su dung )*(?:khoang )?(\d{1,4})\s*(ngay|thang|nam|tuan|d|m|y)(?![a-z\d])(?:\s*(?:ke tu|tu) (?:ngay )?(?:san xuat|nsx|sx|dong goi).*)?$/;
const LIFE_UNITS: Readonly<Record<string, { unit: 'day' | 'month'; size: number }>> = {
  ngay: { unit: 'day', size: 1 },
  d: { unit: 'day', size: 1 },
  tuan: { unit: 'day', size: 7 },
  thang: { unit: 'month', size: 1 },
  m: { unit: 'month', size: 1 },
  nam: { unit: 'month', size: 12 },
  y: { unit: 'month', size: 12 },
};

function fromText(given: string): DateText {
  const text = fold(given)
    .replace(
      /^(?:nsx|hsd|ngay sx|ngay san xuat|sx|han|han dung|den|het han|date|exp|mfg|ngay)\s*[:.]?\s*(?=[\dt])/,
      '',
    )
    .replace(/[t ]\d{1,2}:\d{2}.*$/, '')
    .trim();
  const life = LIFE.exec(text);
  if (life) {
    const { unit, size } = LIFE_UNITS[life[2]!]!;
    return { ...NOTHING, shelfLife: { count: Number(life[1]) * size, unit } };
  }
  const words = /^(?:ngay )?(\d{1,2}) thang (\d{1,2}),? (?:nam )?(\d{4})$/.exec(text);
  if (words) return found(iso(Number(words[3]), Number(words[2]), Number(words[1])), given);
  const isoForm = /^(\d{4})[/.\- ](\d{1,2})[/.\- ](\d{1,2})$/.exec(text);
  if (isoForm) return found(iso(Number(isoForm[1]), Number(isoForm[2]), Number(isoForm[3])), given);
  const dmy = /^(\d{1,2})\s*[/.\- ]\s*(\d{1,2})\s*[/.\- ]\s*(\d{4}|\d{2})$/.exec(text);
  if (dmy) {
    const year = Number(dmy[3]) + (dmy[3]!.length === 2 ? 2000 : 0);
    return found(iso(year, Number(dmy[2]), Number(dmy[1])), given);
  }
  const bare = /^\d{5}(?:[.,]\d+)?$|^20\d{6}$/.exec(text);
  if (bare) return fromNumber(Number(text.replace(',', '.')));
  const month = /^(?:t|thang|th)?\.?\s*(\d{1,2})\s*(?:[/.\- ]|nam)\s*(?:nam )?(\d{4}|\d{2})$/.exec(
    text,
  );
  if (month && Number(month[1]) >= 1 && Number(month[1]) <= 12) {
    return ask(`“${clean(given)}” chỉ ghi tháng, chưa rõ ngày nào.`);
  }
  return ask(`Không đọc được ngày từ “${clean(given).slice(0, 40)}”.`);
}

/** Reads a date cell: a real date, an Excel day number, dd/mm/yyyy in its many spellings, or a shelf life. */
export function readDate(cell: Cell | undefined): DateText {
  if (cell === null || cell === undefined || typeof cell === 'boolean' || isBlank(cell))
    return NOTHING;
  if (cell instanceof Date)
    return found(iso(cell.getUTCFullYear(), cell.getUTCMonth() + 1, cell.getUTCDate()), 'trong ô');
  if (typeof cell === 'number') return fromNumber(cell);
  return /^(?:k|ko|khong|khong co|ko co|x|\?|n\/a|na)$/.test(fold(cell)) ? NOTHING : fromText(cell);
}

/** The last day of a shelf life that began on `madeOn`; months keep the day, or take the month's last one. */
export function addShelfLife(
  madeOn: string,
  life: { count: number; unit: 'day' | 'month' },
): string {
  const [year, month, day] = madeOn.split('-').map(Number) as [number, number, number];
  if (life.unit === 'day')
    return new Date(Date.UTC(year, month - 1, day + life.count)).toISOString().slice(0, 10);
  const last = new Date(Date.UTC(year, month + life.count, 0)).getUTCDate();
  return new Date(Date.UTC(year, month - 1 + life.count, Math.min(day, last)))
    .toISOString()
    .slice(0, 10);
}
