/** The token of an article under way, when it was given, and a digest of what it will say. */
export interface ArticleTicket {
  token: string;
  digest: string;
  givenAt: number;
}

export const FIRST_ASK_MS = 5_000;
/** An article is processed within a minute or so; after this long we look at the article itself. */
const ASK_FOR_MS = 15 * 60_000;

export function writeTicket({ token, digest, givenAt }: ArticleTicket): string {
  return `${digest}@${givenAt}@${token}`;
}

/** @throws RangeError for a text that is none of ours. */
export function readTicket(ticket: string): ArticleTicket {
  const [, digest, at, token] = /^([0-9a-f]+)@(\d+)@(.+)$/.exec(ticket) ?? [];
  if (!digest || !at || !token) throw new RangeError('not a ticket of an article');
  return { token, digest, givenAt: Number(at) };
}

/** 5 s, then 15 s, then a minute. */
export function askAfterMs(ageMs: number): number {
  if (ageMs < 2 * FIRST_ASK_MS) return FIRST_ASK_MS;
  return ageMs < 60_000 ? 15_000 : 60_000;
}

export function isOverdue(ageMs: number): boolean {
  return ageMs > ASK_FOR_MS;
}
