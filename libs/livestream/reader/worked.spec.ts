import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import {
  createReader,
  type CatalogueEntry,
  type Line,
  type LiveComment,
  type Reader,
  type Reading,
} from '@ganh/livestream';

const FIXTURES = join(__dirname, '../../../test/fixtures/live');
const text = (name: string): string => readFileSync(join(FIXTURES, name), 'utf8');

interface Worked {
  n: number;
  comments: Partial<LiveComment>[];
  expect: Pick<Reading, 'intent' | 'lines' | 'phone' | 'repeat'>;
}

const shown = (lines: readonly Line[]): string[] =>
  lines
    .map((l) => `${l.code}×${l.quantity}${l.variant === undefined ? '' : `{${l.variant}}`}`)
    .sort();

const short = ({ intent, lines, phone, repeat }: Worked['expect']) => ({
  intent,
  lines: shown(lines),
  phone,
  repeat: repeat === true,
});

const catalogue = JSON.parse(text('worked-catalogue.json')) as CatalogueEntry[];
const heldOut = new Set(JSON.parse(text('held-out.json')) as number[]);
const worked = text('worked.jsonl')
  .trim()
  .split('\n')
  .map((line) => JSON.parse(line) as Worked);

const readers = new Map<readonly CatalogueEntry[], Reader>();
let buyers = 0;

/** Each row by a buyer of its own in one session of its catalogue; `replyTo` and `editOf` are indexes into the row. */
function readLast(entries: CatalogueEntry[], comments: readonly Partial<LiveComment>[]): Reading {
  const reader = readers.get(entries) ?? createReader(entries);
  readers.set(entries, reader);
  buyers += 1;
  const idOf = (i: number | string): string => `${buyers}.${i}`;
  return comments
    .map(({ replyTo, editOf, user, ...c }, i) =>
      reader.read({
        at: i * 1000,
        text: '',
        ...c,
        id: idOf(i),
        user: `${user ?? 'u'} ${buyers}`,
        ...(replyTo != null ? { replyTo: idOf(replyTo) } : {}),
        ...(editOf != null ? { editOf: idOf(editOf) } : {}),
      }),
    )
    .at(-1)!;
}

describe('the worked comments', () => {
  it.each(
    worked.filter((w) => !heldOut.has(w.n)).map((w) => [w.n, w.comments.at(-1)!.text, w] as const),
  )('%d %j', (_n, _text, w) => {
    expect(short(readLast(catalogue, w.comments))).toEqual(short(w.expect));
  });

  it('reads at least 58 of the 60 that were set aside, and none of the 202 into an order that is none', () => {
    const rows = worked.filter((w) => heldOut.has(w.n));
    const right = rows.filter(
      (w) =>
        JSON.stringify(short(readLast(catalogue, w.comments))) === JSON.stringify(short(w.expect)),
    );
    expect(rows).toHaveLength(60);
    expect(right.length).toBeGreaterThanOrEqual(58);
    const invented = worked.filter(
      (w) => w.expect.lines.length === 0 && readLast(catalogue, w.comments).lines.length > 0,
    );
    expect(invented.map((w) => w.n)).toEqual([]);
  });
});

it('takes a code that a spreadsheet wrote as a number', () => {
  const entry: object = { code: 12, name: 'Mật ong', unit: 'chai' };
  const reader = createReader([entry as CatalogueEntry]);
  const { lines } = reader.read({ id: 1, user: 'u', text: 'mã 12 x3' });
  expect(lines).toEqual([{ code: '12', quantity: 3 }]);
});

interface Own {
  catalogue: string;
  comments: Partial<LiveComment>[];
  expect: { intent: string; lines: string[]; phone: string | null; repeat: boolean };
  row: string;
}

/** `change A1x2 A3x0{đen} 0912345678 repeat`. */
const expectation = (wanted: string): Own['expect'] => ({
  intent: wanted.split(' ')[0]!,
  lines: (wanted.match(/[A-Z0-9]+x[\d.]+(?:\{[^}]*\})?/g) ?? [])
    .map((line) => line.replace('x', '×'))
    .sort(),
  phone: / (0\d{9})(?: |$)/.exec(wanted)?.[1] ?? null,
  repeat: wanted.endsWith(' repeat'),
});

/** The format is told at the head of own/comments.txt. */
function ownRows(file: string): Own[] {
  let name = '';
  return text(`own/${file}`)
    .split('\n')
    .flatMap((row): Own[] => {
      if (row === '' || row.startsWith('# ')) return [];
      if (row.startsWith('@') && !row.includes(' => ')) {
        name = row.slice(1);
        return [];
      }
      const [typed, wanted] = row.split(/ => (?=[a-z]+(?: |$))/) as [string, string];
      const comments = typed.split(' ⏎ ').map((part, i) => {
        const pin = /^\{pin=([^}]*)\} /.exec(part);
        return {
          text: (pin ? part.slice(pin[0].length) : part).replaceAll('\\n', '\n'),
          at: i * 20_000,
          ...(pin ? { pin: pin[1]! } : {}),
        };
      });
      return [
        {
          catalogue: name,
          comments,
          expect: expectation(wanted),
          row,
        },
      ];
    });
}

const sessionCatalogues = JSON.parse(text('own/sessions/catalogues.json')) as Record<
  string,
  CatalogueEntry[]
>;
const catalogues: Readonly<Record<string, CatalogueEntry[]>> = {
  ...sessionCatalogues,
  ...(JSON.parse(text('own/catalogues.json')) as Record<string, CatalogueEntry[]>),
};

const SETS = [
  'comments.txt',
  'strict.txt',
  'fresh.txt',
  'blind.txt',
  'last.txt',
  'viewers.txt',
  'newer.txt',
];

describe.each(SETS)('our own comments (%s)', (file) => {
  it.each(ownRows(file).map((own) => [own.row, own] as const))('%s', (_row, own) => {
    expect(short(readLast(catalogues[own.catalogue]!, own.comments))).toEqual(own.expect);
  });
});

const ROW = /^(\S+) \| (\d+) \| (.+?) \| (?:\{([^}]*)\} )?(.*) => ([a-z]+(?: .*)?)$/;

/** Every comment of a session in its order, with all that was said before it; the format is told in ../README.md. */
function sessionRows(name: string): { row: string; read: Reading; expect: Own['expect'] }[] {
  const reader = createReader(sessionCatalogues[name]!);
  return text(`own/sessions/${name}.txt`)
    .trim()
    .split('\n')
    .map((row) => {
      const [, id, seconds, user, settings = '', typed, wanted] = ROW.exec(row)!;
      const given = new Map(settings.split(' ').map((s) => s.split('=') as [string, string]));
      const comment: LiveComment = {
        id: id!,
        at: Number(seconds) * 1000,
        user: user!,
        text: typed!.replaceAll('\\n', '\n'),
        pin: given.get('pin') ?? null,
        replyTo: given.get('reply') ?? null,
        editOf: given.get('edit') ?? null,
        author: given.get('author') ?? null,
      };
      return { row, read: reader.read(comment), expect: expectation(wanted!) };
    });
}

describe.each(Object.keys(sessionCatalogues))('a whole session (%s)', (name) => {
  it.each(sessionRows(name).map((r) => [r.row, r] as const))(
    '%s',
    (_row, { read, expect: wanted }) => {
      expect(short(read)).toEqual(wanted);
    },
  );
});
