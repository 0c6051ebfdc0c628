import { z } from 'zod';
import { looseText } from './answer';
import { looseRows, looseSeconds, looseWhole, oddId } from './rows';

const rows = looseRows(z.looseObject({ id: looseText, amount: looseWhole, at: looseSeconds }));

it('a bad field is null in its row, a bad row is empty in its page, the others are read', () => {
  const good = { id: 'A', amount: '5', at: 7 };
  const read = rows.parse([good, { ...good, id: { a: 1 } }, null, 'x', [], { id: 9 }]);
  const nothing = { id: null, amount: null, at: null };
  expect(read).toEqual([
    { id: 'A', amount: 5, at: 7_000 },
    { id: null, amount: 5, at: 7_000 },
    ...[nothing, nothing, nothing],
    { ...nothing, id: '9' },
  ]);
});

it.each([null, {}, 'x', undefined])('%j is no page', (page) =>
  expect(rows.safeParse(page).success).toBe(false),
);

it.each([
  [1e300, null],
  ['1e999', null],
  [-0.4, 0],
  ['12.6', 13],
  [true, undefined],
])('%p is counted as %p', (told, whole) => expect(looseWhole.safeParse(told).data).toBe(whole));

it('a row without an id is known again while it is told the same', () => {
  expect(oddId({ a: 1 })).toBe(oddId({ a: 1 }));
  expect(oddId({ a: 1 })).not.toBe(oddId({ a: 2 }));
  expect(oddId({})).toMatch(/^\?[0-9a-f]{24}$/);
});
