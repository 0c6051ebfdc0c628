import { parse } from 'lossless-json';

/** JSON.parse rounds nothing in a text without a run of 16 digits, and is many times faster. */
const LONG_NUMBER = /\d{16}/;

/**
 * JSON whose integers beyond ±2^53 become strings (channels' ids), to the digit; other numbers stay numbers.
 * A byte order mark is skipped. Throws SyntaxError.
 */
export function parseJson(text: string): unknown {
  const json = text.startsWith('\ufeff') ? text.slice(1) : text;
  return LONG_NUMBER.test(json) ? parse(json, undefined, { parseNumber }) : JSON.parse(json);
}

function parseNumber(digits: string): number | string {
  const value = Number(digits);
  return /^-?\d+$/.test(digits) && !Number.isSafeInteger(value) ? digits : value;
}
