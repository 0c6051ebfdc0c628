import { foldPoint } from '@ganh/kernel';

/**
 * One run of letters or digits, or one sign. `text` is folded; `marked` keeps the vowel marks and ends with the tone's
 * number (`hũ`, `hủy`/`huỷ` → `hu4`, `huy3`), and is `text` itself where nothing is marked. `at`/`end` point into the raw
 * comment. `glued`: no blank before it. `slot`: where its spelling is kept, below SPELLINGS_KEPT; −1 where it is not.
 */
export interface Token {
  kind: 'word' | 'number' | 'sign';
  text: string;
  marked: string;
  glued: boolean;
  at: number;
  end: number;
  slot: number;
}

const BLANK = 0;
const LETTER = 1;
const DIGIT = 2;
const SIGN = 3;
const NOTHING = 4;
/** Signs that can mean something to a rule; every other sign and all emoji are blanks. */
const SIGNS = new Set([...',;.:+/?!-*#@%()=&_~|⁄₫$\'"→']);
const TONES: Readonly<Record<string, number>> = {
  '\u0301': 1,
  '\u0300': 2,
  '\u0309': 3,
  '\u0303': 4,
  '\u0323': 5,
};
const VOWEL_MARKS = /[\u0302\u0306\u031b]/;
const FRACTIONS: Readonly<Record<string, string>> = { '½': '1⁄2', '¼': '1⁄4', '¾': '3⁄4' };

interface Glyph {
  folded: string;
  class: number;
  marked: string;
  tone: number;
}

function classOf(folded: string): number {
  if (folded === '') return NOTHING;
  if (/^[0-9]+$/.test(folded)) return DIGIT;
  if (SIGNS.has(folded)) return SIGN;
  if (/^[\p{L}\p{N}]/u.test(folded)) return LETTER;
  return BLANK;
}

const glyphs = new Map<number, Glyph>();
const GLYPHS_KEPT = 5000;

/** Emoji, full-width and mathematical letters come often enough to be kept. */
function rareGlyph(point: number): Glyph {
  let glyph = glyphs.get(point);
  if (!glyph) {
    glyph = glyphOf(point);
    if (glyphs.size < GLYPHS_KEPT) glyphs.set(point, glyph);
  }
  return glyph;
}

function glyphOf(point: number): Glyph {
  const char = String.fromCodePoint(point);
  if (char === '\n' || char === '\r') return { folded: ';', class: SIGN, marked: ';', tone: 0 };
  if (char === '@' || char === '＠') return { folded: '@', class: SIGN, marked: '@', tone: 0 };
  const folded = foldPoint(point);
  const decomposed = [...char.normalize('NFKD')];
  const tone = decomposed.map((c) => TONES[c] ?? 0).reduce((a, b) => a || b, 0);
  const vowelMark = decomposed.find((c) => VOWEL_MARKS.test(c));
  const base = /[đĐðÐ]/.test(char)
    ? 'đ'
    : vowelMark && folded.length === 1
      ? (folded + vowelMark).normalize('NFC')
      : folded;
  return { folded, class: classOf(folded), marked: base, tone };
}

/** Latin, Vietnamese, marks and punctuation in flat tables: this is the hot loop of the reader. */
const TABLE_END = 0x2100;
const foldTable = new Uint16Array(TABLE_END);
const markTable = new Uint16Array(TABLE_END);
const classTable = new Uint8Array(TABLE_END);
const toneTable = new Uint8Array(TABLE_END);
const SLOW = 9;
for (let unit = 0; unit < TABLE_END; unit += 1) {
  const glyph = glyphOf(unit);
  classTable[unit] =
    glyph.folded.length > 1 || FRACTIONS[String.fromCharCode(unit)] ? SLOW : glyph.class;
  foldTable[unit] = glyph.folded.charCodeAt(0) || 0;
  markTable[unit] = glyph.marked.charCodeAt(0) || 0;
  toneTable[unit] = glyph.tone;
}
const COMBINING_START = 0x300;
const COMBINING_END = 0x370;

function withMark(marked: number, mark: number): number {
  const joined = (String.fromCharCode(marked) + String.fromCharCode(mark)).normalize('NFC');
  return joined.length === 1 ? joined.charCodeAt(0) : marked;
}

