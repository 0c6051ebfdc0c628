import { readSheets, writeCsv, writeXlsx } from '@ganh/sheets';
import type { Phone } from '@ganh/kernel';
import { productOf, variantOf } from '../kit/scripted.suite';
import {
  productTable,
  profileOf,
  PROFILES,
  readTemplateHead,
  type SheetProduct,
  templateOf,
} from '.';

const variant = variantOf({ sku: 'GABC', priceVnd: 180_000, availableQty: 7 });
const product = productOf({ title: 'Mật ong', variants: [variant] });
const more = {
  productCode: 'p1',
  unit: 'hũ',
  kind: 'mat-ong',
  certificateNumber: '12/QĐ',
  coopName: 'HTX Sông Thu',
  coopPhone: '+84905123456' as Phone,
};
const row: SheetProduct = { product, variant, more };
const cells = (profile: string, one: SheetProduct) => {
  const [titles = [], values = []] = productTable(profileOf(profile), null, [one]).rows;
  return Object.fromEntries(titles.map((title, i) => [title, values[i]]));
};

it('the neutral form has a row per variant with figures as figures', () => {
  expect(cells('voso', row)).toMatchObject({
    ma_bien_the: 'GABC',
    gia_vnd: 180_000,
    ton_kho: 7,
    don_vi_tinh: 'hũ',
    hop_tac_xa: 'HTX Sông Thu',
    dien_thoai: '0905123456',
    ma_vach: null,
  });
});

it('what is hidden has none left, and a number of a paper that does not hold is not shown', () => {
  const hidden = { ...row, product: { ...product, hidden: true, ocopStars: null } };
  expect(cells('voso', hidden)).toMatchObject({
    ton_kho: 0,
    hang_sao_ocop: null,
    so_quyet_dinh_ocop: null,
  });
});

it('classifieds get words to paste', () => {
  expect(cells('chotot', row)['noi_dung_dan']).toMatch(/180\.000\u00a0₫ \/ hũ[^]*HTX Sông Thu/);
});

it('every profile names columns that are there, each once', () => {
  for (const { columns, id } of PROFILES) {
    expect(new Set(columns).size).toBe(columns.length);
    expect(profileOf(id).id).toBe(id);
  }
});

it("the marketplace's own sheet keeps its columns in order, filled where a person matched them", async () => {
  const theirs = {
    name: 'Mẫu',
    rows: [
      ['MẪU ĐĂNG HÀNG'],
      ['STT', 'Tên sản phẩm', 'Giá bán', 'Tồn kho', 'Bảo hành'],
      [1, 'Ví dụ', 1000, 5, '-'],
    ],
  };
  const { titles, guesses } = readTemplateHead(await readSheets(writeXlsx(theirs), 'mau.xlsx'));
  expect(guesses).toEqual(['', 'ten_san_pham', 'gia_vnd', 'ton_kho', '']);
  const table = productTable(profileOf('voso'), templateOf(titles, guesses), [row]);
  const [sheet] = await readSheets(writeCsv(table, ';'), 'b.csv');
  expect(sheet?.rows).toEqual([
    ['STT', 'Tên sản phẩm', 'Giá bán', 'Tồn kho', 'Bảo hành'],
    ['', expect.stringContaining('Mật ong'), '180000', '7', ''],
  ]);
});
