/**
 * The comment reader on anything: random bytes, random Unicode and shuffled pieces of real comments. It must answer every
 * one, in one of its six intents and with whole lines, and never slowly.
 */
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { createReader, type CatalogueEntry, type Reader } from '@ganh/livestream';

export interface FuzzResult {
  inputs: number;
  /** Inputs that threw or answered with what is no reading. */
  failures: { input: string; error: string }[];
  /** Inputs slower than SLOW_MS even in the fastest of five more reads alone. */
  slow: { length: number; ms: number }[];
  slowestMs: number;
  seconds: number;
}

const FIXTURES = join(
  __dirname.replace(/dist[\\/]test[\\/]faults$/, 'test/faults'),
  '../fixtures/live',
);
const SLOW_MS = 5;
const READ_AGAIN = 5;
const LONGEST = 400;
const BUYERS = 1000;
const INTENTS = new Set(['order', 'change', 'cancel', 'question', 'chat', 'spam']);

/** A small seeded generator (mulberry32): the same seed, the same inputs. */
function randomOf(seed: number): () => number {
  let state = seed >>> 0;
  return () => {
    state = (state + 0x6d2b79f5) >>> 0;
    let t = state;
    t = Math.imul(t ^ (t >>> 15), t | 1);
    t ^= t + Math.imul(t ^ (t >>> 7), t | 61);
    return ((t ^ (t >>> 14)) >>> 0) / 2 ** 32;
  };
}

function inputOf(random: () => number, pieces: readonly string[]): string {
  const length = Math.floor(random() ** 3 * LONGEST);
  const kind = random();
  if (kind < 0.3)
    return Buffer.from(Array.from({ length }, () => Math.floor(random() * 256))).toString(
      kind < 0.15 ? 'utf8' : 'latin1',
    );
  if (kind < 0.6) {
    return Array.from({ length }, () =>
      String.fromCodePoint(
        random() < 0.5 ? Math.floor(random() * 0x2100) : Math.floor(random() * 0x110000),
      ),
    ).join('');
  }
  const parts = Array.from(
    { length: 1 + Math.floor(random() * 12) },
    () => pieces[Math.floor(random() * pieces.length)]!,
  );
  return parts.join(random() < 0.8 ? ' ' : '');
}

function wrongIn(reader: Reader, id: number, user: string, text: string): string | null {
  const { intent, lines, phone, reason } = reader.read({ id, user, text, at: id });
  if (!INTENTS.has(intent)) return `intent ${String(intent)}`;
  if (phone !== null && !/^0\d{9}$/.test(phone)) return `phone ${phone}`;
  if (typeof reason !== 'string' || reason === '') return 'no reason';
  if ((intent === 'question' || intent === 'chat' || intent === 'spam') && lines.length > 0)
    return `${intent} with lines`;
  const broken = lines.find((l) => !Number.isFinite(l.quantity) || l.quantity < 0);
  return broken ? `quantity ${String(broken.quantity)}` : null;
}

const elapsedMs = (since: bigint): number => Number(process.hrtime.bigint() - since) / 1e6;

/** Reads `count` inputs; the default is the full run of the issue. */
export function run(count = 1_000_000, seed = 20261124): FuzzResult {
  const catalogue = JSON.parse(
    readFileSync(join(FIXTURES, 'worked-catalogue.json'), 'utf8'),
  ) as CatalogueEntry[];
  const worked = readFileSync(join(FIXTURES, 'worked.jsonl'), 'utf8');
  const pieces = [...worked.matchAll(/"text":"([^"]*)"/g)].flatMap((m) => m[1]!.split(' '));
  const reader = createReader(catalogue);
  const random = randomOf(seed);
  const result: FuzzResult = { inputs: count, failures: [], slow: [], slowestMs: 0, seconds: 0 };
  const start = process.hrtime.bigint();
  for (let i = 0; i < count; i += 1) {
    const input = inputOf(random, pieces);
    const before = process.hrtime.bigint();
    try {
      const wrong = wrongIn(reader, i, `u${i % BUYERS}`, input);
      if (wrong) result.failures.push({ input, error: wrong });
    } catch (error) {
      result.failures.push({ input, error: String(error) });
      continue;
    }
    let ms = elapsedMs(before);
    if (ms > SLOW_MS) {
      for (let again = 0; again < READ_AGAIN; again += 1) {
        const alone = process.hrtime.bigint();
        reader.read({ id: `again ${i}`, user: `again ${i} ${again}`, text: input });
        ms = Math.min(ms, elapsedMs(alone));
      }
      if (ms > SLOW_MS) result.slow.push({ length: input.length, ms });
    }
    result.slowestMs = Math.max(result.slowestMs, ms);
  }
  result.seconds = elapsedMs(start) / 1000;
  return result;
}
