import type { FieldProblem } from '@ganh/kernel';
import { z } from 'zod';

/** Lists of thousands may be wrong in every place: nobody reads more of it. */
const MOST_ERRORS = 50;

const KINDS: Readonly<Record<string, string>> = {
  string: 'chữ',
  number: 'số',
  int: 'số nguyên',
  boolean: 'true hoặc false',
  array: 'danh sách',
  object: 'một nhóm ô',
  record: 'một nhóm ô',
};

/** What a schema found wrong, as a person reads it: field, why, and what to do. */
export function problemsOf(error: z.core.$ZodError): FieldProblem[] {
  return error.issues.flatMap(problemsOfIssue).slice(0, MOST_ERRORS);
}

function problemsOfIssue(issue: z.core.$ZodIssue): FieldProblem[] {
  const field = fieldOf(issue.path);
  if (issue.code === 'unrecognized_keys')
    return issue.keys.map((key) => ({
      field: field ? `${field}.${key}` : key,
      code: 'unknown_field',
      reason: 'Không có ô này.',
      remedy: 'Bỏ nó đi, hoặc xem lại tên.',
    }));
  if (isMissing(issue))
    return [{ field, code: 'missing', reason: 'Còn thiếu.', remedy: `Cần ${wantOf(issue)}.` }];
  return [{ field, ...said(issue) }];
}

/** `lines[0].quantity` */
function fieldOf(path: readonly PropertyKey[]): string {
  return path.reduce<string>(
    (before, part) =>
      typeof part === 'number'
        ? `${before}[${part}]`
        : before
          ? `${before}.${String(part)}`
          : String(part),
    '',
  );
}

/** Nothing was sent; of a value that was, the issue keeps what it was. */
function isMissing(issue: z.core.$ZodIssue): boolean {
  return ['invalid_type', 'invalid_value', 'invalid_union'].includes(issue.code)
    ? issue.input === undefined
    : false;
}

function wantOf(issue: z.core.$ZodIssue): string {
  if (issue.code === 'invalid_type') return KINDS[issue.expected] ?? 'giá trị khác';
  return issue.code === 'invalid_value' ? choice(issue.values) : 'một giá trị';
}

function choice(values: readonly unknown[]): string {
  return `một trong: ${values.map(String).join(', ')}`;
}

function said(issue: z.core.$ZodIssue): Omit<FieldProblem, 'field'> {
  const { code } = issue;
  switch (issue.code) {
    case 'too_small':
      return sizeProblem(code, issue.origin, Number(issue.minimum), 'least');
    case 'too_big':
      return sizeProblem(code, issue.origin, Number(issue.maximum), 'most');
    case 'invalid_type':
      return { code: 'wrong_type', reason: 'Sai kiểu.', remedy: `Cần ${wantOf(issue)}.` };
    case 'invalid_value':
      return { code, reason: 'Không có lựa chọn này.', remedy: `Chọn ${choice(issue.values)}.` };
    case 'invalid_format':
      return issue.format === 'date'
        ? { code, reason: 'Chưa đúng ngày.', remedy: 'Viết năm-tháng-ngày, ví dụ 2026-11-15.' }
        : { code, reason: 'Viết chưa đúng.', remedy: 'Xem lại giá trị này.' };
    case 'custom':
      return {
        code: String(issue.params?.['code'] ?? code),
        reason: 'Chưa đúng.',
        remedy: String(issue.params?.['remedy'] ?? 'Xem lại giá trị này.'),
      };
    default:
      return { code, reason: 'Chưa đúng.', remedy: 'Xem lại giá trị này.' };
  }
}

/** `bound` counts characters of a text, entries of a list, or is the number itself. */
function sizeProblem(
  code: string,
  origin: string,
  bound: number,
  side: 'least' | 'most',
): Omit<FieldProblem, 'field'> {
  const isLeast = side === 'least';
  const atMost = isLeast ? 'ít nhất' : 'nhiều nhất';
  if (origin === 'string') {
    if (isLeast && bound === 1)
      return { code: 'missing', reason: 'Còn để trống.', remedy: 'Điền vào ô này.' };
    return {
      code,
      reason: isLeast ? 'Ngắn quá.' : 'Dài quá.',
      remedy: `Viết ${atMost} ${bound} ký tự.`,
    };
  }
  if (origin === 'array')
    return {
      code,
      reason: isLeast ? 'Thiếu mục.' : 'Nhiều mục quá.',
      remedy: `Gửi ${atMost} ${bound} mục.`,
    };
  return {
    code,
    reason: isLeast ? `Nhỏ quá: ít nhất ${bound}.` : `Lớn quá: nhiều nhất ${bound}.`,
    remedy: isLeast ? `Sửa thành ${bound} trở lên.` : `Sửa thành ${bound} trở xuống.`,
  };
}
