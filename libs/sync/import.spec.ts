import { existsSync, mkdtempSync, readdirSync, rmSync, utimesSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { type CoopId, ManualClock } from '@ganh/kernel';
import { ImportService } from './import.service';

const HOUR_MS = 3_600_000;
const coop = { coopId: 7 as CoopId };
const nothing = {} as never;
const table = Buffer.from('Tên hàng,ĐVT,Giá\nTiêu sọ,gói,60.000\n');

describe('previews of spreadsheets', () => {
  let dir: string;
  let clock: ManualClock;
  let imports: ImportService;

  beforeEach(() => {
    dir = join(mkdtempSync(join(tmpdir(), 'ganh-import-')), 'imports');
    clock = new ManualClock(1_790_000_000_000);
    imports = new ImportService(dir, clock, nothing, nothing);
  });
  afterEach(() => rmSync(join(dir, '..'), { recursive: true, force: true }));

  it('go after a day by our clock, to the millisecond when nobody can open them', async () => {
    const first = await imports.preview(coop, 'gia.csv', table);
    clock.advance(HOUR_MS);
    const second = await imports.preview(coop, 'gia.csv', table);
    clock.advance(23 * HOUR_MS);
    expect(await imports.removeOld()).toBe(0);
    expect((await imports.find(coop, first.id)).fileName).toBe('gia.csv');
    clock.advance(1);
    await expect(imports.find(coop, first.id)).rejects.toMatchObject({ code: 'not_found' });
    expect(await imports.removeOld()).toBe(1);
    expect(readdirSync(join(dir, '7'))).toEqual([`${second.id}.json`]);
    expect(await imports.find(coop, second.id)).toMatchObject({ id: second.id });
  });

  it('take what a crash left half-written with them, and nothing where there is nothing', async () => {
    expect(await imports.removeOld()).toBe(0);
    await imports.preview(coop, 'gia.csv', table);
    const half = join(dir, '7', 'aaaa.json.draft');
    writeFileSync(half, '{');
    utimesSync(half, 1_790_000_000, 1_790_000_000);
    clock.advance(25 * HOUR_MS);
    expect(await imports.removeOld()).toBe(2);
    expect(existsSync(half)).toBe(false);
  });
});
