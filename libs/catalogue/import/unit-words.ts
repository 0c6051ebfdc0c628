import { fold } from '@ganh/kernel';

/** What a pack is counted in: mass in g, volume in ml, anything else in pieces. */
export type Measure = 'g' | 'ml' | 'piece';

/** Measures in search form: how many g or ml one is. */
export const MEASURES: ReadonlyMap<string, { measure: 'g' | 'ml'; size: number }> = new Map(
  (
    [
      ['g|gr|gram|gam|grams|grs', 'g', 1],
      ['lang', 'g', 100],
      ['kg|kgs|kilo|kilogam|kilogram|ky|ki|ki lo|ky lo|kilo gam', 'g', 1000],
      ['ml|mililit|mili lit|cc', 'ml', 1],
      ['cl', 'ml', 10],
      ['l|lit|litre|liter|lits', 'ml', 1000],
    ] as const
  ).flatMap(([words, measure, size]) =>
    words.split('|').map((word) => [word, { measure, size }] as const),
  ),
);

/** Heavier measures people write stock in, in kg. */
export const BULK_KG: ReadonlyMap<string, number> = new Map([
  ['yen', 10],
  ['ta', 100],
  ['tan', 1000],
]);

/**
 * Words goods are sold by. Of words that fold alike the first is meant when no mark decides
 * ("hu", "hủ" → hũ). `cases` hold several of what is sold and never say how many by themselves.
 */
const CONTAINERS =
  'hộp|hũ|chai|túi|gói|lon|lốc|xấp|vỉ|khay|thùng|bao|can|bình|lọ|bịch|cây|đòn|niêu|tô|dây|xâu|ống|tuýp|keo|vại|chum|ché|cặp|bộ|bó|set|combo|giỏ|' +
  'cuộn|tấm|bức|thanh|khúc|tép|gùi|rổ|rế|phên|block|ly|cốc|phần|suất|vé|mẹt|chục|thố|tệp|thếp|nải|buồng|quầy|cục|bánh|cái|chiếc|con|quả|trái|củ|khăn|tượng|' +
  'viên|miếng|đôi|lượt|đêm|phòng|người|bàn|kiện|két|lố|tá|hột|hạt|đĩa|nậm|hồ lô|ang|phong|cuốn|quyển|lá|tờ|mớ|búp|bông|cành|chậu|bụi|sợi|dĩa|mâm|bát|đọi';
const SPELLED = new Set(CONTAINERS.split('|'));
const canonical = new Map<string, string>();
for (const word of SPELLED) if (!canonical.has(fold(word))) canonical.set(fold(word), word);
canonical.set('kg', 'kg');
canonical.set('lit', 'lít');
canonical.set('l', 'lít');
canonical.set('hop giay', 'hộp giấy');

/** Wrong marks seen so often that they are read as the word meant. */
const MISSPELLED: ReadonlyMap<string, string> = new Map([
  ['hủ', 'hũ'],
  ['hôp', 'hộp'],
  ['goí', 'gói'],
  ['tuí', 'túi'],
  ['lôc', 'lốc'],
  ['vĩ', 'vỉ'],
  ['xắp', 'xấp'],
  ['khai', 'khay'],
]);
/** Without marks these are as often a part of the name: mat ong, banh bo, chan to. */
const UNSURE_PLAIN = new Set(
  'ong|bo|to|lo|day|ly|coc|tep|bat|dia|vai|tam|ta|xau|ve|set|keo|che'.split('|'),
);

export const CASES: ReadonlySet<string> = new Set([
  'thùng',
  'két',
  'kiện',
  'bao',
  'lốc',
  'lố',
  'can',
  'giỏ',
  'block',
  'tá',
  'bịch',
]);

/** Words inside a pack: "20 túi lọc", "30 viên". */
const PIECES =
  'túi lọc|gói|viên|trứng|quả|trái|ống|hũ|chai|cái|chiếc|miếng|thanh|con|cuốn|bánh|lon|que|nén|nến|vỉ|hộp|túi|lọ|tép|phong|cặp|đôi|bộ|cây|bức|tấm|khúc|củ|cuộn|tờ|lát|xiên|nem|chả|tuýp|bịch|khăn|tượng|viên nang|viên nén|stick|sticks|pcs|pc|nải|đòn|xấp|hũ nhỏ|gói nhỏ|bánh nhỏ|đĩa|mẹt|bát|ly|cốc';
const PIECE_SPELLED = new Set(PIECES.split('|'));
const pieceFolds = new Set([...PIECE_SPELLED].map(fold));

function spelledPlain(word: string): boolean {
  return fold(word) === word.toLowerCase();
}

/** The usual spelling of a container word; null when the word is none. "LON" → lon, "hủ" → hũ, "lọ" stays lọ. */
export function containerOf(word: string): string | null {
  const lower = word.toLowerCase();
  if (SPELLED.has(lower)) return lower;
  return canonical.get(fold(word)) ?? null;
}

/**
 * A container word inside a name, where "ong" of "mật ong" is no "ống" and "bò" of "chả bò" no "bộ": the marks must be
 * right, or wrong in a known way; a word without marks counts only in a name (`marked` false) that has none at all.
 */
export function containerInName(word: string, marked: boolean): string | null {
  const lower = word.toLowerCase();
  if (SPELLED.has(lower)) return lower;
  const meant = MISSPELLED.get(lower);
  if (meant !== undefined) return meant;
  const plain = spelledPlain(lower) && !marked && !UNSURE_PLAIN.has(lower);
  return plain ? (canonical.get(lower) ?? null) : null;
}

/** Is the word, as spelled, one that may count pieces? "vị" (taste) is not "vỉ" (blister). */
export function isPiece(word: string): boolean {
  const lower = word.toLowerCase().replace(/\s+/g, ' ');
  if (PIECE_SPELLED.has(lower)) return true;
  return spelledPlain(lower) && pieceFolds.has(lower);
}

const MEASURE_SPELLED = new Set([
  'lạng',
  'ký',
  'kí',
  'ký lô',
  'kí lô',
  'ki lô',
  'lít',
  'mili lít',
  'mililít',
  'ki-lô',
]);

/** Is the word, as spelled, a measure? "làng" (village) is not "lạng" (100 g). */
export function isMeasure(word: string): boolean {
  return spelledPlain(word) || MEASURE_SPELLED.has(word.toLowerCase());
}

const longestFirst = (words: Iterable<string>): string =>
  [...new Set(words)].sort((a, b) => b.length - a.length || a.localeCompare(b)).join('|');

/** Alternations for regular expressions over search form, longest first. */
export const CONTAINER_FOLDS = longestFirst(canonical.keys());
export const PIECE_FOLDS = longestFirst(pieceFolds);
export const MEASURE_FOLDS = longestFirst(MEASURES.keys());
