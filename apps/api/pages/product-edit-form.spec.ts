import type { Product, Variant } from '@ganh/catalogue';
import type { Problem, ProductId, VariantId } from '@ganh/kernel';
import { fieldsOf } from '../views/product-fields';
import { changeOf, onTopOf, readEdit } from './product-edit-form';

const KEYS = ['a', 'b', 'c'].map((letter) => letter.repeat(64));
const [A, B, C] = KEYS as [string, string, string];

const variant = (id: number, over: Partial<Variant> = {}): Variant => ({
  id: id as VariantId,
  productId: 1 as ProductId,
  sku: 'G1',
  sellerSku: null,
  optionName: '',
  unit: 'hũ',
  stepsPerUnit: 1,
  pack: null,
  weightGrams: 700,
  priceVnd: 95_000,
  priceRev: 1,
  position: 0,
  ...over,
});
const product = (over: Partial<Product> = {}): Product => ({
  id: 1 as ProductId,
  code: 'k',
  name: 'Mật ong',
  description: 'Dòng một\nDòng hai',
  producer: '',
  kind: 'honey',
  certificateId: null,
  hidden: false,
  removed: false,
  rev: 3,
  photoKeys: [A, B],
  variants: [variant(7)],
  createdAt: 0,
  ...over,
});

interface Around {
  opened?: Product;
  now?: Product;
  drop?: string[];
  added?: string[];
}

/** The form as a browser sends it: all of it, with what stood when it was opened. */
const sent = (
  typed: Record<string, string>,
  { opened = product(), drop = [], added = [], now = opened }: Around = {},
) => {
  const was = fieldsOf(opened);
  const before = Object.fromEntries(Object.entries(was).map(([k, v]) => [`was.${k}`, v]));
  const fields = { ...was, ...before, first: opened.photoKeys[0] ?? '', baseRev: '3', ...typed };
  const repeated = (name: string) => (name === 'drop' ? drop : []);
  return readEdit({ fields, repeated, files: [] }, now, added);
};
const change = (typed: Record<string, string>, more: Around = {}) =>
  changeOf(sent(typed, more), more.now ?? more.opened ?? product());
const wrongIn = (typed: Record<string, string>) => {
  try {
    change(typed);
  } catch (error) {
    return (error as Problem).errors.map(({ field }) => field);
  }
  throw new Error('nothing was wrong');
};

it('nothing touched changes nothing, however the browser writes line ends and blanks', () => {
  expect(change({})).toEqual({});
  expect(change({ name: ' Mật  ong ', description: 'Dòng một\r\nDòng hai\r\n' })).toEqual({});
  expect(change({ 'weightGrams.7': '0700' })).toEqual({});
});

it.each<[Record<string, string>, object]>([
  [{ name: 'Mật ong hoa' }, { name: 'Mật ong hoa' }],
  [{ description: '' }, { description: '' }],
  [{ kind: '' }, { kind: '' }],
  [{ certificateId: '31' }, { certificateId: 31 }],
  [{ 'weightGrams.7': '650' }, { variants: [{ id: 7, weightGrams: 650 }] }],
  [{ 'weightGrams.7': '' }, { variants: [{ id: 7, weightGrams: null }] }],
  [{ first: B }, { photoKeys: [B, A] }],
])('%p alone is what changes', (typed, want) => {
  expect(change(typed)).toEqual(want);
});

it('photos are dropped, added, and the new one put first', () => {
  expect(change({}, { drop: [A] })).toEqual({ photoKeys: [B] });
  expect(change({}, { added: [C] })).toEqual({ photoKeys: [A, B, C] });
  expect(change({ first: 'new' }, { added: [C], drop: [B] })).toEqual({ photoKeys: [C, A] });
  expect(change({ first: 'new', photoKeys: `${A},${B},${C}` })).toEqual({ photoKeys: [C, A, B] });
  expect(change({}, { drop: [A, B] })).toEqual({ photoKeys: [] });
});

it('the pack read from the name goes with the name, and a pack that was not stays', () => {
  const [small, own] = [
    { amount: 500, measure: 'ml' as const },
    { amount: 6, measure: 'piece' as const },
  ];
  const of = (pack: Variant['pack']) =>
    product({ name: 'Mật ong 500 ml', variants: [variant(7, { pack })] });
  const pack = { amount: 350, measure: 'ml' };
  expect(change({ name: 'Mật ong 350 ml' }, { opened: of(small) })).toEqual({
    name: 'Mật ong 350 ml',
    variants: [{ id: 7, pack }],
  });
  expect(change({ name: 'Mật ong 350 ml' }, { opened: of(own) })).toEqual({
    name: 'Mật ong 350 ml',
  });
  expect(change({ name: 'Mật rừng 500 ml' }, { opened: of(small) })).toEqual({
    name: 'Mật rừng 500 ml',
  });
});

it('names what is wrong as the screen does', () => {
  expect(wrongIn({ name: ' ', 'weightGrams.7': 'nặng' })).toEqual(['name', 'weightGrams.7']);
  expect(wrongIn({ 'weightGrams.7': '900000' })).toEqual(['weightGrams.7']);
  expect(wrongIn({ description: 'x'.repeat(5001) })).toEqual(['description']);
  expect(wrongIn({ kind: 'Mật ong' })).toEqual(['kind']);
  expect(wrongIn({ photoKeys: '../x' })).toEqual(['photo']);
});

describe('somebody else was faster', () => {
  const now = product({ description: 'Của người kia', rev: 4 });

  it('only what this person changed is theirs; the other field stands as it was saved', () => {
    const edit = sent({ name: 'Mật ong hoa' }, { now });
    expect(changeOf(edit, now)).toEqual({ name: 'Mật ong hoa' });
    expect(onTopOf(edit, now)).toEqual({
      was: fieldsOf(now),
      draft: { ...fieldsOf(now), name: 'Mật ong hoa' },
      errors: [],
    });
  });

  it('in the same field: what is typed stays, and what the other wrote is said', () => {
    const { draft, errors } = onTopOf(sent({ description: 'Của tôi' }, { now }), now);
    expect(draft['description']).toBe('Của tôi');
    expect(errors).toMatchObject([{ field: 'description', code: 'stale' }]);
    expect(errors[0]?.remedy).toContain('Của người kia');
  });

  it('with the very same: nothing is left to do', () => {
    const edit = sent({ description: 'Của người kia' }, { now });
    expect(changeOf(edit, now)).toEqual({});
    expect(onTopOf(edit, now).errors).toEqual([]);
  });
});
