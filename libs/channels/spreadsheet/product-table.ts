import type { ProductSnapshot, VariantSnapshot } from '@ganh/channels/kit';
import { formatVnd, nationalPhone, type Phone } from '@ganh/kernel';
import type { WrittenCell, WrittenTable } from '@ganh/sheets';
import { isProductField, type ProductField } from './product-fields';
import type { Profile } from './profiles';

/** One variant as a sheet shows it: what every channel is told, and what only people need. */
export interface SheetProduct {
  product: ProductSnapshot;
  variant: VariantSnapshot;
  more: {
    productCode: string;
    unit: string;
    kind: string;
    certificateNumber: string | null;
    coopName: string;
    coopPhone: Phone | null;
  };
}

/** The marketplace's own sheet, as a person matched it: its titles in order, and our field under each, or none. */
export interface Template {
  titles: readonly string[];
  fields: readonly (ProductField | null)[];
}

const SHORT_MAX = 200;

function nameOf({ product, variant }: SheetProduct): string {
  return variant.optionName ? `${product.title} - ${variant.optionName}` : product.title;
}

/** Ready to paste into a form that has one field for everything. */
function wordsToPaste(row: SheetProduct): string {
  const { product, variant, more } = row;
  const lines = [
    nameOf(row),
    `Giá: ${formatVnd(variant.priceVnd)} / ${more.unit}`,
    product.ocopStars && `OCOP ${product.ocopStars} sao`,
    product.description,
    more.coopName && `Bán bởi: ${more.coopName}`,
    more.coopPhone && `Gọi: ${nationalPhone(more.coopPhone)}`,
  ];
  return lines.filter(Boolean).join('\n');
}

const nothing = (): null => null;
const photo = (index: number) => (row: SheetProduct) => row.product.photos[index]?.url ?? null;

const VALUES: Readonly<Record<ProductField, (row: SheetProduct) => WrittenCell>> = {
  ma_san_pham: ({ more }) => more.productCode,
  ma_bien_the: ({ variant }) => variant.sku,
  ten_san_pham: nameOf,
  mo_ta_ngan: ({ product }) => (product.description.split('\n')[0] ?? '').slice(0, SHORT_MAX),
  mo_ta_day_du: ({ product }) => product.description,
  nhom_hang: ({ product, more }) => product.answers['categoryId'] ?? more.kind,
  gia_vnd: ({ variant }) => variant.priceVnd,
  gia_khuyen_mai_vnd: nothing,
  ton_kho: ({ product, variant }) => (product.hidden ? 0 : variant.availableQty),
  don_vi_tinh: ({ more }) => more.unit,
  khoi_luong_gram: ({ variant }) => variant.weightGrams,
  dai_cm: nothing,
  rong_cm: nothing,
  cao_cm: nothing,
  han_su_dung_ngay: nothing,
  xuat_xu: ({ product }) => product.brand,
  hang_sao_ocop: ({ product }) => product.ocopStars,
  so_quyet_dinh_ocop: ({ product, more }) => (product.ocopStars ? more.certificateNumber : null),
  giay_attp: nothing,
  ma_vach: nothing,
  anh_1: photo(0),
  anh_2: photo(1),
  anh_3: photo(2),
  anh_4: photo(3),
  anh_5: photo(4),
  anh_6: photo(5),
  anh_7: photo(6),
  anh_8: photo(7),
  link_video: nothing,
  hop_tac_xa: ({ more }) => more.coopName,
  dien_thoai: ({ more }) => more.coopPhone && nationalPhone(more.coopPhone),
  noi_dung_dan: wordsToPaste,
  link_hang: ({ product }) => product.pageUrl,
};

/** One row per variant, in the marketplace's own columns where a person has matched them, else in ours. */
export function productTable(
  profile: Pick<Profile, 'columns'>,
  template: Template | null,
  rows: readonly SheetProduct[],
): WrittenTable {
  const titles = template?.titles ?? profile.columns;
  const fields = template?.fields ?? profile.columns;
  return {
    name: 'Hàng',
    rows: [
      titles,
      ...rows.map((row) => fields.map((field) => (field ? VALUES[field](row) : null))),
    ],
  };
}

/** What a person chose for each of the sheet's columns; anything that is no field of ours stays empty there. */
export function templateOf(titles: readonly string[], chosen: readonly string[]): Template {
  return {
    titles,
    fields: titles.map((_, i) => {
      const field = chosen[i] ?? '';
      return isProductField(field) ? field : null;
    }),
  };
}
