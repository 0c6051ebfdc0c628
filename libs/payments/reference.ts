import { createHash } from 'node:crypto';
import { fold } from '@ganh/kernel';
import {
  BODY_COUNT,
  BODY_LENGTH,
  REFERENCE_LETTERS,
  bodyOf,
  isWhole,
  keyOf,
} from './check-letters';

declare const brand: unique symbol;

/** What a payer's memo carries for an order: J and eight consonants, like JKMPXRVQB (docs/decisions/0101-payment-reference.md). */
export type PaymentReference = string & { readonly [brand]: 'payment-reference' };

export const REFERENCE_PREFIX = 'J';
/** payOS takes no longer memo on an account that is not linked through it (payments spec §1.2). */
export const REFERENCE_LENGTH = 1 + BODY_LENGTH;

const VALUE = new Map([...REFERENCE_LETTERS].map((letter, value) => [letter, value]));
/** Never issued: DD becomes đ on a Telex keyboard, DM and DKM are abuse, a letter three times running gets miscounted. */
const UNFIT = /DD|DM|DKM|(.)\1\1/;
/** One draw in five meets a taken code at a million orders; a thousand misses in a row mean that the space is used up. */
const MOST_DRAWS = 1_000;

/** The reference of a number below 13^6. */
export function referenceOfKey(key: number): PaymentReference {
  let reference = REFERENCE_PREFIX;
  for (const value of bodyOf(key)) reference += REFERENCE_LETTERS[value]!;
  return reference as PaymentReference;
}

/** The number of a reference's free letters: two references of one cooperative never share it. */
export function referenceKey(reference: PaymentReference): number {
  return keyOf(valuesOf(reference));
}

function valuesOf(reference: string): number[] {
  return [...reference.slice(1)].map((letter) => VALUE.get(letter) ?? -1);
}

/**
 * Draws a reference for `seed` (an order's identity within its cooperative): the same seed and the same taken set give the
 * same reference, neighbouring seeds give unrelated ones. `isTaken` answers for the whole cooperative, closed orders too.
 * Throws RangeError when no free one is found.
 */
export function issueReference(
  seed: string,
  isTaken: (reference: PaymentReference) => boolean,
): PaymentReference {
  for (let draw = 0; draw < MOST_DRAWS; draw += 1) {
    const digest = createHash('sha256').update(`${draw}\n${seed}`).digest();
    const reference = referenceOfKey(digest.readUIntBE(0, 6) % BODY_COUNT);
    if (!UNFIT.test(reference) && !isTaken(reference)) return reference;
  }
  throw new RangeError('no free payment reference: retire those of orders closed long ago');
}

/** Reads a reference a person typed or read out: any case, blanks and punctuation between; null when it is none. */
export function readReference(text: string): PaymentReference | null {
  const letters = fold(text)
    .replace(/[^a-z0-9]/g, '')
    .toUpperCase();
  if (letters.length !== REFERENCE_LENGTH || !letters.startsWith(REFERENCE_PREFIX)) return null;
  const values = valuesOf(letters);
  return values.every((value) => value >= 0) && isWhole(values)
    ? (letters as PaymentReference)
    : null;
}

/** `JKM PXR VQB`: in threes, for reading out over the phone. */
export function formatReference(reference: PaymentReference): string {
  return reference.replace(/...(?=.)/g, '$& ');
}
