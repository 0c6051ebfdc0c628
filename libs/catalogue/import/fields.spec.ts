import { addShelfLife, readDate } from '@ganh/sheets';
import { roleOf } from './header-role';
import { readName } from './name-text';
import { readPackText, takePackFromName } from './pack';
import { readStars } from './stars';
import { readStock } from './stock-text';

const pack = (text: string | null): { amount: number; measure: string } | null => {
  if (text === null) return null;
  const [amount, measure] = text.split(' ') as [string, string];
  return { amount: Number(amount), measure };
};

describe('unit and pack cells', () => {
  it.each([
    ['hộp 300 g', 'hộp', '300 g'],
    ['hu 250 g', 'hũ', '250 g'],
    ['hủ 0.1kg', 'hũ', '100 g'],
    ['lọ 250ml', 'lọ', '250 ml'],
    ['LON 340G', 'lon', '340 g'],
    ['lon/565g', 'lon', '565 g'],
    ['500g/hộp', 'hộp', '500 g'],
    ['Chai 0.5L', 'chai', '500 ml'],
    ['chai nửa lít', 'chai', '500 ml'],
    ['can 5 lít', 'can', '5000 ml'],
    ['bao 1.000 g', 'bao', '1000 g'],
    ['2 lạng', null, '200 g'],
    ['1kg', 'kg', '1000 g'],
    ['kg', 'kg', '1000 g'],
    ['Lít', 'lít', '1000 ml'],
    ['hộp 20gói x 3g', 'hộp', '60 g'],
    ['lốc 6 hũ x 70 ml', 'lốc', '420 ml'],
    ['6x70ml', null, '420 ml'],
    ['hộp 2 vỉ x 10 viên', 'hộp', '20 piece'],
    ['hộp 20 túi lọc', 'hộp', '20 piece'],
    ['hộp 10 gói', 'hộp', '10 piece'],
    ['10 gói/hộp', 'hộp', '10 piece'],
    ['vỉ 10 trứng', 'vỉ', '10 piece'],
    ['1 bộ', 'bộ', '1 piece'],
    ['Ｈộｐ ５００ｇ', 'hộp', '500 g'],
    ['cái đường kính 25 cm', 'cái', null],
    ['bức/20 x 30 cm', 'bức', null],
    ['cao 30 cm', null, null],
    ['phòng/đêm', 'phòng/đêm', null],
    ['nải', 'nải', null],
  ])('%s', (text, unit, amount) => {
    expect(readPackText(text)).toEqual({ unit, pack: pack(amount), ask: null });
    expect(readPackText(text.normalize('NFD'))).toEqual({ unit, pack: pack(amount), ask: null });
  });

  it.each(['400-500g', 'chai 500ml, thùng 250ml', 'túi 1.5-2 kg'])('asks about %s', (text) => {
    expect(readPackText(text)).toMatchObject({ pack: null, ask: expect.stringMatching(/\.$/) });
  });
});

