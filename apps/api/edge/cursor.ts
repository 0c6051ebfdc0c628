import { Problem } from '@ganh/kernel';

/** Where a list goes on: two numbers of its last entry. To whoever holds it it means nothing. */
export function cursorOf(first: number, second: number): string {
  return `${first}.${second}`;
}

/** null = from the beginning; refuses what is none of ours. */
export function readCursor(cursor: string | null | undefined): [number, number] | null {
  if (!cursor) return null;
  const [, first, second] = /^(\d{1,16})\.(\d{1,16})$/.exec(cursor) ?? [];
  const numbers: [number, number] = [Number(first), Number(second)];
  if (first === undefined || !numbers.every(Number.isSafeInteger))
    throw Problem.field(
      'cursor',
      'malformed',
      'Dấu trang này không đúng.',
      'Bắt đầu lại từ trang đầu.',
    );
  return numbers;
}
