/**
 * The arithmetic of a payment reference's body: eight letters of thirteen, six of them free, two of them checks.
 * Letter values are residues modulo 13; a body c1…c8 is whole when Σ ci ≡ 0 and Σ i·ci ≡ 0. Any two columns of these two
 * equations are independent, so two whole bodies differ in three letters or more: every one or two wrong letters and every
 * exchange of two letters are noticed, one wrong letter can be put right and two missing ones can be computed.
 */

/**
 * Consonants that Vietnamese without marks uses least. No vowel (no word, no name), no O/0, I/1, L; no C, G, H, N, T (the
 * commonest consonants of memos); no W, which Telex keyboards turn into ư.
 */
export const REFERENCE_LETTERS = 'BDFJKMPQRSVXZ';
export const LETTER_COUNT = 13;
export const BODY_LENGTH = 8;
export const FREE_LENGTH = 6;
/** How many bodies there are: 13^6. */
export const BODY_COUNT = LETTER_COUNT ** FREE_LENGTH;

const INVERSE = [0, 1, 7, 9, 10, 8, 11, 2, 5, 3, 4, 6, 12];

function residue(value: number): number {
  return ((value % LETTER_COUNT) + LETTER_COUNT) % LETTER_COUNT;
}

/** Σ ci and Σ i·ci; a value below 0 stands for an unknown letter and counts nothing. */
function sums(body: ArrayLike<number>): readonly [number, number] {
  let plain = 0;
  let weighted = 0;
  for (let i = 0; i < BODY_LENGTH; i += 1) {
    const value = body[i]!;
    if (value < 0) continue;
    plain += value;
    weighted += (i + 1) * value;
  }
  return [residue(plain), residue(weighted)];
}

export function isWhole(body: ArrayLike<number>): boolean {
  const [plain, weighted] = sums(body);
  return plain === 0 && weighted === 0;
}

/**
 * The eighth letter of a body whose free letters sum up to `plain` and, weighted, to `weighted` (both at or above 0);
 * `seventhCheck` gives the other one. Two functions, not a pair: the search for scattered letters asks a million times.
 */
export function eighthCheck(plain: number, weighted: number): number {
  return (7 * plain + (LETTER_COUNT - 1) * weighted) % LETTER_COUNT;
}

export function seventhCheck(plain: number, eighth: number): number {
  return ((LETTER_COUNT - 1) * (plain + eighth)) % LETTER_COUNT;
}

/** The number of a body's six free letters, 0 … 13^6 − 1: what the indexes are keyed by. */
export function keyOf(body: ArrayLike<number>): number {
  let key = 0;
  for (let i = 0; i < FREE_LENGTH; i += 1) key = key * LETTER_COUNT + body[i]!;
  return key;
}

/** The whole body of a number below 13^6. */
export function bodyOf(key: number): number[] {
  const body = [0, 0, 0, 0, 0, 0, 0, 0];
  let rest = key;
  let plain = 0;
  let weighted = 0;
  for (let i = FREE_LENGTH - 1; i >= 0; i -= 1) {
    const value = rest % LETTER_COUNT;
    rest = (rest - value) / LETTER_COUNT;
    body[i] = value;
    plain += value;
    weighted += (i + 1) * value;
  }
  const eighth = eighthCheck(plain, weighted);
  body[FREE_LENGTH] = seventhCheck(plain, eighth);
  body[FREE_LENGTH + 1] = eighth;
  return body;
}

/** Fills the unknown letter at `at` (from 0); null when no letter makes the body whole. */
export function fillOne(body: readonly number[], at: number): number[] | null {
  const [plain, weighted] = sums(body);
  const value = residue(-plain);
  if (residue((at + 1) * value + weighted) !== 0) return null;
  const filled = [...body];
  filled[at] = value;
  return filled;
}

/** Fills the unknown letters at `first` < `second` (from 0): always exactly one way. */
export function fillTwo(body: readonly number[], first: number, second: number): number[] {
  const [plain, weighted] = sums(body);
  const later = residue((-weighted + (first + 1) * plain) * INVERSE[second - first]!);
  const filled = [...body];
  filled[second] = later;
  filled[first] = residue(-plain - later);
  return filled;
}

/** The only whole body with one letter other than `body`; null where there is none, or `body` is whole. */
export function putRight(body: readonly number[]): number[] | null {
  const [plain, weighted] = sums(body);
  if (plain === 0) return null;
  const at = residue(weighted * INVERSE[plain]!);
  if (at === 0 || at > BODY_LENGTH) return null;
  const right = [...body];
  right[at - 1] = residue(right[at - 1]! - plain);
  return right;
}

/** The whole bodies that `body` becomes when two neighbours are exchanged; none where it is whole itself. */
export function exchangesBack(body: readonly number[]): number[][] {
  const [plain, weighted] = sums(body);
  if (plain !== 0 || weighted === 0) return [];
  const found: number[][] = [];
  for (let i = 0; i + 1 < BODY_LENGTH; i += 1) {
    if (residue(weighted + body[i]! - body[i + 1]!) !== 0) continue;
    const back = [...body];
    [back[i], back[i + 1]] = [body[i + 1]!, body[i]!];
    found.push(back);
  }
  return found;
}

/** Every whole body that loses one letter to become `seven`, with the place of that letter. */
export function completions(seven: readonly number[]): { body: number[]; at: number }[] {
  const found: { body: number[]; at: number }[] = [];
  let plain = 0;
  let weighted = 0;
  for (let i = 0; i < BODY_LENGTH - 1; i += 1) {
    plain += seven[i]!;
    weighted += (i + 2) * seven[i]!;
  }
  const letter = residue(-plain);
  for (let at = 0; at < BODY_LENGTH; at += 1) {
    if (residue(weighted + (at + 1) * letter) === 0) {
      found.push({ body: [...seven.slice(0, at), letter, ...seven.slice(at)], at });
    }
    // The letter before the gap moves one place down.
    if (at < seven.length) weighted -= seven[at]!;
  }
  return found;
}
