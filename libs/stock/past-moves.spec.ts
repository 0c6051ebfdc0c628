import type { UserId } from '@ganh/kernel';
import { describeOnBoth, type TestDatabase } from '../../test/support/engines';
import { testStock, type TestStock } from '../../test/support/stock';

const LAN = 5 as UserId;
const THAO = 6 as UserId;

describeOnBoth('what people did to the stock', (open) => {
  let test: TestDatabase;
  let at: TestStock;

  beforeAll(async () => {
    test = await open();
  });
  afterAll(() => test.close());
  beforeEach(() => {
    at = testStock(test);
  });

  const past = (before: { at: number; id: number } | null = null, limit = 50, scope = at.scope) =>
    test.db.read((tx) => at.stock.pastMoves(tx, scope, before, limit));
  const add = async (opId: string, delta: number, variantId: number) => {
    at.clock.advance(1_000);
    const move = { opId, variantId, delta, actor: LAN } as Parameters<typeof at.stock.move>[1];
    await at.stock.move(at.scope, { ...move, reason: delta > 0 ? 'received' : 'retail' });
  };

  it('newest first, without opening stock and without what was taken back as an act of its own', async () => {
    const variant = await at.variant(10);
    await add('one-press', 20, variant);
    await add('two-press', -3, variant);
    at.clock.advance(60_000);
    await at.stock.undo(at.scope, 'one-press', THAO);
    const list = await past();
    expect(list.map((move) => [move.opId, move.delta, move.actor])).toEqual([
      ['two-press', -3, LAN],
      ['one-press', 20, LAN],
    ]);
    expect(list.map(({ undone }) => undone)).toEqual([null, { by: THAO, at: at.clock.now() }]);
    const [newest] = list;
    expect(await test.db.read((tx) => at.stock.pastMove(tx, at.scope, newest!.id))).toEqual(newest);
  });

  it('page by page, each once, also of one millisecond', async () => {
    const variant = await at.variant(0);
    const now = at.clock.now();
    for (let i = 0; i < 7; i++) {
      await add(`press-${i}-x`, 1, variant);
      at.clock.set(now);
    }
    const seen: string[] = [];
    for (let before: { at: number; id: number } | null = null; ;) {
      const page = await past(before, 3);
      seen.push(...page.map(({ opId }) => opId));
      const last = page.at(-1);
      if (!last) break;
      before = { at: last.at, id: last.id };
    }
    expect(seen).toEqual([6, 5, 4, 3, 2, 1, 0].map((i) => `press-${i}-x`));
  });

  it('of one cooperative alone', async () => {
    const variant = await at.variant(0);
    await add('our-press', 4, variant);
    const [move] = await past();
    const other = testStock(test).scope;
    expect(await past(null, 50, other)).toEqual([]);
    expect(await test.db.read((tx) => at.stock.pastMove(tx, other, move!.id))).toBeNull();
  });
});
