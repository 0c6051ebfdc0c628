import { describeOnBoth, type TestDatabase } from '../../test/support/engines';
import { insertSteps, sql, toInt } from './sql';

describeOnBoth('persistence', (open, engine) => {
  let test: TestDatabase;
  beforeAll(async () => void (test = await open()));
  afterAll(() => test.close());

  it('rolls back all of a failed transaction and calls nothing afterwards', async () => {
    const called: string[] = [];
    await expect(
      test.db.write(async (tx) => {
        tx.afterCommit(() => void called.push('no'));
        await sql(tx).insert('login_attempt', {
          subject: 'a',
          failures: 1,
          since_at: 1,
          blocked_until: null,
        });
        throw new Error('stop');
      }),
    ).rejects.toThrow('stop');
    expect(await test.db.read((tx) => sql(tx).all('SELECT * FROM login_attempt'))).toEqual([]);
    expect(called).toEqual([]);
  });

  it('says whether a row was new, and goes on in the same transaction', async () => {
    const row = { subject: 'b', failures: 1, since_at: 1, blocked_until: null };
    const made = await test.db.write(async (tx) => [
      await sql(tx).insertOnce('login_attempt', row),
      await sql(tx).insertOnce('login_attempt', row),
      await sql(tx).run('UPDATE login_attempt SET failures = failures WHERE subject = ?', ['b']),
    ]);
    expect(made).toEqual([true, false, 1]);
  });

  it('counts matched rows of a guarded update', async () => {
    await test.db.write((tx) =>
      sql(tx).insert('login_attempt', {
        subject: 'c',
        failures: 1,
        since_at: 1,
        blocked_until: null,
      }),
    );
    const run = (failures: number) =>
      test.db.write((tx) =>
        sql(tx).run('UPDATE login_attempt SET failures = 1 WHERE subject = ? AND failures = ?', [
          'c',
          failures,
        ]),
      );
    expect([await run(1), await run(2)]).toEqual([1, 0]);
  });

  it('runs several statements in order, and nothing after one that matches other rows than it must', async () => {
    const attempt = (subject: string, rows: number) =>
      test.db.write((tx) =>
        sql(tx).runAll([
          ...insertSteps(
            test.db.engine,
            'login_attempt',
            ['subject', 'failures', 'since_at', 'blocked_until'],
            [
              [subject, 1, 1, null],
              [`${subject}2`, 1, 1, null],
            ],
          ),
          {
            text: 'UPDATE login_attempt SET failures = 5 WHERE subject = ?',
            values: [subject],
            rows,
          },
          { text: 'UPDATE login_attempt SET failures = ? WHERE subject = ?', values: [7, subject] },
        ]),
      );
    await attempt('e', 1);
    await expect(attempt('f', 2)).rejects.toThrow('matched other rows');
    const left = await test.db.read((tx) =>
      sql(tx).all(
        "SELECT subject, failures FROM login_attempt WHERE subject >= 'e' ORDER BY subject",
      ),
    );
    expect(left).toEqual([
      { subject: 'e', failures: 7 },
      { subject: 'e2', failures: 1 },
    ]);
  });

  it('inserts any number of rows', async () => {
    const rows = Array.from({ length: 2500 }, (_, i) => ({
      subject: `many-${String(i).padStart(4, '0')} it's ?`,
      failures: i,
      since_at: 1,
      blocked_until: null,
    }));
    await test.db.write((tx) => sql(tx).insert('login_attempt', ...rows));
    const found = await test.db.read((tx) =>
      sql(tx).all("SELECT * FROM login_attempt WHERE subject LIKE 'many%' ORDER BY subject"),
    );
    expect(found).toEqual(rows);
  });

  it('refuses a write inside a write instead of waiting for itself', async () => {
    await expect(test.db.write(() => test.db.write(async () => 1))).rejects.toThrow(
      'write inside write',
    );
  });

  it('does not show uncommitted rows to readers', async () => {
    let seen: unknown[] = ['unset'];
    await test.db.write(async (tx) => {
      await sql(tx).insert('login_attempt', {
        subject: 'd',
        failures: 1,
        since_at: 1,
        blocked_until: null,
      });
      seen = await test.db.read((reader) =>
        sql(reader).all("SELECT * FROM login_attempt WHERE subject = 'd'"),
      );
    });
    expect(seen).toEqual([]);
  });

  it('keeps texts apart that differ in case or marks, and long text whole', async () => {
    await test.db.write(async (tx) => {
      for (const [i, name] of ['ma', 'MA', 'mã'].entries()) {
        await sql(tx).insert('order_counter', { coop_id: 900 + i, next_number: 1 });
        const coop = {
          id: 900 + i,
          code: `k${i}`,
          name,
          name_folded: 'ma',
          province: '',
          phone: null,
          address: '',
          created_at: 1,
        };
        await sql(tx).insert('coop', coop);
      }
    });
    const found = await test.db.read((tx) =>
      sql(tx).all<{ id: number }>('SELECT id FROM coop WHERE name = ?', ['mã']),
    );
    expect(found.map((row) => toInt(row.id))).toEqual([902]);
  });

  it('holds lengths and conditions on every row', async () => {
    const attempt = (row: Record<string, string | number | null>) =>
      test.db.write((tx) => sql(tx).insert('coop', row as never));
    const coop = {
      id: 950,
      code: 'x'.repeat(41),
      name: 'n',
      name_folded: 'n',
      province: '',
      phone: null,
      address: '',
      created_at: 1,
    };
    await expect(attempt(coop)).rejects.toThrow();
    const level = {
      coop_id: 1,
      variant_id: 1,
      on_hand: 1,
      reserved: 2,
      buffer: 0,
      rev: 1,
      updated_at: 1,
    };
    await expect(test.db.write((tx) => sql(tx).insert('stock_level', level))).rejects.toThrow();
  });

  it('makes distinct keys over many blocks, also inside a transaction', async () => {
    const seen = new Set<number>();
    for (let round = 0; round < 30; round++) {
      await test.ids.ensure(1000);
      await test.db.write(async () => {
        for (let i = 0; i < 1000; i++) seen.add(test.ids.next());
      });
    }
    expect(seen.size).toBe(30_000);
  });

  it(`runs ${engine === 'sqlite' ? 'writes one after another' : 'deadlocked writes again'}`, async () => {
    await test.db.write((tx) =>
      sql(tx).insert(
        'order_counter',
        { coop_id: 1, next_number: 0 },
        { coop_id: 2, next_number: 0 },
      ),
    );
    const bump = (first: number, second: number) =>
      test.db.write(async (tx) => {
        for (const id of [first, second])
          await sql(tx).run(
            'UPDATE order_counter SET next_number = next_number + 1 WHERE coop_id = ?',
            [id],
          );
      });
    await Promise.all(Array.from({ length: 40 }, (_, i) => (i % 2 ? bump(1, 2) : bump(2, 1))));
    const rows = await test.db.read((tx) =>
      sql(tx).all<{ next_number: number }>(
        'SELECT next_number FROM order_counter WHERE coop_id < 3',
      ),
    );
    expect(rows.map((row) => row.next_number)).toEqual([40, 40]);
  });
});
