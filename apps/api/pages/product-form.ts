import { productRequest } from '@ganh/contracts';
import { type FieldProblem, parseVnd, Problem, tidy } from '@ganh/kernel';
import type { NewListing } from '@ganh/sync';
import type { z } from 'zod';
import { check } from '../edge/zod';
import { readWhole } from './typed-number';

const PACK = /(\d+(?:[.,]\d+)?)\s*(kg|g|gr|gram|ml|l|lít|lit)(?![\p{L}\d])/iu;
const GRAMS_OR_ML: Readonly<Record<string, [number, 'g' | 'ml']>> = {
  kg: [1000, 'g'],
  g: [1, 'g'],
  gr: [1, 'g'],
  gram: [1, 'g'],
  ml: [1, 'ml'],
  l: [1000, 'ml'],
  lít: [1000, 'ml'],
  lit: [1000, 'ml'],
};

export interface TypedProduct {
  fields: Readonly<Record<string, string>>;
  photoKeys: readonly string[];
  shopIds: readonly string[];
}

/** Where the request's fields stand on the screen. */
const ON_SCREEN: Readonly<Record<string, string>> = {
  'variants[0].priceVnd': 'price',
  'variants[0].stock': 'quantity',
  'variants[0].unit': 'unit',
  'variants[0].weightGrams': 'weightGrams',
};

/** The one-screen form → a product, by the API's own rules; throws with every field that needs another look. */
export function readProductForm({ fields, photoKeys, shopIds }: TypedProduct): NewListing {
  const errors: FieldProblem[] = [];
  const name = tidy(fields['name'] ?? '');
  if (name.length < 2)
    errors.push({
      field: 'name',
      code: 'missing',
      reason: 'Chưa có tên món.',
      remedy: 'Gõ tên như ghi trên nhãn.',
    });
  const priceVnd = readPrice(fields['price'] ?? '', errors);
  const stock = readCount('quantity', fields['quantity'] || '0', errors);
  const weightGrams = readCount('weightGrams', fields['weightGrams'] || '0', errors) || null;
  if (errors.length > 0) throw several(errors);
  const pack = packOf(name);
  const {
    shopIds: shops,
    variants,
    ...product
  } = checkTyped(productRequest, (field) => ON_SCREEN[field] ?? field, {
    name,
    description: fields['description'] ?? '',
    producer: fields['producer'] ?? '',
    kind: fields['kind'] ?? '',
    certificateId: fields['certificateId'] ? Number(fields['certificateId']) : null,
    photoKeys: photoKeys.slice(0, 9),
    variants: [
      {
        unit: fields['unit']?.trim() || 'cái',
        packAmount: pack?.amount ?? null,
        packMeasure: pack?.measure ?? null,
        weightGrams,
        priceVnd,
        stock,
      },
    ],
    ...(fields['shopsShown'] === undefined && shopIds.length === 0
      ? {}
      : { shopIds: shopIds.map(Number) }),
  });
  return {
    product: { ...product, variants },
    stock: [stock],
    ...(shops ? { shopIds: shops } : {}),
  };
}

/** By the API's own rules; what is wrong is named as the screen names it. */
export function checkTyped<S extends z.ZodType>(
  schema: S,
  onScreen: (field: string) => string,
  body: z.input<S>,
): z.output<S> {
  try {
    return check(schema, body);
  } catch (error) {
    if (!(error instanceof Problem)) throw error;
    throw several(error.errors.map((one) => ({ ...one, field: onScreen(one.field) })));
  }
}

export function several(errors: readonly FieldProblem[]): Problem {
  return new Problem('validation', `Có ${errors.length} chỗ cần sửa.`, errors);
}

function readPrice(text: string, errors: FieldProblem[]): number {
  const read = parseVnd(text, { bareThousands: true });
  if (read?.kind === 'amount' && read.amountVnd > 0) return read.amountVnd;
  const reason =
    read?.kind === 'range'
      ? 'Giá đang là một khoảng.'
      : text.trim()
        ? 'Chưa đọc được giá này.'
        : 'Chưa có giá.';
  errors.push({
    field: 'price',
    code: text.trim() ? 'unclear' : 'missing',
    reason,
    remedy: 'Gõ một số, ví dụ 95.000 hoặc 95k.',
  });
  return 0;
}

export function readCount(field: string, text: string, errors: FieldProblem[]): number {
  const count = readWhole(text);
  if (count !== null && count >= 0) return count;
  errors.push({
    field,
    code: 'not_a_count',
    reason: 'Chưa đọc được số này.',
    remedy: 'Gõ một số tròn, ví dụ 40.',
  });
  return 0;
}

/** The pack size written in the name: "Mật ong 500 ml". */
export function packOf(name: string): { amount: number; measure: 'g' | 'ml' } | null {
  const found = PACK.exec(name.normalize('NFC'));
  const [factor, measure] = GRAMS_OR_ML[found?.[2]?.toLowerCase() ?? ''] ?? [];
  if (!found?.[1] || !factor || !measure) return null;
  return { amount: Math.round(Number(found[1].replace(',', '.')) * factor), measure };
}
