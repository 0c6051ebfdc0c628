// Servers of our own for one test run: a process from binaries that are here, or a container. All end with the run.
import { spawn, spawnSync } from 'node:child_process';
import {
  mkdirSync,
  mkdtempSync,
  openSync,
  readFileSync,
  readdirSync,
  rmSync,
  writeFileSync,
} from 'node:fs';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { isAlive, say } from '../lib.mjs';

const MARK = 'ganh-private-';
const START_MS = 60_000;
const endings = [];

export const isRoot = process.getuid?.() === 0;

export function onPath(...names) {
  for (const name of names) {
    const found = spawnSync('sh', ['-c', `command -v ${name}`], { encoding: 'utf8' });
    if (found.status === 0) return found.stdout.trim();
  }
  return null;
}

export function freePort() {
  return new Promise((resolve, reject) => {
    const server = createServer().once('error', reject);
    server.listen(0, '127.0.0.1', () => {
      const { port } = server.address();
      server.close(() => resolve(port));
    });
  });
}

/** A folder named after this process, so that a later run can tell whose it was. */
export function privateFolder(name) {
  const folder = mkdtempSync(join(tmpdir(), `${MARK}${process.pid}-${name}-`));
  mkdirSync(join(folder, 'data'));
  endings.push(() => rmSync(folder, { recursive: true, force: true }));
  return folder;
}

/** Runs a server until the test run ends, its output in the folder's log; answers how to ask whether it still runs. */
export function startServer(folder, command, args) {
  const log = openSync(join(folder, 'log'), 'a');
  const child = spawn(command, args, { stdio: ['ignore', log, log], detached: true });
  child.once('error', (error) => writeFileSync(join(folder, 'log'), String(error)));
  writeFileSync(join(folder, 'pid'), String(child.pid ?? 0));
  let runs = child.pid !== undefined;
  child.once('exit', () => (runs = false));
  // Ended before its folder goes.
  endings.push(() => child.pid && killGently(child.pid));
  return () => runs;
}

function killGently(pid) {
  for (const [signal, tries] of [
    ['SIGTERM', 50],
    ['SIGKILL', 20],
  ]) {
    try {
      process.kill(pid, signal);
    } catch {
      return;
    }
    for (let i = 0; i < tries && isAlive(pid); i++) spawnSync('sleep', ['0.1']);
  }
}

/** Whether a Docker engine answers, not only its client. */
export function dockerAnswers() {
  return (
    onPath('docker') !== null && spawnSync('docker', ['info'], { timeout: 10_000 }).status === 0
  );
}

/** Answers the port on 127.0.0.1 under which the container's port is reached; null when it did not start. */
export function startContainer(name, image, port, options = []) {
  say(`Starting ${image} in Docker (downloaded once)…`);
  const container = `${MARK}${process.pid}-${name}`;
  const args = [
    'run',
    '-d',
    '--rm',
    '--name',
    container,
    '-p',
    `127.0.0.1::${port}`,
    ...options,
    image,
  ];
  const run = spawnSync('docker', args, {
    encoding: 'utf8',
    stdio: ['ignore', 'pipe', 2],
    timeout: 600_000,
  });
  if (run.status !== 0) return null;
  endings.push(() => spawnSync('docker', ['rm', '-f', container], { stdio: 'ignore' }));
  const shown = spawnSync('docker', ['port', container, String(port)], { encoding: 'utf8' });
  const found = /127\.0\.0\.1:(\d+)/.exec(shown.stdout);
  return found ? Number(found[1]) : null;
}

let listsFresh = false;

/** Installs Debian packages where we may: as root, with apt-get. Answers whether they are there now. */
export function installPackages(...names) {
  if (!isRoot || !onPath('apt-get')) return false;
  say(`Installing ${names.join(', ')} with apt-get (once)…`);
  const quiet = {
    stdio: ['ignore', 'ignore', 2],
    env: { ...process.env, DEBIAN_FRONTEND: 'noninteractive' },
  };
  if (!listsFresh) spawnSync('apt-get', ['-qq', 'update'], quiet);
  listsFresh = true;
  const args = ['-qq', 'install', '-y', '--no-install-recommends', ...names];
  return spawnSync('apt-get', args, quiet).status === 0;
}

/** Asks until `answers` is true; false when the server has ended or the time is over. */
export async function waitFor(answers, runs = () => true) {
  for (const end = Date.now() + START_MS; Date.now() < end && runs(); await sleep(200))
    if (await answers()) return true;
  return false;
}

/** Ends every server that this run started. */
export function endServers() {
  for (const end of endings.splice(0).reverse()) end();
}

/** Servers and folders of a run that was killed. */
export function clearDeadRuns() {
  for (const name of readdirSync(tmpdir())) {
    const owner = new RegExp(`^${MARK}(\\d+)-`).exec(name)?.[1];
    if (!owner || isAlive(Number(owner))) continue;
    const folder = join(tmpdir(), name);
    const pid = readNumber(join(folder, 'pid'));
    // The number may have gone to somebody else's process since.
    if (pid && readText(`/proc/${pid}/cmdline`).includes(folder)) killGently(pid);
    rmSync(folder, { recursive: true, force: true });
  }
  if (!onPath('docker')) return;
  const listed = spawnSync('docker', ['ps', '--format', '{{.Names}}'], {
    encoding: 'utf8',
    timeout: 10_000,
  });
  for (const name of listed.status === 0 ? listed.stdout.split('\n') : []) {
    const owner = new RegExp(`^${MARK}(\\d+)-`).exec(name)?.[1];
    if (owner && !isAlive(Number(owner)))
      spawnSync('docker', ['rm', '-f', name], { stdio: 'ignore' });
  }
}

function readText(path) {
  try {
    return readFileSync(path, 'utf8');
  } catch {
    return '';
  }
}

const readNumber = (path) => Number(readText(path)) || 0;
