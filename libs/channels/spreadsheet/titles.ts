import { createHash } from 'node:crypto';
import { fold } from '@ganh/kernel';
import { cellText, type Merge, type SheetGrid } from '@ganh/sheets';

/** A title in search form: letters and figures, single blanks. */
export function plain(title: string): string {
  return fold(title)
    .replace(/\([^)]*\)|[*:]/g, ' ')
    .replace(/[^a-z0-9]+/g, ' ')
    .trim();
}

export function mergeAt(grid: SheetGrid, row: number, column: number): Merge | undefined {
  return grid.merges.find(
    (block) =>
      block.top <= row && row <= block.bottom && block.left <= column && column <= block.right,
  );
}

/** The titles of a row, merged blocks counted to each of their columns; two alike are told apart by a number. */
export function titlesOf(grid: SheetGrid, row: number): string[] {
  const width = grid.rows[row]?.length ?? 0;
  const seen = new Map<string, number>();
  return Array.from({ length: width }, (_, column) => {
    const own = cellText(grid.rows[row]?.[column]);
    const block = own === '' ? mergeAt(grid, row, column) : undefined;
    const title = own || (block ? cellText(grid.rows[block.top]?.[block.left]) : '');
    if (title === '') return '';
    const before = seen.get(title) ?? 0;
    seen.set(title, before + 1);
    return before === 0 ? title : `${title} (${before + 1})`;
  });
}

/** What a person may match a title to, each field at most once: word for word first, then by how it begins. */
export function guessFields<Field extends string>(
  titles: readonly string[],
  words: readonly (readonly [Field, string])[],
): Partial<Record<Field, string>> {
  const found: Partial<Record<Field, string>> = {};
  const taken = new Set<number>();
  const rounds: ((title: string, word: string) => boolean)[] = [
    (title, word) => title === word,
    (title, word) => title.startsWith(`${word} `),
  ];
  for (const isLike of rounds)
    for (const [field, list] of words) {
      if (found[field] !== undefined) continue;
      const at = list
        .split('|')
        .map((word) => titles.findIndex((title, i) => !taken.has(i) && isLike(plain(title), word)))
        .find((index) => index >= 0);
      if (at === undefined) continue;
      taken.add(at);
      found[field] = titles[at]!;
    }
  return found;
}

/** The head row as one word: any change of it, however small, makes another. */
export function fingerprintOf(titles: readonly string[]): string {
  const text = titles
    .filter((title) => title !== '')
    .map(plain)
    .join('|');
  return createHash('sha256').update(text).digest('hex').slice(0, 32);
}
