import { productOf, variantOf } from '../kit/scripted.suite';
import { answeredAttributes } from './categories';
import { descriptionOf, weightKg, whatLacks } from './item-check';
import { contentOf, createBody, skuBodies } from './item-request';

const long = 'Miến dong phơi nắng Bến Lau gói 500 g';
const product = (over = {}) => productOf({ title: long, ...over });
const listed = (id: string, sku: string) => ({
  id,
  seller_sku: sku,
  price: { sale_price: 50_000, tax_exclusive_price: null, amount: null },
  inventory: [{ warehouse_id: 'W', quantity: 3 }],
  sales_attributes: [{ name: 'Màu', value_name: 'Xanh' }],
  status_info: null,
});

describe('variants of an edit', () => {
  it('keep their ids, and those that are not ours are sent back as they were', () => {
    const two = product({
      variants: [
        variantOf({ sku: 'G-1', optionName: 'Túi' }),
        variantOf({ sku: 'G-2', optionName: 'Hộp' }),
      ],
    });
    expect(skuBodies(two, 'W', [listed('71', 'G-1'), listed('79', 'THEIRS')])).toMatchObject([
      { id: '71', seller_sku: 'G-1', sales_attributes: [{ value_name: 'Túi' }] },
      { seller_sku: 'G-2', sales_attributes: [{ value_name: 'Hộp' }] },
      {
        id: '79',
        seller_sku: 'THEIRS',
        price: { amount: '50000', currency: 'VND' },
        inventory: [{ warehouse_id: 'W', quantity: 3 }],
        sales_attributes: [{ name: 'Màu', value_name: 'Xanh' }],
      },
    ]);
  });

  it('a lone one has no option, names used twice are told apart', () => {
    expect(skuBodies(product(), 'W', [])[0]).not.toHaveProperty('sales_attributes');
    const twins = product({
      variants: ['G-1', 'G-2'].map((sku) => variantOf({ sku, optionName: 'Túi' })),
    });
    expect(skuBodies(twins, 'W', []).map((one) => one['sales_attributes'])).toMatchObject([
      [{ value_name: 'Túi G-1' }],
      [{ value_name: 'Túi G-2' }],
    ]);
  });
});

it('a repeat of the same body has the same key, one after a deletion another', () => {
  const content = contentOf(product(), { categoryId: '1', imageUris: ['u'], attributes: [] });
  const keyOf = (over = {}) => createBody(product(over), content, 'W')['idempotency_key'];
  expect(keyOf()).toBe(keyOf());
  expect(keyOf({ memory: { goneItemId: '9' } })).not.toBe(keyOf());
  expect(String(keyOf()).length).toBeLessThanOrEqual(128);
});

it('words are escaped, and the heaviest variant gives the weight', () => {
  expect(descriptionOf(product({ description: 'Sợi <dai>\n\n& ngon' }))).toBe(
    '<p>Sợi &lt;dai&gt;</p><p>&amp; ngon</p>',
  );
  const variants = [variantOf({ weightGrams: 520 }), variantOf({ sku: 'B', weightGrams: 1_020 })];
  expect(weightKg(product({ variants }))).toBe(1.02);
});

it.each([
  [{}, null],
  [{ title: 'Miến dong' }, 'title_too_short'],
  [{ title: 'x'.repeat(256) }, 'title_too_long'],
  [{ photos: [] }, 'missing_photo'],
  [{ description: ' ' }, 'missing_description'],
  [{ variants: [variantOf({ weightGrams: null })] }, 'missing_weight'],
  [{ variants: [variantOf({ weightGrams: null })], answers: { weightGrams: '500' } }, null],
  [{ variants: [variantOf({ priceVnd: 180_000_001 })] }, 'price_invalid'],
  [{ variants: [variantOf({ sku: 'có cách' })] }, 'other'],
])('%j lacks %s', (over, key) => {
  expect(whatLacks(product(over))?.key ?? null).toBe(key);
});

it('answers become values by id where they are choices, by name where they are words', () => {
  const attribute = {
    field: 'attr:1',
    name: 'Xuất xứ',
    isRequired: true,
    kind: 'choices' as const,
    choices: [{ id: '57', name: 'Việt Nam' }],
    isOpen: true,
  };
  expect(answeredAttributes([attribute], { 'attr:1': '57, Lào' })).toEqual([
    { id: '1', values: [{ id: '57' }, { name: 'Lào' }] },
  ]);
  expect(answeredAttributes([attribute], {})).toMatchObject({ key: 'missing_attribute' });
  expect(answeredAttributes([{ ...attribute, isRequired: false }], {})).toEqual([]);
});
