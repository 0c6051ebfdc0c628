import fc from 'fast-check';
import jsQR from 'jsqr';
import { PNG } from 'pngjs';
import sharp from 'sharp';
import { Problem } from '@ganh/kernel';
import vectors from '../../../test/fixtures/payments/vietqr.json';
import { bankOfBin, listBanks } from './banks';
import { buildVietQr } from './build';
import { crc16 } from './crc';
import { vietQrPng, vietQrSvg } from './image';
import type { VietQr } from './payload';
import { readVietQr } from './read';
import { VietQrError } from './tlv';

const cases = vectors.valid as { name: string; payload: string; code: VietQr }[];

/** Puts the right CRC on a tampered payload, so that only the tampering can be what is refused. */
function sealed(body: string): string {
  return body + crc16(body);
}

function reasonOf(payload: string): string {
  try {
    readVietQr(payload);
  } catch (error) {
    if (error instanceof VietQrError) return error.reason;
    throw error;
  }
  return 'accepted';
}

describe('VietQR payload', () => {
  it('has the check value of the standard', () => expect(crc16('123456789')).toBe('29B1'));

  it.each(cases)('reads $name', ({ payload, code }) => expect(readVietQr(payload)).toEqual(code));

  it.each(cases)('writes $name', ({ payload, code }) => expect(buildVietQr(code)).toBe(payload));

  it('refuses the malformed sample that NAPAS prints, though its CRC is right', () => {
    const { payload } = vectors.malformed;
    expect(crc16(payload.slice(0, -4))).toBe(payload.slice(-4));
    expect(reasonOf(payload)).toBe('Thẻ 38-01: còn thừa “8”, không phải thẻ và độ dài');
  });

  it('refuses a wrong CRC, whatever single character was changed', () => {
    const { payload } = cases[7]!;
    for (let i = 0; i < payload.length; i += 1) {
      const other = payload[i] === '7' ? '8' : '7';
      expect(reasonOf(payload.slice(0, i) + other + payload.slice(i + 1))).not.toBe('accepted');
    }
  });

  it.each([
    ['grouped amount', '540650 000', 'Số tiền'],
    ['nought', '54010', 'Số tiền'],
    ['amount of 14 digits', '541412345678901234', 'Số tiền'],
    ['fractions of a đồng', '540510.50', 'Số tiền'],
  ])('refuses %s', (_, tag, reason) => {
    const body = `00020101021138540010A00000072701240006970436011010175956000208QRIBFTTA5303704${tag}5802VN6304`;
    expect(reasonOf(sealed(body))).toContain(reason);
  });

  it('takes an amount that ends in a dot, tags in any order, and *** as no value', () => {
    const body =
      '00020158 02VN'.replace(' ', '') +
      '53037040102125406' +
      '50000.' +
      '6207' +
      '0803***' +
      '38540010A00000072701240006970436011010175956000208QRIBFTTA6304';
    expect(readVietQr(sealed(body))).toEqual({
      bin: '970436',
      account: '1017595600',
      service: 'account',
      use: 'dynamic',
      amountVnd: 50_000,
    });
  });

  it('says that a VNPAY-QR is another kind of code', () => {
    expect(reasonOf(sealed('00020101021226180010A0000007750100530370458' + '02VN6304'))).toMatch(
      /VNPAY|thẻ/,
    );
  });

  it('gives back whatever it wrote', () => {
    const plain = (max: number) => fc.stringMatching(new RegExp(`^[A-Za-z0-9 .-]{1,${max}}$`));
    const code = fc.record(
      {
        bin: fc.constantFrom(...listBanks().map((bank) => bank.bin)),
        account: fc.stringMatching(/^[0-9A-Z]{1,19}$/),
        service: fc.constantFrom('account' as const, 'card' as const),
        use: fc.constantFrom('static' as const, 'dynamic' as const),
        amountVnd: fc.integer({ min: 1, max: 499_999_999 }),
        purpose: plain(25),
        billNumber: plain(25),
        merchant: fc.record({
          name: plain(25),
          city: plain(15),
          categoryCode: fc.stringMatching(/^\d{4}$/),
        }),
      },
      { requiredKeys: ['bin', 'account', 'service', 'use'] },
    );
    fc.assert(fc.property(code, (given) => expect(readVietQr(buildVietQr(given))).toEqual(given)));
  });

  it('never crashes on other text', () => {
    fc.assert(fc.property(fc.string({ unit: 'binary' }), (text) => void reasonOf(text)));
    fc.assert(fc.property(fc.string(), (text) => void reasonOf(sealed(`000201${text}6304`))));
  });

  it.each([
    [{ purpose: 'x'.repeat(26) }, 'purpose'],
    [{ purpose: 'Tiền hàng' }, 'purpose'],
    [{ amountVnd: 0.5 }, 'amountVnd'],
    [{ amountVnd: -1 }, 'amountVnd'],
    [{ bin: '97043' }, 'bin'],
    [{ account: '12 34' }, 'account'],
    [{ merchant: { city: 'x'.repeat(16) } }, 'merchant.city'],
  ])('refuses to write %j', (change, field) => {
    const attempt = () => buildVietQr({ bin: '970436', account: '1017595600', ...change });
    expect(attempt).toThrow(Problem);
    try {
      attempt();
    } catch (error) {
      expect((error as Problem).errors[0]?.field).toBe(field);
    }
  });
});

describe('bank table', () => {
  it('is keyed by BIN: 65 banks, none twice', () => {
    expect(new Set(listBanks().map((bank) => bank.bin)).size).toBe(65);
    expect(bankOfBin('970446')?.shortName).toBe('Co-opBank');
    expect(bankOfBin('970412')?.shortName).toBe('PVcomBank');
    expect(bankOfBin('000000')).toBeNull();
  });
});

describe('QR image, read back by another library', () => {
  const payload = buildVietQr({
    bin: '970446',
    account: '0100100068888',
    amountVnd: 185_000,
    purpose: 'JKMPXRVQB',
  });

  it('PNG', async () => {
    const png = PNG.sync.read(await vietQrPng(payload));
    expect(jsQR(new Uint8ClampedArray(png.data), png.width, png.height)?.data).toBe(payload);
  });

  it('SVG, drawn at three sizes', async () => {
    const svg = await vietQrSvg(payload);
    for (const width of [200, 480, 1_000]) {
      const drawn = sharp(Buffer.from(svg)).resize(width, width).ensureAlpha().raw();
      const { data, info } = await drawn.toBuffer({ resolveWithObject: true });
      expect(jsQR(new Uint8ClampedArray(data), info.width, info.height)?.data).toBe(payload);
    }
  });
});
