import { fold } from '@ganh/kernel';
import { clean } from '@ganh/sheets';
import { tidyName } from './pack';

/** OCOP stars a text speaks of. `stars` null and `ask` null: the text says nothing of stars. */
export interface StarsText {
  stars: number | null;
  ask: string | null;
}

const NONE: StarsText = { stars: null, ask: null };
/** A star applied for, or lost, is no star (OCOP domain notes §1). */
const NOT_HELD =
  /de nghi|dang ky|du kien|tiem nang|cho xet|phan dau|het han|thu hoi|chua (?:dat|co|xet)|(?:^|[^a-z])khong(?![a-z])|dang (?:lam|cho|xet)/;
const WORDS: Readonly<Record<string, number>> = { ba: 3, bon: 4, nam: 5 };
const STAR = '[*★⭐🌟✩✭✮✯✰]';
const COUNTED = new RegExp(
  `(?<!\\d)(\\d{1,3})(?:\\s*(?:-|–|den)\\s*(\\d{1,3}))?\\s*(?:sao|star|${STAR})(?![a-z])`,
  'u',
);
const ROW_OF_STARS = new RegExp(`(?:${STAR}\\ufe0f?\\s*){3,}`, 'u');

function countStars(text: string): number {
  return [...text].filter((char) => new RegExp(STAR, 'u').test(char)).length;
}

function held(value: number, text: string): StarsText {
  if (value >= 3 && value <= 5) return { stars: value, ask: null };
  return { stars: null, ask: `Sao OCOP chỉ có 3, 4 hoặc 5, ở đây ghi “${clean(text)}”.` };
}

/** `inColumn`: the text stands in a column of stars, so a bare 4 means four and a text without stars is asked about. */
export function readStars(text: string, inColumn: boolean): StarsText {
  const folded = fold(text);
  if (/^[\s\-–—_.x0]*$/.test(folded) || NOT_HELD.test(folded)) return NONE;
  const counted = COUNTED.exec(folded);
  if (counted) {
    if (counted[2] !== undefined)
      return { stars: null, ask: `Ghi “${clean(text)}”, chưa rõ mấy sao.` };
    return held(Number(counted[1]), text);
  }
  const row = ROW_OF_STARS.exec(text);
  if (row) return held(countStars(row[0]), text);
  const word = /(?:^|[^a-z])(ba|bon|nam) sao(?![a-z])/.exec(folded);
  if (word) return held(WORDS[word[1]!]!, text);
  const ocop = /(?:ocop|hang)\s*:?\s*(\d)(?!\d)/.exec(folded);
  if (ocop) return held(Number(ocop[1]), text);
  if (!inColumn) return NONE;
  const bare = /^(\d+)(?:[.,]0+)?$/.exec(folded);
  if (bare) return held(Number(bare[1]), text);
  return { stars: null, ask: `Không đọc được mấy sao từ “${clean(text).slice(0, 40)}”.` };
}

const IN_NAME = new RegExp(
  `[([]?\\s*(?:(?:đạt|chuẩn|đạt chuẩn|hạng)\\s+)?(?:OCOP\\s*[-:]?\\s*)?(?:[1-5]\\s*(?:sao|${STAR})|${STAR}{3,5})(?:\\s*OCOP)?(?![\\p{L}\\d*])\\s*[)\\]]?`,
  'iu',
);

/** "Mật ong (OCOP 4 sao)" → the name and its stars. */
export function takeStarsFromName(name: string): StarsText & { name: string } {
  const found = IN_NAME.exec(name);
  if (!found) return { ...NONE, name };
  const rest = tidyName(name.replace(found[0], ' '));
  return rest === '' ? { ...NONE, name } : { ...readStars(found[0], false), name: rest };
}
