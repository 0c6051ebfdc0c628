import { SPELLINGS } from './lexicon';
import { scan, type Token } from './scan';

/** Telex keys left in the text by a keyboard that did not compose: `chots`, `laays`, `ongj`, `ddatwj`. */
function withoutTelex(word: string): string | null {
  const core = /^([a-z]*?[aeiouyw][a-z]*?)[sfrxj]([a-z]{0,2})$/.exec(word);
  const toneless = core ? core[1]! + core[2]! : word;
  const plain = toneless
    .replace(/aa/g, 'a')
    .replace(/ee/g, 'e')
    .replace(/oo/g, 'o')
    .replace(/dd/g, 'd')
    .replace(/w/g, '');
  return plain !== word ? plain : null;
}

const SOUNDS: readonly (readonly [RegExp, string])[] = [
  [/^dz/, 'd'], [/^z/, 'd'], [/^z/, 'gi'], [/^f/, 'ph'], [/^w/, 'qu'], [/^j/, 'gi'], [/j/, 'i'], [/^k(?=[aou])/, 'c'], [/^c(?=[ei])/, 'k'],
  [/g$/, 'ng'], [/nk$/, 'nh'], [/^p/, 'b'], [/^l/, 'n'], [/^n/, 'l'], [/ck$/, 'ch'], [/k$/, 'c'], [/k$/, 'ch'], [/y$/, 'i'], [/i$/, 'y'], [/^s/, 'x'], [/^x/, 's'], [/^tr/, 'ch'], [/^ch/, 'tr'], [/0/g, 'o'],
]; // prettier-ignore

const SYLLABLE =
  /^(?:ngh?|gh?|gi|qu|kh|ph|th|tr|ch|nh|[bcdhklmnprstvx])?(?:uye|uyu|uay|uoi|uou|ieu|yeu|oai|oay|oeo|uy|ua|uo|ue|oa|oe|oo|ie|ye|ia|iu|ai|ao|au|ay|eo|eu|oi|ui|uu|a|e|i|o|u|y)(?:ch|ng|nh|[cmnpt])?$/;

/** Folded letters that make a word of the language, which then is more likely meant than one of ours mistyped. */
const isSyllable = (word: string): boolean => SYLLABLE.test(word);

/** One letter wrong, missing, too many, or two changed over. */
export function isOneSlip(a: string, b: string): boolean {
  const [short, long] = a.length <= b.length ? [a, b] : [b, a];
  if (long.length - short.length > 1) return false;
  let i = 0;
  while (i < short.length && short[i] === long[i]) i += 1;
  if (short.length < long.length) return short.slice(i) === long.slice(i + 1);
  if (short.slice(i + 1) === long.slice(i + 1)) return true;
  return (
    short[i] === long[i + 1] && short[i + 1] === long[i] && short.slice(i + 2) === long.slice(i + 2)
  );
}

type Spelling = Pick<Token, 'text' | 'marked'>;

const LONGEST_WORD = 24;

/** Finds the known word behind one that is not. */
export class Speller {
  private readonly stands = new Map<string, Spelling>();

  /** `slips`: words of the catalogue's names that are looked for behind a typing slip. */
  constructor(
    private readonly isKnown: (word: string) => boolean,
    private readonly isOwn: (word: string) => boolean,
    private readonly slips: readonly string[],
  ) {
    for (const [typed, word] of Object.entries(SPELLINGS)) {
      const { text, marked } = scan(word)[0]!;
      this.stands.set(scan(typed)[0]!.marked, { text, marked });
    }
  }

  /** Puts the known spelling into the token. */
  mend(token: Token): void {
    const known = this.known(token);
    if (known === null) return;
    token.text = known.text;
    token.marked = known.marked;
  }

  private known(token: Token): Spelling | null {
    const stands = this.stands.get(token.marked);
    if (stands && !this.isOwn(token.text)) return stands;
    if (this.isKnown(token.text) || token.text.length < 2 || token.text.length > LONGEST_WORD)
      return null;
    const found = this.find(token.text);
    return found === null ? null : { text: found, marked: found };
  }

  private find(word: string): string | null {
    const single = word.replace(/(.)\1+/g, '$1');
    if (this.isKnown(single)) return single;
    const telex = withoutTelex(word);
    if (telex && this.isKnown(telex)) return telex;
    if (!/^[a-z0-9]+$/.test(word)) return null;
    for (const [sound, written] of SOUNDS) {
      const other = single.replace(sound, written);
      if (other !== single && other.length > 2 && this.slips.includes(other)) return other;
    }
    if (word.length < 3 || isSyllable(word)) return null;
    const near = this.slips.filter((slip) => slip.length >= 3 && isOneSlip(single, slip));
    return near.length === 1 ? near[0]! : null;
  }
}
