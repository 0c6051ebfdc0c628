import type { Merge } from './cells';

/** What the values of a sheet do not tell: merged blocks, crossed-out rows, and how large the sheet is. */
export interface SheetMarks {
  merges: Merge[];
  struck: Set<number>;
  /** Last row and column with a cell, from 1. */
  rows: number;
  columns: number;
  cells: number;
}

const MOST_MERGES = 20_000;

function columnNumber(letters: string): number {
  let number = 0;
  for (const letter of letters) number = number * 26 + letter.charCodeAt(0) - 64;
  return number;
}

function mergeOf(reference: string): Merge | null {
  const found = /^([A-Z]{1,3})(\d{1,7}):([A-Z]{1,3})(\d{1,7})$/.exec(reference);
  if (!found) return null;
  const [, left, top, right, bottom] = found as unknown as [string, string, string, string, string];
  return {
    left: columnNumber(left) - 1,
    top: Number(top) - 1,
    right: columnNumber(right) - 1,
    bottom: Number(bottom) - 1,
  };
}

function attribute(tag: string, name: string): string | null {
  return new RegExp(`\\s${name}\\s*=\\s*["']([^"']*)["']`).exec(tag)?.[1] ?? null;
}

/** Which cell styles cross their text out, by style number. */
export function struckStyles(stylesXml: string): ReadonlySet<number> {
  const fonts = /<(?:\w+:)?fonts[\s>][\s\S]*?<\/(?:\w+:)?fonts>/.exec(stylesXml)?.[0] ?? '';
  const struckFonts = new Set<number>();
  [...fonts.matchAll(/<(?:\w+:)?font(?:\s[^>]*)?(?:\/>|>([\s\S]*?)<\/(?:\w+:)?font>)/g)].forEach(
    (font, i) => {
      if (/<(?:\w+:)?strike(?:\s*\/>|\s+val\s*=\s*["'](?:1|true)["'])/.test(font[1] ?? ''))
        struckFonts.add(i);
    },
  );
  const cellStyles =
    /<(?:\w+:)?cellXfs[\s>][\s\S]*?<\/(?:\w+:)?cellXfs>/.exec(stylesXml)?.[0] ?? '';
  const styles = new Set<number>();
  [...cellStyles.matchAll(/<(?:\w+:)?xf\s[^>]*>/g)].forEach((style, i) => {
    if (struckFonts.has(Number(attribute(style[0], 'fontId') ?? -1))) styles.add(i);
  });
  return styles;
}

/**
 * Reads the marks of a worksheet part. A row counts as crossed out when all its filled cells are, so that one
 * struck old price does not drop its row.
 */
export function readMarks(sheetXml: string, struck: ReadonlySet<number>): SheetMarks {
  const marks: SheetMarks = { merges: [], struck: new Set(), rows: 0, columns: 0, cells: 0 };
  const plainRows = new Set<number>();
  for (const [tag, row, selfClosed] of cellTags(sheetXml)) {
    marks.cells += 1;
    marks.rows = Math.max(marks.rows, row.row);
    marks.columns = Math.max(marks.columns, row.column);
    if (selfClosed) continue;
    if (struck.has(Number(attribute(tag, 's') ?? 0))) marks.struck.add(row.row - 1);
    else plainRows.add(row.row - 1);
  }
  for (const row of plainRows) marks.struck.delete(row);
  for (const found of sheetXml.matchAll(/<(?:\w+:)?mergeCell\s[^>]*>/g)) {
    const merge = mergeOf(attribute(found[0], 'ref') ?? '');
    if (merge && marks.merges.length < MOST_MERGES) marks.merges.push(merge);
  }
  return marks;
}

function* cellTags(xml: string): Generator<[string, { row: number; column: number }, boolean]> {
  let row = 0;
  let column = 0;
  for (const found of xml.matchAll(/<(?:\w+:)?(row|c)(?:\s[^>]*)?>/g)) {
    const reference = attribute(found[0], 'r');
    if (found[1] === 'row') {
      row = reference === null ? row + 1 : Number(reference);
      column = 0;
      continue;
    }
    const address = /^([A-Z]{1,3})(\d{1,7})$/.exec(reference ?? '');
    column = address ? columnNumber(address[1]!) : column + 1;
    yield [found[0], { row: address ? Number(address[2]) : row, column }, found[0].endsWith('/>')];
  }
}
