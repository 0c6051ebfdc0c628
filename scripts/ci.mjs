// What CI runs: `npm test`, then `npm run check`; both to the end. The last line adds up tests and parts of the check.
import { spawn } from 'node:child_process';
import { root } from './lib.mjs';

const env = { ...process.env, CI: 'true' };
const sums = { passed: 0, failed: 0 };
for (const args of [['test'], ['run', 'check']]) {
  const { passed, failed } = await run(args);
  sums.passed += passed;
  sums.failed += failed;
}
process.exitCode = sums.failed > 0 ? 1 : 0;
console.log(`${sums.passed} passed, ${sums.failed} failed`);

/** Shows what the command says, and reads its last line. A command without one counts as one failure. */
function run(args) {
  return new Promise((resolve) => {
    const child = spawn('npm', args, { cwd: root, env, stdio: ['ignore', 'pipe', 'inherit'] });
    let output = '';
    child.stdout.on('data', (chunk) => {
      output += chunk;
      process.stdout.write(chunk);
    });
    child.once('error', () => resolve({ passed: 0, failed: 1 }));
    child.once('close', (code) => {
      const [, passed, failed] = /(\d+) passed, (\d+) failed\s*$/.exec(output) ?? [0, 0, 1];
      resolve({ passed: Number(passed), failed: Number(failed) || (code === 0 ? 0 : 1) });
    });
  });
}
