import fc from 'fast-check';
import {
  BODY_COUNT,
  REFERENCE_LETTERS,
  bodyOf,
  completions,
  exchangesBack,
  fillOne,
  fillTwo,
  isWhole,
  keyOf,
  putRight,
} from './check-letters';
import {
  formatReference,
  issueReference,
  readReference,
  referenceKey,
  referenceOfKey,
} from './reference';

const key = fc.nat(BODY_COUNT - 1);
const letter = fc.nat(12);
const at = fc.nat(7);

describe('check letters', () => {
  it('makes a whole body of every number and gives the number back', () => {
    fc.assert(
      fc.property(key, (k) => {
        const body = bodyOf(k);
        expect(isWhole(body)).toBe(true);
        expect(keyOf(body)).toBe(k);
      }),
    );
  });

  it('finds every single and every double substitution', () => {
    fc.assert(
      fc.property(key, at, letter, at, letter, (k, i, x, j, y) => {
        const body = bodyOf(k);
        const other = [...body];
        other[i] = x;
        other[j] = y;
        expect(isWhole(other)).toBe(other.join() === body.join());
      }),
    );
  });

  it('finds every exchange of two letters, neighbours or not', () => {
    fc.assert(
      fc.property(key, at, at, (k, i, j) => {
        const body = bodyOf(k);
        const other = [...body];
        [other[i], other[j]] = [body[j]!, body[i]!];
        expect(isWhole(other)).toBe(other.join() === body.join());
      }),
    );
  });

  it('puts one wrong letter right and fills two missing ones', () => {
    fc.assert(
      fc.property(key, at, letter, at, (k, i, x, j) => {
        const body = bodyOf(k);
        const wrong = [...body];
        wrong[i] = x;
        expect(putRight(wrong)).toEqual(x === body[i] ? null : body);
        const one = [...body];
        one[i] = -1;
        expect(fillOne(one, i)).toEqual(body);
        if (i === j) return;
        one[j] = -1;
        expect(fillTwo(one, Math.min(i, j), Math.max(i, j))).toEqual(body);
      }),
    );
  });
});

describe('undoing one damage', () => {
  it('exchanges neighbours back', () => {
    fc.assert(
      fc.property(key, fc.nat(6), (k, i) => {
        const body = bodyOf(k);
        const other = [...body];
        [other[i], other[i + 1]] = [body[i + 1]!, body[i]!];
        const back = exchangesBack(other);
        expect(back.every(isWhole)).toBe(true);
        const same = body[i] === body[i + 1];
        expect(back.map((one) => one.join()).includes(body.join())).toBe(!same);
      }),
    );
  });

  it('finds the body again that lost a letter, among few', () => {
    fc.assert(
      fc.property(key, at, (k, i) => {
        const body = bodyOf(k);
        const found = completions(body.filter((_, j) => j !== i));
        expect(found.map((one) => one.body.join())).toContain(body.join());
        for (const one of found) {
          expect(isWhole(one.body)).toBe(true);
          expect(one.body.filter((_, j) => j !== one.at)).toEqual(body.filter((_, j) => j !== i));
        }
      }),
    );
  });
});

describe('payment reference', () => {
  it('is nine characters, J first, of the thirteen letters', () => {
    fc.assert(
      fc.property(fc.string(), (seed) => {
        const reference = issueReference(seed, () => false);
        expect(reference).toMatch(new RegExp(`^J[${REFERENCE_LETTERS}]{8}$`));
        expect(reference).not.toMatch(/DD|DM|(.)\1\1/);
        expect(referenceOfKey(referenceKey(reference))).toBe(reference);
      }),
    );
  });

  it('is the same for the same seed, and another one when taken', () => {
    const first = issueReference('coop 1, order 1', () => false);
    expect(issueReference('coop 1, order 1', () => false)).toBe(first);
    const second = issueReference('coop 1, order 1', (reference) => reference === first);
    expect(second).not.toBe(first);
    expect(() => issueReference('full', () => true)).toThrow(RangeError);
  });

  it('stays unique over 200,000 orders', () => {
    const taken = new Set<string>();
    for (let i = 0; i < 200_000; i += 1)
      taken.add(issueReference(`order ${i}`, (r) => taken.has(r)));
    expect(taken.size).toBe(200_000);
  });

  it('is read from what a person types, and nothing else is', () => {
    const reference = issueReference('typed', () => false);
    expect(readReference(formatReference(reference).toLowerCase())).toBe(reference);
    expect(readReference(` ${[...reference].join('.')} `)).toBe(reference);
    expect(readReference(reference.slice(0, -1))).toBeNull();
    expect(readReference(`${reference}B`)).toBeNull();
    expect(readReference(`K${reference.slice(1)}`)).toBeNull();
    fc.assert(
      fc.property(at, letter, (i, x) => {
        const wrong = [...reference];
        wrong[i + 1] = REFERENCE_LETTERS[x]!;
        expect(readReference(wrong.join(''))).toBe(wrong.join('') === reference ? reference : null);
      }),
    );
  });
});
