import fc from 'fast-check';
import { formatPhone, maskPhone, nationalPhone, parsePhone } from '@ganh/kernel';

describe('parsePhone', () => {
  it.each([
    ['0905 123 456', '+84905123456'],
    ['+84 905 123 456', '+84905123456'],
    ['84905123456', '+84905123456'],
    ['+84 (0) 905.123.456', '+84905123456'],
    ['0169.2345.678', '+84392345678'],
    ['+84 169 234 5678', '+84392345678'],
    ['0120 345 6789', '+84703456789'],
    ['01991234567', '+84591234567'],
    ['84 91 234 56 78', '+84912345678'],
    ['0084912345678', '+84912345678'],
    ['0 9 1 2 3 4 5 6 7 8', '+84912345678'],
    ['(0235) 3812 345', '+842353812345'],
    ['024 3822 1234', '+842438221234'],
    ['o912-345-678', '+84912345678'],
    ['０９１２３４５６７８', '+84912345678'],
    ['0521234567', '+84521234567'],
  ])('%j is %s', (typed, e164) => expect(parsePhone(typed)).toBe(e164));

  it.each([
    '',
    '091234567',
    '09123456789',
    '19001234',
    '18001234',
    '0112345678',
    '0412345678',
    'mã 12',
    '012345678901',
    '8490512345',
  ])('%j is no phone', (typed) => expect(parsePhone(typed)).toBeNull());

  it('reads back what it shows', () => {
    fc.assert(
      fc.property(
        fc.constantFrom('3', '5', '7', '8', '9'),
        fc.integer({ min: 0, max: 99_999_999 }),
        (head, rest) => {
          const national = `0${head}${String(rest).padStart(8, '0')}`;
          const phone = parsePhone(national)!;
          expect(nationalPhone(phone)).toBe(national);
          expect(parsePhone(formatPhone(phone))).toBe(phone);
        },
      ),
    );
  });
});

describe('formats', () => {
  const shown = (typed: string) => [formatPhone(parsePhone(typed)!), maskPhone(parsePhone(typed)!)];
  it('groups and masks', () => {
    expect(shown('0905123456')).toEqual(['0905 123 456', '0905 ••• 456']);
    expect(shown('02353000000')).toEqual(['0235 300 0000', '0235 ••• 0000']);
    expect(shown('02438221234')).toEqual(['024 3822 1234', '024 •••• 1234']);
  });
});
