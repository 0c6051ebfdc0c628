import fc from 'fast-check';
import { formatVnd } from './format';
import { amountVnd, parseVnd, roundHalfUpVnd } from './money';

const column = { bareThousands: true };

describe('parseVnd', () => {
  it.each([
    ['85k', 85000],
    ['85K', 85000],
    ['95 K', 95000],
    ['85ka', 85000],
    ['85 ngàn', 85000],
    ['85 nghìn', 85000],
    ['85 nghìn đồng', 85000],
    ['85.000', 85000],
    ['85.000đ', 85000],
    ['\u00a085.000 đ ', 85000],
    ['85,000 VND', 85000],
    ['85 000', 85000],
    ["85'000", 85000],
    ['８５．０００đ', 85000],
    ['85000 đồng', 85000],
    ['1,250,000.00', 1250000],
    ['1250000', 1250000],
    ['1.250.000', 1250000],
    ['1 250 000 ₫', 1250000],
    ['8,5k', 8500],
    ['8k5', 8500],
    ['85k5', 85500],
    ['1.250k', 1250000],
    ['1tr2', 1200000],
    ['1,2tr', 1200000],
    ['1.2 triệu', 1200000],
    ['1tr200', 1200000],
    ['1tr25', 1250000],
    ['1tr250', 1250000],
    ['1tr250k', 1250000],
    ['1 triệu 250', 1250000],
    ['1 triệu 250 nghìn', 1250000],
    ['1 triệu 250.000đ', 1250000],
    ['1tr050', 1050000],
    ['1tr05', 1050000],
    ['2 triệu 850', 2850000],
    ['2,5tr', 2500000],
    ['0,45tr', 450000],
    ['0,125 tr', 125000],
    ['2 củ', 2000000],
    ['trăm rưỡi', 150000],
    ['2 trăm rưỡi', 250000],
    ['2 trăm nghìn', 200000],
    ['triệu rưỡi', 1500000],
    ['1tr rưỡi', 1500000],
    ['nửa triệu', 500000],
    ['1,2 tỷ', 1200000000],
    ['1 tỷ 250 triệu', 1250000000],
    ['5 chục', 50000],
    ['120k/hộp', 120000],
    ['85k một ký', 85000],
    ['22k / kg', 22000],
    ['60k (mua 10 tặng 1)', 60000],
    ['60k, mua 10 tặng 1', 60000],
    ['85k chưa ship', 85000],
    ['~68k', 68000],
    ['khoảng 68 ngàn', 68000],
    ['Giá: 85k', 85000],
    ['(85k)', 85000],
    ['80-80k', 80000],
  ])('%s', (text, amount) => {
    expect(parseVnd(text)).toEqual({ kind: 'amount', amountVnd: amount });
    expect(parseVnd(text.normalize('NFD'))).toEqual({ kind: 'amount', amountVnd: amount });
    expect(parseVnd(text.toUpperCase())).toEqual({ kind: 'amount', amountVnd: amount });
  });

  it.each([
    ['85', 85000],
    ['85.0', 85000],
    ['85,0', 85000],
    ['37,5', 37500],
    ['85đ', 85000],
    ['85/kg', 85000],
    ['2850', 2850],
    ['85000', 85000],
  ])('a bare number in a price column: %s', (text, amount) => {
    expect(parseVnd(text, column)).toEqual({ kind: 'amount', amountVnd: amount });
  });

  it('a bare number elsewhere is đồng', () => {
    expect(parseVnd('85')).toEqual({ kind: 'amount', amountVnd: 85 });
    expect(parseVnd('8,5')?.kind).toBe('unclear');
  });

  it.each([
    ['80-90k', 80000, 90000],
    ['100 - 120K', 100000, 120000],
    ['từ 80 đến 90 ngàn', 80000, 90000],
    ['80k–90k', 80000, 90000],
    ['600-700', 600000, 700000],
    ['1-1,2tr', 1000000, 1200000],
    ['900-1tr', 900000, 1000000],
    ['1.250.000 - 1.300.000đ', 1250000, 1300000],
    ['80-90k/kg', 80000, 90000],
    ['80k hoặc 90k', 80000, 90000],
  ])('range %s', (text, fromVnd, toVnd) => {
    expect(parseVnd(text, column)).toEqual({ kind: 'range', fromVnd, toVnd });
  });

  it.each([
    'liên hệ',
    'ib',
    'thỏa thuận',
    'từ 85k',
    'trên 80k',
    '3 hộp 100k',
    '100k/3 hộp',
    '80k/90k',
    'lẻ 85k, sỉ 80k',
    '1.250tr',
    '90-80k',
    '-85000',
    '12-5-2026',
    '10%',
    '85k 3 hộp',
    '1tr 2 hộp',
    '99999999999999999999',
    '1.2.3',
  ])('asks about %s', (text) => {
    const read = parseVnd(text, column);
    expect(read?.kind).toBe('unclear');
    expect(read).toHaveProperty('reason', expect.stringMatching(/^\p{Lu}.*\.$/u));
  });

  it.each(['', '  ', '-', '—', '\u00a0', '?', 'x'])('nothing is there: “%s”', (text) => {
    expect(parseVnd(text)).toBeNull();
  });

  it('reads back whatever we print or people usually write', () => {
    const forms: ((vnd: number) => string)[] = [
      formatVnd,
      String,
      (vnd) => `${vnd} đ`,
      (vnd) => `${vnd.toLocaleString('en-US')} VND`,
      (vnd) => `${String(vnd / 1000).replace('.', ',')}k`,
      (vnd) => `${vnd / 1000} nghìn`,
    ];
    fc.assert(
      fc.property(
        fc.integer({ min: 10, max: 9_999 }),
        fc.constantFrom(...forms),
        (hundreds, form) => {
          const vnd = hundreds * 100;
          expect(parseVnd(form(vnd))).toEqual({ kind: 'amount', amountVnd: vnd });
        },
      ),
    );
  });

  it('a story instead of a price takes no time', () => {
    const started = Date.now();
    for (const piece of ['((((', '1.000.', 'gia con ', '1tr', '- '])
      expect(parseVnd(piece.repeat(20_000))?.kind).toBe('unclear');
    expect(Date.now() - started).toBeLessThan(3000);
  });

  it('never throws, whatever is typed', () => {
    const piece = fc.constantFrom(
      '1',
      '25',
      '000',
      '.',
      ',',
      ' ',
      'k',
      'tr',
      'đ',
      '/',
      '-',
      'kg',
      'rưỡi',
      '(',
      'từ',
    );
    fc.assert(
      fc.property(fc.array(piece, { maxLength: 12 }), (pieces) => {
        const read = parseVnd(pieces.join(''), column);
        if (read?.kind === 'amount') expect(Number.isSafeInteger(read.amountVnd)).toBe(true);
      }),
      { numRuns: 2000 },
    );
    fc.assert(fc.property(fc.string({ unit: 'binary' }), (text) => void parseVnd(text)));
  });
});

