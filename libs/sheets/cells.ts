import { tidy } from '@ganh/kernel';

/** A spreadsheet cell as read; a Date holds its calendar day in UTC. */
export type Cell = string | number | boolean | Date | null;

/** A merged block, 0-based, ends included. */
export interface Merge {
  top: number;
  left: number;
  bottom: number;
  right: number;
}

/** One sheet: `rows[i]` is the sheet's own row i + 1. `struck` holds 0-based rows whose text is crossed out. */
export interface SheetGrid {
  name: string;
  rows: readonly (readonly Cell[])[];
  merges: readonly Merge[];
  struck: ReadonlySet<number>;
}

/** Printable ASCII and ready-made Vietnamese letters with single blanks: what nearly every cell is, and clean already. */
const CLEAN = /^[!-~\u00c0-\u024f\u1ea0-\u1ef9]+(?: [!-~\u00c0-\u024f\u1ea0-\u1ef9]+)*$/;

/** Full-width forms are typed by accident on phones; everything else keeps the seller's spelling. */
export function clean(text: string): string {
  if (CLEAN.test(text)) return text;
  return tidy(text.replace(/[！-～]/g, (char) => String.fromCharCode(char.charCodeAt(0) - 0xfee0)));
}

/** Longer texts are stories, not prices or names; cut so that no cell can make the reader slow. */
const LONGEST_TEXT = 500;

/** What a person sees in the cell; '' for an empty one. */
export function cellText(cell: Cell | undefined): string {
  if (cell === null || cell === undefined || typeof cell === 'boolean') return '';
  if (cell instanceof Date) return cell.toISOString().slice(0, 10);
  return clean(String(cell).slice(0, LONGEST_TEXT));
}

/** `null` and '' are empty, and so are the dashes people fill empty cells with. */
export function isBlank(cell: Cell | undefined): boolean {
  return /^[\s\-–—_.…]*$/.test(cellText(cell));
}
