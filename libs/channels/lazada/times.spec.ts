import fc from 'fast-check';
import { dateText, dayText, momentOf } from './times';

const AT = Date.UTC(2026, 10, 24, 11, 0, 0);

describe('moments', () => {
  it.each([
    ['2026-11-24 18:00:00 +0700'],
    ['2026-11-24 18:00:00'],
    ['2026-11-24T18:00:00+07:00'],
    ['2026-11-24T11:00:00Z'],
    ['2026-11-24T11:00:00.000Z'],
    [String(AT)],
    [AT],
    [AT / 1000],
  ])('%j is read', (told) => expect(momentOf(told)).toBe(AT));

  it.each([null, undefined, '', 0, '0', 'soon', 'null'])('%j is none', (told) =>
    expect(momentOf(told)).toBeNull(),
  );

  it('a date alone is the beginning of a day in Vietnam', () => {
    expect(momentOf('2026-11-24')).toBe(Date.UTC(2026, 10, 23, 17));
    expect(dayText(Date.UTC(2026, 10, 23, 17))).toBe('2026-11-24');
  });

  it('what is written is read back, to the second', () => {
    fc.assert(
      fc.property(fc.integer({ min: 1_000_000_000, max: 4_000_000_000 }), (seconds) => {
        expect(momentOf(dateText(seconds * 1000))).toBe(seconds * 1000);
      }),
    );
  });
});
