import { basename, extname } from 'node:path';
import type { SheetGrid } from './cells';
import { readCsv } from './csv';
import { badFile, IMPORT_LIMITS, tooLarge } from './limits';
import { readXlsx } from './xlsx';

const ZIP = Buffer.from('PK');
const OLD_OFFICE = Buffer.from([0xd0, 0xcf]);

/**
 * The visible sheets of a seller's file (.xlsx, .csv). Formulas are never worked out: what the file keeps as their result
 * is read. Throws a Problem (field `file`) when it is empty, broken, locked, too large, or no table at all.
 */
export async function readSheets(file: Buffer, fileName: string): Promise<SheetGrid[]> {
  if (file.length === 0) throw badFile('empty_file', 'Tệp này trống.', 'Chọn tệp có bảng hàng.');
  if (file.length > IMPORT_LIMITS.fileBytes) {
    throw tooLarge(
      'Tệp nặng quá 8 MB.',
      'Xoá hình trong bảng tính, hoặc tách thành nhiều tệp nhỏ.',
    );
  }
  const start = file.subarray(0, 2);
  // What a file is, its first bytes say; names are often wrong.
  if (start.equals(ZIP) || start.equals(OLD_OFFICE)) return readXlsx(file);
  if (/^\.(?:csv|txt|tsv)$/i.test(extname(fileName)))
    return [readCsv(file, basename(fileName, extname(fileName)))];
  throw badFile(
    'not_a_table',
    'Tệp này không phải bảng tính Excel.',
    'Chọn tệp .xlsx hoặc .csv. Nếu là ảnh hay Word, hãy chép bảng sang Excel trước.',
  );
}
