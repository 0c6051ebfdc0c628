import type { AuditEntry } from '@ganh/identity';
import { fateOf, reversalOf, seenBy } from './act-rules';

let made = 0;
const entry = (
  action: string,
  detail: Record<string, unknown>,
  place: Partial<AuditEntry> = {},
): AuditEntry => ({
  id: ++made,
  at: 1_790_000_000_000 + made,
  actorUserId: null,
  action,
  target: { kind: 'variant', id: 1 },
  detail,
  ...place,
});
const fate = (act: AuditEntry, ...later: AuditEntry[]) => {
  const reversal = reversalOf(act);
  if (!reversal) throw new Error('nothing takes it back');
  return fateOf(act, reversal, [act, ...later]);
};

describe('what takes an act back', () => {
  it.each<[string, string, object]>([
    ['an order handed over', 'order.status', { from: 'packed', status: 'shipping' }],
    ['an order cancelled', 'order.status', { from: 'to_pack', status: 'cancelled' }],
    ['an order confirmed', 'order.status', { from: 'new', status: 'to_pack' }],
    ['a price of before revisions were written', 'price.change', { from: 1, to: 2 }],
    ['a changed name', 'product.change', { fields: ['name'] }],
    ['a shop taken off', 'shop.disconnect', {}],
  ])('nothing: %s', (_, action, detail) => {
    expect(reversalOf(entry(action, { ...detail }))).toBeNull();
  });
});

describe('what has become of an act', () => {
  const price = (rev: number) => entry('price.change', { from: 1, to: 2, rev });
  const status = (from: string, to: string) => entry('order.status', { from, status: to });

  it('a price: undone by its own undo, overtaken by the next change, untouched by those before', () => {
    const before = price(4);
    const act = price(5);
    const undo = entry('price.undo', { rev: 6 });
    expect(fate(act)).toBeNull();
    expect(fate(act, before)).toBeNull();
    expect(fate(act, undo)).toBe(undo);
    expect(fate(act, price(6), entry('price.undo', { rev: 7 }))).toBe('overtaken');
  });

  it('a packing: undone by what came next if it led back, else overtaken', () => {
    const act = status('to_pack', 'packed');
    const back = status('packed', 'to_pack');
    expect(fate(act)).toBeNull();
    expect(fate(act, entry('order.found', {}), back, status('to_pack', 'packed'))).toBe(back);
    expect(fate(act, status('packed', 'shipping'))).toBe('overtaken');
  });

  it('a removal: taken back by whatever brought the product back, whatever else was changed', () => {
    const act = entry('product.remove', {});
    const back = entry('product.restore', {});
    expect(fate(act)).toBeNull();
    expect(fate(act, entry('product.change', { fields: ['name'] }))).toBeNull();
    expect(fate(act, back, entry('product.remove', {}))).toBe(back);
  });

  it('of two in one millisecond the later id is the later act', () => {
    const act = entry('product.change', { hidden: true }, { id: 10_000, at: 1 });
    const before = entry('product.change', { hidden: false }, { id: 9_999, at: 1 });
    const after = entry('product.change', { hidden: false }, { id: 10_001, at: 1 });
    expect(fate(act, before)).toBeNull();
    expect(fate(act, before, after)).toBe(after);
  });
});

it('each role is asked for what it may see', () => {
  const seen = (role: 'packer' | 'seller' | 'host' | 'manager') =>
    seenBy({ roles: [role] } as unknown as Parameters<typeof seenBy>[0]);
  expect(seen('packer').every((action) => action.startsWith('order.'))).toBe(true);
  expect(seen('seller')).toEqual(expect.arrayContaining(['price.change', 'shop.disconnect']));
  expect(seen('seller').filter((action) => action.startsWith('member.'))).toEqual([]);
  expect(seen('host')).toEqual([]);
  expect(seen('manager')).toEqual(expect.arrayContaining(['member.add', 'price.change']));
});
