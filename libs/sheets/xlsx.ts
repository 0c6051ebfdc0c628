import readWorkbook from 'read-excel-file/node';
import type { Cell, SheetGrid } from './cells';
import { badFile, checkSize, IMPORT_LIMITS, tooLarge } from './limits';
import { readMarks, struckStyles, type SheetMarks } from './sheet-marks';
import { BadZip, unzip, zipEntries, type ZipEntry } from './zip';

const OLD_OFFICE = Buffer.from([0xd0, 0xcf, 0x11, 0xe0]);
const SAVE_AGAIN = 'Mở tệp bằng Excel hoặc Google Trang tính, chọn lưu thành .xlsx rồi chọn lại.';
const broken = (): Error =>
  badFile('broken_file', 'Tệp này hỏng hoặc không phải bảng tính Excel .xlsx.', SAVE_AGAIN);

/** Every XML part of the workbook, unpacked once within the limit: a part that lies about its size ends here. */
async function unpackParts(file: Buffer): Promise<Map<string, string>> {
  const entries = zipEntries(file, IMPORT_LIMITS.zipEntries).filter((entry) =>
    /\.(?:xml|rels)$/i.test(entry.path),
  );
  if (entries.some((entry) => entry.encrypted)) throw locked();
  const claimed = entries.reduce((sum, entry) => sum + entry.size, 0);
  if (claimed > IMPORT_LIMITS.unpackedBytes) throw heavy();
  const parts = new Map<string, string>();
  let left: number = IMPORT_LIMITS.unpackedBytes;
  for (const entry of entries) {
    const xml = await partOf(file, entry, left);
    left -= xml.length;
    if (xml.includes('<!DOCTYPE') || xml.includes('<!ENTITY')) throw broken();
    if (isKept(entry.path)) parts.set(entry.path.replace(/^\//, ''), xml.toString('utf8'));
  }
  return parts;
}

async function partOf(file: Buffer, entry: ZipEntry, left: number): Promise<Buffer> {
  const xml = await unzip(file, entry, Math.min(left, entry.size));
  if (xml.length !== entry.size) throw new BadZip('size is not what the directory says');
  return xml;
}

function isKept(path: string): boolean {
  return /(?:^|\/)(?:workbook\.xml(?:\.rels)?|styles\.xml)$|\/worksheets\/[^/]+\.xml$/.test(path);
}

function locked(): Error {
  return badFile(
    'locked_file',
    'Tệp này có đặt mật khẩu nên không mở được.',
    'Bỏ mật khẩu trong Excel, lưu lại rồi chọn lại.',
  );
}

function heavy(): Error {
  return tooLarge(
    'Bảng tính này nặng quá, chưa mở được.',
    'Xoá hình, trang và dòng thừa, hoặc tách thành nhiều tệp nhỏ.',
  );
}

function unescapeXml(text: string): string {
  const names: Record<string, string> = { amp: '&', lt: '<', gt: '>', quot: '"', apos: "'" };
  return text.replace(
    /&(?:#(\d+)|#x([\da-f]+)|(\w+));/gi,
    (all, dec?: string, hex?: string, name?: string) => {
      if (name !== undefined) return names[name] ?? all;
      const point = dec === undefined ? parseInt(hex!, 16) : Number(dec);
      return point > 0 && point <= 0x10ffff ? String.fromCodePoint(point) : '';
    },
  );
}

/** Sheet names in order with their parts and whether the seller hid them. */
function sheetParts(
  parts: ReadonlyMap<string, string>,
): { name: string; hidden: boolean; xml: string }[] {
  const bookPath = [...parts.keys()].find((path) => /(?:^|\/)workbook\.xml$/.test(path));
  if (bookPath === undefined) throw broken();
  const folder = bookPath.slice(0, bookPath.length - 'workbook.xml'.length);
  const targets = new Map<string, string>();
  for (const [tag] of (parts.get(`${folder}_rels/workbook.xml.rels`) ?? '').matchAll(
    /<(?:\w+:)?Relationship\s[^>]*>/g,
  )) {
    const target = /\sTarget\s*=\s*["']([^"']*)["']/.exec(tag)?.[1] ?? '';
    targets.set(
      /\sId\s*=\s*["']([^"']*)["']/.exec(tag)?.[1] ?? '',
      target.startsWith('/') ? target.slice(1) : folder + target,
    );
  }
  return [...parts.get(bookPath)!.matchAll(/<(?:\w+:)?sheet\s[^>]*>/g)].flatMap(([tag]) => {
    const xml = parts.get(
      targets.get(/\s\w+:id\s*=\s*["']([^"']*)["']/.exec(tag)?.[1] ?? '') ?? '',
    );
    const name = unescapeXml(/\sname\s*=\s*"([^"]*)"/.exec(tag)?.[1] ?? '');
    return xml === undefined
      ? []
      : [{ name, hidden: /\sstate\s*=\s*["'](?:veryH|h)idden["']/.test(tag), xml }];
  });
}

function marksOf(
  parts: ReadonlyMap<string, string>,
): Map<string, SheetMarks & { hidden: boolean }> {
  const styles = [...parts].find(([path]) => path.endsWith('/styles.xml'))?.[1] ?? '';
  const struck = struckStyles(styles);
  const sheets = sheetParts(parts);
  if (sheets.length > IMPORT_LIMITS.sheets) throw heavy();
  const marks = new Map(
    sheets.map(({ name, hidden, xml }) => [name, { ...readMarks(xml, struck), hidden }]),
  );
  const all = [...marks.values()];
  checkSize({
    rows: all.reduce((sum, sheet) => sum + sheet.rows, 0),
    cells: all.reduce((sum, sheet) => sum + sheet.cells, 0),
    columns: all.reduce((most, sheet) => Math.max(most, sheet.columns), 0),
  });
  return marks;
}

/** Reads a workbook's visible sheets. Throws a Problem with `file` as its field for anything that is no sound .xlsx. */
export async function readXlsx(file: Buffer): Promise<SheetGrid[]> {
  if (file.subarray(0, 4).equals(OLD_OFFICE)) {
    if (file.includes(Buffer.from('EncryptedPackage', 'utf16le'))) throw locked();
    throw badFile('old_format', 'Tệp Excel đời cũ (.xls) chưa đọc được.', SAVE_AGAIN);
  }
  try {
    const marks = marksOf(await unpackParts(file));
    const sheets = await readWorkbook(file);
    return sheets.flatMap(({ sheet, data }) => {
      const mark = marks.get(sheet);
      if (mark?.hidden) return [];
      return [
        {
          name: sheet,
          rows: data as Cell[][],
          merges: mark?.merges ?? [],
          struck: mark?.struck ?? new Set<number>(),
        },
      ];
    });
  } catch (error) {
    if (error instanceof Error && error.name === 'Problem') throw error;
    throw broken();
  }
}
