import { PRODUCT_FIELDS, type ProductField } from './product-fields';

/** A marketplace that people serve by hand: none of these has a seller's API (other-marketplaces §1). */
export interface Profile {
  id: string;
  /** As people write it. */
  name: string;
  /** Our columns where the person has given no sheet of the marketplace itself. */
  columns: readonly ProductField[];
}

/** other-marketplaces §3.2 */
const NEUTRAL = PRODUCT_FIELDS.filter((field) => field !== 'noi_dung_dan' && field !== 'link_hang');

/** Classifieds have no sheet to take: words to paste, price and pictures, one after the other. */
const TO_PASTE: readonly ProductField[] = [
  'ma_bien_the', 'ten_san_pham', 'noi_dung_dan', 'gia_vnd', 'ton_kho', 'don_vi_tinh', 'link_hang',
  'anh_1', 'anh_2', 'anh_3', 'anh_4', 'anh_5', 'anh_6', 'anh_7', 'anh_8',
]; // prettier-ignore

export const PROFILES: readonly Profile[] = [
  { id: 'buudien', name: 'buudien.vn', columns: NEUTRAL },
  { id: 'voso', name: 'Voso', columns: NEUTRAL },
  { id: 'chotot', name: 'Chợ Tốt', columns: TO_PASTE },
  // Many of them show goods only: the page where they are bought goes with them.
  { id: 'cong-tinh', name: 'Cổng nông sản của tỉnh', columns: [...NEUTRAL, 'link_hang'] },
  { id: 'khac', name: 'Sàn khác', columns: [...NEUTRAL, 'link_hang'] },
];

export function profileOf(id: string | undefined): Profile {
  return PROFILES.find((profile) => profile.id === id) ?? PROFILES[PROFILES.length - 1]!;
}

/** What a portal that fetches the goods by itself is given: our own form, whatever it is. */
export const FEED_PROFILE: Pick<Profile, 'columns'> = { columns: NEUTRAL };