/** Planes without characters and those for private use: no letters, and too many to be looked up one by one. */
const isUnassigned = (point: number): boolean =>
  point >= 0x40000 && (point < 0xe0000 || point >= 0xf0000);

/** Spellings met before, by their letters: comments repeat their words, and a string kept is a string not built again. */
interface Spelt {
  text: string;
  marked: string;
  slot: number;
}
export const SPELLINGS_KEPT = 1 << 13;
const kept: (Spelt | undefined)[] = new Array<Spelt | undefined>(SPELLINGS_KEPT);
/** Digits of a number that may come again. */
const LONGEST_AMOUNT = 2;
/** Longer words are rare and are built anew. */
const LONGEST_KEPT = 24;

/** The engine's own copy of a text, which it compares by address: rules compare words with words all the time. */
export const interned = (text: string): string => Object.keys({ [text]: 0 })[0]!;

const blankToken = (): Token => ({
  kind: 'word',
  text: '',
  marked: '',
  glued: false,
  at: 0,
  end: 0,
  slot: -1,
});

class Scanner {
  /** Token objects to be filled again: a comment makes no new ones. */
  private readonly pool: Token[] = [];
  private used = 0;
  private readonly folded = new Uint16Array(LONGEST_KEPT);
  private readonly marked = new Uint16Array(LONGEST_KEPT);
  /** Letters beyond the two arrays. */
  private moreFolded = '';
  private moreMarked = '';
  private count = 0;
  private class = BLANK;
  private last = 0;
  private tone = 0;
  private isMarked = false;
  private at = 0;
  private end = 0;
  private gap = true;
  private run = 0;
  private raw = '';

  scan(raw: string): Token[] {
    this.raw = raw;
    this.gap = true;
    this.used = 0;
    const length = raw.length;
    for (let i = 0; i < length; i += 1) {
      const unit = raw.charCodeAt(i);
      const kind = unit < TABLE_END ? classTable[unit]! : SLOW;
      if (kind === LETTER || kind === DIGIT || kind === SIGN) {
        this.put(foldTable[unit]!, markTable[unit]!, toneTable[unit]!, kind, i, i + 1);
      } else if (kind === BLANK) {
        this.flush();
        this.gap = true;
      } else if (kind === SLOW) {
        i = this.putSlowly(i);
      } else if (unit >= COMBINING_START && unit < COMBINING_END) {
        this.putMark(unit);
      }
    }
    this.flush();
    return this.pool.slice(0, this.used);
  }

  private putSlowly(i: number): number {
    const point = this.raw.codePointAt(i)!;
    const end = i + (point > 0xffff ? 2 : 1);
    if (isUnassigned(point)) {
      this.flush();
      this.gap = true;
      return end - 1;
    }
    const char = String.fromCodePoint(point);
    const fraction = FRACTIONS[char];
    if (fraction) this.flush();
    for (const part of fraction ?? foldPoint(point)) {
      const glyph = rareGlyph(part.codePointAt(0)!);
      if (glyph.class === BLANK) {
        this.flush();
        this.gap = true;
      } else if (glyph.class !== NOTHING) {
        this.put(
          glyph.folded.charCodeAt(0),
          glyph.marked.charCodeAt(0),
          glyph.tone,
          glyph.class,
          i,
          end,
        );
      }
    }
    if (fraction) this.flush();
    return end - 1;
  }

  private put(
    folded: number,
    marked: number,
    tone: number,
    kind: number,
    at: number,
    end: number,
  ): void {
    if (kind !== this.class || kind === SIGN) {
      this.flush();
      this.class = kind;
      this.at = at;
    }
    this.end = end;
    if (tone !== 0) {
      this.tone = tone;
      this.isMarked = true;
    }
    if (folded !== marked) this.isMarked = true;
    // The same letter three times or more is written once: "chốtttt", "nhaaa".
    if (kind === LETTER && folded === this.last) {
      this.run += 1;
      if (this.run === 2) this.push(folded, marked);
      else if (this.run === 3) this.drop();
      return;
    }
    this.last = folded;
    this.run = 1;
    this.push(folded, marked);
  }

  private push(folded: number, marked: number): void {
    if (this.count < LONGEST_KEPT) {
      this.folded[this.count] = folded;
      this.marked[this.count] = marked;
    } else {
      this.moreFolded += String.fromCharCode(folded);
      this.moreMarked += String.fromCharCode(marked);
    }
    this.count += 1;
  }