describe('packs inside names', () => {
  it.each([
    ['Mật ong 500ml', 'Mật ong', null, '500 ml'],
    ['Hũ 500g Ngũ cốc Duy Oanh', 'Ngũ cốc Duy Oanh', 'hũ', '500 g'],
    ['Nước mắm làng Bích Họa chai 500ml', 'Nước mắm làng Bích Họa', 'chai', '500 ml'],
    ['NẾP ĐẮNG LỘC ĐẠI (2KG)', 'NẾP ĐẮNG LỘC ĐẠI', null, '2000 g'],
    ['Dầu mè đen - 500ml/chai', 'Dầu mè đen', 'chai', '500 ml'],
    ['Ruốc cá Hải Đăng hủ 200g', 'Ruốc cá Hải Đăng', 'hũ', '200 g'],
    ['Trà gừng (hộp 10 gói x 3g)', 'Trà gừng', 'hộp', '30 g'],
    ['Trà túi lọc gừng - hộp 20 gói', 'Trà túi lọc gừng', 'hộp', '20 piece'],
    ['Bánh pía (4 cái)', 'Bánh pía', null, '4 piece'],
    ['Trứng gà ta 10 quả', 'Trứng gà ta', null, '10 piece'],
    ['Gạo ST25 túi 5 kg', 'Gạo ST25', 'túi', '5000 g'],
    ['Cá kho (niêu 1kg, cay)', 'Cá kho , cay', 'niêu', '1000 g'],
    ['Nước yến đóng hũ 70ml', 'Nước yến đóng hũ', 'hũ', '70 ml'],
    ['Mật ong số 21 chai 500ml', 'Mật ong số 21', 'chai', '500 ml'],
    ['Bánh khô mè (gói 10 cái) 350g', 'Bánh khô mè', 'gói', '350 g'],
    ['Combo 3 hũ mắm', 'Combo 3 hũ mắm', null, null],
    ['Bột 21 hạt - hộp 800gram', 'Bột 21 hạt', 'hộp', '800 g'],
    ['Chả bò 500g', 'Chả bò', null, '500 g'],
    ['Bánh bò 6 cái', 'Bánh bò', null, '6 piece'],
    ['Mat ong rung 500ml', 'Mat ong rung', null, '500 ml'],
    ['mat ong chai 500ml', 'mat ong', 'chai', '500 ml'],
    ['Rau muống bó 300g', 'Rau muống', 'bó', '300 g'],
    ['Trứng vịt muối vĩ 6 quả', 'Trứng vịt muối', 'vỉ', '6 piece'],
    ['Gạo Toản Xuân 999', 'Gạo Toản Xuân 999', null, null],
    ['Chè 12 vị', 'Chè 12 vị', null, null],
    ['Bánh 7 lá đặc biệt', 'Bánh 7 lá đặc biệt', null, null],
    ['Nước mắm 40 độ đạm', 'Nước mắm 40 độ đạm', null, null],
    ['Nón lá 3 làng', 'Nón lá 3 làng', null, null],
    ['Tượng cao 30cm', 'Tượng cao 30cm', null, null],
  ])('%s', (text, name, unit, amount) => {
    const read = takePackFromName(text);
    expect({ unit: read.unit, pack: read.pack, ask: read.ask }).toEqual({
      unit,
      pack: pack(amount),
      ask: null,
    });
    expect(read.name.replace(' , ', ', ')).toBe(name.replace(' , ', ', '));
  });

  it.each([
    ['12. Dầu phụng', 'Dầu phụng', null, null],
    ['- Bánh tráng Hải An', 'Bánh tráng Hải An', null, null],
    ['[QN034] Tiêu Tiên Phước', 'Tiêu Tiên Phước', 'QN034', null],
    ['QN034 - Tiêu Tiên Phước', 'Tiêu Tiên Phước', 'QN034', null],
    ['Mật ong (OCOP 4 sao)', 'Mật ong', null, 4],
    ['Mật ong ⭐⭐⭐', 'Mật ong', null, 3],
    ['"Cái quạt mo"', '"Cái quạt mo"', null, null],
    ['3 miền', '3 miền', null, null],
  ])('marks and codes around %s', (text, name, sku, stars) => {
    expect(readName(text)).toMatchObject({ name, sku, stars: { stars } });
  });
});

describe('stock cells', () => {
  it.each([
    [60, null, 60],
    ['60', null, 60],
    [' 50 ', null, 50],
    ['45 hũ', 'hũ', 45],
    ['còn 80', null, 80],
    ['còn 20 hũ', null, 20],
    ['~90', null, 90],
    ['1.200', null, 1200],
    ['2 thùng x 26', 'hũ', 52],
    ['1 thùng (200)', 'gói', 200],
    ['2 thùng (mỗi thùng 30)', 'gói', 60],
    ['30 lốc', 'lốc', 30],
    ['300kg', 'kg', 300],
    ['1,5 tạ', 'kg', 150],
    ['5 chục', 'quả', 50],
    ['hết', null, 0],
    ['HẾT HÀNG', null, 0],
    ['tạm hết', null, 0],
    ['0', null, 0],
    ['', null, null],
    ['-', null, null],
    [null, null, null],
  ])('%s by %s', (cell, unit, stock) => {
    expect(readStock(cell, unit)).toMatchObject({ stock, ask: null });
  });

  it.each([
    ['5-10', null],
    ['100+', null],
    ['nhiều', null],
    [-5, null],
    ['2 thùng', 'chai'],
    ['2 thùng (120)', 'chai'],
    ['35kg', 'túi'],
    ['12,5', 'chai'],
    ['còn hàng', null],
    ['60/100', null],
  ])('asks about %s by %s', (cell, unit) => {
    const read = readStock(cell, unit);
    expect([cell, read.stock, typeof read.ask]).toEqual([cell, null, 'string']);
  });
});

