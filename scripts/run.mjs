// Runs one command of the product: `node scripts/run.mjs apps/cli/live-read.js …`. stdout is the command's own.
import { spawn } from 'node:child_process';
import { join } from 'node:path';
import { ensureBuild, ensureDependencies, root, whenNpmIsGone } from './lib.mjs';

ensureDependencies();
ensureBuild();
const [script, ...args] = process.argv.slice(2);
const child = spawn(
  process.execPath,
  ['--enable-source-maps', join(root, 'dist', script), ...args],
  { stdio: 'inherit' },
);
for (const signal of ['SIGINT', 'SIGTERM']) process.on(signal, () => child.kill(signal));
whenNpmIsGone(() => child.kill('SIGTERM'));
child.on('exit', (code, signal) => process.exit(code ?? (signal ? 1 : 0)));
