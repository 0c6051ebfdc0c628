import {
  certificateRequest,
  listingAnswers,
  orderRequest,
  productRequest,
  stockMove,
} from '@ganh/contracts';
import type { Problem } from '@ganh/kernel';
import type { z } from 'zod';
import { check } from './zod';

function problemsIn(schema: z.ZodType, value: unknown) {
  try {
    check(schema, value);
  } catch (error) {
    return Object.fromEntries((error as Problem).errors.map(({ field, ...rest }) => [field, rest]));
  }
  throw new Error('nothing was wrong');
}

const variant = { unit: 'hũ', priceVnd: 95_000 };

it('tells what is missing from what is of another kind', () => {
  expect(problemsIn(productRequest, { variants: [{ unit: 7 }] })).toEqual({
    name: { code: 'missing', reason: 'Còn thiếu.', remedy: 'Cần chữ.' },
    'variants[0].unit': { code: 'wrong_type', reason: 'Sai kiểu.', remedy: 'Cần chữ.' },
    'variants[0].priceVnd': { code: 'missing', reason: 'Còn thiếu.', remedy: 'Cần số.' },
  });
  expect(problemsIn(productRequest, null)['']).toMatchObject({ code: 'wrong_type' });
  expect(problemsIn(certificateRequest, { ...certificate(), kind: undefined })['kind']).toEqual({
    code: 'missing',
    reason: 'Còn thiếu.',
    remedy: 'Cần một trong: ocop, vietgap, other.',
  });
});

it('says sizes by what they measure: letters, entries, the number itself', () => {
  const bad = { name: 'x'.repeat(201), variants: [], photoKeys: Array(10).fill('0'.repeat(64)) };
  expect(problemsIn(productRequest, bad)).toEqual({
    name: { code: 'too_big', reason: 'Dài quá.', remedy: 'Viết nhiều nhất 200 ký tự.' },
    variants: { code: 'too_small', reason: 'Thiếu mục.', remedy: 'Gửi ít nhất 1 mục.' },
    photoKeys: { code: 'too_big', reason: 'Nhiều mục quá.', remedy: 'Gửi nhiều nhất 9 mục.' },
  });
  expect(
    problemsIn(productRequest, { name: ' \u200b ', variants: [{ ...variant, priceVnd: -5 }] }),
  ).toEqual({
    name: { code: 'missing', reason: 'Còn để trống.', remedy: 'Điền vào ô này.' },
    'variants[0].priceVnd': {
      code: 'too_small',
      reason: 'Nhỏ quá: ít nhất 1.',
      remedy: 'Sửa thành 1 trở lên.',
    },
  });
});

it('names the choices there are, and how a date is written', () => {
  const bad = { ...certificate(), kind: 'iso', validUntil: '15/11/2026' };
  expect(problemsIn(certificateRequest, bad)).toEqual({
    kind: {
      code: 'invalid_value',
      reason: 'Không có lựa chọn này.',
      remedy: 'Chọn một trong: ocop, vietgap, other.',
    },
    validUntil: {
      code: 'invalid_format',
      reason: 'Chưa đúng ngày.',
      remedy: 'Viết năm-tháng-ngày, ví dụ 2026-11-15.',
    },
  });
});

it('names every field that nobody knows, where it stands', () => {
  const bad = { name: 'Chè', colour: 'đỏ', variants: [{ ...variant, size: 1, weight: 2 }] };
  expect(Object.keys(problemsIn(productRequest, bad)).sort()).toEqual([
    'colour',
    'variants[0].size',
    'variants[0].weight',
  ]);
});

it('takes rules that a type cannot say', () => {
  expect(problemsIn(stockMove, { opId: 'abcdefgh', delta: 0 })['delta']).toMatchObject({
    code: 'zero',
    remedy: 'Nhập số thêm vào hoặc bớt đi.',
  });
  const half = { name: 'Chè', variants: [{ ...variant, packAmount: 500 }] };
  expect(problemsIn(productRequest, half)['variants[0].packMeasure']).toMatchObject({
    code: 'half_a_pack',
  });
  const many = Object.fromEntries(Array.from({ length: 21 }, (_, i) => [`a${i}`, 'x']));
  expect(problemsIn(listingAnswers, { answers: many })['answers']).toMatchObject({
    code: 'too_many',
  });
});

it('speaks Vietnamese whatever is wrong, and of no more than fifty places', () => {
  const lines = Array.from({ length: 50 }, () => ({ variantId: 'x', quantity: 1.5, note: 1 }));
  const errors = Object.values(problemsIn(orderRequest, { opId: '!', lines, payment: 'gold' }));
  expect(errors.length).toBe(50);
  for (const { reason, remedy } of errors) {
    expect(`${reason} ${remedy}`).not.toMatch(
      /\b(expected|invalid|string|number|must|undefined)\b/i,
    );
    expect(remedy.endsWith('.')).toBe(true);
  }
});

it('stores words as they read: composed, single blanks, nothing invisible, paragraphs kept', () => {
  const { name, description } = check(productRequest, {
    name: '  Mật\u00a0 ong\u200b  rừng '.normalize('NFD'),
    description: ' Dòng một \r\n\r\n  Dòng  hai\n',
    variants: [variant],
  });
  expect([name, description]).toEqual(['Mật ong rừng', 'Dòng một\n\nDòng hai']);
});

it.each([true, '12', [5], 1.5, 0, -1, 2 ** 53])('takes no %p for an id', (variantId) => {
  const bad = { opId: 'abcdefgh', lines: [{ variantId, quantity: 1 }] };
  expect(Object.keys(problemsIn(orderRequest, bad))).toEqual(['lines[0].variantId']);
});

function certificate() {
  return {
    kind: 'ocop',
    stars: 4,
    number: 'A',
    issuedBy: 'UBND',
    issuedOn: '2026-01-01',
    validUntil: '2029-01-01',
  };
}
