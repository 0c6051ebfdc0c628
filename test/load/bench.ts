/**
 * `npm run -s bench -- NAME [NAME…]`: runs the named benchmarks (test/load/<name>.bench.ts) one after another.
 * stdout: a first line {bench, versions, machine}, then one line a figure (Figure). Exit 0 whenever it measured.
 */
import { cpus, totalmem } from 'node:os';
import { readdirSync } from 'node:fs';
import { join } from 'node:path';

/** `value` is a ratio or an absolute figure in `unit`; `goal` null where none is set. */
export interface Figure {
  figure: string;
  value: number;
  unit: string;
  goal: number | null;
  better: 'higher' | 'lower';
  [extra: string]: unknown;
}

export type Bench = (emit: (figure: Figure) => void) => Promise<void>;

/** The middle of the sorted values; the mean of the two middle ones when even. */
export function median(values: readonly number[]): number {
  const sorted = [...values].sort((a, b) => a - b);
  const mid = sorted.length >> 1;
  return sorted.length % 2 ? sorted[mid]! : (sorted[mid - 1]! + sorted[mid]!) / 2;
}

async function main(): Promise<void> {
  const known = readdirSync(__dirname).flatMap((f) => /^(.+)\.bench\.js$/.exec(f)?.[1] ?? []);
  const names = process.argv.slice(2);
  const unknown = names.filter((n) => !known.includes(n));
  if (names.length === 0 || unknown.length > 0) {
    process.stderr.write(`Benchmarks: ${known.join(', ')}. Use: npm run -s bench -- NAME\n`);
    process.exit(2);
  }
  for (const name of names) {
    const machine = `${cpus().length} × ${cpus()[0]?.model ?? '?'}, ${Math.round(totalmem() / 2 ** 30)} GiB`;
    console.log(
      JSON.stringify({ bench: name, node: process.version, machine, argv: process.execArgv }),
    );
    const { bench } = (await import(join(__dirname, `${name}.bench.js`))) as { bench: Bench };
    await bench((figure) => console.log(JSON.stringify(figure)));
  }
}

if (require.main === module) {
  main().then(
    () => process.exit(0),
    (error: unknown) => {
      console.error(error);
      process.exit(1);
    },
  );
}
