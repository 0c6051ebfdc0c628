import { fold, tidy } from '@ganh/kernel';
import { type Kind, KIND_GROUPS, KINDS } from './kinds';

interface Phrase {
  kind: Kind;
  words: string;
}

const EDGE = /[^\p{L}\p{N}]+/u;
/** Words in their order, blanks around each: a phrase is found whole and never inside another word. */
const spaced = (text: string) => ` ${text.split(EDGE).filter(Boolean).join(' ')} `;
const written = (text: string) => spaced(tidy(text).toLowerCase());
const plain = (text: string) => spaced(fold(text));

const PHRASES: readonly Phrase[] = KINDS.flatMap((kind) =>
  kind.words.map((word) => ({ kind, words: written(word) })),
);
const FOLDED: readonly Phrase[] = PHRASES.map(({ kind, words }) => ({ kind, words: plain(words) }));
const BY_CODE = new Map(KINDS.map((kind) => [kind.code, kind]));

export function kindByCode(code: string): Kind | null {
  return BY_CODE.get(code) ?? null;
}

/** Kinds that the text speaks of, the likeliest first: Vietnamese names say first what a thing is ("trà hoa vàng" is tea). */
export function guessKinds(text: string): Kind[] {
  const [asWritten, folded] = [written(text), plain(text)];
  // Without marks "cá" and "cà" are one: only for who writes none, and after what is written just so.
  const hits = [
    ...hitsOf(PHRASES, asWritten),
    ...(asWritten === folded ? hitsOf(FOLDED, folded) : []),
  ];
  hits.sort((a, b) => a.at - b.at || b.length - a.length);
  return [...new Set(hits.map((hit) => hit.kind))];
}

function hitsOf(phrases: readonly Phrase[], text: string) {
  return phrases.flatMap(({ kind, words }) => {
    const at = text.indexOf(words);
    return at < 0 ? [] : [{ kind, at, length: words.length }];
  });
}

/** What a product is: as a person said, else as its name tells; null where neither does. */
export function kindOf(product: { kind: string; name: string }): Kind | null {
  return kindByCode(product.kind) ?? guessKinds(product.name)[0] ?? null;
}

/** The kind that a spreadsheet's own column says; '' where it says nothing finer than what the name tells. */
export function kindCodeFrom(column: string | null): string {
  const text = plain(column ?? '');
  const named = KINDS.find(({ code, name }) => text === plain(code) || text === plain(name));
  if (named) return named.code;
  const isGroup = Object.values(KIND_GROUPS).some((group) => plain(group).startsWith(text));
  return isGroup || text.trim() === '' ? '' : (guessKinds(column ?? '')[0]?.code ?? '');
}
