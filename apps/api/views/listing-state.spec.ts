import type { SellerReason } from '@ganh/channels/kit';
import type { Product } from '@ganh/catalogue';
import type { PushRow } from '@ganh/shops';
import { isRefused, type ListedWith, markOf, resultOf } from './listing-state';
import { questionFor } from './missing-questions';

const NOW = Date.parse('2026-11-15T03:00:00Z');
const push = (over: Partial<PushRow> = {}) =>
  ({
    wantedRev: 2,
    doneRev: 2,
    refusedRev: 0,
    attempts: 0,
    nextAt: null,
    ticket: null,
    reason: null,
    ...over,
  }) as PushRow;
const listed = (pushes: PushRow[], shop: object = {}, listing: object = {}) =>
  ({
    listing: { id: 5, productId: 3, viewUrl: null, liveAt: 1, ...listing },
    shop: { id: 9, channel: 'shopee', name: 'Gian A', state: 'connected', lostWhy: null, ...shop },
    descriptor: { name: 'Shopee' },
    pushes,
  }) as unknown as ListedWith;
const weight = { key: 'missing_weight', code: 'x' } as SellerReason;
const see = (...args: Parameters<typeof listed>) => {
  const { state, text, repair } = resultOf(listed(...args), NOW);
  return { mark: markOf(listed(...args)).state, state, text, repair };
};

it('is live where everything wanted is done', () => {
  expect(see([push(), push()])).toMatchObject({ mark: 'done', state: 'live', repair: null });
});

it('waits where work is due, and says for what', () => {
  const due = push({ doneRev: 1 });
  expect(see([due], {}, { liveAt: null })).toMatchObject({
    mark: 'waiting',
    state: 'waiting',
    text: 'Đang gửi lên Shopee.',
  });
  expect(see([due]).text).toBe('Đang gửi thay đổi lên Shopee.');
  expect(see([push({ doneRev: 1, ticket: 't' })]).text).toContain('đang xem');
  const later = push({ doneRev: 1, attempts: 2, nextAt: NOW + 45 * 60_000 });
  expect(see([later]).text).toBe('Shopee đang bận, Gánh tự gửi lại lúc 10:45. Không cần làm gì.');
});

it('is broken where a refusal stands, and names the repair; a new wish lifts it', () => {
  const refused = push({ doneRev: 1, refusedRev: 2, reason: weight });
  expect(isRefused(refused)).toBe(true);
  expect(see([push(), refused])).toMatchObject({
    mark: 'broken',
    state: 'broken',
    repair: { href: '/hang/3/thieu/5' },
  });
  expect(see([{ ...refused, wantedRev: 3 }])).toMatchObject({ mark: 'waiting', state: 'waiting' });
  expect(isRefused(push({ wantedRev: 2, doneRev: 2, refusedRev: 2 }))).toBe(false);
});

it('is lost with its shop, whatever its work says', () => {
  expect(see([push()], { state: 'lost', lostWhy: 'Shopee hết phép kết nối.' })).toMatchObject({
    mark: 'broken',
    state: 'lost',
    text: 'Shopee hết phép kết nối.',
    repair: { label: 'Nối lại', href: '/kenh' },
  });
});

describe('what is asked of a refusal', () => {
  const product = {
    name: 'Mật ong rừng nguyên chất vùng cao',
    producer: 'HTX Suối Mơ',
    variants: [{ unit: 'hũ' }],
  } as unknown as Product;
  const ask = (reason: object, likely: number | null = null) =>
    questionFor({ code: 'x', ...reason } as SellerReason, product, { brand: 'cũ' }, likely);

  it('comes with a guess and where it is from', () => {
    expect(ask({ key: 'missing_weight' }, 650)).toMatchObject({
      field: 'weightGrams',
      guess: '650',
      label: 'Một hũ đóng gói nặng bao nhiêu?',
      guessFrom: 'Như các món khác bán theo hũ',
    });
    expect(ask({ key: 'missing_weight' })).toMatchObject({ guess: '', guessFrom: '' });
  });

  it('shortens a name at a word, never beyond what fits', () => {
    expect(ask({ key: 'title_too_long', values: { max: '20' } })?.guess).toBe(
      'Mật ong rừng nguyên',
    );
    expect(ask({ key: 'title_too_long', values: { max: '5' } })?.guess).toBe('Mật');
  });

  it('asks for the field the channel named, with what was answered before; else for nothing', () => {
    expect(
      ask({ key: 'missing_field', field: 'brand', values: { label: 'Thương hiệu' } }),
    ).toMatchObject({
      field: 'brand',
      label: 'Thương hiệu',
      guess: 'cũ',
    });
    expect(ask({ key: 'policy' })).toBeNull();
  });
});
