import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

const fixture = join(__dirname, '../../test/fixtures/catalogue/messy-products.xlsx');

/** Runs the command in this process: what it printed, what it complained about, and its exit code. */
async function run(...args: string[]): Promise<{ out: string; err: string; code: number }> {
  let out = '';
  let err = '';
  const writers = [
    jest.spyOn(process.stdout, 'write').mockImplementation((text) => ((out += String(text)), true)),
    jest.spyOn(process.stderr, 'write').mockImplementation((text) => ((err += String(text)), true)),
  ];
  const argv = process.argv;
  process.argv = ['node', 'catalogue-read', ...args];
  process.exitCode = 0;
  await jest.isolateModulesAsync(async () => void (await import('./catalogue-read')));
  const until = Date.now() + 10_000;
  while (out === '' && err === '' && Date.now() < until)
    await new Promise((done) => setTimeout(done, 10));
  const code = Number(process.exitCode);
  process.exitCode = 0;
  process.argv = argv;
  for (const writer of writers) writer.mockRestore();
  return { out, err, code };
}

describe('npm run -s catalogue:read', () => {
  const folder = mkdtempSync(join(tmpdir(), 'catalogue-read-'));
  afterAll(() => rmSync(folder, { recursive: true }));

  it('prints the reading and nothing else', async () => {
    const { out, err, code } = await run(fixture);
    const reading = JSON.parse(out) as Record<string, unknown[]>;
    expect(Object.keys(reading)).toEqual(['products', 'duplicates', 'ask', 'skipped']);
    expect(Object.keys(reading['products']![0]!).sort()).toEqual(
      [
        'sheet',
        'row',
        'name',
        'sku',
        'producer',
        'unit',
        'pack',
        'priceVnd',
        'stock',
        'madeOn',
        'expiresOn',
        'stars',
      ].sort(),
    );
    expect([err, code]).toEqual(['', 0]);
  });

  it('tells on stderr what is wrong, exit 1', async () => {
    const broken = join(folder, 'a.xlsx');
    writeFileSync(broken, 'PK broken');
    for (const args of [[], [join(folder, 'none.xlsx')], [folder], [broken]]) {
      const { out, err, code } = await run(...args);
      expect([out, code]).toEqual(['', 1]);
      expect(err).toMatch(/^\p{Lu}[^\n]+\n$/u);
    }
  });
});