describe('date cells', () => {
  it.each([
    [new Date(Date.UTC(2026, 4, 3)), '2026-05-03'],
    [46145, '2026-05-03'],
    ['46145', '2026-05-03'],
    [20260503, '2026-05-03'],
    ['03/05/2026', '2026-05-03'],
    ['3/5/26', '2026-05-03'],
    ['3-5-26', '2026-05-03'],
    ['03.05.2026', '2026-05-03'],
    ['2026-05-03', '2026-05-03'],
    ['2026-05-03T00:00:00', '2026-05-03'],
    ['NSX: 3/5/2026', '2026-05-03'],
    ['ngày 3 tháng 5 năm 2026', '2026-05-03'],
    ['-', null],
    ['', null],
  ])('%s', (cell, day) => expect(readDate(cell)).toEqual({ day, shelfLife: null, ask: null }));

  it.each([
    'T11/2026',
    'tháng 4/2026',
    '05/2028',
    '31/02/2026',
    '5/13/2026',
    '12/5',
    'hôm nay',
    12,
  ])('asks about %s', (cell) =>
    expect(readDate(cell)).toMatchObject({ day: null, ask: expect.stringMatching(/\.$/) }),
  );

  it('a shelf life counts from the day of making', () => {
    expect(readDate('6 tháng').shelfLife).toEqual({ count: 6, unit: 'month' });
    expect(readDate('120 ngày').shelfLife).toEqual({ count: 120, unit: 'day' });
    expect(addShelfLife('2026-05-12', { count: 6, unit: 'month' })).toBe('2026-11-12');
    expect(addShelfLife('2026-08-31', { count: 6, unit: 'month' })).toBe('2027-02-28');
    expect(addShelfLife('2026-12-31', { count: 5, unit: 'day' })).toBe('2027-01-05');
  });
});

describe('stars', () => {
  it.each([
    ['OCOP 4 sao', 4],
    ['4 sao', 4],
    ['4*', 4],
    ['***', 3],
    ['⭐⭐⭐⭐⭐, đặc sản Quế Sơn', 5],
    ['★★★☆☆', 3],
    ['bốn sao', 4],
    ['OCOP 3', 3],
    ['4', 4],
    [' 4 ', 4],
    ['đề nghị 4 sao', null],
    ['-', null],
    ['không', null],
  ])('%s', (text, stars) => expect(readStars(text, true)).toEqual({ stars, ask: null }));

  it.each(['3-4 sao', '2 sao', '6', 'có'])('asks about %s', (text) => {
    expect(readStars(text, true)).toMatchObject({ stars: null, ask: expect.stringMatching(/\.$/) });
  });

  it('a note without stars says nothing', () => {
    expect(readStars('đặt trước 7 ngày', false)).toEqual({ stars: null, ask: null });
    expect(readStars('* xem dưới', false)).toEqual({ stars: null, ask: null });
  });
});

describe('column titles', () => {
  it.each([
    ['Tên SP', 'name'],
    ['TÊN SẢN PHẨM (*)', 'name'],
    ['Ten hang', 'name'],
    ['Tên hnàg hoá', 'name'],
    ['Mặt hàng', 'name'],
    ['Mã hàng', 'sku'],
    ['Mã SP', 'sku'],
    ['Giá bán', 'price'],
    ['đơn giá (nghìn đ)', 'price'],
    ['Gía bán', 'price'],
    ['Giá bán lẻ tại vườn', 'price'],
    ['Giá sỉ', 'other'],
    ['Giá nhập', 'other'],
    ['SL', 'stock'],
    ['SL còn', 'stock'],
    ['Tồn kho (hũ)', 'stock'],
    ['Tồn đầu', 'other'],
    ['ĐVT', 'unit'],
    ['Đ.V.T', 'unit'],
    ['Quy cách đóng gói', 'pack'],
    ['Trọng lượng (g)', 'pack'],
    ['HTX / cơ sở', 'producer'],
    ['Nhà sản xuất', 'producer'],
    ['NSX', 'maker-or-date'],
    ['Ngày SX', 'madeOn'],
    ['HSD', 'expiresOn'],
    ['Hạn sử dụng', 'expiresOn'],
    ['Sao', 'stars'],
    ['Hạng', 'stars'],
    ['Ghi chú', 'note'],
    ['Thành tiền', 'other'],
  ])('%s', (title, role) => {
    expect(roleOf(title)?.role).toBe(role);
    expect(roleOf(title.toUpperCase())?.role).toBe(role);
  });

  it('other words are no titles', () => {
    for (const text of ['Mật ong rừng', 'chai 500 ml', '', 'cô Hoa', '85k'])
      expect(roleOf(text)).toBeNull();
  });
});
