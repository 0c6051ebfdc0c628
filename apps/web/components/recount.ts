import type { QuickEditView } from '@ganh/contracts';
import { quickEdit as words } from '../words/quick-edit';

interface RecountChoice {
  /** Steps on hand, as the count is sent. */
  counted: number;
  left: string;
  why: string;
}

/**
 * The two things a count may mean (screens 13d), the likelier first; one where both come to the same. `reserved` and
 * `quantity` as they stand now.
 */
export function recountChoices(
  { lessMoved, asCounted }: NonNullable<QuickEditView['recount']>,
  reserved: number,
  quantity: (steps: number) => string,
): { head: string; choices: RecountChoice[] } {
  const moved = asCounted - lessMoved;
  const amount = quantity(Math.abs(moved));
  const choice = (counted: number, why: string): RecountChoice => ({
    counted,
    left: words.recountLeft(quantity(counted - reserved)),
    why,
  });
  const choices =
    moved === 0
      ? [choice(lessMoved, words.recountSame)]
      : [
          choice(lessMoved, words.recountBefore(moved, amount)),
          choice(asCounted, words.recountAfter(moved, amount)),
        ];
  return { head: words.recount(moved, amount), choices };
}
