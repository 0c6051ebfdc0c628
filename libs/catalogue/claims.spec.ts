import fc from 'fast-check';
import type { CertificateId } from '@ganh/kernel';
import type { Certificate } from './certificate';
import { claimsLeftOut, honestText, papersOf } from './claims';

const NOW = Date.UTC(2026, 10, 15);
const DAY = 86_400_000;
const paper = (over: Partial<Certificate>): Certificate => ({
  id: 7 as CertificateId,
  kind: 'ocop',
  stars: 4,
  number: 'A-1',
  issuedBy: 'UBND',
  issuedAt: NOW - 100 * DAY,
  validUntilAt: NOW + 100 * DAY,
  ...over,
});
const NONE = { stars: null, isVietgap: false };

describe('claims that no valid paper stands behind', () => {
  it.each([
    ['Chè xanh OCOP 4 sao', 'Chè xanh'],
    ['Tiêu sọ (OCOP 4 sao) 200 g', 'Tiêu sọ 200 g'],
    ['Mật ong rừng - đạt chuẩn OCOP 5 sao', 'Mật ong rừng'],
    ['Gạo 3 sao OCOP, xát mới', 'Gạo, xát mới'],
    ['Rau đạt tiêu chuẩn VietGAP, hái buổi sáng.', 'Rau, hái buổi sáng.'],
    ['Cam Viet Gap', 'Cam'],
    ['Bưởi da xanh.\nSản phẩm OCOP 4 sao.\nGiao trong ngày.', 'Bưởi da xanh.\n\nGiao trong ngày.'],
  ])('%s → %s', (written, told) => expect(honestText(written, NONE).text).toBe(told));

  it('stay where a paper holds, and only as many stars as it says', () => {
    const papers = { stars: 4, isVietgap: true };
    for (const text of ['Chè OCOP 4 sao', 'Chè OCOP', 'Rau VietGAP'])
      expect(honestText(text, papers)).toEqual({ text, leftOut: [] });
    expect(honestText('Chè OCOP 5 sao', papers).leftOut).toEqual(['OCOP 5 sao']);
  });

  it('nothing else is touched, and a second look finds nothing more', () => {
    const words = fc.constantFrom(
      'OCOP',
      '4 sao',
      'VietGAP',
      'rau',
      'đạt',
      '(',
      ')',
      '-',
      'hữu cơ',
      '\n',
      'ocopi',
    );
    fc.assert(
      fc.property(fc.array(words, { maxLength: 12 }), (parts) => {
        const text = parts.join(' ');
        const told = honestText(text, NONE);
        if (told.leftOut.length === 0) expect(told.text).toBe(text);
        expect(honestText(told.text, NONE).leftOut).toEqual([]);
        expect(told.text).not.toMatch(/(?<!\p{L})(ocop|viet ?gap)(?!\p{L})/iu);
        expect(told.text.split('hữu cơ').length).toBe(text.split('hữu cơ').length);
      }),
    );
  });
});

it('stars are the product’s own paper, VietGAP any of the farm’s that holds', () => {
  const own = { certificateId: 7 as CertificateId };
  const vietgap = paper({ id: 8 as CertificateId, kind: 'vietgap', stars: null });
  expect(papersOf(own, [paper({}), vietgap], NOW)).toEqual({ stars: 4, isVietgap: true });
  expect(papersOf({ certificateId: null }, [paper({})], NOW)).toEqual(NONE);
  const lapsed = paper({ kind: 'vietgap', validUntilAt: NOW });
  expect(papersOf(own, [lapsed], NOW)).toEqual(NONE);
});

it('says so in one sentence each, with the day a paper ended', () => {
  const goods = {
    name: 'Chè OCOP 4 sao',
    description: 'Trồng theo VietGAP.',
    certificateId: 7 as CertificateId,
  };
  const ended = paper({ validUntilAt: Date.UTC(2026, 4, 20, 17) });
  expect(claimsLeftOut(goods, [ended], NOW)).toEqual([
    'Giấy OCOP hết hạn ngày 20/05/2026. Gánh bỏ chữ “OCOP 4 sao” khi đăng.',
    'Chưa có giấy VietGAP hợp với lời này. Gánh bỏ chữ “theo VietGAP” khi đăng.',
  ]);
});
