import { type CoopId, ManualClock, type UserId } from '@ganh/kernel';
import { describeOnBoth, type TestDatabase } from '../../test/support/engines';
import { AuditTrail } from '.';

const LAN = 5 as UserId;

describeOnBoth('the trail', (open) => {
  let test: TestDatabase;
  let audit: AuditTrail;
  let clock: ManualClock;
  let coop: { coopId: CoopId };

  beforeAll(async () => {
    test = await open();
  });
  afterAll(() => test.close());
  beforeEach(() => {
    clock = new ManualClock(1_790_000_000_000);
    audit = new AuditTrail(test.ids, clock);
    coop = { coopId: test.ids.next() };
  });

  const write = (action: string, id: number, detail = {}, of = coop) => {
    clock.advance(1_000);
    const target = { kind: 'variant', id };
    return test.db.write((tx) => audit.write(tx, of, LAN, action, target, detail));
  };
  const list = (actions?: readonly string[], before: { at: number; id: number } | null = null) =>
    test.db.read((tx) => audit.list(tx, coop, before, 10, actions));

  it('lists the actions that are asked for, and goes on behind an entry', async () => {
    for (const action of ['price.change', 'login', 'price.undo', 'login', 'price.change'])
      await write(action, 1);
    const prices = ['price.change', 'price.undo'];
    const all = await list(prices);
    expect(all.map(({ action }) => action)).toEqual(['price.change', 'price.undo', 'price.change']);
    expect((await list(prices, all[0])).map(({ id }) => id)).toEqual([all[1]?.id, all[2]?.id]);
    expect((await list()).length).toBe(5);
    expect(await list(['nothing.such'])).toEqual([]);
  });

  it('finds an entry by its id, for its own cooperative alone', async () => {
    const id = await write('price.change', 7, { from: 1_000, to: 2_000, rev: 2 });
    const found = await test.db.read((tx) => audit.find(tx, coop, id));
    expect(found).toMatchObject({
      id,
      action: 'price.change',
      actorUserId: LAN,
      target: { kind: 'variant', id: 7 },
      detail: { from: 1_000, to: 2_000, rev: 2 },
    });
    const other = { coopId: test.ids.next<CoopId>() };
    expect(await test.db.read((tx) => audit.find(tx, other, id))).toBeNull();
  });

  it('tells what was done to the same things since, oldest first', async () => {
    await write('price.change', 1);
    const second = await write('price.change', 1);
    const since = clock.now();
    const others = [await write('price.change', 2), await write('price.undo', 1)];
    await write('price.change', 3);
    await write('price.change', 1, {}, { coopId: test.ids.next() });
    const of = (kind: string, ids: number[]) =>
      test.db.read((tx) => audit.ofTargets(tx, coop, kind, ids, since));
    expect((await of('variant', [1, 2])).map(({ id }) => id)).toEqual([second, ...others]);
    expect(await of('product', [1, 2])).toEqual([]);
    expect(await of('variant', [])).toEqual([]);
  });
});
