import {
  workbookParts,
  writeXlsx,
  writeZip,
  type WrittenCell,
  type WrittenSheet,
  type ZipPart,
} from '../../../test/fixtures/catalogue/write-xlsx';
import { Problem } from '@ganh/kernel';
import { IMPORT_LIMITS } from '@ganh/sheets';
import { readCatalogueFile } from './read-file';

const HEAD: WrittenCell[] = ['Tên hàng', 'Quy cách', 'Giá bán', 'Tồn', 'Nhà SX', 'NSX'];
const sheet = (rows: WrittenCell[][], more: Partial<WrittenSheet> = {}): WrittenSheet => ({
  name: 'Hàng',
  rows: [HEAD, ...rows],
  ...more,
});

async function problemOf(file: Buffer, name = 'bang.xlsx'): Promise<Problem> {
  const error: unknown = await readCatalogueFile(file, name).catch((thrown: unknown) => thrown);
  expect(error).toBeInstanceOf(Problem);
  const problem = error as Problem;
  expect(problem.errors).toHaveLength(1);
  expect(problem.errors[0]!.field).toBe('file');
  for (const sentence of [problem.title, problem.errors[0]!.remedy])
    expect(sentence).toMatch(/^\p{Lu}.*\.$/u);
  return problem;
}

describe('reading .xlsx', () => {
  it('takes values, dates, kept formula results, merged makers and the sheet names', async () => {
    const file = writeXlsx([
      sheet(
        [
          [
            'Mật ong rừng',
            'chai 500 ml',
            { formula: '80000+5000', value: 85000 },
            3,
            'HTX Núi',
            { serial: 46145 },
          ],
          ['Phấn hoa', 'hũ 200 g', 90000, 4, null, null],
        ],
        { name: 'Giá & "hàng"', merges: ['E2:E3'] },
      ),
    ]);
    const { products } = await readCatalogueFile(file, 'a.xlsx');
    expect(products).toMatchObject([
      { sheet: 'Giá & "hàng"', row: 2, priceVnd: 85000, producer: 'HTX Núi', madeOn: '2026-05-03' },
      { row: 3, priceVnd: 90000, producer: 'HTX Núi', madeOn: null },
    ]);
  });

  it('leaves out crossed-out rows and hidden sheets', async () => {
    const file = writeXlsx([
      sheet(
        [
          ['Chè', 'gói 100 g', 20000, 3],
          ['Trà', 'gói 100 g', 30000, 3],
        ],
        { struck: [2] },
      ),
      sheet([['Cũ', 'gói 100 g', 10000, 3]], { name: 'cũ', hidden: true }),
    ]);
    const reading = await readCatalogueFile(file, 'a.xlsx');
    expect(reading.products.map((product) => product.name)).toEqual(['Trà']);
    expect(reading.skipped).toContainEqual(
      expect.objectContaining({ row: 2, reason: expect.stringContaining('gạch') }),
    );
  });

  it('a workbook without goods is read, not refused', async () => {
    const reading = await readCatalogueFile(
      writeXlsx([{ name: 'a', rows: [['Sổ tay'], ['gọi cô Hoa']] }]),
      'a.xlsx',
    );
    expect(reading).toMatchObject({ products: [], skipped: [{ row: 1 }, { row: 2 }] });
  });
});

