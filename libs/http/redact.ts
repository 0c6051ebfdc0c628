/**
 * What may stand in a log. Secrets and what tells who a buyer is go by the name they are sent under; behind that, text
 * that looks like a token or a phone number goes whatever its name is.
 */

const HIDDEN = '[hidden]';

/** Anywhere in a name, without case and separators. */
const SENSITIVE =
  /token|secret|sign|passw|pwd|phone|mobile|tel(ephone)?$|name|addr|email|mail|auth|cookie|session|key$|proof|otp|pin$|receiver|recipient|consignee|buyer|customer|identity|idcard|bankacc|message$|text$|comment|note|remark|content|city|district|ward|street|zip|latitude|longitude/;
/** Names that hold one of the above and are harmless, and that whoever looks for a fault needs. */
const HARMLESS = new Set([
  'content-type',
  'content-length',
  'content-encoding',
  'content-disposition',
  'itemname',
  'productname',
  'modelname',
  'fieldname',
]);
/** OAuth's `code` is a secret, an error's `code` is what a log is read for. */
const SHORT_CODE = /^-?[\w.]{0,24}$/;
const LONGEST_TEXT = 200;
/** Long, in one piece and with a digit; the channels' own error names have none. */
const TOKEN_LIKE = /(?=[A-Za-z_\-+/=|.]*\d)[A-Za-z0-9_\-+/=|.]{28,}/g;
const PHONE_LIKE = /(?<!\d)(?:\+?84|0)(?:[\s.-]?\d){8,10}(?!\d)/g;

function isSensitive(name: string, value: unknown): boolean {
  const plain = name.toLowerCase();
  const squeezed = plain.replace(/[\s_.-]/g, '');
  if (HARMLESS.has(plain) || HARMLESS.has(squeezed)) return false;
  if (squeezed === 'code' || squeezed === 'state') return !SHORT_CODE.test(String(value));
  return SENSITIVE.test(squeezed);
}

function scrub(text: string): string {
  const cut = text.length > LONGEST_TEXT ? `${text.slice(0, LONGEST_TEXT)}…` : text;
  return cut.replace(TOKEN_LIKE, HIDDEN).replace(PHONE_LIKE, HIDDEN);
}

/** Query pairs, form pairs and headers as `name=value`. */
export function redactPairs(pairs: Iterable<readonly [string, string]>): string {
  const shown: string[] = [];
  for (const [name, value] of pairs) {
    shown.push(`${name}=${isSensitive(name, value) ? HIDDEN : scrub(value)}`);
  }
  return shown.join('&');
}

/** A JSON value with everything sensitive hidden at any depth; long lists are shortened. */
export function redactJson(value: unknown, depth = 0): unknown {
  if (typeof value === 'string') return scrub(value);
  if (typeof value !== 'object' || value === null) return value;
  if (depth > 8) return HIDDEN;
  if (Array.isArray(value)) return value.slice(0, 20).map((item) => redactJson(item, depth + 1));
  const shown: [string, unknown][] = Object.entries(value).map(([name, inner]) => [
    name,
    isSensitive(name, inner) ? HIDDEN : redactJson(inner, depth + 1),
  ]);
  return Object.fromEntries(shown);
}
