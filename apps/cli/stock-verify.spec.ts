import { execFile } from 'node:child_process';
import { dirname, resolve } from 'node:path';
import { sql } from '@ganh/persistence/sql';
import { describeOnBoth, type TestDatabase } from '../../test/support/engines';
import { testStock, type TestStock } from '../../test/support/stock';

const ROOT = resolve(__dirname, '../..');

describeOnBoth('stock:verify', (open, engine) => {
  let test: TestDatabase;
  let t: TestStock;
  beforeAll(async () => void (t = testStock((test = await open()))));
  afterAll(() => test.close());

  const run = () =>
    new Promise<{ code: number; out: string }>((done) => {
      const args = ['-r', './test/support/swc-register.cjs', 'apps/cli/stock-verify.ts'];
      const env = {
        ...process.env,
        GANH_ENGINE: engine === 'sqlite' ? 'embedded' : 'distributed',
        GANH_HOME: dirname(test.url),
        GANH_DATABASE_URL: engine === 'sqlite' ? '' : test.url,
        GANH_REDIS_URL: engine === 'sqlite' ? '' : 'redis://127.0.0.1:1',
      };
      execFile(process.execPath, args, { cwd: ROOT, env }, (error, out, err) =>
        done({ code: error ? Number(error.code) : 0, out: out + err }),
      );
    });

  it('says in one line that all is true, and in words where it is not', async () => {
    const jar = await t.variant(5);
    await t.stock.reserveCombined(t.want(jar, 2));
    expect(await run()).toEqual({ code: 0, out: 'Kho khớp sổ: 1 món, 2 dòng sổ.\n' });
    await test.db.write((tx) => sql(tx).run('UPDATE stock_level SET on_hand = on_hand + 1'));
    expect(await run()).toEqual({
      code: 1,
      out: `HTX ${t.scope.coopId}, món ${jar}: số trong kho khác sổ kho (đang ghi 6, tính lại 5).\n1 chỗ không khớp.\n`,
    });
  });
});
