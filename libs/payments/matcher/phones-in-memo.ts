import { phoneOfDigits, type Phone } from '@ganh/kernel';

const MOST_NUMBERS = 12;
const LONGEST = 12;

function isDigit(unit: number): boolean {
  return unit >= 48 && unit <= 57;
}

function isGroupMark(unit: number): boolean {
  return unit === 32 || unit === 45 || unit === 46;
}

/**
 * Phone numbers that stand in a memo: 0905123456, 84905123456, or in groups with one blank, dot or dash between. A wallet puts
 * the payer's number before the memo; banks' trace numbers of ten digits look the same, so a number found is evidence only
 * when an order has it.
 */
export function phonesInMemo(memo: string): Phone[] {
  const phones: Phone[] = [];
  let seen = 0;
  for (let i = 0; i < memo.length && seen < MOST_NUMBERS; i += 1) {
    const unit = memo.charCodeAt(i);
    if (!isDigit(unit) || (i > 0 && isDigit(memo.charCodeAt(i - 1)))) continue;
    // 0… or 84…
    if (unit !== 48 && !(unit === 56 && memo.charCodeAt(i + 1) === 52)) continue;
    seen += 1;
    const phone = phoneAt(memo, i);
    if (phone !== null && !phones.includes(phone)) phones.push(phone);
  }
  return phones;
}

/** The phone that begins at `from` and ends where a group of digits ends. */
function phoneAt(memo: string, from: number): Phone | null {
  let digits = '';
  for (let i = from; i <= memo.length; i += 1) {
    const unit = i < memo.length ? memo.charCodeAt(i) : 0;
    if (isDigit(unit)) {
      if (digits.length === LONGEST) return null;
      digits += memo[i]!;
      continue;
    }
    const phone = digits.length >= 10 ? phoneOfDigits(digits) : null;
    if (phone !== null || !isGroupMark(unit) || !isDigit(memo.charCodeAt(i + 1))) return phone;
  }
  return null;
}
