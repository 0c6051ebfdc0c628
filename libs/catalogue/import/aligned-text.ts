import { fold } from '@ganh/kernel';

/** A text in search form that still knows where each of its letters stood, so that what was read can be cut out. */
export interface AlignedText {
  text: string;
  folded: string;
  /** `at[i]` is the index in `text` of the letter that gave `folded[i]`; one more entry for the end. */
  at: number[];
}

/** Letters that fold to one letter each, with single blanks between words. */
const ONE_TO_ONE =
  /^[!-~\u00c0-\u0131\u0134-\u0148\u014a-\u017f\u01a0\u01a1\u01af\u01b0\u1ea0-\u1ef9]+(?: [!-~\u00c0-\u0131\u0134-\u0148\u014a-\u017f\u01a0\u01a1\u01af\u01b0\u1ea0-\u1ef9]+)*$/;

/** `text` must be in stored form (one code point a letter), else marks would be folded apart from their letters. */
export function align(text: string): AlignedText {
  if (ONE_TO_ONE.test(text)) {
    return { text, folded: fold(text), at: Array.from({ length: text.length + 1 }, (_, i) => i) };
  }
  let folded = '';
  const at: number[] = [];
  let index = 0;
  for (const char of text) {
    const piece = /\s/.test(char) ? ' ' : fold(char);
    for (let i = 0; i < piece.length; i += 1) at.push(index);
    folded += piece;
    index += char.length;
  }
  at.push(text.length);
  return { text, folded, at };
}

/** The original spelling of `folded.slice(from, to)`. */
export function original(aligned: AlignedText, from: number, to: number): string {
  return aligned.text.slice(aligned.at[from], aligned.at[to]);
}

/** The text without the letters behind `folded.slice(from, to)`. */
export function cut(aligned: AlignedText, from: number, to: number): string {
  return `${aligned.text.slice(0, aligned.at[from])} ${aligned.text.slice(aligned.at[to])}`;
}
