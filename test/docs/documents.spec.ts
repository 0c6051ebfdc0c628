import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { VARIABLES } from '@ganh/config';

const ROOT = join(__dirname, '../..');
const read = (path: string) => readFileSync(join(ROOT, path), 'utf8');
const DOCUMENTS = [
  'README.md',
  'CHANGELOG.md',
  'apps/sandbox/README.md',
  ...readdirSync(join(ROOT, 'docs'), { recursive: true, encoding: 'utf8' })
    .filter((name) => name.endsWith('.md'))
    .map((name) => join('docs', name)),
];

it('names every variable with its meaning and default (npm run docs:variables writes them)', () => {
  const rows = [
    ...read('docs/operating.md').matchAll(/^\| `(GANH_\w+)` *\| (.*?) *\| (.*?) *\|$/gm),
  ];
  const told = rows.map(([, name, meaning, fallback]) => ({
    name,
    meaning: meaning?.replace(/ Secret\.$/, '').replaceAll('\\|', '|'),
    fallback: fallback?.replaceAll('`', ''),
  }));
  const wanted = VARIABLES.map(({ name, meaning, fallback }) => ({ name, meaning, fallback }));
  expect(told).toEqual(wanted);
});

describe.each(DOCUMENTS)('%s', (path) => {
  it('points only to files that are there', () => {
    const targets = [...read(path).matchAll(/\]\((?!https?:|#|mailto:)([^)#]+)/g)].map(
      (m) => m[1]!,
    );
    const missing = targets.filter((target) => !existsSync(join(ROOT, dirname(path), target)));
    expect(missing).toEqual([]);
  });

  it('tells only of npm commands that there are', () => {
    const { scripts } = JSON.parse(read('package.json')) as { scripts: Record<string, string> };
    const told = [...read(path).matchAll(/npm run (?:-s )?([a-z][a-z:-]*)/g)].map((m) => m[1]!);
    expect(told.filter((name) => !(name in scripts))).toEqual([]);
  });
});

describe('decisions', () => {
  const folder = join(ROOT, 'docs/decisions');
  const pages = readdirSync(folder).filter((name) => /^\d{4}-/.test(name));

  it.each(pages)('%s has at most 300 words and stands in the index', (name) => {
    const words = readFileSync(join(folder, name), 'utf8').split(/\s+/).filter(Boolean);
    expect(words.length).toBeLessThanOrEqual(300);
    expect(read('docs/decisions/README.md')).toContain(`(${name})`);
  });
});
