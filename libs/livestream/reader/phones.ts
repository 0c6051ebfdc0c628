import { nationalPhone, phoneOfDigits } from '@ganh/kernel';
import type { Token } from './scan';

/** Tokens `from` … `to`−1 are one number that is no amount. `phone`: 0 and nine digits, or null where it is not whole. */
export interface PhoneSpan {
  from: number;
  to: number;
  phone: string | null;
  /** A zero put back, an old prefix renamed: to be confirmed. */
  repaired: boolean;
}

const SPELLED: Readonly<Record<string, string>> = {
  không: '0', ko: '0', k: '0', o: '0', hông: '0', kh: '0', hong: '0', khong: '0', zero: '0',
  một: '1', mot: '1', mốt: '1', hai: '2', ba: '3', bốn: '4', bon: '4', tư: '4', tu: '4', năm: '5', nam: '5', lăm: '5', lam: '5',
  sáu: '6', sau: '6', bảy: '7', bay: '7', bẩy: '7', tám: '8', tam: '8', chín: '9', chin: '9',
}; // prettier-ignore
const spelled = new Map(Object.entries(SPELLED).map(([word, digit]) => [markedOf(word), digit]));

function markedOf(word: string): string {
  const tones = ['\u0301', '\u0300', '\u0309', '\u0303', '\u0323'];
  let tone = 0;
  const letters = [...word.normalize('NFD')].filter((c) => {
    const at = tones.indexOf(c);
    if (at >= 0) tone = at + 1;
    return at < 0;
  });
  return letters.join('').normalize('NFC') + (tone || '');
}

const BETWEEN = new Set(['.', '-', '_', '(', ')', '~', '*', ',']);
const LONGEST = 14;
/** Digits after which a letter before digits (`l07`) is one of them. */
const FEWEST_BEFORE = 3;
/** Digits of a phone typed without its zero. */
const SHORTEST_PHONE = 9;
const LOOKALIKE = /^[oli]+$/;
const asDigits = (text: string): string => text.replace(/o/g, '0').replace(/[li]/g, '1');

interface Run {
  digits: string;
  groups: number[];
  /** Token after each group, and the digits up to there. */
  ends: { to: number; length: number; groups: number }[];
}

/** "+84 (0)912 345 678": a zero between brackets. */
const isUndialled = (tokens: readonly Token[], i: number): boolean =>
  tokens[i + 1]?.text === '0' && tokens[i + 2]?.text === ')';

/** The digits from token `from` on, across blanks and the separators people put into a number. */
function digitsFrom(tokens: readonly Token[], from: number): Run {
  const run: Run = { digits: '', groups: [], ends: [] };
  let group = 0;
  let i = from;
  for (; i < tokens.length && run.digits.length <= LONGEST; i += 1) {
    const token = tokens[i]!;
    const next = tokens[i + 1];
    const beforeDigit = next?.kind === 'number' && next.glued;
    if (
      token.kind === 'number' ||
      (LOOKALIKE.test(token.text) &&
        (i === from || token.glued || run.digits.length > FEWEST_BEFORE) &&
        (beforeDigit || group > 0)) ||
      (token.text === '|' && group > 0)
    ) {
      if (!token.glued && group > 0) closeGroup(i);
      const part = token.text === '|' ? '1' : asDigits(token.text);
      run.digits += part;
      group += part.length;
    } else if (token.text === '(' && isUndialled(tokens, i) && run.digits === '84') {
      closeGroup(i);
      i += 2;
    } else if (BETWEEN.has(token.text) && (token.text !== ',' || (token.glued && beforeDigit))) {
      closeGroup(i);
    } else break;
  }
  closeGroup(i);
  return run;

  function closeGroup(to: number): void {
    if (group === 0) return;
    run.groups.push(group);
    run.ends.push({ to, length: run.digits.length, groups: run.groups.length });
    group = 0;
  }
}

/** Ways people group a number: blocks of two or more, or every digit alone. */
function isGrouping(groups: readonly number[]): boolean {
  return groups.length === 1 || groups.every((g) => g >= 2) || groups.every((g) => g === 1);
}

function wholePhone(digits: string): { phone: string | null; repaired: boolean } | null {
  const phone = phoneOfDigits(digits);
  if (!phone) return null;
  const national = nationalPhone(phone);
  // A fixed line is a number too, but not one an order can be reached by in ten digits.
  return { phone: national.length === 10 ? national : null, repaired: /^0[1]/.test(digits) };
}

/**
 * Reads a number that starts at token `from`. `isCode`: whether two digits are a live code: a list of five codes looks like
 * a phone in pairs.
 */
function numberAt(
  tokens: readonly Token[],
  from: number,
  isCode: (digits: string) => boolean,
  cued: boolean,
): PhoneSpan | null {
  const run = digitsFrom(tokens, from);
  const first = tokens[from]!;
  if (run.digits.length < 4) return null;
  const span = (to: number, phone: string | null, repaired = false): PhoneSpan => ({
    from,
    to,
    phone,
    repaired,
  });
  for (const end of run.ends) {
    if (end.length < SHORTEST_PHONE) continue;
    const groups = run.groups.slice(0, end.groups);
    if (!isGrouping(groups)) continue;
    const digits = run.digits.slice(0, end.length);
    const found = wholePhone(digits);
    if (!found) continue;
    const pairs = groups.length === 5 && groups.every((g) => g === 2);
    if (pairs && !cued && [0, 2, 4, 6, 8].every((i) => isCode(digits.slice(i, i + 2)))) return null;
    return span(end.to, found.phone, found.repaired);
  }
  for (const end of run.ends) {
    const groups = run.groups.slice(0, end.groups);
    const even = groups.length === 1 || groups.every((g) => g === 3);
    if (end.length === 9 && even && /^[35789]/.test(run.digits)) {
      const found = wholePhone('0' + run.digits.slice(0, 9));
      if (found) return span(end.to, found.phone, true);
    }
  }
  return brokenNumber(run, first, span, cued);
}

