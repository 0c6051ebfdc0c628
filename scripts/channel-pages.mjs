// Writes docs/channels from the descriptors of the channels; with --check it only says whether they are as they would be.
import { spawnSync } from 'node:child_process';
import { existsSync, mkdirSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { format, resolveConfig } from 'prettier';
import { ensureBuild, ensureDependencies, root, say } from './lib.mjs';

const FOLDER = join(root, 'docs', 'channels');

ensureDependencies();
ensureBuild();
const told = spawnSync(process.execPath, [join(root, 'dist', 'apps', 'cli', 'channel-pages.js')], {
  encoding: 'utf8',
  stdio: ['ignore', 'pipe', 'inherit'],
});
if (told.status !== 0) process.exit(told.status ?? 1);
const style = await resolveConfig(join(root, 'README.md'));
const wanted = new Map();
for (const [name, text] of Object.entries(JSON.parse(told.stdout)))
  wanted.set(name, await format(text, { ...style, parser: 'markdown' }));

const there = existsSync(FOLDER) ? readdirSync(FOLDER) : [];
const stands = (name) =>
  there.includes(name) && readFileSync(join(FOLDER, name), 'utf8') === wanted.get(name);
const stale = [...new Set([...there, ...wanted.keys()])].filter((name) => !stands(name));
if (process.argv.includes('--check')) {
  if (stale.length > 0) {
    say(`docs/channels is not as the descriptors say: ${stale.join(', ')}. npm run docs:channels`);
    process.exitCode = 1;
  }
} else {
  mkdirSync(FOLDER, { recursive: true });
  for (const name of stale)
    if (wanted.has(name)) writeFileSync(join(FOLDER, name), wanted.get(name));
    else rmSync(join(FOLDER, name));
}
