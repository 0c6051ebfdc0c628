/**
 * `npm run faults -- NAME [count]`: runs the named fault test (test/faults/<name>.faults.ts) so many times, without a count
 * as often as FULL says. Exit 0 = all held, 1 = something did not, 2 = no such name.
 */
import { readdirSync } from 'node:fs';
import { join } from 'node:path';

/** What a run must not have found: each a number that must be 0 or a list that must be empty. */
const FORBIDDEN = ['wrong', 'crashes', 'booked', 'failures', 'slow'] as const;
type Findings = Partial<Record<(typeof FORBIDDEN)[number], number | readonly unknown[]>>;

/** Answers whether everything held, or what was found. */
type Run = (count: number) => Promise<boolean | Findings> | Findings;

/** Kills at each point, buyers, inputs: what the promises are made for. */
const FULL: Readonly<Record<string, number>> = {
  crashes: 100,
  doors: 20,
  'fault-table': 1_000,
  refresh: 652,
  tokens: 1_000,
  races: 1_000,
  matching: 100_000,
  'fuzz-live': 1_000_000,
  'fuzz-money': 1_000_000,
};
const USUAL = 100;

function holds(name: string, outcome: boolean | Findings): boolean {
  if (typeof outcome === 'boolean') return outcome;
  const found = FORBIDDEN.flatMap((what) => outcome[what] ?? []);
  if (!FORBIDDEN.some((what) => what in outcome))
    throw new Error(`${name} does not say if it held`);
  process.stdout.write(`${JSON.stringify(outcome)}\n`);
  return found.every((one) => one === 0);
}

async function main(name = '', times?: string): Promise<number> {
  const known = readdirSync(__dirname).flatMap(
    (file) => /^(.+)\.faults\.js$/.exec(file)?.[1] ?? [],
  );
  const count = Number(times ?? FULL[name] ?? USUAL);
  if (!known.includes(name) || !Number.isSafeInteger(count) || count < 1) {
    process.stderr.write(`Fault tests: ${known.join(', ')}. Use: npm run faults -- NAME [count]\n`);
    return 2;
  }
  const { run } = (await import(join(__dirname, `${name}.faults.js`))) as { run: Run };
  const held = holds(name, await run(count));
  process.stdout.write(`${name} × ${count}: ${held ? 'held' : 'BROKEN'}\n`);
  return held ? 0 : 1;
}

main(...process.argv.slice(2)).then(
  (code) => process.exit(code),
  (error: unknown) => {
    process.stderr.write(
      `${error instanceof Error ? (error.stack ?? error.message) : String(error)}\n`,
    );
    process.exit(1);
  },
);
