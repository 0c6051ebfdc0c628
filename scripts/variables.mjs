// Writes the table of variables in docs/operating.md from config/env.ts; a test holds the two together.
import { createRequire } from 'node:module';
import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { ensureBuild, ensureDependencies, must, root } from './lib.mjs';

const PATH = join(root, 'docs', 'operating.md');
const BETWEEN = /(<!-- variables -->\n)[\s\S]*?(\n<!-- end of variables -->)/;

ensureDependencies();
ensureBuild();
const { VARIABLES } = createRequire(import.meta.url)('../dist/config/env.js');
const rows = VARIABLES.map(
  ({ name, meaning, fallback, secret }) =>
    `| \`${name}\` | ${meaning.replaceAll('|', '\\|')}${secret ? ' Secret.' : ''} | ${fallback ? `\`${fallback}\`` : ''} |`,
);
const table = ['| variable | meaning | default |', '| --- | --- | --- |', ...rows].join('\n');
const text = readFileSync(PATH, 'utf8');
if (!BETWEEN.test(text))
  throw new Error('docs/operating.md has no place for the table of variables');
writeFileSync(
  PATH,
  text.replace(BETWEEN, (_, before, after) => `${before}\n${table}\n${after}`),
);
must('node_modules/.bin/prettier', ['--write', '--log-level', 'warn', PATH]);
