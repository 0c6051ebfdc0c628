/**
 * Vietnamese text: the form we store and the form we search and read in (livestream selling §6).
 */

/** Removed everywhere: zero-width and other format characters, variation selectors, keycap, lone surrogates. */
const INVISIBLE = /[\p{Cf}\p{Cs}\u034f\u20e3\ufe00-\ufe0f\u{e0100}-\u{e01ef}]/gu;
const CONTROL = /\p{Cc}/gu;
const MARK = /\p{Mn}/gu;

/** What we store of a person's words: NFC, nothing invisible, one blank between words, none at the ends. */
export function tidy(text: string): string {
  return text
    .normalize('NFC')
    .replace(CONTROL, ' ')
    .replace(INVISIBLE, '')
    .replace(/\s+/g, ' ')
    .trim();
}

/** As tidy, line by line: line ends are kept, none at the ends. */
export function tidyLines(text: string): string {
  return text.split(/\r?\n/).map(tidy).join('\n').trim();
}

/** One code point in search form: '' for what is dropped, ' ' for any white space. */
function foldChar(char: string): string {
  return char
    .normalize('NFKD')
    .replace(INVISIBLE, '')
    .replace(CONTROL, ' ')
    .replace(MARK, '')
    .replace(/\s/g, ' ')
    .toLowerCase()
    .normalize('NFD')
    .replace(MARK, '')
    .replace(/[đð]/g, 'd')
    .replace(/ς/g, 'σ')
    .replace(/[×✖✕]/g, 'x');
}

const pointCache = new Map<number, string>();
const POINT_CACHE_LIMIT = 10_000;

/** Search form of one code point: '' for what is dropped (marks, invisible), ' ' for white space, else mostly one letter. */
export function foldPoint(point: number): string {
  const known = pointCache.get(point);
  if (known !== undefined) return known;
  const folded = foldChar(String.fromCodePoint(point));
  if (pointCache.size < POINT_CACHE_LIMIT) pointCache.set(point, folded);
  return folded;
}

const DROPPED = 0;
const SPACE = 32;
const LONG = 0xffff;
/** Latin, Vietnamese, marks and punctuation: one folded code unit each (or LONG); built once, 3 ms. */
const TABLE_END = 0x2100;
const table = new Uint16Array(TABLE_END);
for (let unit = 0; unit < TABLE_END; unit += 1) {
  const folded = foldChar(String.fromCharCode(unit));
  table[unit] = folded.length === 0 ? DROPPED : folded.length === 1 ? folded.charCodeAt(0) : LONG;
}

/**
 * Search form: compatibility forms made plain, marks and invisible characters gone, đ (and ð, Ð) → d, × → x, lower case,
 * single blanks, trimmed. `fold` of a folded text is that text. Linear in length.
 */
export function fold(text: string): string {
  let out = '';
  let blank = true;
  const length = text.length;
  for (let i = 0; i < length; i += 1) {
    const unit = text.charCodeAt(i);
    let piece: number = unit < TABLE_END ? table[unit]! : LONG;
    if (piece === DROPPED) continue;
    if (piece === LONG) {
      const point = text.codePointAt(i)!;
      if (point > 0xffff) i += 1;
      const folded = foldPoint(point);
      if (folded.length === 0) continue;
      if (folded !== ' ') {
        out += blank && folded.startsWith(' ') ? folded.trimStart() : folded;
        blank = folded.endsWith(' ');
        continue;
      }
      piece = SPACE;
    }
    if (piece !== SPACE) {
      out += String.fromCharCode(piece);
      blank = false;
    } else if (!blank) {
      out += ' ';
      blank = true;
    }
  }
  return blank && out !== '' ? out.trimEnd() : out;
}

/**
 * Search as the list screens do it: every word of the query is the start of some word of the text.
 * Both are in search form (`fold`); an empty query matches all.
 */
export function searchMatches(foldedText: string, foldedQuery: string): boolean {
  if (foldedQuery === '') return true;
  const words = foldedText.split(WORD_EDGE);
  return foldedQuery
    .split(WORD_EDGE)
    .every((wanted) => wanted === '' || words.some((word) => word.startsWith(wanted)));
}

const WORD_EDGE = /[^\p{L}\p{N}]+/u;
