import fc from 'fast-check';
import { parse } from 'csv-parse/sync';
import { cellText, readSheets, writeCsv, writeXlsx, type WrittenCell } from '@ganh/sheets';

const cell = fc.oneof(
  fc.string({ maxLength: 30 }),
  fc.string({ unit: 'binary', maxLength: 12 }),
  fc.constantFrom(
    '=1+1',
    '+84905123456',
    '-5',
    '@SUM(A1)',
    '\t=A1',
    ' =HYPERLINK("x")',
    '＝1',
    'a;b',
    'a,"b"',
  ),
  fc.nat(),
  fc.constant(null),
);
const tables = fc.array(fc.array(cell, { minLength: 3, maxLength: 3 }), {
  minLength: 1,
  maxLength: 8,
});
const DANGER = /^[\s\p{Cc}\p{Cf}]*[=+\-@＝＋－＠]/u;

const table = (rows: readonly (readonly WrittenCell[])[]) => ({ name: 'Bảng', rows });

it.each([',', ';'] as const)(
  'csv with %j: no cell begins like a formula, every cell comes back',
  (mark) => {
    fc.assert(
      fc.property(tables, (rows) => {
        const file = writeCsv(table(rows), mark);
        expect(file.subarray(0, 3)).toEqual(Buffer.from([0xef, 0xbb, 0xbf]));
        const back: string[][] = parse(file, {
          delimiter: mark,
          bom: true,
          relax_column_count: true,
        });
        expect(back).toHaveLength(rows.length);
        back.forEach((row, i) =>
          row.forEach((text, k) => {
            const written = rows[i]?.[k] ?? null;
            if (typeof written === 'string') expect(text).not.toMatch(DANGER);
            expect(text === `'${written}` || text === String(written ?? '')).toBe(true);
          }),
        );
      }),
    );
  },
);

it('xlsx: what another reader reads is what was written, as text or number', async () => {
  await fc.assert(
    fc.asyncProperty(tables, async (rows) => {
      const file = writeXlsx(table(rows));
      expect(file.includes('<f>')).toBe(false);
      const [sheet] = await readSheets(file, 'b.xlsx');
      for (const row of sheet?.rows ?? [])
        for (const read of row) if (typeof read === 'string') expect(read).not.toMatch(DANGER);
    }),
    { numRuns: 60 },
  );
});

it('xlsx keeps Vietnamese, figures and marks', async () => {
  const rows = [
    ['Tên món', 'Giá <đồng>', 'Ghi chú'],
    ['Mật ong "rừng" & sáp', 180_000, "=cmd|' /C calc'!A1"],
  ];
  const [sheet] = await readSheets(writeXlsx(table(rows)), 'b.xlsx');
  expect(sheet?.rows.map((row) => row.map(cellText))).toEqual([
    ['Tên món', 'Giá <đồng>', 'Ghi chú'],
    ['Mật ong "rừng" & sáp', '180000', "'=cmd|' /C calc'!A1"],
  ]);
});
