import { guessKinds, kindByCode, kindOf, KINDS, type Product } from '@ganh/catalogue';
import type { KindChoice } from '@ganh/contracts';

const MOST_LIKELY = 3;

/** Kinds as screens list them. */
export const KIND_NAMES = KINDS.map(({ code, name }) => ({ code, name }));

export function kindChoice(product: Pick<Product, 'kind' | 'name'>): KindChoice {
  const chosen = kindOf(product);
  const likely = guessKinds(product.name).filter((kind) => kind !== chosen);
  return {
    chosen: chosen && { code: chosen.code, name: chosen.name },
    isGuess: kindByCode(product.kind) === null,
    likely: likely.slice(0, MOST_LIKELY).map(({ code, name }) => ({ code, name })),
    all: KIND_NAMES,
  };
}
