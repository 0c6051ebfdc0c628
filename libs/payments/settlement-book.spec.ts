import type { SettlementEntry } from '@ganh/channels/kit';
import { ManualClock, type CoopId, type ShopId } from '@ganh/kernel';
import { describeOnBoth, type TestDatabase } from '../../test/support/engines';
import { SettlementBook, SettlementStore } from '.';

describeOnBoth('what channels pay out', (open) => {
  let test: TestDatabase;
  let book: SettlementBook;
  const shop = { coopId: 5 as CoopId, id: 7 as ShopId };
  const order = { shopId: 7, externalOrderId: 'S1' };
  const entry = (over: Partial<SettlementEntry> = {}): SettlementEntry => ({
    externalId: 'escrow:S1',
    kind: 'order',
    channelKind: 'escrow',
    externalOrderId: 'S1',
    externalStatementId: null,
    amountVnd: 95_000,
    parts: [
      { kind: 'goods', name: 'original_price', amountVnd: 100_000 },
      { kind: 'commission', name: 'commission_fee', amountVnd: -4_000 },
      { kind: 'vat', name: 'withholding_vat_tax', amountVnd: -1_000 },
    ],
    at: 1_790_000_000_000,
    ...over,
  });
  beforeAll(async () => {
    test = await open();
    const kit = { ids: test.ids, clock: new ManualClock(1_790_000_000_000) };
    book = new SettlementBook(test.db, kit, new SettlementStore());
  });
  afterAll(() => test.close());

  it('is kept once, as it was told last, for its own cooperative', async () => {
    for (let time = 0; time < 2; time += 1) await book.take(shop, entry());
    expect(await book.ofOrder(shop, order)).toEqual([entry()]);
    const corrected = entry({
      amountVnd: 99_000,
      parts: [{ kind: 'goods', name: 'original_price', amountVnd: 99_000 }],
    });
    await book.take(shop, corrected);
    expect(await book.ofOrder(shop, order)).toEqual([corrected]);
    expect(await book.ofOrder({ coopId: 6 as CoopId }, order)).toEqual([]);
    expect(await book.ofOrder(shop, { ...order, shopId: 8 })).toEqual([]);
  });
});
