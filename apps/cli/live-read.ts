/**
 * `npm run -s live:read -- --catalogue CATALOGUE.json < comments.jsonl > readings.jsonl`
 * In: one {id, at, user, text} a line in time order. Out: one {id, intent, lines, phone, repeat?, reason} a line. A line
 * that cannot be read is named on stderr with its remedy and the rest is read (exit 0); a catalogue that cannot
 * be used stops it (exit 2).
 */
import { readFileSync } from 'node:fs';
import { createInterface } from 'node:readline';
import { once } from 'node:events';
import type { Readable, Writable } from 'node:stream';
import {
  CatalogueError,
  createReader,
  type CatalogueEntry,
  type LiveComment,
  type Reader,
} from '@ganh/livestream';

const USAGE =
  'Use: npm run -s live:read -- --catalogue CATALOGUE.json < comments.jsonl > readings.jsonl';
const BATCH = 1 << 16;

export interface Streams {
  input: Readable;
  output: Writable;
  errors: Writable;
}

/** What is wrong with a comment line, and what to write instead; null where it can be read. */
function problemOf(value: unknown): string | null {
  if (typeof value !== 'object' || value === null || Array.isArray(value))
    return 'is no object; write {"id", "at", "user", "text"}';
  const { id, user, text } = value as Record<string, unknown>;
  if (typeof id !== 'string' && typeof id !== 'number')
    return 'has no "id"; give each comment its own, as text or number';
  if (typeof text !== 'string') return 'has no "text"; write what was typed, "" if nothing';
  if (typeof user !== 'string' && typeof user !== 'number')
    return 'has no "user"; write who typed it, as text or number';
  return null;
}

function readCatalogue(path: string): Reader {
  const entries = JSON.parse(readFileSync(path, 'utf8').replace(/^\ufeff/, '')) as CatalogueEntry[];
  return createReader(entries);
}

function catalogueProblem(path: string, error: unknown): string {
  if (error instanceof CatalogueError) {
    const where = error.entry < 0 ? '' : ` entry ${error.entry + 1}:`;
    return `${path}:${where} ${error.message}. Remedy: ${error.remedy}.\n`;
  }
  const what = error instanceof Error ? error.message : String(error);
  return `${path}: cannot be read (${what}). Remedy: write an array of {code, sku, name, aliases, unit, price} as JSON.\n`;
}

/** Runs the command; returns its exit code. */
export async function liveRead(args: readonly string[], streams: Streams): Promise<number> {
  const at = args.findIndex((arg) => arg === '--catalogue' || arg.startsWith('--catalogue='));
  const path =
    at < 0
      ? undefined
      : args[at]!.includes('=')
        ? args[at]!.slice('--catalogue='.length)
        : args[at + 1];
  if (!path) {
    streams.errors.write(`No catalogue. ${USAGE}\n`);
    return 2;
  }
  let reader: Reader;
  try {
    reader = readCatalogue(path);
  } catch (error) {
    streams.errors.write(catalogueProblem(path, error));
    return 2;
  }
  return readLines(reader, streams);
}

async function readLines(reader: Reader, { input, output, errors }: Streams): Promise<number> {
  let number = 0;
  let broken = 0;
  let batch = '';
  for await (const line of createInterface({ input, crlfDelay: Infinity })) {
    number += 1;
    if (line.trim() === '') continue;
    const read = readLine(reader, number === 1 ? line.replace(/^\ufeff/, '') : line);
    if ('problem' in read) {
      broken += 1;
      errors.write(`line ${number}: ${read.problem}\n`);
      continue;
    }
    batch += read.reading + '\n';
    if (batch.length >= BATCH) {
      if (!output.write(batch)) await once(output, 'drain');
      batch = '';
    }
  }
  if (batch !== '' && !output.write(batch)) await once(output, 'drain');
  if (broken > 0) errors.write(`${broken} of ${number} lines were not read.\n`);
  return 0;
}

function readLine(reader: Reader, line: string): { reading: string } | { problem: string } {
  let comment: unknown;
  try {
    comment = JSON.parse(line);
  } catch {
    return { problem: 'is not JSON. Remedy: write one {"id", "at", "user", "text"} a line.' };
  }
  const problem = problemOf(comment);
  if (problem) return { problem: `${problem}.` };
  const { id, intent, lines, phone, repeat, reason } = reader.read(comment as LiveComment);
  return {
    reading: JSON.stringify({ id, intent, lines, phone, ...(repeat ? { repeat } : {}), reason }),
  };
}

if (require.main === module) {
  process.stdout.on('error', (error: NodeJS.ErrnoException) =>
    process.exit(error.code === 'EPIPE' ? 0 : 1),
  );
  void liveRead(process.argv.slice(2), {
    input: process.stdin,
    output: process.stdout,
    errors: process.stderr,
  }).then((code) => {
    process.exitCode = code;
  });
}