describe('amounts', () => {
  it('rounds half up', () => {
    expect([0.5, 1.5, 2.4, -0.5, -0.6, 0.49999999999999994].map(roundHalfUpVnd)).toEqual([
      1, 2, 2, 0, -1, 0,
    ]);
    expect(() => roundHalfUpVnd(Number.NaN)).toThrow(RangeError);
  });

  it('a line is rounded once', () => {
    expect(amountVnd(185_000, 30, 20)).toBe(277_500);
    expect(amountVnd(33_333, 1, 20)).toBe(1_667);
    expect(amountVnd(1, 1, 2)).toBe(1);
    expect(amountVnd(-1, 1, 2)).toBe(0);
    expect(() => amountVnd(1.5, 1, 1)).toThrow(RangeError);
    expect(() => amountVnd(2 ** 52, 8, 1)).toThrow(RangeError);
  });

  it('is within half a đồng of the exact amount', () => {
    const whole = fc.integer({ min: 0, max: 50_000_000 });
    fc.assert(
      fc.property(
        whole,
        fc.integer({ min: 1, max: 10_000 }),
        fc.integer({ min: 1, max: 1000 }),
        (price, qty, steps) => {
          const twice =
            2n * BigInt(amountVnd(price, qty, steps)) * BigInt(steps) -
            2n * BigInt(price) * BigInt(qty);
          expect(twice > -BigInt(steps) && twice <= BigInt(steps)).toBe(true);
        },
      ),
    );
  });
});
