import fc from 'fast-check';
import { issueReference, type PaymentReference } from '../reference';
import { createMatcher, type PaymentMatcher } from './matcher';
import type { BankTransfer, Decision, MatchOrder } from './types';

const NOON = Date.UTC(2026, 10, 15, 5);
const MINUTE_MS = 60_000;

const taken = new Set<PaymentReference>();
const references = Array.from({ length: 12 }, (_, i) => {
  const reference = issueReference(`spec ${i}`, (drawn) => taken.has(drawn));
  taken.add(reference);
  return reference;
});
const [A, B, C] = references as string[] as [string, string, string];

function order(index: number, amountVnd: number, more: Partial<MatchOrder> = {}): MatchOrder {
  return {
    index,
    amountVnd,
    at: NOON - 60 * MINUTE_MS + index,
    reference: references[index]!,
    ...more,
  };
}

let ids = 0;
function line(memo: string, amountVnd: number, more: Partial<BankTransfer> = {}): BankTransfer {
  ids += 1;
  return { id: `t${ids}`, at: NOON + ids, amountVnd, memo, ...more };
}

function matcherOf(...orders: MatchOrder[]): PaymentMatcher {
  const matcher = createMatcher();
  for (const one of orders) matcher.addOrder(one);
  return matcher;
}

function short({ kind, matches, suggest }: Decision): string {
  return `${kind} ${matches.join(',')}${suggest ? ` ?${suggest.join(',')}` : ''}`;
}

describe('one order', () => {
  it.each([
    ['exact', 185_000],
    ['partial', 100_000],
    ['over', 190_000],
    ['wrong-amount', 1_850_000],
    ['wrong-amount', 18_500],
    ['wrong-amount', 158_000],
  ])('is %s at %d', (kind, amount) => {
    expect(short(matcherOf(order(0, 185_000)).decide(line(A, amount)))).toBe(`${kind} 0`);
  });

  it('is paid in parts, then over, then again', () => {
    const matcher = matcherOf(order(0, 300_000));
    const kinds = [100_000, 50_000, 150_000, 300_000, 20_000].map((amount) =>
      short(matcher.decide(line(`${A} lan`, amount))),
    );
    expect(kinds).toEqual(['partial 0', 'split 0', 'split 0', 'duplicate 0', 'duplicate 0']);
  });

  it('is over when a further part is more than what was left', () => {
    const matcher = matcherOf(order(0, 300_000));
    matcher.decide(line(A, 200_000));
    expect(short(matcher.decide(line(A, 150_000)))).toBe('over 0');
  });

  it('is open again after its money went back', () => {
    const matcher = matcherOf(order(0, 185_000));
    matcher.decide(line(A, 185_000));
    expect(short(matcher.decide(line(`hoan tien ${A}`, -185_000)))).toBe('reversal 0');
    expect(short(matcher.decide(line(A, 185_000)))).toBe('exact 0');
  });

  it('exists from its own time on', () => {
    const matcher = matcherOf(order(0, 185_000, { at: NOON + 1_000_000 }));
    expect(short(matcher.decide(line(A, 185_000)))).toBe('unrelated ');
    expect(short(matcher.decide(line(A, 185_000, { at: NOON + 1_000_000 })))).toBe('exact 0');
  });
});

describe('several orders in one line', () => {
  it('are merged when the sum is right, glued or not', () => {
    expect(
      short(matcherOf(order(0, 100_000), order(1, 70_000)).decide(line(`${A} ${B}`, 170_000))),
    ).toBe('merged 0,1');
    expect(
      short(matcherOf(order(0, 100_000), order(1, 70_000)).decide(line(`x${A}${B}9`, 170_000))),
    ).toBe('merged 0,1');
  });

  it('only the one that the amount pays, when just one fits', () => {
    const matcher = matcherOf(order(0, 100_000), order(1, 70_000));
    expect(short(matcher.decide(line(`${A} ${B}`, 70_000)))).toBe('exact 1');
    expect(short(matcher.decide(line(`${A} ${B}`, 100_000)))).toBe('exact 0');
    expect(short(matcher.decide(line(`${A} ${B}`, 170_000)))).toBe('duplicate 0,1');
  });

  it('are left to a person when two fit', () => {
    const decision = matcherOf(order(0, 70_000), order(1, 70_000)).decide(
      line(`${A} ${B}`, 70_000),
    );
    expect(short(decision)).toBe('wrong-amount  ?0,1');
  });

  it('are filled in the memo order when a little is missing, and left alone when one would get nothing', () => {
    const make = () => matcherOf(order(0, 100_000), order(1, 70_000));
    expect(short(make().decide(line(`${A} ${B}`, 160_000)))).toBe('wrong-amount 0,1');
    expect(short(make().decide(line(`${A} ${B}`, 40_000)))).toBe('wrong-amount  ?0,1');
    expect(short(make().decide(line(`${A} ${B}`, 180_000)))).toBe('over 0,1');
  });

  it('a cut second reference is suggested beside the whole first one', () => {
    const decision = matcherOf(order(0, 100_000), order(1, 70_000)).decide(
      line(`${A} ${B.slice(0, 7)}`, 170_000),
    );
    expect(short(decision)).toBe('merged 0 ?1');
  });

  it('go back together', () => {
    const matcher = matcherOf(order(0, 100_000), order(1, 70_000));
    matcher.decide(line(`${A} ${B}`, 170_000));
    expect(short(matcher.decide(line(`hoan ${A} ${B}`, -170_000)))).toBe('reversal 0,1');
  });
});

