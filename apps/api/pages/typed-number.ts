/** A whole number as people type it: 1250, 1.250, 1 250, −20; null for anything else. "1.5" is no 15. */
export function readWhole(text: string | undefined): number | null {
  const plain = (text ?? '').trim().replace(/^−/, '-');
  if (!/^[+-]?(\d{1,9}|\d{1,3}([.\s\u00a0]\d{3}){1,2})$/.test(plain)) return null;
  return Number(plain.replace(/[.\s\u00a0]/g, ''));
}
