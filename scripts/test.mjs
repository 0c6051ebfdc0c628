// `npm test [-- jest arguments]`: every test on both engines, with all that they need. The last line counts the tests.
import { spawn } from 'node:child_process';
import { existsSync, mkdtempSync, readFileSync, readdirSync, rmSync, statSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { ensureBuild, ensureDependencies, root, say, whenNpmIsGone } from './lib.mjs';

const LIMIT_MINUTES = 40;
const OLD_MS = 2 * 3_600_000;

ensureDependencies();
ensureBuild();
// They import what ensureDependencies has just installed.
const [mariadb, redis, chromium, servers] = await Promise.all([
  import('./test/mariadb.mjs'),
  import('./test/redis.mjs'),
  import('./test/chromium.mjs'),
  import('./test/private.mjs'),
]);
const NEEDS = [
  {
    name: 'MARIADB',
    what: 'suites on MariaDB',
    find: mariadb.findMariadb,
    clear: mariadb.clearDatabases,
    how: mariadb.HOW,
  },
  {
    name: 'REDIS',
    what: 'suites of the queue and budgets on Redis',
    find: redis.findRedis,
    clear: redis.clearKeys,
    how: redis.HOW,
  },
  {
    name: 'CHROMIUM',
    what: 'suites that drive the pages in a browser',
    find: chromium.findChromium,
    how: chromium.HOW,
  },
];

const args = process.argv.slice(2);
const isCi = process.env.CI === 'true';
const scratch = mkdtempSync(join(tmpdir(), 'ganh-run-'));
process.on('exit', () => {
  servers.endServers();
  rmSync(scratch, { recursive: true, force: true });
});

clearFolders();
servers.clearDeadRuns();
const { env, skipped } = await prepare();
const outcome = await runJest(env);
say('');
for (const line of skipped) say(line);
const failed = outcome.failed + (isCi ? skipped.length + outcome.pending : 0);
if (isCi && outcome.pending > 0)
  say(`${outcome.pending} tests were skipped; with CI=true a skip is a failure.`);
servers.endServers();
process.exitCode = failed > 0 ? 1 : 0;
console.log(`${outcome.passed} passed, ${failed} failed`);

/** Looks for what the tests need; what cannot be had is told to the tests and, in one line, to people. */
async function prepare() {
  const env = { ...process.env };
  const skipped = [];
  for (const { name, what, find, clear, how } of NEEDS) {
    if (env[`GANH_TEST_SKIP_${name}`]) {
      skipped.push(`SKIPPED: ${what}, as GANH_TEST_SKIP_${name} is set.`);
      continue;
    }
    const found = await find();
    if (found) {
      env[`GANH_TEST_${name}`] = found;
      await clear?.(found);
    } else {
      env[`GANH_TEST_SKIP_${name}`] = '1';
      skipped.push(`SKIPPED: ${what}. To run them: ${how}.`);
    }
  }
  return { env, skipped };
}

/** Folders that a killed run left: long untouched, so nobody's. */
function clearFolders() {
  for (const name of readdirSync(tmpdir())) {
    if (!/^ganh-(test|world|run)-/.test(name)) continue;
    const path = join(tmpdir(), name);
    const touched = statSync(path, { throwIfNoEntry: false })?.mtimeMs ?? Date.now();
    if (Date.now() - touched > OLD_MS) rmSync(path, { recursive: true, force: true });
  }
}

async function runJest(env) {
  const result = join(scratch, 'result.json');
  const jest = join(root, 'node_modules', 'jest', 'bin', 'jest.js');
  const child = spawn(process.execPath, [jest, '--json', `--outputFile=${result}`, ...args], {
    cwd: root,
    env,
    stdio: ['ignore', 'ignore', 'inherit'],
  });
  for (const signal of ['SIGINT', 'SIGTERM']) process.on(signal, () => child.kill(signal));
  whenNpmIsGone(() => child.kill('SIGTERM'));
  const limit = setTimeout(() => {
    say(`The tests took longer than ${LIMIT_MINUTES} minutes and were stopped.`);
    child.kill('SIGKILL');
  }, LIMIT_MINUTES * 60_000);
  const code = await new Promise((resolve) => child.once('exit', resolve));
  clearTimeout(limit);
  return readResult(result, code);
}

/** Counts tests; a file that could not be run at all counts as one that failed. */
function readResult(path, code) {
  if (!existsSync(path)) return { passed: 0, failed: 1, pending: 0 };
  const told = JSON.parse(readFileSync(path, 'utf8'));
  showSlowest(told.testResults);
  const failed = told.numFailedTests + told.numRuntimeErrorTestSuites;
  // A part was asked for: what was left out is no skip.
  const pending = args.length > 0 ? 0 : told.numPendingTests;
  return { passed: told.numPassedTests, failed: failed || (code === 0 ? 0 : 1), pending };
}

function showSlowest(suites) {
  const seconds = ({ startTime, endTime }) => Math.round((endTime - startTime) / 1000);
  const slow = suites
    .filter((suite) => seconds(suite) >= 10)
    .sort((a, b) => seconds(b) - seconds(a));
  if (slow.length === 0) return;
  say('\nSlowest files:');
  for (const suite of slow.slice(0, 8))
    say(`  ${String(seconds(suite)).padStart(4)} s  ${suite.name.slice(root.length + 1)}`);
}
