import {
  formatAccount,
  formatAge,
  formatDate,
  formatDateTime,
  formatNearDay,
  formatPercent,
  formatQuantity,
  formatTime,
  formatVnd,
  formatWeekday,
  isoDay,
  shortVnd,
} from './format';

const morning = Date.parse('2026-11-15T07:20:00+07:00');

describe('the examples of ui.md §8', () => {
  it.each([
    [1250000, '1.250.000\u00a0₫'],
    [85000, '85.000\u00a0₫'],
    [0, '0\u00a0₫'],
    [999, '999\u00a0₫'],
    [-20400, '\u2212 20.400\u00a0₫'],
  ])('money %d', (amount, shown) => expect(formatVnd(amount)).toBe(shown));

  it.each([
    [2_300_000, '2,3 triệu'],
    [64_000_000, '64,0 triệu'],
    [1_180_000_000, '1,18 tỷ'],
    [999_960_000, '1,00 tỷ'],
    [999_940_000, '999,9 triệu'],
    [-2_300_000, '\u2212 2,3 triệu'],
    [640_000, '640.000\u00a0₫'],
  ])('short money %d', (amount, shown) => expect(shortVnd(amount)).toBe(shown));

  it('quantities in smallest steps', () => {
    expect(formatQuantity(30, 'kg', 20)).toBe('1,5 kg');
    expect(formatQuantity(24, 'hũ')).toBe('24 hũ');
    expect(formatQuantity(1200, 'hũ')).toBe('1.200 hũ');
    expect(formatQuantity(-3, 'hũ')).toBe('\u2212 3 hũ');
  });

  it('dates and times in Vietnam, whatever the machine says', () => {
    expect(formatDate(morning)).toBe('15/11/2026');
    expect(formatWeekday(morning)).toBe('Chủ nhật, 15/11/2026');
    expect(formatTime(morning)).toBe('7:20');
    expect(formatTime(Date.parse('2026-11-15T20:05:00+07:00'))).toBe('20:05');
    expect(formatDateTime(morning)).toBe('7:20, 15/11/2026');
    expect(isoDay(Date.parse('2026-11-14T23:30:00Z'))).toBe('2026-11-15');
  });

  it('near days', () => {
    expect(formatNearDay(Date.parse('2026-11-15T00:00:00+07:00'), morning)).toBe('hôm nay');
    expect(formatNearDay(Date.parse('2026-11-14T23:59:59+07:00'), morning)).toBe('hôm qua');
    expect(formatNearDay(Date.parse('2026-11-13T23:59:59+07:00'), morning)).toBe('13/11/2026');
    expect(formatNearDay(Date.parse('2026-11-16T00:00:00+07:00'), morning)).toBe('16/11/2026');
  });

  it('ages', () => {
    expect(formatAge(morning - 20_000, morning)).toBe('20 giây trước');
    expect(formatAge(morning - 3 * 60_000, morning)).toBe('3 phút trước');
    expect(formatAge(morning - 2 * 3_600_000, morning)).toBe('2 giờ trước');
    expect(formatAge(morning, morning + 7 * 3_600_000)).toBe('7:20');
    expect(formatAge(morning, morning + 30 * 3_600_000)).toBe('7:20, 15/11/2026');
    expect(formatAge(morning + 5_000, morning)).toBe('1 giây trước');
  });

  it('percent and accounts', () => {
    expect(formatPercent(0.09)).toBe('9%');
    expect(formatPercent(0.125)).toBe('12,5%');
    expect(formatPercent(-0.3)).toBe('\u2212 30%');
    expect(formatAccount('1234567890')).toBe('1234 567 890');
    expect(formatAccount('123456789012')).toBe('123 456 789 012');
  });
});