describe('files that cannot be read get one clear sentence', () => {
  const good = workbookParts([sheet([['Chè', 'gói', 20000, 3]])]);

  it.each([
    ['empty', Buffer.alloc(0), 'empty_file'],
    ['a picture', Buffer.from('\u0089PNG\r\n', 'latin1'), 'not_a_table'],
    [
      'a zip that is no workbook',
      writeZip([{ path: 'a.txt', bytes: Buffer.from('x') }]),
      'broken_file',
    ],
    ['cut short', writeXlsx([sheet([])]).subarray(0, 400), 'broken_file'],
    ['only the mark of a zip', Buffer.from('PK'), 'broken_file'],
    [
      'an old .xls',
      Buffer.concat([Buffer.from([0xd0, 0xcf, 0x11, 0xe0]), Buffer.alloc(600)]),
      'old_format',
    ],
    [
      'a workbook with a password',
      Buffer.concat([
        Buffer.from([0xd0, 0xcf, 0x11, 0xe0]),
        Buffer.from('EncryptedPackage', 'utf16le'),
      ]),
      'locked_file',
    ],
    [
      'a zip with a password',
      writeZip(good.map((part) => ({ ...part, encrypted: true }))),
      'locked_file',
    ],
    [
      'a part that lies about its size',
      writeZip(good.map((part) => ({ ...part, claims: 50 }))),
      'broken_file',
    ],
    [
      'no sheets',
      writeZip(good.filter((part) => !part.path.includes('worksheets'))),
      'broken_file',
    ],
  ])('%s', async (_, file, code) => expect((await problemOf(file)).errors[0]!.code).toBe(code));

  it('entities in the XML are refused', async () => {
    const bomb = '<!DOCTYPE x [<!ENTITY a "aaaa">]>';
    const parts = good.map((part): ZipPart => ({
      ...part,
      bytes: Buffer.concat([Buffer.from(bomb), part.bytes]),
    }));
    expect((await problemOf(writeZip(parts))).errors[0]!.code).toBe('broken_file');
  });

  it('10 MB', async () => {
    expect((await problemOf(Buffer.alloc(10 * 1024 * 1024, 'PK'))).code).toBe('too_large');
  });

  it('a zip bomb is turned away without unpacking more than the limit', async () => {
    const zeros = Buffer.alloc(IMPORT_LIMITS.unpackedBytes + 1024, ' ');
    const honest = [...good, { path: 'xl/worksheets/sheet9.xml', bytes: zeros }];
    const before = process.memoryUsage().rss;
    expect((await problemOf(writeZip(honest))).code).toBe('too_large');
    const lying = [...good, { path: 'xl/worksheets/sheet9.xml', bytes: zeros, claims: 1000 }];
    expect((await problemOf(writeZip(lying))).errors[0]!.code).toBe('broken_file');
    expect(process.memoryUsage().rss - before).toBeLessThan(200 * 1024 * 1024);
  });

  it('100.000 rows', async () => {
    const rows = Array.from({ length: 100_000 }, (_, i): WrittenCell[] => [
      `Hàng ${i}`,
      'gói',
      20000,
      3,
    ]);
    const started = Date.now();
    expect((await problemOf(writeXlsx([sheet(rows)]))).code).toBe('too_large');
    expect(Date.now() - started).toBeLessThan(25_000);
    const csv = ['Tên hàng,Giá', ...rows.map((row) => row.slice(0, 2).join(','))].join('\n');
    expect((await problemOf(Buffer.from(csv), 'a.csv')).code).toBe('too_large');
  });

  it('one cell in the last corner does not make a billion empty ones', async () => {
    const parts = good.map((part) =>
      part.path.endsWith('sheet1.xml')
        ? {
            ...part,
            bytes: Buffer.from(
              part.bytes
                .toString()
                .replace(
                  '</sheetData>',
                  '<row r="1048576"><c r="XFD1048576"><v>1</v></c></row></sheetData>',
                ),
            ),
          }
        : part,
    );
    expect((await problemOf(writeZip(parts))).code).toBe('too_large');
  });

  it('never anything but a Problem, wherever a byte is broken', async () => {
    const file = writeXlsx([sheet([['Chè', 'gói', 20000, 3]])]);
    for (let at = 0; at < file.length; at += 7) {
      const broken = Buffer.from(file);
      broken[at] = broken[at]! ^ 0xff;
      const result: unknown = await readCatalogueFile(broken, 'a.xlsx').catch(
        (error: unknown) => error,
      );
      if (result instanceof Error) expect(result).toBeInstanceOf(Problem);
    }
  });
});

describe('reading .csv', () => {
  const text = 'Tên hàng;Giá bán;Tồn\n"Mật ong; rừng";"85.000đ";3\n\nTrà;90k;hết\n';
  const expected = [
    { sheet: 'bang', row: 2, name: 'Mật ong; rừng', priceVnd: 85000, stock: 3 },
    { sheet: 'bang', row: 4, name: 'Trà', priceVnd: 90000, stock: 0 },
  ];

  it.each([
    ['UTF-8', Buffer.from(text)],
    ['UTF-8 with mark', Buffer.from(`\ufeff${text}`)],
    ['UTF-16', Buffer.concat([Buffer.from([0xff, 0xfe]), Buffer.from(text, 'utf16le')])],
    ['marks apart', Buffer.from(text.normalize('NFD'))],
    ['tabs', Buffer.from(text.replace(/;(?! )/g, '\t'))],
  ])('%s', async (_, file) => {
    expect((await readCatalogueFile(file, 'bang.csv')).products).toMatchObject(expected);
  });

  it('an unclosed quote is told', async () => {
    expect((await problemOf(Buffer.from('Tên,Giá\n"Trà,90k\n'), 'a.csv')).errors[0]!.code).toBe(
      'broken_file',
    );
  });
});
