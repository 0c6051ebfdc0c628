import fc from 'fast-check';
import { productOf, variantOf } from '../kit/scripted.suite';
import { articleBody, isArticleOf, readVariantLine } from './article-text';

const textsOf = (product: ReturnType<typeof productOf>) =>
  articleBody(product, 'OA').body.flatMap((part) => (part.type === 'text' ? [part.content] : []));

it('says price and whether there is any, for each variant', () => {
  const product = productOf({
    variants: [
      variantOf({ sku: 'G-1', optionName: 'Túi 500 g' }),
      variantOf({ sku: 'G-2', optionName: 'Túi 1 kg', priceVnd: 125_000, availableQty: 0 }),
    ],
  });
  expect(textsOf(product)).toEqual([
    'OCOP 4 sao · HTX Bến Lau',
    'Túi 500 g (mã G-1): 65.000\u00a0₫ · còn hàng',
    'Túi 1 kg (mã G-2): 125.000\u00a0₫ · hết hàng',
    'Miến dong phơi nắng, sợi dai.',
    'Xem hàng: https://htx.example/p/mien1',
    'Nhắn mã hàng và số lượng cho trang để đặt.',
  ]);
  expect(articleBody(product, 'OA')).toMatchObject({ status: 'show', author: 'HTX Bến Lau' });
  expect(articleBody({ ...product, hidden: true }, 'OA').status).toBe('hide');
});

it('is found again by its link, whole', () => {
  const product = productOf();
  expect(isArticleOf(product, textsOf(product))).toBe(true);
  const other = { ...product, pageUrl: `${product.pageUrl}2` };
  expect(isArticleOf(product, textsOf(other))).toBe(false);
});

it('what was written is read back, whatever the goods are called', () => {
  fc.assert(
    fc.property(
      fc.string({ unit: 'grapheme', maxLength: 30 }),
      fc.integer({ min: 1, max: 500_000_000 }),
      fc.integer({ min: 0, max: 5 }),
      (optionName, priceVnd, availableQty) => {
        const variant = variantOf({ sku: 'G-1001', optionName, priceVnd, availableQty });
        const lines = textsOf(productOf({ ocopStars: null, description: '', variants: [variant] }));
        expect(readVariantLine(lines[0] ?? '')).toEqual({
          sku: 'G-1001',
          priceVnd,
          qty: availableQty === 0 ? 0 : null,
        });
      },
    ),
  );
});

it('counts characters after composing them, and stays below the limits', () => {
  fc.assert(
    fc.property(fc.string({ unit: 'grapheme', maxLength: 2_500 }), (words) => {
      const product = productOf({ title: words.normalize('NFD'), description: words });
      const { title, description } = articleBody(product, 'OA');
      expect([...title].length).toBeLessThanOrEqual(150);
      expect([...description].length).toBeLessThanOrEqual(300);
      expect(title).toBe(title.normalize('NFC'));
    }),
  );
});
