import { takePackFromName, tidyName, type PackText } from './pack';
import { takeStarsFromName, type StarsText } from './stars';

/** A name cell taken apart: the code in brackets, the stars, the pack, and the name that is left. */
export interface NameText {
  name: string;
  sku: string | null;
  stars: StarsText;
  pack: PackText;
}

const BRACKET_CODE =
  /^[[({]\s*((?=[^\])}]*\d)[A-Z]{1,6}[-_.]?\d{1,8}|\d{4,13}|[A-Z\d]{2,}(?:[-_.][A-Z\d]+)+)\s*[\])}]\s*|\s*\[\s*((?=[^\]]*\d)[A-Z]{1,6}[-_.]?\d{1,8})\s*\]$/i;
const LEADING_CODE =
  /^(?:(?:mã|ma)(?:\s+(?:hàng|hang|sp|số|so))?\s*[:.]\s*)([A-Z]{0,6}[-_.]?\d{1,8})\s*[-–:,.]?\s+|^([A-Z]{1,4}\d{3,8})\s*[-–:|]\s*/i;
/** "12. Dầu phụng", "3) Gạo", "- Bánh tráng", "• Trà": the list's own marks. */
const LIST_MARK = /^(?:\d{1,3}\s*[.)/]\s*(?=[\p{L}"“[(])|[-–—+•*●▪✓►➢·]+\s*)+/u;

export function readName(text: string): NameText {
  let rest = text.replace(LIST_MARK, '').trim();
  let sku: string | null = null;
  const code = BRACKET_CODE.exec(rest) ?? LEADING_CODE.exec(rest);
  if (code && code[0].length < rest.length) {
    sku = code[1] ?? code[2] ?? null;
    rest = rest.replace(code[0], ' ').replace(LIST_MARK, '').trim();
  }
  const stars = takeStarsFromName(rest);
  const pack = takePackFromName(stars.name);
  return { name: tidyName(pack.name) || tidyName(text), sku, stars, pack };
}
