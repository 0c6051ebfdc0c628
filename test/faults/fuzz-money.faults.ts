/**
 * Random bytes, random Unicode and hostile memos against the matcher and the VietQR reader: nothing may crash, nothing may be
 * booked on an order whose reference is not there, and time may only grow with length.
 */
import {
  VietQrError,
  createMatcher,
  issueReference,
  readReference,
  readVietQr,
} from '@ganh/payments';
import { Random } from '../generators/random';

export interface FuzzResult {
  inputs: number;
  crashes: number;
  /** Booked although the nine characters of no reference stand in the input in order. */
  booked: number;
  /** Inputs that took more than 5 ms, the fastest of six readings. */
  slow: number;
  slowestMs: number;
  /** Time for a memo of 64,000 characters ÷ time for one of 16,000, of the worst kind (4 = linear; less when cut short). */
  growth: number;
  samples: string[];
}

const SLOW_MS = 5;
const READ_AGAIN = 5;
const REFERENCE_LIKE = 'JBDFKMPQRSVXZ';

const KINDS: readonly ((r: Random) => string)[] = [
  (r) => Buffer.from(Array.from({ length: r.below(400) }, () => r.below(256))).toString('latin1'),
  (r) => Buffer.from(Array.from({ length: r.below(400) }, () => r.below(256))).toString('utf8'),
  (r) => Array.from({ length: r.below(200) }, () => String.fromCharCode(r.below(0x10000))).join(''),
  (r) => Array.from({ length: r.below(100) }, () => String.fromCodePoint(codePoint(r))).join(''),
  (r) => Array.from({ length: r.below(600) }, () => r.pick([...REFERENCE_LIKE])).join(''),
  (r) =>
    Array.from({ length: r.below(300) }, () =>
      r.pick([...REFERENCE_LIKE, ' ', '0', 'E', '\u0301', '.']),
    ).join(''),
  (r) => `000201${r.alnum(r.below(120))}6304${r.hex(4).toUpperCase()}`,
  (r) => `${'0 '.repeat(r.below(300))}${'J'.repeat(r.below(300))}`,
];

function codePoint(r: Random): number {
  const point = r.below(0x110000);
  return point >= 0xd800 && point <= 0xdfff ? 0x61 : point;
}

function isThere(text: string, reference: string): boolean {
  const plain = text.normalize('NFKD').toUpperCase();
  let at = -1;
  for (const letter of reference) {
    at = plain.indexOf(letter, at + 1);
    if (at < 0) return false;
  }
  return true;
}

function makeReader(orderCount: number): {
  references: string[];
  read: (text: string, id: number) => number[];
} {
  const matcher = createMatcher();
  const taken = new Set<string>();
  for (let index = 0; index < orderCount; index += 1) {
    const reference = issueReference(`fuzz ${index}`, (drawn) => taken.has(drawn));
    taken.add(reference);
    matcher.addOrder({
      index,
      amountVnd: 1_000 * (1 + (index % 300)),
      at: 0,
      reference,
      customerName: 'Nguyễn Thị Lan',
      customerPhone: '0905123456',
    });
  }
  const read = (text: string, id: number): number[] => {
    const { matches } = matcher.decide({
      id,
      at: 1_000 + id,
      amountVnd: 1_000 * (1 + (id % 300)),
      memo: text,
      payerName: text.slice(0, 40),
    });
    readReference(text);
    try {
      readVietQr(text);
    } catch (error) {
      if (!(error instanceof VietQrError)) throw error;
    }
    return matches;
  };
  return { references: [...taken], read };
}

function timed(work: () => void): number {
  const start = process.hrtime.bigint();
  work();
  return Number(process.hrtime.bigint() - start) / 1e6;
}

/** How time grows from 16,000 to 64,000 characters, for the worst of the hostile shapes. */
function growth(): number {
  const shapes = ['J', 'JB', 'JBDFKMPQRSVXZ', '0905 ', 'lan ', 'ế', '🌶', 'J B7'];
  const time = (shape: string, length: number): number => {
    const text = shape.repeat(Math.ceil(length / shape.length));
    return Math.min(
      ...Array.from({ length: 5 }, (_, i) => {
        const { read } = makeReader(100);
        return timed(() => void read(text, i));
      }),
    );
  };
  return Math.max(
    ...shapes.map((shape) => time(shape, 64_000) / Math.max(0.05, time(shape, 16_000))),
  );
}

export async function run(count: number, seed = 7): Promise<FuzzResult> {
  const r = new Random(seed);
  const { references, read } = makeReader(2_000);
  const result: FuzzResult = {
    inputs: count,
    crashes: 0,
    booked: 0,
    slow: 0,
    slowestMs: 0,
    growth: 0,
    samples: [],
  };
  const keep = (text: string): void =>
    void (result.samples.length < 10 && result.samples.push(text));
  let id = 0;
  for (let i = 0; i < count; i += 1) {
    const text = r.pick(KINDS)(r);
    try {
      let matches: number[] = [];
      let ms = timed(() => void (matches = read(text, (id += 1))));
      for (let again = 0; ms > SLOW_MS && again < READ_AGAIN; again += 1)
        ms = Math.min(
          ms,
          timed(() => void read(text, (id += 1))),
        );
      result.slowestMs = Math.max(result.slowestMs, ms);
      if (ms > SLOW_MS) result.slow += 1;
      if (!matches.every((index) => isThere(text, references[index]!))) {
        result.booked += 1;
        keep(text);
      }
    } catch {
      result.crashes += 1;
      keep(text);
    }
  }
  result.growth = growth();
  return result;
}
