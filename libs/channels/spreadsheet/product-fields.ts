/** The neutral export (other-marketplaces §3.2): our own form, no claim about any marketplace's. */
export const PRODUCT_FIELDS = [
  'ma_san_pham', 'ma_bien_the', 'ten_san_pham', 'mo_ta_ngan', 'mo_ta_day_du', 'nhom_hang', 'gia_vnd', 'gia_khuyen_mai_vnd',
  'ton_kho', 'don_vi_tinh', 'khoi_luong_gram', 'dai_cm', 'rong_cm', 'cao_cm', 'han_su_dung_ngay', 'xuat_xu', 'hang_sao_ocop',
  'so_quyet_dinh_ocop', 'giay_attp', 'ma_vach', 'anh_1', 'anh_2', 'anh_3', 'anh_4', 'anh_5', 'anh_6', 'anh_7', 'anh_8',
  'link_video', 'hop_tac_xa', 'dien_thoai', 'noi_dung_dan', 'link_hang',
] as const; // prettier-ignore

export type ProductField = (typeof PRODUCT_FIELDS)[number];

export function isProductField(text: string): text is ProductField {
  return (PRODUCT_FIELDS as readonly string[]).includes(text);
}

/** What a person chooses from when a marketplace's own sheet is matched to ours. Fields that nothing here fills are left out. */
export const FIELD_LABELS: Readonly<Partial<Record<ProductField, string>>> = {
  ma_san_pham: 'Mã món',
  ma_bien_the: 'Mã của Gánh',
  ten_san_pham: 'Tên món',
  mo_ta_ngan: 'Mô tả ngắn',
  mo_ta_day_du: 'Mô tả đầy đủ',
  nhom_hang: 'Nhóm hàng',
  gia_vnd: 'Giá bán',
  ton_kho: 'Số còn bán',
  don_vi_tinh: 'Đơn vị tính',
  khoi_luong_gram: 'Cân nặng (gram)',
  xuat_xu: 'Nơi làm ra',
  hang_sao_ocop: 'Số sao OCOP',
  so_quyet_dinh_ocop: 'Số giấy OCOP',
  anh_1: 'Ảnh 1',
  anh_2: 'Ảnh 2',
  anh_3: 'Ảnh 3',
  anh_4: 'Ảnh 4',
  anh_5: 'Ảnh 5',
  anh_6: 'Ảnh 6',
  anh_7: 'Ảnh 7',
  anh_8: 'Ảnh 8',
  hop_tac_xa: 'Tên hợp tác xã',
  dien_thoai: 'Điện thoại',
  noi_dung_dan: 'Lời đăng viết sẵn',
  link_hang: 'Trang bán món này',
};

/** Titles in search form, surest first: only for a first guess, a person has the last word. */
export const FIELD_WORDS: readonly (readonly [ProductField, string])[] = [
  ['ma_bien_the', 'ma bien the|ma phan loai|sku|seller sku|ma hang|ma sku|ma san pham con'],
  ['ma_san_pham', 'ma san pham|product id|ma sp'],
  ['ten_san_pham', 'ten san pham|ten hang|ten hang hoa|ten mon|product name|tieu de|ten sp'],
  ['mo_ta_ngan', 'mo ta ngan|gioi thieu'],
  ['mo_ta_day_du', 'mo ta san pham|mo ta chi tiet|mo ta day du|mo ta|description'],
  ['nhom_hang', 'nhom hang|nganh hang|danh muc|category'],
  ['gia_vnd', 'gia ban|gia|gia le|don gia|price|gia niem yet'],
  ['ton_kho', 'ton kho|so luong|so luong ton|kho|stock|quantity'],
  ['don_vi_tinh', 'don vi tinh|dvt|don vi'],
  ['khoi_luong_gram', 'khoi luong gram|khoi luong|can nang|trong luong|weight'],
  ['xuat_xu', 'xuat xu|noi san xuat|nha san xuat|thuong hieu|origin|brand'],
  ['hang_sao_ocop', 'hang sao ocop|sao ocop|hang sao|ocop'],
  ['so_quyet_dinh_ocop', 'so quyet dinh ocop|so quyet dinh|so giay'],
  ['anh_1', 'anh 1|anh bia|hinh anh|hinh anh 1|anh dai dien|image'],
  ['anh_2', 'anh 2|hinh anh 2'],
  ['anh_3', 'anh 3|hinh anh 3'],
  ['anh_4', 'anh 4|hinh anh 4'],
  ['hop_tac_xa', 'hop tac xa|ten htx|nha cung cap|don vi ban'],
  ['dien_thoai', 'dien thoai|so dien thoai|lien he'],
];
