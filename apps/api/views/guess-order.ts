import { fold, PHONE_IN_TEXT } from '@ganh/kernel';

interface Goods {
  variantId: number;
  productId: number;
  name: string;
  stepsPerUnit: number;
}

export interface Guessable extends Goods {
  nameWords: readonly string[];
}

/** Made once for all the comments that are guessed at: folding a name costs more than looking at it. */
export function guessable(goods: Goods): Guessable {
  const nameWords = fold(goods.name)
    .split(/[^\p{L}\p{N}]+/u)
    .filter((word) => word.length > 1);
  return { ...goods, nameWords };
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

/**
 * Filled in for the seller, who nods or changes it: the goods whose name the comment holds most words of, else those whose
 * post it stands under (`under`: their product). Never acted on by itself.
 */
export function guessOrder(
  text: string,
  goods: readonly Guessable[],
  under: number | null = null,
): OrderGuess | null {
  const written = text
    .normalize('NFC')
    .replace(PHONE_IN_TEXT, ' ')
    .split(/[^\p{L}\p{N}]+/u);
  const words = written.map(fold).filter(Boolean);
  const named = mostNamed(words, goods);
  const found = named ?? onlyOf(goods, under);
  if (!found) return null;
  const hits = new Set(named?.hits ?? found.goods.nameWords);
  const units = howMany(words, hits);
  return {
    variantId: found.goods.variantId,
    name: found.goods.name,
    quantity: units * found.goods.stepsPerUnit,
    why: named
      ? `Khách viết “${written.filter((word) => hits.has(fold(word))).join(' ')}”`
      : 'Khách viết dưới bài bán món này',
  };
}

/** Two words of a name at least, or all of a short one; the longest match wins, then the fullest. */
function mostNamed(words: readonly string[], goods: readonly Guessable[]) {
  const said = new Set(words);
  let best: { goods: Guessable; share: number; hits: string[] } | null = null;
  for (const one of goods) {
    const hits = one.nameWords.filter((word) => said.has(word));
    if (hits.length === 0) continue;
    const share = hits.length / one.nameWords.length;
    if (hits.length < 2 && share < 1) continue;
    const isLonger = !best || hits.length > best.hits.length;
    if (!best || isLonger || (hits.length === best.hits.length && share > best.share))
      best = { goods: one, share, hits };
  }
  return best;
}

/** Of several variants nobody knows which. */
function onlyOf(goods: readonly Guessable[], productId: number | null) {
  const [only, ...others] = goods.filter((one) => one.productId === productId);
  return only && others.length === 0 ? { goods: only } : null;
}

/** Figures first, then number words before a unit; what belongs to the name ("trà 20 gói") is no quantity. 1 if none. */
function howMany(words: readonly string[], ofName: ReadonlySet<string>): number {
  for (const word of words) {
    const [, figure, unit] = /^([1-9]\d?)([a-z]*)$/.exec(word) ?? [];
    if (figure && !ofName.has(word) && (!unit || UNIT_WORDS.has(unit))) return Number(figure);
  }
  const spoken = words.find(
    (word, i) => word in NUMBER_WORDS && UNIT_WORDS.has(words[i + 1] ?? '') && !ofName.has(word),
  );
  return spoken ? (NUMBER_WORDS[spoken] ?? 1) : 1;
}