/** A number that is none of ours, but certainly no amount either. */
function brokenNumber(
  run: Run,
  first: Token,
  span: (to: number, phone: null) => PhoneSpan,
  cued: boolean,
): PhoneSpan | null {
  const head = run.groups[0]!;
  const whole = run.ends.at(-1)!;
  if (/^1[89]00/.test(run.digits) && head >= 4 && whole.length >= 8 && whole.length <= 10)
    return span(whole.to, null);
  const looksLikePhone = /^(0[35789]|84)/.test(run.digits) && head >= 3;
  if (looksLikePhone) {
    const end =
      run.ends.find(
        (e, i) => e.length >= 8 || run.groups[i + 1] === undefined || run.groups[i + 1]! < 2,
      ) ?? whole;
    if (end.length >= 7 || head >= 4 || cued) return span(end.to, null);
  }
  if (cued && head >= 3) return span(run.ends[0]!.to, null);
  return first.kind === 'number' && head >= 7 ? span(run.ends[0]!.to, null) : null;
}

function spelledAt(tokens: readonly Token[], from: number): PhoneSpan | null {
  let digits = '';
  let words = 0;
  let i = from;
  for (; i < tokens.length && digits.length < 10; i += 1) {
    const token = tokens[i]!;
    if (token.kind === 'number') {
      digits += token.text;
    } else if (token.kind === 'word') {
      const digit = spelled.get(token.marked);
      if (digit === undefined) break;
      digits += digit;
      words += 1;
    } else if (!BETWEEN.has(token.text)) break;
  }
  if (words < 3 || !/^0[35789]/.test(digits)) return null;
  if (digits.length === 10) return { from, to: i, phone: digits, repaired: false };
  return digits.length >= 7 ? { from, to: i, phone: null, repaired: false } : null;
}

const isAccountCue = new Set([
  'stk',
  'tk',
  'cccd',
  'cmnd',
  'mst',
  'vcb',
  'tcb',
  'bidv',
  'khoan',
  'vietcombank',
  'agribank',
  'techcombank',
  'mbbank',
  'acb',
]);
const isPhoneCue = new Set([
  'sdt',
  'dt',
  'phone',
  'tel',
  'zalo',
  'zl',
  'thoai',
  'hotline',
  'call',
  'goi',
  'lh',
]);

function mayBeNumber(tokens: readonly Token[], i: number): boolean {
  const token = tokens[i]!;
  if (token.kind === 'number') return !(token.glued && tokens[i - 1]?.kind === 'number');
  return token.text === 'o' && tokens[i + 1]?.kind === 'number' && tokens[i + 1]!.glued;
}

/** First digits of phones, of their scraps and of hotlines; a cue before makes any number one. */
function canBegin(text: string, cue: string): boolean {
  return (
    text.length >= MOST_AMOUNT_DIGITS ||
    FIRST.has(text[0]!) ||
    text.startsWith('190') ||
    text.startsWith('180') ||
    isPhoneCue.has(cue)
  );
}

/** Whether so many digits stand together that a phone can be among them. */
function hasEnough(tokens: readonly Token[], from: number, cue: string): boolean {
  let digits = 0;
  for (let i = from; i < tokens.length && i < from + LONGEST * 2; i += 1) {
    const token = tokens[i]!;
    if (token.kind === 'word' && !LOOKALIKE.test(token.text)) break;
    digits += token.text.length;
    if (digits >= MOST_AMOUNT_DIGITS) return true;
  }
  return tokens[from]!.text.length >= 4 || isPhoneCue.has(cue);
}

const FIRST = new Set(['0', '3', '5', '7', '8', '9', 'o']);
const MOST_AMOUNT_DIGITS = 7;

/** All numbers of a comment that are phones, accounts or scraps of them, in order. */
export function phonesIn(
  tokens: readonly Token[],
  isCode: (digits: string) => boolean,
): PhoneSpan[] {
  const spans: PhoneSpan[] = [];
  for (let i = 0; i < tokens.length; i += 1) {
    const token = tokens[i]!;
    let found: PhoneSpan | null = null;
    if (mayBeNumber(tokens, i)) {
      const previous = cueBefore(tokens, i);
      if (canBegin(token.text, previous) && hasEnough(tokens, i, previous))
        found = numberAt(tokens, i, isCode, isPhoneCue.has(previous));
      if (found && isAccountCue.has(previous)) found = { ...found, phone: null };
    }
    if (!found && (token.text === '0' || spelled.get(token.marked) === '0'))
      found = spelledAt(tokens, i);
    if (!found) continue;
    if (tokens[i - 1]?.text === '+' && token.text.startsWith('84'))
      found = { ...found, from: i - 1 };
    spans.push(found);
    i = found.to - 1;
  }
  return spans;
}

function cueBefore(tokens: readonly Token[], at: number): string {
  for (let i = at - 1; i >= 0 && i >= at - 3; i -= 1) {
    if (
      tokens[i]!.kind === 'word' &&
      !/^(em|e|minh|m|la|so|chi|c|me|nhe|nha|của|cua|shop)$/.test(tokens[i]!.text)
    )
      return tokens[i]!.text;
  }
  return '';
}
