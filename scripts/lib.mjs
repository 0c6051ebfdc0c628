// What every command of package.json needs first: dependencies of this lockfile, and a build of this source.
import { spawnSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import {
  existsSync,
  mkdirSync,
  readFileSync,
  readdirSync,
  renameSync,
  rmSync,
  statSync,
  writeFileSync,
} from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';

export const root = dirname(dirname(fileURLToPath(import.meta.url)));
export const cacheDir = join(root, 'node_modules', '.cache');
const SOURCE_DIRS = ['apps', 'libs', 'config', 'test'];
const SETTINGS = ['.swcrc', 'scripts/lib.mjs', 'scripts/islands.mjs'];
const NOT_BUILT = /\.(spec|suite)\.tsx?$/;

export const say = (text) => void process.stderr.write(`${text}\n`);
export const sleepSync = (ms) => Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0, ms);

/** Runs a command, its output to stderr so that stdout stays the result's; exits with its code when it fails. */
export function must(command, args, options = {}) {
  const done = spawnSync(command, args, { cwd: root, stdio: ['ignore', 2, 2], ...options });
  if (done.status !== 0) {
    say(
      `\n${command} ${args.join(' ')} failed (${done.error?.message ?? done.status ?? done.signal}).`,
    );
    process.exit(done.status ?? 1);
  }
}

export function isAlive(pid) {
  try {
    process.kill(pid, 0);
    return true;
  } catch (error) {
    return error.code === 'EPERM';
  }
}

/** npm does not hand SIGTERM on to what it runs: what its shell leaves behind sees a new parent, and ends. */
export function whenNpmIsGone(end) {
  const parent = process.ppid;
  if (!process.env.npm_lifecycle_event) return;
  setInterval(() => process.ppid !== parent && end(), 500).unref();
}

const stamp = (name) => join(cacheDir, `ganh-${name}`);
const unchanged = (name, key) =>
  existsSync(stamp(name)) && readFileSync(stamp(name), 'utf8') === key;

function remember(name, key) {
  mkdirSync(cacheDir, { recursive: true });
  writeFileSync(stamp(name), key);
}

/** Installs exactly the lockfile, once for each lockfile. */
export function ensureDependencies() {
  const lock = readFileSync(join(root, 'package-lock.json'));
  const key = createHash('sha256').update(lock).digest('hex');
  if (unchanged('lock', key)) return;
  if (!isInstalled(JSON.parse(lock))) {
    say('Installing dependencies (once)…');
    must('npm', ['ci', '--no-audit', '--no-fund', '--loglevel=error']);
  }
  remember('lock', key);
}

/** Whether somebody's own `npm ci` or `npm install` has put everything of this lockfile there. */
function isInstalled(lock) {
  const hidden = join(root, 'node_modules', '.package-lock.json');
  if (!existsSync(hidden)) return false;
  const there = JSON.parse(readFileSync(hidden, 'utf8')).packages;
  return Object.entries(lock.packages).every(
    ([path, { version, optional }]) =>
      path === '' || there[path]?.version === version || (optional && !there[path]),
  );
}

function* sources(dir) {
  for (const entry of readdirSync(dir, { withFileTypes: true })) {
    const path = join(dir, entry.name);
    if (entry.isDirectory()) yield* sources(path);
    else if (!NOT_BUILT.test(entry.name)) yield path;
  }
}

/** A key of names, sizes and times: cheap enough to ask at each start. */
function sourceKey() {
  const hash = createHash('sha256');
  for (const dir of SOURCE_DIRS) {
    for (const path of sources(join(root, dir))) {
      const { size, mtimeMs } = statSync(path, { throwIfNoEntry: false }) ?? {};
      hash.update(`${path}:${size}:${mtimeMs}\n`);
    }
  }
  for (const file of SETTINGS) hash.update(readFileSync(join(root, file)));
  return hash.digest('hex');
}

const isBuilt = (key) => unchanged('build', key) && existsSync(join(root, 'dist'));

/** Compiles server code with swc and the islands with esbuild, only when a source has changed. */
export function ensureBuild() {
  if (isBuilt(sourceKey())) return;
  const endTurn = takeTurn();
  process.once('exit', endTurn);
  const key = sourceKey();
  if (!isBuilt(key)) build(key);
  endTurn();
}

/** The old build serves until the new one stands: what runs from it does not find half of it. */
function build(key) {
  const [dist, next, old] = [join(root, 'dist'), stamp('dist-next'), stamp('dist-old')];
  for (const dir of [next, old]) rmSync(dir, { recursive: true, force: true });
  const ignored = '**/*.spec.ts,**/*.spec.tsx,**/*.suite.ts,apps/web/islands/**';
  const options = ['--quiet', '--extensions', '.ts,.tsx', '--copy-files', '--ignore', ignored];
  must('node_modules/.bin/swc', [...SOURCE_DIRS, '-d', next, ...options]);
  must('node', ['scripts/islands.mjs', join(next, 'apps', 'web', 'static')]);
  if (existsSync(dist)) renameSync(dist, old);
  renameSync(next, dist);
  rmSync(old, { recursive: true, force: true });
  remember('build', key);
}

/** Two commands at once build one after the other; a turn left by a process that is gone is taken over. */
function takeTurn() {
  const turn = stamp('build.lock');
  mkdirSync(cacheDir, { recursive: true });
  for (;;) {
    try {
      writeFileSync(turn, String(process.pid), { flag: 'wx' });
      return () => rmSync(turn, { force: true });
    } catch (error) {
      if (error.code !== 'EEXIST') throw error;
      const owner = existsSync(turn) ? Number(readFileSync(turn, 'utf8')) : 0;
      if (owner > 0 && !isAlive(owner)) rmSync(turn, { force: true });
      else sleepSync(100);
    }
  }
}
