/**
 * The comment reader on one core: comments per second, and that ÷ a naive baseline (NFC, lower case, đ→d, NFD minus marks,
 * then four regexes: phone, code, x-quantity, verb). Legs run A,B,A,B…; the ratio is the median of the paired ratios.
 * The comments are the 202 worked ones and all of our own, more than a thousand texts, half of them orders, typed by 2,000
 * buyers of one session. The first number of three digits or more changes from comment to comment; all other texts come
 * again about every thousand comments, so that words met before are met again, as in a live.
 */
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { createReader, type CatalogueEntry, type LiveComment } from '@ganh/livestream';
import { median, type Bench } from './bench';

const FIXTURES = join(
  __dirname.replace(/dist[\\/]test[\\/]load$/, 'test/load'),
  '../fixtures/live',
);
const COMMENTS = 20_000;
const BUYERS = 2000;
const LEGS = 9;

function typedComments(): string[] {
  const worked = readFileSync(join(FIXTURES, 'worked.jsonl'), 'utf8').trim().split('\n');
  const own = readdirSync(join(FIXTURES, 'own'))
    .filter((name) => name.endsWith('.txt'))
    .flatMap((name) => readFileSync(join(FIXTURES, 'own', name), 'utf8').split('\n'))
    .filter((row) => row.includes(' => ') && !row.startsWith('# '));
  return [
    ...worked.flatMap((line) =>
      (JSON.parse(line) as { comments: { text: string }[] }).comments.map((c) => c.text),
    ),
    ...own.flatMap((row) =>
      row
        .slice(0, row.lastIndexOf(' => '))
        .split(' ⏎ ')
        .map((text) => text.replace(/^\{pin=[^}]*\} /, '').replaceAll('\\n', '\n')),
    ),
  ];
}

function feed(): LiveComment[] {
  const texts = typedComments();
  return Array.from({ length: COMMENTS }, (_, i) => ({
    id: i,
    at: i * 50,
    user: `u${(i * 7919) % BUYERS}`,
    text: texts[(i * 31) % texts.length]!.replace(/\d{3}(?!\d)/, String(100 + ((i * 37) % 900))),
    ...(i % 3 === 0 ? { pin: '08' } : {}),
  }));
}

const PHONE = /(?:\+?84|0)(?:[ .-]?\d){9}/;
const CODE = /(?:ma|ms|m|#)\s*(\d+)/;
const TIMES = /x\s*(\d+)/;
const VERB = /\b(?:chot|lay|dat|mua|cho)\b/;

function naive(text: string): number {
  const folded = text
    .normalize('NFC')
    .toLowerCase()
    .replace(/đ/g, 'd')
    .normalize('NFD')
    .replace(/\p{Mn}/gu, '');
  return (
    (PHONE.test(folded) ? 1 : 0) +
    (CODE.exec(folded) ? 2 : 0) +
    (TIMES.exec(folded) ? 4 : 0) +
    (VERB.test(folded) ? 8 : 0)
  );
}

/** Comments per second of processor time, all threads counted: what else the machine does is not in it. */
function rate(read: (comment: LiveComment) => unknown, comments: readonly LiveComment[]): number {
  const start = process.cpuUsage();
  for (const comment of comments) read(comment);
  const { user, system } = process.cpuUsage(start);
  return (comments.length * 1e6) / (user + system);
}

export const bench: Bench = (emit) => {
  const catalogue = JSON.parse(
    readFileSync(join(FIXTURES, 'worked-catalogue.json'), 'utf8'),
  ) as CatalogueEntry[];
  const comments = feed();
  let seen = 0;
  const baseline = (comment: LiveComment): void => {
    seen += naive(comment.text);
  };
  const readers: number[] = [];
  const baselines: number[] = [];
  for (let leg = -2; leg < LEGS; leg += 1) {
    const reader = createReader(catalogue);
    const mine = rate((comment) => reader.read(comment), comments);
    const theirs = rate(baseline, comments);
    if (leg < 0) continue;
    readers.push(mine);
    baselines.push(theirs);
  }
  if (seen === 0) throw new Error('the baseline read nothing');
  const ratio = median(readers.map((mine, i) => mine / baselines[i]!));
  emit({
    figure: 'live.commentsPerSecond',
    value: Math.round(median(readers)),
    unit: 'comments/s',
    goal: 100_000,
    better: 'higher',
  });
  emit({
    figure: 'live.readerOverBaseline',
    value: Number(ratio.toFixed(3)),
    unit: 'ratio',
    goal: 0.1,
    better: 'higher',
    baselinePerSecond: Math.round(median(baselines)),
    legs: LEGS,
  });
  return Promise.resolve();
};
