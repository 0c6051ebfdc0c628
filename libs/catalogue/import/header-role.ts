import { fold } from '@ganh/kernel';
import { HEADER_WORDS, type Role } from './header-words';

export interface RoleMatch {
  role: Role;
  /** Place in the role's list: the lower the surer. */
  rank: number;
}

const byPhrase = new Map<string, RoleMatch>();
const bySolid = new Map<string, RoleMatch>();
for (const [role, list] of Object.entries(HEADER_WORDS) as [Role, string][]) {
  list.split('|').forEach((words, rank) => {
    const phrase = words.trim();
    if (!byPhrase.has(phrase)) byPhrase.set(phrase, { role, rank });
    if (!bySolid.has(phrase.replace(/ /g, '')))
      bySolid.set(phrase.replace(/ /g, ''), { role, rank });
  });
}
const MAX_PHRASE_WORDS = 5;
const MIN_TYPO_LENGTH = 6;

/** Of two columns of a kind, the one whose title is exactly a known one speaks before one that only resembles it. */
const RESEMBLES = 1000;
const lessSure = (match: RoleMatch): RoleMatch => ({
  role: match.role,
  rank: match.rank + RESEMBLES,
});

/** At most one letter wrong, missing, too many, or two neighbours swapped. */
function oneTypoApart(a: string, b: string): boolean {
  if (Math.abs(a.length - b.length) > 1) return false;
  let start = 0;
  while (start < a.length && a[start] === b[start]) start += 1;
  let endA = a.length;
  let endB = b.length;
  while (endA > start && endB > start && a[endA - 1] === b[endB - 1]) {
    endA -= 1;
    endB -= 1;
  }
  const restA = a.slice(start, endA);
  const restB = b.slice(start, endB);
  if (restA.length <= 1 && restB.length <= 1) return true;
  return restA.length === 2 && restB.length === 2 && restA[0] === restB[1] && restA[1] === restB[0];
}

function byTypo(solid: string): RoleMatch | null {
  if (solid.length < MIN_TYPO_LENGTH) return null;
  let found: RoleMatch | null = null;
  for (const [known, match] of bySolid) {
    if (known.length < MIN_TYPO_LENGTH - 1 || !oneTypoApart(solid, known)) continue;
    if (found && found.role !== match.role) return null;
    found ??= lessSure(match);
  }
  return found;
}

/** The longest known phrase the words begin with: "gia ban le tai vuon" is a retail price. */
function byBeginning(words: readonly string[]): RoleMatch | null {
  for (let count = Math.min(words.length - 1, MAX_PHRASE_WORDS); count > 0; count -= 1) {
    const phrase = words.slice(0, count).join(' ');
    const match = byPhrase.get(phrase);
    if (match && phrase.length > 2) return lessSure(match);
  }
  return null;
}

function exactRole(phrase: string): RoleMatch | null {
  return byPhrase.get(phrase) ?? bySolid.get(phrase.replace(/ /g, '')) ?? null;
}

function phraseRole(phrase: string): RoleMatch | null {
  if (phrase === '') return null;
  return exactRole(phrase) ?? byBeginning(phrase.split(' ')) ?? byTypo(phrase.replace(/ /g, ''));
}

function phraseOf(text: string): string {
  return text.replace(/[^a-z0-9]+/g, ' ').trim();
}

const LONGEST_TITLE = 60;

/** Is the text a title word for word? Cheap: what most rows of a sheet are turned away by. */
export function isKnownTitle(title: string): boolean {
  if (title === '' || title.length > LONGEST_TITLE) return false;
  const phrase = phraseOf(fold(title).replace(/\([^)]*\)?|\[[^\]]*\]/g, ' '));
  return phrase !== '' && exactRole(phrase) !== null;
}

/** What a column title says; null when it is no title we know. */
export function roleOf(title: string): RoleMatch | null {
  if (title === '' || title.length > LONGEST_TITLE) return null;
  // Only the mark tells hạng (grade) from hàng (goods).
  if (/^hạng$/iu.test(title)) return { role: 'stars', rank: 0 };
  const folded = fold(title);
  const bare = phraseOf(folded.replace(/\([^)]*\)?|\[[^\]]*\]/g, ' '));
  const whole = byPhrase.get(phraseOf(folded));
  const match = whole ?? phraseRole(bare);
  if (match) return match;
  const first = phraseOf(folded.split('/')[0]!.replace(/\([^)]*\)?/g, ' '));
  return first === bare ? phraseRole(phraseOf(folded)) : phraseRole(first);
}
