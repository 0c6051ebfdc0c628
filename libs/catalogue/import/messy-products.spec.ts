import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { readCatalogueFile } from './read-file';
import type { CatalogueReading, ReadProduct } from './reading';

const folder = join(__dirname, '../../../test/fixtures/catalogue');

interface Golden {
  duplicates: [string, number, string, number, 'same' | 'conflict'][];
  ask: [string, number, string][];
  skipped: Record<string, number[]>;
}

const orNull = (text: string): string | null => (text === '' ? null : text);
const numberOrNull = (text: string): number | null => (text === '' ? null : Number(text));

function goldenProducts(): ReadProduct[] {
  let sheet = '';
  return readFileSync(join(folder, 'messy-products.golden.txt'), 'utf8')
    .split('\n')
    .flatMap((line) => {
      if (line.startsWith('= ')) sheet = line.slice(2);
      if (!/^\d/.test(line)) return [];
      const [row, sku, name, unit, pack, price, stock, stars, madeOn, expiresOn, producer] = line.split('|') as [
        string, string, string, string, string, string, string, string, string, string, string,
      ]; // prettier-ignore
      const [amount, measure] = pack.split(' ') as [string, 'g' | 'ml' | 'piece'];
      return [
        {
          sheet,
          row: Number(row),
          name,
          sku: orNull(sku),
          producer: orNull(producer),
          unit: orNull(unit),
          pack: pack === '' ? null : { amount: Number(amount), measure },
          priceVnd: numberOrNull(price),
          stock: numberOrNull(stock),
          madeOn: orNull(madeOn),
          expiresOn: orNull(expiresOn),
          stars: numberOrNull(stars),
        },
      ];
    });
}

describe('messy-products.xlsx against what a person reads in it', () => {
  const golden = JSON.parse(
    readFileSync(join(folder, 'messy-products.golden.json'), 'utf8'),
  ) as Golden;
  let reading: CatalogueReading;
  beforeAll(async () => {
    reading = await readCatalogueFile(
      readFileSync(join(folder, 'messy-products.xlsx')),
      'messy-products.xlsx',
    );
  });

  it('every row of goods, every field', () => expect(reading.products).toEqual(goldenProducts()));

  it('rows that repeat earlier ones', () => {
    expect(reading.duplicates).toEqual(
      golden.duplicates.map(([sheet, row, ofSheet, ofRow, kind]) => ({
        sheet,
        row,
        of: { sheet: ofSheet, row: ofRow },
        kind,
      })),
    );
  });

  it('exactly the questions a person would ask', () => {
    const asked = reading.ask.map(({ sheet, row, field }) => [sheet, row, field]);
    expect(asked.sort()).toEqual([...golden.ask].sort());
    for (const { reason } of reading.ask) expect(reason).toMatch(/^\p{Lu}|^“/u);
  });

  it('what was skipped, and that no filled row is lost', () => {
    for (const [sheet, rows] of Object.entries(golden.skipped)) {
      expect(reading.skipped.filter((one) => one.sheet === sheet).map((one) => one.row)).toEqual(
        rows,
      );
    }
  });
});
