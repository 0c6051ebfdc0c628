import type { Problem } from '@ganh/kernel';
import { readProductForm } from './product-form';
import { readWhole } from './typed-number';

const typed = (fields: Record<string, string>, photoKeys: string[] = [], shopIds: string[] = []) =>
  readProductForm({
    fields: { name: 'Mật ong', price: '95k', ...fields },
    photoKeys,
    shopIds,
  });
const wrongIn = (fields: Record<string, string>, photoKeys: string[] = []) => {
  try {
    typed(fields, photoKeys);
  } catch (error) {
    return Object.fromEntries((error as Problem).errors.map(({ field, code }) => [field, code]));
  }
  throw new Error('nothing was wrong');
};

it.each([
  ['95', 95_000],
  ['95k', 95_000],
  ['95.000', 95_000],
  ['95,000 ₫', 95_000],
  ['1tr25', 1_250_000],
  ['1.250.000đ', 1_250_000],
])('reads the price %s', (price, priceVnd) => {
  expect(typed({ price }).product.variants[0]?.priceVnd).toBe(priceVnd);
});

it.each([
  ['Mật ong 500 ml', 500, 'ml'],
  ['Mật ong 0,5 lít', 500, 'ml'],
  ['Chè 1.5kg', 1500, 'g'],
  ['Tiêu gói 100gr', 100, 'g'],
  ['Mật ong 2 laptop', null, null],
  ['Mật ong', null, null],
])('takes the pack out of %s', (name, packAmount, packMeasure) => {
  expect(typed({ name }).product.variants[0]).toMatchObject({ packAmount, packMeasure });
});

it('keeps the unit that was chosen, and has one where none was', () => {
  expect(typed({ unit: ' hũ ' }).product.variants[0]?.unit).toBe('hũ');
  expect(typed({}).product.variants[0]?.unit).toBe('cái');
});

it('tells every shop apart from none chosen', () => {
  expect(typed({})).not.toHaveProperty('shopIds');
  expect(typed({ shopsShown: '1' }).shopIds).toEqual([]);
  expect(typed({ shopsShown: '1' }, [], ['7', '8']).shopIds).toEqual([7, 8]);
});

it('names every field that needs another look, as the screen names it', () => {
  expect(wrongIn({ name: ' ', price: '80-90k', quantity: '1.5', weightGrams: 'nặng' })).toEqual({
    name: 'missing',
    price: 'unclear',
    quantity: 'not_a_count',
    weightGrams: 'not_a_count',
  });
  expect(wrongIn({ price: '' })).toEqual({ price: 'missing' });
});

it.each<[Record<string, string>, string]>([
  [{ name: 'x'.repeat(201) }, 'name'],
  [{ price: '2 tỷ' }, 'price'],
  [{ quantity: '999999999' }, 'quantity'],
  [{ weightGrams: '900000' }, 'weightGrams'],
  [{ unit: 'x'.repeat(41) }, 'unit'],
  [{ description: 'x'.repeat(5001) }, 'description'],
  [{ producer: 'x'.repeat(201) }, 'producer'],
  [{ certificateId: 'giấy' }, 'certificateId'],
])('holds to the limits of the API: %p', (fields, field) => {
  expect(Object.keys(wrongIn(fields))).toEqual([field]);
});

it('takes no photo by a name that is no key', () => {
  expect(Object.keys(wrongIn({}, ['../x']))).toEqual(['photoKeys[0]']);
});

it.each([
  ['20', 20],
  ['1.250', 1250],
  ['1 250 000', 1_250_000],
  ['−5', -5],
  ['+5', 5],
  [' 7 ', 7],
  ['1.5', null],
  ['12.34', null],
  ['1,5', null],
  ['', null],
  ['hai', null],
  ['1e3', null],
  ['9999999999', null],
])('reads the whole number %p', (text, value) => {
  expect(readWhole(text)).toBe(value);
});
