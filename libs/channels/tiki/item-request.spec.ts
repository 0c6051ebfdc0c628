import fc from 'fast-check';
import { productOf, variantOf } from '../kit/scripted.suite';
import {
  attributeLack,
  contentDigest,
  goodsLack,
  requestBody,
  titleOf,
  updateBody,
} from './item-request';

const photo = (key: string) => ({
  key,
  url: `https://htx.example/media/${key}.jpg`,
  jpeg: async () => Buffer.from(key),
});
const product = productOf({
  answers: { categoryId: '9007199254740993', 'attr:origin': 'Việt Nam', 'attr:left': '' },
  photos: [photo('a'), photo('b')],
  variants: [
    variantOf({ sku: 'G-1', optionName: 'Túi 500 g', availableQty: 12.7 }),
    variantOf({ sku: 'G-2', priceVnd: 120_000, availableQty: -1 }),
  ],
});

it('a request carries each variant with its option, whole pieces, ids to the digit', () => {
  const body = requestBody(product, product.variants);
  expect(JSON.stringify(body)).toContain('"category_id":');
  expect(String(body['category_id'])).toBe('9007199254740993');
  expect(body).toMatchObject({
    name: 'Miến dong Bến Lau 500 g',
    attributes: { brand: 'HTX Bến Lau', origin: 'Việt Nam' },
    image: 'https://htx.example/media/a.jpg',
    images: ['https://htx.example/media/b.jpg'],
    option_attributes: ['Phân loại'],
    variants: [
      { sku: 'G-1', price: 65_000, quantity: 12, option1: 'Túi 500 g' },
      { sku: 'G-2', price: 120_000, quantity: 0, option1: 'G-2' },
    ],
  });
  expect(body['attributes']).not.toHaveProperty('left');
});

it('one variant alone has no option', () => {
  const [only] = product.variants;
  const body = requestBody({ ...product, variants: [only!] }, [only!]);
  expect(body['option_attributes']).toEqual([]);
  expect(body['variants']).toEqual([expect.not.objectContaining({ option1: expect.anything() })]);
});

it('new words name the product they are for, and no price', () => {
  const body = updateBody(product, '42');
  expect(String(body['product_id'])).toBe('42');
  expect(body).not.toHaveProperty('variants');
  expect(body).not.toHaveProperty('market_price');
});

it.each([
  [{ photos: [] }, 'missing_photo'],
  [{ description: '  ' }, 'missing_description'],
  [{ title: 'Miến' }, 'title_too_short'],
  [{ answers: {} }, 'missing_category'],
  [{ answers: { categoryId: 'x' } }, 'missing_category'],
])('%j: %s', (over, key) => {
  expect(goodsLack({ ...product, ...over })).toMatchObject({ key });
});

it('names the first answer that is wanted and not given; a brand is always there', () => {
  const asked = (code: string, isRequired: boolean) => ({
    field: `attr:${code}`,
    name: `Tên ${code}`,
    isRequired,
    kind: 'text' as const,
    choices: [],
    isOpen: false,
  });
  expect(goodsLack(product)).toBeNull();
  const given = [asked('brand', true), asked('origin', true), asked('colour', false)];
  expect(attributeLack(product, given)).toBeNull();
  expect(attributeLack(product, [...given, asked('left', true), asked('right', true)])).toEqual({
    key: 'missing_attribute',
    code: 'missing_attribute',
    field: 'attr:left',
    values: { field: 'Tên left' },
  });
});

it('the digest changes with what people approve, and with nothing else', () => {
  const now = contentDigest(product);
  const raised = product.variants.map((one) => ({ ...one, priceVnd: 1, availableQty: 0 }));
  expect(contentDigest({ ...product, variants: raised, hidden: true })).toBe(now);
  for (const over of [
    { title: 'Miến dong khác' },
    { description: 'khác' },
    { photos: [photo('b'), photo('a')] },
    { answers: { ...product.answers, 'attr:origin': 'Lào' } },
    { answers: { ...product.answers, categoryId: '5' } },
  ])
    expect(contentDigest({ ...product, ...over })).not.toBe(now);
});

it('whatever the title, it fits, and cut twice it is the same', () => {
  fc.assert(
    fc.property(fc.string({ maxLength: 500 }), (title) => {
      const cut = titleOf({ ...product, title });
      expect(cut.length).toBeLessThanOrEqual(200);
      expect(titleOf({ ...product, title: cut })).toBe(cut);
    }),
  );
});