describe('the reference in a memo', () => {
  const noise = fc.constantFrom(' ', '.', '-', '_', '/', '\n', ' - ', '', '  ', ',', '*');
  const around = fc.stringMatching(/^[0-9 .,:;/-]{0,20}$/);

  it('survives case, blanks and punctuation between its letters, and digits that touch it', () => {
    fc.assert(
      fc.property(
        fc.nat(11),
        fc.array(noise, { minLength: 8, maxLength: 8 }),
        around,
        around,
        fc.boolean(),
        (i, gaps, before, after, lower) => {
          const reference = references[i]!;
          const text = [...reference].map((letter, at) => letter + (gaps[at] ?? '')).join('');
          const memo = before + (lower ? text.toLowerCase() : text) + after;
          const matcher = matcherOf(
            ...references.map((_, index) => order(index, 100_000 + index * 1_000)),
          );
          expect(short(matcher.decide(line(memo, 100_000 + i * 1_000)))).toBe(`exact ${i}`);
          // The amount is no part of the proof.
          expect(short(matcher.decide(line(memo, 7_777)))).toBe(`duplicate ${i}`);
        },
      ),
    );
  });

  it('survives foreign letters and digits inside when the amount agrees', () => {
    fc.assert(
      fc.property(
        fc.nat(11),
        fc.array(fc.stringMatching(/^[AEGHINOTUY0-9]{0,2}$/), { minLength: 8, maxLength: 8 }),
        (i, gaps) => {
          const memo = [...references[i]!].map((letter, at) => letter + (gaps[at] ?? '')).join('');
          const matcher = matcherOf(
            ...references.map((_, index) => order(index, 100_000 + index * 1_000)),
          );
          expect(short(matcher.decide(line(memo, 100_000 + i * 1_000)))).toBe(`exact ${i}`);
        },
      ),
    );
  });

  it.each([
    ['full width', [...A].map((c) => String.fromCharCode(c.charCodeAt(0) + 0xfee0)).join('')],
    ['marks and emoji around', `Thanh toán đơn ${A} ạ 🌶`],
    [
      'VCB to VCB',
      `MBVCB.6992407350.${A}.CT tu 0691000402070 DANG PHUONG LINH toi 0011001932418 HTX`,
    ],
    [
      'a wrapped statement',
      `020097042209101338082024SZXB770577.23498.133749.${A.slice(0, 4)} ${A.slice(4)} FT24254051231802`,
    ],
    ['MoMo', `66494340468-0399556861-${A}-CHUYEN TIEN-OQCHa1B2-MOMO66494340468MOMO`],
    ['glued to words', `thanhtoan${A}nhe`],
  ])('is found in %s', (_, memo) => {
    expect(short(matcherOf(order(0, 185_000)).decide(line(memo, 185_000)))).toBe('exact 0');
  });

  it.each([
    ['cut by one', A.slice(0, 8)],
    ['cut by three', A.slice(0, 6)],
    ['one letter wrong', `${A.slice(0, 4)}${A[4] === 'B' ? 'D' : 'B'}${A.slice(5)}`],
    ['one letter foreign', `${A.slice(0, 4)}7${A.slice(5)}`],
    ['one letter missing', A.slice(0, 3) + A.slice(4)],
    ['without its prefix', A.slice(1)],
  ])('is suggested, not booked, when %s', (_, memo) => {
    const decision = matcherOf(order(0, 185_000), order(1, 90_000)).decide(
      line(`ck ${memo} 123`, 185_000),
    );
    expect(short(decision)).toBe('exact  ?0');
    expect(decision.reason).toContain(A);
  });

  it('of an order nobody knows books and suggests nothing, and says so', () => {
    const decision = matcherOf(order(0, 185_000)).decide(line(C, 50_000));
    expect(short(decision)).toBe('unrelated ');
    expect(decision.reason).toContain('không thuộc đơn nào');
  });
});

