import { Problem } from '@ganh/kernel';

/** What one import may hold. Far above any price list seen (200 rows), far below what would trouble the smallest server. */
export const IMPORT_LIMITS = {
  fileBytes: 8 * 1024 * 1024,
  /** All parts of a workbook we unpack, together. */
  unpackedBytes: 48 * 1024 * 1024,
  zipEntries: 2_000,
  sheets: 50,
  rows: 10_000,
  columns: 256,
  cells: 200_000,
} as const;

const FIELD = 'file';

/** A file that cannot be read at all: one clear sentence, and what to do. */
export function badFile(code: string, reason: string, remedy: string): Problem {
  return Problem.field(FIELD, code, reason, remedy);
}

export function tooLarge(reason: string, remedy: string): Problem {
  return new Problem('too_large', reason, [{ field: FIELD, code: 'too_large', reason, remedy }]);
}

export function checkSize(size: { rows: number; columns: number; cells: number }): void {
  if (
    size.rows > IMPORT_LIMITS.rows ||
    size.cells > IMPORT_LIMITS.cells ||
    size.columns > IMPORT_LIMITS.columns
  ) {
    throw tooLarge(
      `Bảng tính lớn quá ${IMPORT_LIMITS.rows.toLocaleString('vi-VN')} dòng.`,
      'Tách bảng thành nhiều tệp nhỏ, hoặc xoá dòng và cột trống ở cuối.',
    );
  }
}
