import { fold } from '@ganh/kernel';
import { REFERENCE_LETTERS } from '../check-letters';
import { REFERENCE_PREFIX } from '../reference';

/** Banks keep at most about 270 characters of a line (payments spec §2.5); what lies beyond this is no memo. */
const MEMO_LIMIT = 1_000;

/** Classes of a character: 0…12 = a letter of a reference, then: */
export const OTHER_LETTER = 13;
export const DIGIT = 14;
const SEPARATOR = 15;

export const PREFIX_VALUE = REFERENCE_LETTERS.indexOf(REFERENCE_PREFIX);

const CLASS = new Uint8Array(128).fill(SEPARATOR);
for (let digit = 48; digit <= 57; digit += 1) CLASS[digit] = DIGIT;
for (let i = 0; i < 26; i += 1) {
  const value = REFERENCE_LETTERS.indexOf(String.fromCharCode(65 + i));
  CLASS[65 + i] = CLASS[97 + i] = value < 0 ? OTHER_LETTER : value;
}

/**
 * A memo squeezed to its letters and digits, each as its class; marks, case, blanks and punctuation are gone. One instance
 * reads memo after memo into the same arrays: the hot path allocates nothing.
 */
export class MemoLetters {
  readonly classes = new Uint8Array(MEMO_LIMIT + 1);
  /** 1 where a separator (or the beginning) stood before the character. */
  readonly opens = new Uint8Array(MEMO_LIMIT + 1);
  length = 0;
  /** Where the reference prefix stands. */
  readonly prefixes: number[] = [];
  /** The most reference letters in a row. */
  longestRun = 0;
  /** The memo as last read: as it came when plain ASCII, else folded. */
  text = '';

  read(memo: string): void {
    const text = memo.length > MEMO_LIMIT ? memo.slice(0, MEMO_LIMIT) : memo;
    if (!this.squeeze(text, false)) this.squeeze(fold(text).slice(0, MEMO_LIMIT), true);
  }

  /** False where a character is not ASCII; in a folded text that is a foreign letter, and separates. */
  private squeeze(text: string, isFolded: boolean): boolean {
    this.text = text;
    this.prefixes.length = 0;
    let length = 0;
    let opens = 1;
    let run = 0;
    this.longestRun = 0;
    for (let i = 0; i < text.length; i += 1) {
      const unit = text.charCodeAt(i);
      if (unit >= 128 && !isFolded) return false;
      const cls = unit < 128 ? CLASS[unit]! : SEPARATOR;
      if (cls === SEPARATOR) {
        opens = 1;
        continue;
      }
      if (cls === PREFIX_VALUE) this.prefixes.push(length);
      run = cls < OTHER_LETTER ? run + 1 : 0;
      if (run > this.longestRun) this.longestRun = run;
      this.classes[length] = cls;
      this.opens[length] = opens;
      opens = 0;
      length += 1;
    }
    this.length = length;
    return true;
  }

  /** The value of the reference letter at `at`; -1 for another character, or beyond the end. */
  value(at: number): number {
    return at >= 0 && at < this.length && this.classes[at]! < OTHER_LETTER ? this.classes[at]! : -1;
  }
}
