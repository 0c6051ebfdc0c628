/** What becomes of a reference between the shop's screen and the statement (payments spec §2.5 and §9). */
import type { Random } from './random';

export type Mangling =
  | 'none'
  | 'case'
  | 'one blank'
  | 'blanks'
  | 'punctuation'
  | 'glued'
  | 'look-alike'
  | 'full width'
  | 'noise'
  | 'heavy noise'
  | 'block inside'
  | 'doubled'
  | 'cut'
  | 'wrong character'
  | 'missing character'
  | 'exchanged';

type Mangle = (reference: string, r: Random) => string;

const WORDS = [
  'DON',
  'tien',
  'CK',
  'hang',
  'thanhtoan',
  'TRAN',
  'cho',
  'nhe',
  'ok',
  'MB',
  'gui',
  'don hang',
];

const inside = (reference: string, r: Random): number => 1 + r.below(reference.length - 1);

function insert(reference: string, at: number, what: string): string {
  return reference.slice(0, at) + what + reference.slice(at);
}

function everywhere(reference: string, what: () => string): string {
  return [...reference].map((char, i) => (i === 0 ? char : what() + char)).join('');
}

function replaced(reference: string, r: Random): string {
  const at = r.below(reference.length);
  let other = reference[at]!;
  // Mostly an ordinary slip; sometimes another letter of the references themselves.
  while (other === reference[at])
    other = r.chance(0.3) ? r.pick([...reference]) : r.alnum(1).toUpperCase();
  return reference.slice(0, at) + other + reference.slice(at + 1);
}

const TABLE: readonly (readonly [number, Mangling, Mangle])[] = [
  [30, 'none', (c) => c],
  [
    6,
    'case',
    (c, r) =>
      r.chance(0.5)
        ? c.toLowerCase()
        : [...c].map((x) => (r.chance(0.5) ? x.toLowerCase() : x)).join(''),
  ],
  [9, 'one blank', (c, r) => insert(c, inside(c, r), ' ')],
  [
    4,
    'blanks',
    (c, r) => (r.chance(0.5) ? everywhere(c, () => ' ') : c.replace(/(...)(?=.)/g, '$1 ')),
  ],
  [
    6,
    'punctuation',
    (c, r) =>
      r.chance(0.4)
        ? everywhere(c, () => r.pick(['.', '-', '_', '/', '', '\n']))
        : insert(c, inside(c, r), r.pick(['.', '-', '/', ',', ' - '])),
  ],
  [5, 'glued', (c, r) => r.digits(r.below(8)) + c + r.digits(r.below(8))],
  [
    5,
    'glued',
    (c, r) =>
      (r.chance(0.5) ? r.pick(WORDS) : '') +
      c +
      (r.chance(0.5) ? r.pick(WORDS) : r.letters(r.below(5))),
  ],
  [
    3,
    'look-alike',
    (c) =>
      c
        .replace(/[0O]/g, (x) => (x === '0' ? 'O' : '0'))
        .replace(/[1I]/g, (x) => (x === '1' ? 'I' : '1')),
  ],
  [
    2,
    'full width',
    (c) => [...c].map((x) => String.fromCharCode(x.charCodeAt(0) + 0xfee0)).join(''),
  ],
  [
    3,
    'noise',
    (c, r) =>
      Array.from({ length: 1 + r.below(3) }).reduce<string>(
        (m) => insert(m, 1 + r.below(m.length - 1), r.alnum(1)),
        c,
      ),
  ],
  [1.5, 'heavy noise', (c, r) => everywhere(c, () => r.alnum(1))],
  [
    1.5,
    'block inside',
    (c, r) =>
      insert(
        c,
        inside(c, r),
        r.pick([`.${r.digits(6)}.${r.digits(6)}.`, ` FT${r.digits(14)} `, ` tai MB `, ' - Trace ']),
      ),
  ],
  [
    1,
    'doubled',
    (c, r) => {
      const at = r.below(c.length);
      return insert(c, at, c[at]!);
    },
  ],
  [5, 'cut', (c, r) => c.slice(0, c.length - 1 - r.below(4))],
  [3, 'wrong character', replaced],
  [
    2,
    'missing character',
    (c, r) => {
      const at = r.below(c.length);
      return c.slice(0, at) + c.slice(at + 1);
    },
  ],
  [
    2,
    'exchanged',
    (c, r) => {
      const at = r.below(c.length - 1);
      return c.slice(0, at) + c[at + 1]! + c[at]! + c.slice(at + 2);
    },
  ],
];
const TOTAL = TABLE.reduce((sum, [share]) => sum + share, 0);

export function mangleReference(
  reference: string,
  r: Random,
): { text: string; mangling: Mangling } {
  let at = r.next() * TOTAL;
  for (const [share, mangling, mangle] of TABLE) {
    if ((at -= share) < 0) return { text: mangle(reference, r), mangling };
  }
  return { text: reference, mangling: 'none' };
}