  private drop(): void {
    this.count -= 1;
    if (this.count < LONGEST_KEPT) return;
    this.moreFolded = this.moreFolded.slice(0, -1);
    this.moreMarked = this.moreMarked.slice(0, -1);
  }

  /** A mark typed after its letter (NFD). */
  private putMark(mark: number): void {
    if (this.class !== LETTER || this.count === 0) return;
    const tone = TONES[String.fromCharCode(mark)];
    if (tone) this.tone = tone;
    else if (VOWEL_MARKS.test(String.fromCharCode(mark))) {
      const at = this.count - 1;
      if (at < LONGEST_KEPT) this.marked[at] = withMark(this.marked[at]!, mark);
    } else return;
    this.isMarked = true;
  }

  private flush(): void {
    if (this.count > 0) {
      const spelt = this.spelt();
      const token = (this.pool[this.used] ??= blankToken());
      this.used += 1;
      token.kind = this.class === DIGIT ? 'number' : this.class === SIGN ? 'sign' : 'word';
      token.text = spelt.text;
      token.marked = spelt.marked;
      token.glued = !this.gap;
      token.at = this.at;
      token.end = this.end;
      token.slot = spelt.slot;
      this.gap = false;
    }
    this.class = BLANK;
    this.count = 0;
    this.last = 0;
    this.run = 0;
    this.tone = 0;
    this.isMarked = false;
  }

  private spelt(): Spelt {
    const { count, folded, marked, tone } = this;
    if (this.class === DIGIT && count > LONGEST_AMOUNT && count <= LONGEST_KEPT)
      return this.digits();
    if (count > LONGEST_KEPT) {
      const text = String.fromCharCode(...folded) + this.moreFolded;
      const withMarks = String.fromCharCode(...marked) + this.moreMarked + (tone || '');
      this.moreFolded = '';
      this.moreMarked = '';
      return { text, marked: this.isMarked ? withMarks : text, slot: -1 };
    }
    let hash = tone + count;
    for (let i = 0; i < count; i += 1)
      hash = (Math.imul(hash, 31) + folded[i]! * 7 + marked[i]!) | 0;
    // Two places for each spelling: two frequent words that share one would drive each other out without end.
    const slot = hash & (SPELLINGS_KEPT - 1);
    const first = kept[slot];
    if (first && this.isSame(first)) return first;
    const second = kept[slot ^ 1];
    if (second && this.isSame(second)) return second;
    return this.keep(first && !second ? slot ^ 1 : slot);
  }

  /** Phones and the like, which do not come again: mostly a piece of the comment as it is. */
  private digits(): Spelt {
    const { count, folded, raw, at } = this;
    let i = this.end - at === count ? 0 : count;
    while (i < count && raw.charCodeAt(at + i) === folded[i]) i += 1;
    const isPlain = i === count && this.end - at === count;
    const text = isPlain
      ? raw.slice(at, at + count)
      : String.fromCharCode(...folded.slice(0, count));
    return { text, marked: text, slot: -1 };
  }

  private keep(slot: number): Spelt {
    const { count, folded, marked, tone, isMarked } = this;
    let text = '';
    let withMarks = '';
    for (let i = 0; i < count; i += 1) {
      text += String.fromCharCode(folded[i]!);
      withMarks += String.fromCharCode(marked[i]!);
    }
    text = interned(text);
    const spelt = { text, marked: isMarked ? interned(withMarks + (tone || '')) : text, slot };
    kept[slot] = spelt;
    return spelt;
  }

  private isSame({ text, marked: other }: Spelt): boolean {
    const { count, folded, marked, tone } = this;
    if (text.length !== count || other.length !== count + (tone > 0 ? 1 : 0)) return false;
    for (let i = 0; i < count; i += 1)
      if (text.charCodeAt(i) !== folded[i] || other.charCodeAt(i) !== marked[i]) return false;
    return tone === 0 || other.charCodeAt(count) === 48 + tone;
  }
}

const scanner = new Scanner();

/** Splits a comment into words, numbers and signs, in one pass over it. The tokens hold until the next call. */
export function scan(raw: string): Token[] {
  return scanner.scan(raw);
}
