/** What was read from a spreadsheet and never taken over does not stay: the running product removes it. */
import { existsSync, mkdtempSync, utimesSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { openApp, type TestApp, type Visitor } from '../support/app';
import { engines } from '../support/engines';
import { eventually } from '../support/eventually';

const HOUR_MS = 3_600_000;

describe.each(engines)('previews of spreadsheets (%s)', (engine) => {
  let test: TestApp;
  let seller: Visitor;
  const home = mkdtempSync(join(tmpdir(), 'ganh-previews-'));

  beforeAll(async () => {
    test = await openApp(engine, { GANH_HOME: home, GANH_POLL_SCALE: '0.001' });
    seller = await test.person(['seller', 'manager']);
  }, 60_000);
  afterAll(() => test.close());

  const preview = async () => {
    const form = new FormData();
    form.append('file', new Blob(['Tên hàng,ĐVT,Giá\nTiêu sọ,gói,60.000\n']), 'gia.csv');
    const { body } = await seller.send<{ id: string }>('POST', '/api/v1/imports', form);
    return body.id;
  };
  const fileOf = (id: string) => join(home, 'imports', String(seller.coopId), `${id}.json`);

  it('are gone after a day, others stay', async () => {
    const [old, fresh] = [await preview(), await preview()];
    const then = (Date.now() - 24 * HOUR_MS - 1_000) / 1000;
    utimesSync(fileOf(old), then, then);
    await eventually(
      () => Promise.resolve(existsSync(fileOf(old))),
      (stands) => !stands,
    );
    expect(existsSync(fileOf(fresh))).toBe(true);
    const [gone, there] = [
      await seller.send('GET', `/api/v1/imports/${old}`),
      await seller.send('GET', `/api/v1/imports/${fresh}`),
    ];
    expect([gone.status, there.status]).toEqual([404, 200]);
  });
});