describe('without a reference', () => {
  const customer = { customerName: 'Cô Lan Phạm', customerPhone: '0905 123 456' };

  it('suggests by name and amount, in either order of the name, never books', () => {
    const matcher = matcherOf(
      order(0, 190_000, customer),
      order(1, 190_000, { customerName: 'Minh Trần' }),
    );
    const decision = matcher.decide(line('PHAM THI LAN chuyen tien', 190_000));
    expect(short(decision)).toBe('exact  ?0');
    expect(decision.reason).toMatch(/tên trùng khách, đúng số tiền/);
    expect(short(matcher.decide(line('chuyen tien', 190_000, { payerName: 'PHAM LAN' })))).toBe(
      'exact  ?0',
    );
  });

  it('suggests by phone even where the amount is another', () => {
    const matcher = matcherOf(order(0, 190_000, customer));
    expect(short(matcher.decide(line('66494340468-84905123456-tien hang', 150_000)))).toBe(
      'partial  ?0',
    );
    expect(short(matcher.decide(line('CK TIEN TIEU 0905.123.456', 190_000)))).toBe('exact  ?0');
  });

  it('suggests by a telling amount, not by a round one', () => {
    const matcher = matcherOf(order(0, 187_500), order(1, 200_000));
    expect(short(matcher.decide(line('CK MAT ONG', 187_500)))).toBe('exact  ?0');
    expect(short(matcher.decide(line('ung ho', 200_000)))).toBe('unrelated ');
  });

  it('a reason names no customer', () => {
    const decision = matcherOf(order(0, 190_000, customer)).decide(
      line('PHAM THI LAN 0905123456', 190_000),
    );
    expect(decision.reason).not.toMatch(/lan|phạm|0905/i);
  });
});

describe('the ledger', () => {
  it('answers the same id with the same decision and books it once', () => {
    const matcher = matcherOf(order(0, 300_000));
    const first = line(A, 100_000);
    const decision = matcher.decide(first);
    expect(matcher.decide({ ...first })).toEqual(decision);
    expect(short(matcher.decide(line(A, 200_000)))).toBe('split 0');
  });

  it('books a line once that is told under two ids, but not two real payments', () => {
    const matcher = matcherOf(order(0, 300_000));
    const memo = `${A} FT24254100864006`;
    const first = line(memo, 100_000);
    matcher.decide(first);
    expect(short(matcher.decide({ ...first, id: 'again' }))).toBe('duplicate 0');
    expect(short(matcher.decide(line(memo, 100_000, { at: first.at + 10 * MINUTE_MS })))).toBe(
      'split 0',
    );
    expect(short(matcher.decide(line(A, 100_000)))).toBe('split 0');
  });

  it('refuses amounts that are no đồng and references taken twice', () => {
    expect(() => matcherOf(order(0, 1.5))).toThrow(RangeError);
    expect(() => matcherOf(order(0, 0))).toThrow(RangeError);
    expect(() => matcherOf(order(0, 1), { ...order(1, 1), reference: A })).toThrow(RangeError);
    expect(() => matcherOf(order(0, 1, { reference: 'HTX2409A7' }))).toThrow(RangeError);
    expect(() => matcherOf(order(0, 1)).decide(line(A, 0.5))).toThrow(RangeError);
    expect(short(matcherOf(order(0, 1)).decide(line(A, 0)))).toBe('unrelated ');
  });

  const payment = fc.record({ i: fc.nat(5), amount: fc.integer({ min: -300_000, max: 300_000 }) });

  it('gives the same decisions to the same lines, and does not mind the order of independent ones', () => {
    fc.assert(
      fc.property(fc.array(payment, { maxLength: 30 }), (payments) => {
        const orders = references.slice(0, 6).map((_, i) => order(i, 100_000 + i));
        const lines = payments.map(({ i, amount }) => line(references[i]!, amount));
        const all = matcherOf(...orders);
        const decided = lines.map((one) => all.decide(one));
        const again = matcherOf(...orders);
        expect(lines.map((one) => again.decide(one))).toEqual(decided);
        // Lines of one order after the other: another order of the feed, the same story of each order.
        const sorted = [...lines.keys()].sort((a, b) => payments[a]!.i - payments[b]!.i || a - b);
        const apart = matcherOf(...orders);
        for (const at of sorted) expect(apart.decide(lines[at]!)).toEqual(decided[at]);
      }),
    );
  });
});
