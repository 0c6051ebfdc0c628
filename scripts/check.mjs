// `npm run check [-- part …]`: everything that can be said of the source without running it. Two parts at a time.
import { spawn } from 'node:child_process';
import { join } from 'node:path';
import { cacheDir, ensureDependencies, root, say } from './lib.mjs';

const AT_ONCE = 2;

ensureDependencies();
const bin = (name) => join(root, 'node_modules', '.bin', name);
const cached = (name) => ['--cache', '--cache-location', join(cacheDir, name)];
const tsc = (project, name) => [
  ...[bin('tsc'), '-p', project, '--noEmit', '--pretty', 'false'],
  ...['--incremental', '--tsBuildInfoFile', join(cacheDir, `ganh-${name}`)],
];

// The longest first, so that the pool ends together.
const PARTS = {
  lint: [
    bin('eslint'),
    '.',
    ...cached('eslint/'),
    '--cache-strategy',
    'content',
    '--max-warnings',
    '0',
  ],
  types: tsc('.', 'types'),
  format: [
    bin('prettier'),
    '--check',
    '.',
    ...cached('ganh-prettier'),
    '--cache-strategy',
    'content',
    '--log-level',
    'warn',
  ],
  duplication: [bin('jscpd'), '--config', '.jscpd.json', '--silent'],
  'dead code': [bin('knip'), ...cached('knip'), '--no-progress', '--treat-config-hints-as-errors'],
  imports: [bin('depcruise'), 'apps', 'libs', 'config', 'test', '--config', '--output-type', 'err'],
  ...Object.fromEntries(
    // Scripts of the browser and of the service worker see other globals than the server.
    [
      ['types of islands', 'apps/web/islands'],
      ['types of the service worker', 'apps/web/islands/sw'],
    ].map(([name, project]) => [name, tsc(project, name.replaceAll(' ', '-'))]),
  ),
  compose: [process.execPath, 'scripts/check/compose.mjs'],
  'channel pages': [process.execPath, 'scripts/channel-pages.mjs', '--check'],
};

const asked = process.argv.slice(2);
const unknown = asked.filter((name) => !(name in PARTS));
if (unknown.length > 0) {
  say(`No such part: ${unknown.join(', ')}. Parts: ${Object.keys(PARTS).join(', ')}.`);
  process.exit(2);
}
const started = Date.now();
const waiting = Object.entries(PARTS).filter(
  ([name]) => asked.length === 0 || asked.includes(name),
);
const counts = { passed: 0, failed: 0 };
await Promise.all(Array.from({ length: AT_ONCE }, work));
say(`Checked in ${seconds(Date.now() - started)}.`);
process.exitCode = counts.failed > 0 ? 1 : 0;
console.log(`${counts.passed} passed, ${counts.failed} failed`);

async function work() {
  for (let part = waiting.shift(); part; part = waiting.shift()) {
    const [name, command] = part;
    const { code, output, ms } = await run(command);
    const isGood = code === 0;
    counts[isGood ? 'passed' : 'failed'] += 1;
    say(`${isGood ? '✓' : '✗'} ${name} (${seconds(ms)})`);
    if (!isGood) say(output.trim().replace(/^/gm, '    '));
  }
}

function run([command, ...args]) {
  const from = Date.now();
  return new Promise((resolve) => {
    const child = spawn(command, args, { cwd: root, env: { ...process.env, FORCE_COLOR: '0' } });
    let output = '';
    for (const stream of [child.stdout, child.stderr])
      stream.on('data', (chunk) => (output += chunk));
    child.once('error', (error) =>
      resolve({ code: 1, output: error.message, ms: Date.now() - from }),
    );
    child.once('close', (code) => resolve({ code, output, ms: Date.now() - from }));
  });
}

function seconds(ms) {
  return `${(ms / 1000).toFixed(1)} s`;
}
