import { badFile, cellText, type SheetGrid } from '@ganh/sheets';
import { FIELD_WORDS, type ProductField } from './product-fields';
import { guessFields, titlesOf } from './titles';

const LOOK_AT_ROWS = 30;
const MOST_COLUMNS = 120;

export interface TemplateHead {
  titles: string[];
  /** Our field that each column seems to want; '' = leave it empty. */
  guesses: (ProductField | '')[];
}

/** The head row of a marketplace's own product sheet: the one with the most titles we know, else the fullest. */
export function readTemplateHead(grids: readonly SheetGrid[]): TemplateHead {
  let best: { titles: string[]; known: number; filled: number } | null = null;
  for (const grid of grids)
    for (let row = 0; row < Math.min(grid.rows.length, LOOK_AT_ROWS); row++) {
      const titles = titlesOf(grid, row).slice(0, MOST_COLUMNS);
      const filled = (grid.rows[row] ?? []).filter((cell) => cellText(cell) !== '').length;
      const known = Object.keys(guessFields(titles, FIELD_WORDS)).length;
      if (filled < 2) continue;
      if (
        !best ||
        known > best.known ||
        (known === best.known && known === 0 && filled > best.filled)
      )
        best = { titles, known, filled };
    }
  if (!best)
    throw badFile(
      'no_head',
      'Không thấy dòng tiêu đề cột trong tệp này.',
      'Chọn đúng tệp mẫu đăng hàng tải từ sàn.',
    );
  const { titles } = best;
  while (titles.at(-1) === '') titles.pop();
  const guesses = guessFields(titles, FIELD_WORDS);
  const byTitle = new Map(Object.entries(guesses).map(([field, title]) => [title, field]));
  return { titles, guesses: titles.map((t) => (byTitle.get(t) ?? '') as ProductField | '') };
}
