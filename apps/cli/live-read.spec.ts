import { spawnSync } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Readable, Writable } from 'node:stream';
import { transformSync } from '@swc/core';
import { liveRead } from './live-read';

const CATALOGUE = [
  { code: '12', sku: 'A', name: 'Mắm tép 350 g', aliases: ['mắm tép'], unit: 'hũ', price: 85000 },
  { code: '06', sku: 'B', name: 'Hạt điều', aliases: ['điều'], unit: 'lạng', price: 32000 },
];

let folder: string;
beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'live-read-'));
});
afterAll(() => rmSync(folder, { recursive: true }));

function file(name: string, content: unknown): string {
  const path = join(folder, name);
  writeFileSync(path, typeof content === 'string' ? content : JSON.stringify(content));
  return path;
}

async function run(
  args: string[],
  input = '',
): Promise<{ code: number; out: unknown[]; errors: string }> {
  const sink = (): Writable & { text: string } => {
    const made = new Writable({
      write(chunk: Buffer, _encoding, done) {
        (made as unknown as { text: string }).text += chunk.toString();
        done();
      },
    });
    return Object.assign(made, { text: '' });
  };
  const [output, errors] = [sink(), sink()];
  const code = await liveRead(args, { input: Readable.from([input]), output, errors });
  const out = output.text
    .split('\n')
    .filter(Boolean)
    .map((line): unknown => JSON.parse(line));
  return { code, out, errors: errors.text };
}

const line = (id: number, text: string, more = {}): string =>
  JSON.stringify({ id, at: id * 1000, user: 'lan', text, ...more });

describe('live:read', () => {
  it('answers one line a comment, with the buyer’s earlier comments as memory', async () => {
    const input = [
      line(1, 'mã 12 x2'),
      line(2, 'thêm 1 hũ nữa'),
      line(3, 'nửa ký điều 0905 123 456'),
      line(4, 'mã 12 bn ạ'),
    ].join('\n');
    const { code, out, errors } = await run(['--catalogue', file('ok.json', CATALOGUE)], input);
    expect({ code, errors }).toEqual({ code: 0, errors: '' });
    expect(out).toEqual([
      {
        id: 1,
        intent: 'order',
        lines: [{ code: '12', quantity: 2 }],
        phone: null,
        reason: expect.any(String),
      },
      {
        id: 2,
        intent: 'change',
        lines: [{ code: '12', quantity: 3 }],
        phone: null,
        reason: expect.any(String),
      },
      {
        id: 3,
        intent: 'order',
        lines: [{ code: '06', quantity: 5 }],
        phone: '0905123456',
        reason: expect.any(String),
      },
      { id: 4, intent: 'question', lines: [], phone: null, reason: expect.any(String) },
    ]);
  });

  it('names a broken line and its remedy, and reads the rest', async () => {
    const input = [
      line(1, 'mã 12'),
      '{"id": 2,',
      '[]',
      '{"id":4,"user":"lan"}',
      '',
      line(6, 'mã 12'),
    ].join('\r\n');
    const { code, out, errors } = await run(['--catalogue', file('ok.json', CATALOGUE)], input);
    expect(code).toBe(0);
    expect(out).toMatchObject([
      { id: 1, intent: 'order' },
      { id: 6, intent: 'order', repeat: true },
    ]);
    expect(errors.trim().split('\n')).toEqual([
      expect.stringMatching(/^line 2: .*JSON/),
      expect.stringMatching(/^line 3: .*object/),
      expect.stringMatching(/^line 4: .*"text"/),
      expect.stringMatching(/^3 of 6 lines/),
    ]);
  });

  it.each([
    [
      'colliding codes',
      [CATALOGUE[0], { ...CATALOGUE[0], code: '012' }],
      /entry 2: code "012" collides with entry 1.*Remedy/,
    ],
    [
      'an unknown code style',
      [{ ...CATALOGUE[0], code: '12/5!' }],
      /entry 1: code "12\/5!" is of an unknown style.*Remedy/,
    ],
    ['a word viewers use', [{ ...CATALOGUE[0], code: 'kg' }], /entry 1: code "kg".*Remedy/],
    ['no unit', [{ ...CATALOGUE[0], unit: '' }], /entry 1: "12" has no unit.*Remedy/],
    ['no array', {}, /empty.*Remedy/],
    ['no JSON', '{"code":', /cannot be read.*Remedy/],
  ])('stops at a catalogue with %s', async (_what, catalogue, message) => {
    const { code, out, errors } = await run(
      ['--catalogue', file('bad.json', catalogue)],
      line(1, 'mã 12'),
    );
    expect({ code, out }).toEqual({ code: 2, out: [] });
    expect(errors).toMatch(message);
  });

  it('says how it is used', async () => {
    expect(await run([])).toMatchObject({
      code: 2,
      errors: expect.stringContaining('--catalogue'),
    });
  });

  it('runs as a process of its own', () => {
    const hook = file(
      'hook.cjs',
      `const { transformSync } = require(${JSON.stringify(require.resolve('@swc/core'))});
       const fs = require('fs'), Module = require('module'), path = require('path');
       require.extensions['.ts'] = (m, f) => m._compile(transformSync(fs.readFileSync(f, 'utf8'), { filename: f, swcrc: false, module: { type: 'commonjs' }, jsc: { target: 'es2022', parser: { syntax: 'typescript', decorators: true }, transform: { legacyDecorator: true, decoratorMetadata: true } } }).code, f);
       const find = Module._resolveFilename;
       Module._resolveFilename = function (r, ...a) { return find.call(this, r.startsWith('@ganh/') ? path.join(${JSON.stringify(join(__dirname, '../../libs'))}, r.slice(6)) : r, ...a); };`,
    );
    expect(typeof transformSync).toBe('function');
    const args = [
      '-r',
      hook,
      join(__dirname, 'live-read.ts'),
      '--catalogue',
      file('ok.json', CATALOGUE),
    ];
    const { status, stdout, stderr } = spawnSync(process.execPath, args, {
      input: line(1, 'chốt 12') + '\n',
      encoding: 'utf8',
    });
    expect({ status, stderr }).toEqual({ status: 0, stderr: '' });
    expect(JSON.parse(stdout)).toMatchObject({
      id: 1,
      intent: 'order',
      lines: [{ code: '12', quantity: 1 }],
    });
  });
});
