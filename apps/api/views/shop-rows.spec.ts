import fc from 'fast-check';
import { expiringText, isUrgent } from './shop-rows';

const DAY = 86_400_000;
const NOW = 1_790_000_000_000;

it.each([
  [0.5 * DAY, 'Phép kết nối Zalo còn chưa đầy một ngày; gia hạn để số và đơn không bị dừng.'],
  [3.9 * DAY, 'Phép kết nối Zalo còn 3 ngày; gia hạn để số và đơn không bị dừng.'],
  [7 * DAY, null],
  [13 * DAY, null],
])('a permission that ends in %d ms is said as %j', (leftMs, text) => {
  expect(expiringText('Zalo', NOW + leftMs, NOW)).toBe(text);
});

it('is urgent exactly where the sentence is said, and never without an end', () => {
  fc.assert(
    fc.property(fc.integer({ min: -30 * DAY, max: 30 * DAY }), (leftMs) => {
      const endsAt = NOW + leftMs;
      expect(isUrgent({ permissionUntilAt: endsAt }, NOW)).toBe(
        expiringText('Zalo', endsAt, NOW) !== null,
      );
    }),
  );
  expect(isUrgent({ permissionUntilAt: null }, NOW)).toBe(false);
});
