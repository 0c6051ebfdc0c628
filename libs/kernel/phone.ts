/**
 * Vietnamese phone numbers (addresses, phones and money §2). Stored as E.164, shown in national form.
 */
declare const brand: unique symbol;

/** E.164, like +84905123456 (mobile, 9 digits after +84) or +842353812345 (landline, 10 digits). */
export type Phone = string & { readonly [brand]: 'phone' };

/** Prefixes given up on 15/09/2018: old four digits → new three. */
const OLD_MOBILE: Readonly<Record<string, string>> = {
  '0120': '070',
  '0121': '079',
  '0122': '077',
  '0126': '076',
  '0128': '078',
  '0123': '083',
  '0124': '084',
  '0125': '085',
  '0127': '081',
  '0129': '082',
  '0162': '032',
  '0163': '033',
  '0164': '034',
  '0165': '035',
  '0166': '036',
  '0167': '037',
  '0168': '038',
  '0169': '039',
  '0186': '056',
  '0188': '058',
  '0199': '059',
};

const SEPARATORS = /[\s.\-‐-―_·•()/]+/g;
const MOBILE = /^0[35789]\d{8}$/;
/** 0 + 2xx + 7 digits; Hà Nội 024 and Hồ Chí Minh 028 + 8. */
const LANDLINE = /^02\d{9}$/;

/**
 * Reads text that is one phone number and nothing else: blanks, dots, dashes, brackets, +84, 84, 0084, full-width and
 * keycap digits, the letter o for 0, and the eleven-digit mobiles of before 2018. Null for anything else, also for
 * 1800/1900 and short numbers.
 */
export function parsePhone(text: string): Phone | null {
  const plain = text
    .normalize('NFKC')
    .replace(/[\p{Cf}\p{Mn}\u20e3\ufe0f]/gu, '')
    .replace(SEPARATORS, '')
    .replace(/[oO]/g, '0');
  if (plain.length < 9 || plain.length > 16) return null;
  return phoneOfDigits(plain);
}

/** The same for text that is already plain: digits, with or without a leading +. */
export function phoneOfDigits(plain: string): Phone | null {
  let national = plain;
  if (plain.startsWith('+84')) national = plain.slice(3);
  else if (plain.startsWith('0084')) national = plain.slice(4);
  else if (plain.startsWith('84') && plain.length >= 11) national = plain.slice(2);
  if (national !== plain && !national.startsWith('0')) national = '0' + national;
  if (national.length === 11) {
    const renamed = OLD_MOBILE[national.slice(0, 4)];
    if (renamed) national = renamed + national.slice(4);
  }
  return MOBILE.test(national) || LANDLINE.test(national)
    ? (('+84' + national.slice(1)) as Phone)
    : null;
}

/** A number as people write one in the middle of a text. */
export const PHONE_IN_TEXT = /(?<!\d)(?:\+?84|0)(?:[ .-]?\d){8,9}(?!\d)/;

/** The one phone number in a text; null where there is none or the digits are no phone. */
export function phoneIn(text: string): Phone | null {
  const found = PHONE_IN_TEXT.exec(text.normalize('NFKC'))?.[0];
  return found ? phoneOfDigits(found.replace(/[^\d+]/g, '')) : null;
}

/** 0905123456: as people here write and dial it. */
export function nationalPhone(phone: Phone): string {
  return '0' + phone.slice(3);
}

/** The groups people read a number in: 0905 123 456, 0235 300 0000, 024 3822 1234. */
function groups(phone: Phone): [string, string, string] {
  const digits = nationalPhone(phone);
  const area = /^02[48]/.test(digits) ? 3 : 4;
  return [
    digits.slice(0, area),
    digits.slice(area, -(digits.length === 10 ? 3 : 4)),
    digits.slice(digits.length === 10 ? -3 : -4),
  ];
}

/** `0905 123 456`, landline `0235 300 0000` (screen words §8). */
export function formatPhone(phone: Phone): string {
  return groups(phone).join(' ');
}

/** `0905 ••• 456`: wherever others can look on. */
export function maskPhone(phone: Phone): string {
  const [head, middle, tail] = groups(phone);
  return `${head} ${'•'.repeat(middle.length)} ${tail}`;
}
