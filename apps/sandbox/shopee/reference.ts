/** What a shop can look up before it lists: a small piece of the real trees, with ids of our own. */
export interface Category {
  category_id: number;
  parent_category_id: number;
  vi: string;
  en: string;
  has_children: boolean;
  words: string[];
}

function category(
  id: number,
  parent: number,
  vi: string,
  en: string,
  words: string[] = [],
  children = false,
): Category {
  return { category_id: id, parent_category_id: parent, vi, en, has_children: children, words };
}

export const CATEGORIES: Category[] = [
  category(100629, 0, 'Thực phẩm và đồ uống', 'Food & Beverages', [], true),
  category(100660, 100629, 'Đồ ăn vặt', 'Snacks', ['hạt', 'mứt', 'bánh', 'kẹo', 'khô', 'sấy']),
  category(100661, 100629, 'Nguyên liệu nấu ăn', 'Cooking Essentials', [
    'miến',
    'gạo',
    'mắm',
    'tiêu',
    'bột',
    'bún',
  ]),
  category(100662, 100629, 'Đồ uống', 'Beverages', ['trà', 'chè', 'cà phê', 'rượu', 'nước']),
  category(100663, 100629, 'Mật ong', 'Honey & Syrup', ['mật ong', 'mật']),
  category(100664, 100629, 'Thực phẩm chức năng', 'Supplements', ['cao', 'viên', 'sâm', 'nghệ']),
  category(100665, 100629, 'Thực phẩm tươi sống', 'Fresh Food', [
    'cam',
    'bưởi',
    'cá',
    'thịt',
    'rau',
  ]),
  category(100630, 0, 'Nhà cửa & Đời sống', 'Home & Living', [], true),
  category(100670, 100630, 'Đồ thủ công', 'Handicrafts', [
    'mây',
    'tre',
    'gốm',
    'thổ cẩm',
    'nón',
    'lụa',
  ]),
  category(100671, 100630, 'Tinh dầu', 'Essential Oils', ['tinh dầu', 'xà phòng']),
];

export function findCategory(id: number): Category | undefined {
  return CATEGORIES.find((one) => one.category_id === id);
}

/** The best category for a name by its words, a plain food one if nothing fits. */
export function recommend(name: string): Category {
  const low = name.normalize('NFC').toLowerCase();
  const hits = CATEGORIES.map((one) => ({
    one,
    hit: one.words.filter((word) => low.includes(word)).join('').length,
  }));
  const best = hits.reduce((a, b) => (b.hit > a.hit ? b : a));
  return best.hit > 0 ? best.one : (findCategory(100661) as Category);
}

const SUPPLEMENT = 100664;
const LICENCE_ATTRIBUTE = 200101;

export function mandatoryAttributes(categoryId: number): number[] {
  return categoryId === SUPPLEMENT ? [LICENCE_ATTRIBUTE] : [];
}

export function attributeTree(categoryId: number): unknown[] {
  const attribute = (id: number, vi: string, en: string, mandatory: boolean, values: string[]) => ({
    attribute_id: id,
    mandatory,
    name: en,
    display_attribute_name: vi,
    multi_lang: [
      { language: 'vi', value: vi },
      { language: 'en', value: en },
    ],
    attribute_info: {
      input_type: values.length ? 1 : 3,
      input_validation_type: 0,
      format_type: 1,
      is_oem: false,
    },
    attribute_value_list: values.map((name, at) => ({
      value_id: id * 100 + at,
      name,
      display_value_name: name,
    })),
  });
  const common = [
    attribute(200001, 'Xuất xứ', 'Country of Origin', false, ['Việt Nam']),
    attribute(200002, 'Hạn sử dụng', 'Shelf Life', false, []),
    attribute(200003, 'Trọng lượng', 'Weight', false, []),
  ];
  if (categoryId !== SUPPLEMENT) return common;
  return [
    ...common,
    attribute(LICENCE_ATTRIBUTE, 'Số đăng ký công bố', 'Licence Number', true, []),
  ];
}

const channel = (id: number, name: string, enabled: boolean, cod: boolean, maxKg: number) => ({
  logistics_channel_id: id,
  logistics_channel_name: name,
  enabled,
  cod_enabled: cod,
  fee_type: 'SIZE_INPUT',
  preferred: false,
  force_enable: false,
  mask_channel_id: 0,
  size_list: [],
  weight_limit: { item_max_weight: maxKg, item_min_weight: 0 },
  item_max_dimension: { height: 100, width: 100, length: 100, unit: 'cm', dimension_sum: 200 },
  volume_limit: { item_max_volume: 0, item_min_volume: 0 },
  logistics_description: '',
});

export const LOGISTICS = [
  channel(50021, 'Nhanh', true, true, 30),
  channel(50024, 'Hàng Cồng Kềnh', true, true, 100),
  channel(50039, 'Hỏa Tốc', false, false, 20),
];

export const ITEM_LIMITS = {
  price: { min: 1000, max: 120_000_000 },
  stock: { min: 0, max: 999_999 },
  name: { min: 5, max: 120 },
  description: { min: 1, max: 5000 },
  images: 9,
  models: 50,
  tiers: 2,
};
