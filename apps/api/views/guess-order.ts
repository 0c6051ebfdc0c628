import { fold, PHONE_IN_TEXT } from '@ganh/kernel';

export interface Guessable {
  variantId: number;
  name: string;
  stepsPerUnit: number;
}

export interface OrderGuess {
  variantId: number;
  name: string;
  quantity: number;
  why: string;
}

/** Behind a number word one of these makes it a number: "ba" is three, and a grandmother too. */
const UNIT_WORDS = new Set(
  'hu chai goi hop kg ky ki can tui lo cai bo thung lon bich set combo con trai qua phan suat'.split(
    ' ',
  ),
);
const NUMBER_WORDS: Readonly<Record<string, number>> = {
  mot: 1,
  hai: 2,
  ba: 3,
  bon: 4,
  nam: 5,
  sau: 6,
  bay: 7,
  tam: 8,
  chin: 9,
  muoi: 10,
};

/** Filled in for the seller, who nods or changes it: the goods whose name the comment holds most words of. Never acted on by itself. */
export function guessOrder(text: string, goods: readonly Guessable[]): OrderGuess | null {
  const written = text
    .normalize('NFC')
    .replace(PHONE_IN_TEXT, ' ')
    .split(/[^\p{L}\p{N}]+/u);
  const words = written.map(fold).filter(Boolean);
  const said = new Set(words);
  let best: { goods: Guessable; share: number; hits: string[] } | null = null;
  for (const one of goods) {
    const name = fold(one.name)
      .split(/[^\p{L}\p{N}]+/u)
      .filter((word) => word.length > 1);
    const hits = name.filter((word) => said.has(word));
    const share = hits.length / Math.max(1, name.length);
    if (hits.length >= 2 || share === 1)
      if (
        !best ||
        hits.length > best.hits.length ||
        (hits.length === best.hits.length && share > best.share)
      )
        best = { goods: one, share, hits };
  }
  if (!best || best.hits.length === 0) return null;
  const hits = new Set(best.hits);
  const units = howMany(words, new Set(best.hits));
  return {
    variantId: best.goods.variantId,
    name: best.goods.name,
    quantity: units * best.goods.stepsPerUnit,
    why: `Khách viết “${written.filter((word) => hits.has(fold(word))).join(' ')}”`,
  };
}

/** Figures first, then number words before a unit; what belongs to the name ("trà 20 gói") is no quantity. 1 if none. */
function howMany(words: readonly string[], ofName: ReadonlySet<string>): number {
  const figure = words.find((word) => /^[1-9]\d?$/.test(word) && !ofName.has(word));
  if (figure) return Number(figure);
  const spoken = words.find(
    (word, i) => word in NUMBER_WORDS && UNIT_WORDS.has(words[i + 1] ?? '') && !ofName.has(word),
  );
  return spoken ? (NUMBER_WORDS[spoken] ?? 1) : 1;
}
