import { BODY_COUNT, REFERENCE_LETTERS } from '../check-letters';
import { readReference, referenceOfKey } from '../reference';
import { createMatcher } from './matcher';
import type { Decision } from './types';

/** Orders 0, 1, … with these references and amounts, and one line. */
function decide(
  orders: readonly (readonly [string, number])[],
  memo: string,
  amountVnd: number,
): Decision {
  const matcher = createMatcher();
  orders.forEach(([reference, due], index) =>
    matcher.addOrder({ index, amountVnd: due, at: 0, reference }),
  );
  return matcher.decide({ id: 'x', at: 1_000, amountVnd, memo });
}

function short({ kind, matches, suggest }: Decision): string {
  return `${kind} ${matches.join(',')}${suggest ? ` ?${suggest.join(',')}` : ''}`;
}

/** The reference whose free letters are these. */
function withLetters(letters: string): string {
  const key = [...letters].reduce((sum, letter) => sum * 13 + REFERENCE_LETTERS.indexOf(letter), 0);
  return referenceOfKey(key);
}

/** A reference with a prefix letter inside, and one that could begin there. */
const OUTER = withLetters('BKRMJP');
const INNER = withLetters(`${OUTER.slice(6)}XVS`);

/** A reference and a letter slipped into it, so that its first nine letters read as another whole reference. */
function slipped(): { right: string; typed: string; other: string } {
  for (let key = 1_000; key < BODY_COUNT; key += 7_919) {
    const right = referenceOfKey(key);
    for (let at = 1; at < 9; at += 1) {
      for (const letter of REFERENCE_LETTERS) {
        const typed = right.slice(0, at) + letter + right.slice(at);
        const other = readReference(typed.slice(0, 9));
        if (other !== null && other !== right) return { right, typed, other };
      }
    }
  }
  throw new Error('none');
}

/** A reference that, with a letter left out and another one behind it, reads as another whole reference. */
function shortened(): { right: string; typed: string } {
  for (let key = 1_000; key < BODY_COUNT; key += 7_919) {
    const right = referenceOfKey(key);
    for (let at = 1; at < 9; at += 1) {
      for (const letter of REFERENCE_LETTERS) {
        const typed = right.slice(0, at) + right.slice(at + 1) + letter;
        if (typed !== right && readReference(typed) !== null) return { right, typed };
      }
    }
  }
  throw new Error('none');
}

describe('letters that two references claim', () => {
  it('start as set up', () => {
    expect(OUTER[5]).toBe('J');
    expect(OUTER.slice(5)).toBe(INNER.slice(0, 4));
  });

  const glued = OUTER + INNER.slice(4);

  it('are booked on the one that the amount pays', () => {
    const orders = [
      [OUTER, 100_000],
      [INNER, 70_000],
    ] as const;
    expect(short(decide(orders, glued, 100_000))).toBe('exact 0');
    expect(short(decide(orders, glued, 70_000))).toBe('exact 1');
  });

  it('are left to a person when the amount is another', () => {
    expect(
      short(
        decide(
          [
            [OUTER, 100_000],
            [INNER, 70_000],
          ],
          glued,
          30_000,
        ),
      ),
    ).toBe('partial  ?0,1');
  });

  it('belong to the reference that stands in one word', () => {
    const memo = `${OUTER.slice(0, 5)} ${OUTER.slice(5)}${INNER.slice(4)}`;
    expect(
      short(
        decide(
          [
            [OUTER, 100_000],
            [INNER, 70_000],
          ],
          memo,
          30_000,
        ),
      ),
    ).toBe('partial 1');
  });

  it('are not booked where a letter may have slipped in', () => {
    const { right, typed, other } = slipped();
    expect(
      short(
        decide(
          [
            [right, 100_000],
            [other, 70_000],
          ],
          typed,
          30_000,
        ),
      ),
    ).toMatch(/^partial {2}\?/);
    expect(
      short(
        decide(
          [
            [right, 100_000],
            [other, 70_000],
          ],
          typed,
          100_000,
        ),
      ),
    ).toBe('exact  ?0,1');
    // Nobody else to confuse it with: booked.
    expect(short(decide([[other, 70_000]], typed, 30_000))).toBe('partial 0');
  });

  it('are not booked inside another word whose own reference the amount pays', () => {
    // A foreign letter breaks the outer one; its tail and the next word read as the inner one.
    const memo = `${OUTER.slice(0, 2)}y${OUTER.slice(2)} ${INNER.slice(4)}t`;
    const orders = [
      [OUTER, 100_000],
      [INNER, 70_000],
    ] as const;
    expect(short(decide(orders, memo, 100_000))).toBe('exact  ?0,1');
  });

  it('are not booked where a letter may have been left out', () => {
    const { right, typed } = shortened();
    const orders = [
      [typed, 70_000],
      [right, 90_000],
    ] as const;
    expect(short(decide(orders, typed, 90_000))).toBe('exact  ?1,0');
    expect(short(decide(orders, typed, 70_000))).toBe('exact 0');
  });
});
