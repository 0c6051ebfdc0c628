import { readFileSync } from 'node:fs';
import { z } from 'zod';
import type { BankTransfer, MatchOrder } from '@ganh/payments';

/** What stops one item but not the rest: which one, what is wrong, what to do. */
export class BadItem extends Error {}

const OFFSET = /(?:Z|[+-]\d{2}:?\d{2})$/i;
const ISO = /^\d{4}-\d{2}-\d{2}[T ]\d{2}:\d{2}/;

/** Milliseconds UTC of ISO 8601 text or of milliseconds; without an offset it is Vietnam's time, as banks write it. */
function instant(value: string | number): number | null {
  if (typeof value === 'number') return Number.isFinite(value) ? value : null;
  if (/^\d{12,14}$/.test(value)) return Number(value);
  if (!ISO.test(value)) return null;
  const text = value.replace(' ', 'T');
  const at = Date.parse(OFFSET.test(text) ? text : `${text}+07:00`);
  return Number.isNaN(at) ? null : at;
}

const at = z
  .union([z.string(), z.number()], 'thiếu at: ghi thời điểm')
  .transform((value, context) => {
    const ms = instant(value);
    if (ms !== null) return ms;
    context.addIssue({
      code: 'custom',
      message: 'at không phải thời điểm: ghi như 2026-11-15T07:20:00+07:00 hoặc số mili giây',
    });
    return z.NEVER;
  });
const whole = (name: string) =>
  z
    .number(`${name} phải là số: ghi số đồng, không dấu nháy, không dấu chấm`)
    .refine(Number.isSafeInteger, `${name} phải là số đồng chẵn`);

const text = (name: string) =>
  z.string(`${name} phải là chữ trong dấu nháy, hoặc bỏ trống`).nullish();

const order = z.object(
  {
    index: z.number('index phải là số: đánh số các đơn từ 0').int('index phải là số nguyên'),
    amount: whole('amount').positive('amount phải lớn hơn 0'),
    at,
    customer: z
      .object(
        { name: text('name'), phone: text('phone') },
        'customer phải là {"name": …, "phone": …}',
      )
      .nullish(),
  },
  'mỗi đơn là một đối tượng {"index": 0, "amount": 185000, …}',
);
const transfer = z.object(
  {
    id: z.union([z.string(), z.number()], 'thiếu id: mỗi dòng cần một id riêng'),
    at,
    amount: whole('amount'),
    memo: text('memo'),
    payerName: text('payerName'),
  },
  'mỗi dòng là một đối tượng {"id": …, "at": …, "amount": …, "memo": …}',
);

function parsed<T extends z.ZodType>(schema: T, value: unknown): z.infer<T> {
  const result = schema.safeParse(value);
  if (result.success) return result.data;
  throw new BadItem(result.error.issues[0]?.message ?? 'không đọc được');
}

/** One order of the orders file, without its reference. Unknown fields are ignored. Throws BadItem. */
export function readOrder(value: unknown): MatchOrder {
  const { index, amount, at: ms, customer } = parsed(order, value);
  return {
    index,
    amountVnd: amount,
    at: ms,
    reference: null,
    customerName: customer?.name ?? null,
    customerPhone: customer?.phone ?? null,
  };
}

/** One line of the transfers file. Throws BadItem. */
export function readTransfer(line: string): BankTransfer {
  let value: unknown;
  try {
    value = JSON.parse(line);
  } catch {
    throw new BadItem('không phải JSON: mỗi dòng là một đối tượng trọn vẹn');
  }
  const { id, at: ms, amount, memo, payerName } = parsed(transfer, value);
  return { id, at: ms, amountVnd: amount, memo: memo ?? '', payerName: payerName ?? null };
}

/** The file's JSON; ends the command with a plain message when there is none. */
export function readJson(path: string): unknown {
  try {
    return JSON.parse(readFileSync(path, 'utf8'));
  } catch (error) {
    return stop(
      `${path}: không đọc được (${error instanceof Error ? error.message : 'lỗi lạ'}). Ghi đường dẫn tới tệp JSON.`,
    );
  }
}

/** The orders that can be read, in the file's order; the others are told on stderr. */
export function readOrders(path: string): MatchOrder[] {
  const list = readJson(path);
  if (!Array.isArray(list))
    return stop(`${path}: cần một mảng các đơn: [{"index": 0, "amount": 185000, …}]`);
  const seen = new Set<number>();
  return list.flatMap((value: unknown, i) => {
    try {
      const one = readOrder(value);
      if (seen.has(one.index))
        throw new BadItem(`index ${one.index} dùng hai lần: mỗi đơn một số riêng`);
      seen.add(one.index);
      return [one];
    } catch (error) {
      if (!(error instanceof BadItem)) throw error;
      tell(`${path}: bỏ qua đơn thứ ${i + 1}: ${error.message}`);
      return [];
    }
  });
}

/** `--name value` pairs; ends the command when one of `names` is missing. */
export function readOptions<N extends string>(
  names: readonly N[],
  usage: string,
): Record<N, string> {
  const given = new Map<string, string>();
  const args = process.argv.slice(2);
  for (let i = 0; i + 1 < args.length; i += 2) given.set(args[i]!.replace(/^--/, ''), args[i + 1]!);
  const missing = names.filter((name) => !given.has(name));
  if (missing.length > 0)
    stop(`Thiếu ${missing.map((name) => `--${name}`).join(', ')}. Cách dùng: ${usage}`);
  return Object.fromEntries(names.map((name) => [name, given.get(name)!])) as Record<N, string>;
}

export function tell(message: string): void {
  process.stderr.write(`${message}\n`);
}

export function stop(message: string): never {
  tell(message);
  process.exit(2);
}
