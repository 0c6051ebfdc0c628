import { CsvError, parse } from 'csv-parse/sync';
import type { SheetGrid } from './cells';
import { badFile, checkSize } from './limits';

const DELIMITERS = [',', ';', '\t', '|'] as const;

/** UTF-8 (with or without mark), UTF-16 with mark, else the old Vietnamese Windows code page. */
function decode(file: Buffer): string {
  if (file[0] === 0xff && file[1] === 0xfe) return new TextDecoder('utf-16le').decode(file);
  if (file[0] === 0xfe && file[1] === 0xff) return new TextDecoder('utf-16be').decode(file);
  try {
    return new TextDecoder('utf-8', { fatal: true }).decode(file);
  } catch {
    return new TextDecoder('windows-1258').decode(file);
  }
}

/** The mark that parts the first lines most often, quoted text left out. */
function delimiterOf(text: string): string {
  const head = text.slice(0, 20_000).replace(/"(?:[^"]|"")*"/g, '');
  const counts = DELIMITERS.map((mark) => head.split(mark).length - 1);
  return DELIMITERS[counts.indexOf(Math.max(...counts))]!;
}

/** Reads comma, semicolon or tab separated text as one sheet; row numbers are those Excel shows when it opens the file. */
export function readCsv(file: Buffer, sheetName: string): SheetGrid {
  const text = decode(file);
  if (text.includes('\u0000')) {
    throw badFile('not_a_table', 'Tệp này không phải bảng tính.', 'Chọn tệp .xlsx hoặc .csv.');
  }
  try {
    const rows: string[][] = parse(text, {
      delimiter: delimiterOf(text),
      bom: true,
      relax_column_count: true,
      relax_quotes: true,
      skip_empty_lines: false,
    });
    const columns = rows.reduce((most, row) => Math.max(most, row.length), 0);
    checkSize({
      rows: rows.length,
      columns,
      cells: rows.reduce((sum, row) => sum + row.length, 0),
    });
    return { name: sheetName, rows, merges: [], struck: new Set() };
  } catch (error) {
    if (!(error instanceof CsvError)) throw error;
    throw badFile(
      'broken_file',
      'Tệp .csv này có dấu ngoặc kép mở mà không đóng.',
      'Mở tệp bằng Excel rồi lưu lại thành .xlsx.',
    );
  }
}
