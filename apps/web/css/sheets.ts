import { readFileSync } from 'node:fs';
import { join } from 'node:path';

/** Every page has `base`; the others are named by the page that needs them, so that an entry carries no more. */
export type Sheet =
  | 'acts'
  | 'auth'
  | 'base'
  | 'cards'
  | 'cards-a5'
  | 'forms'
  | 'import'
  | 'marks'
  | 'orders'
  | 'products'
  | 'public'
  | 'quick-edit'
  | 'shell'
  | 'sheet'
  | 'shops'
  | 'today';

const cache = new Map<Sheet, string>();

function minified(css: string): string {
  return css
    .replace(/\/\*[^]*?\*\//g, '')
    .replace(/\s+/g, ' ')
    .replace(/ ?([{};,]) ?/g, '$1')
    .replace(/: /g, ':')
    .replace(/;}/g, '}')
    .trim();
}

function sheetCss(sheet: Sheet): string {
  const known = cache.get(sheet);
  if (known !== undefined) return known;
  const css = minified(readFileSync(join(__dirname, `${sheet}.css`), 'utf8'));
  cache.set(sheet, css);
  return css;
}

export function pageCss(sheets: readonly Sheet[]): string {
  return [...new Set<Sheet>(['base', ...sheets])].map(sheetCss).join('');
}
