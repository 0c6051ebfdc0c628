/** What a shop can look up before it lists: a small piece of the real trees, with ids of our own. */
export interface Category {
  id: string;
  parentId: string;
  name: string;
  isLeaf: boolean;
  /** Words of a title that point here. */
  words: string[];
  permission: 'AVAILABLE' | 'INVITE_ONLY';
}

const branch = (id: string, name: string): Category => ({
  id,
  parentId: '0',
  name,
  isLeaf: false,
  words: [],
  permission: 'AVAILABLE',
});
const leaf = (
  id: string,
  parentId: string,
  name: string,
  words: string[],
  permission: Category['permission'] = 'AVAILABLE',
): Category => ({ id, parentId, name, isLeaf: true, words, permission });

export const CATEGORIES: readonly Category[] = [
  branch('700437', 'Thực phẩm & Đồ uống'),
  leaf('914440', '700437', 'Miến, bún, phở khô', ['miến', 'bún', 'phở', 'mì']),
  leaf('914568', '700437', 'Gạo & Ngũ cốc', ['gạo', 'nếp', 'bột', 'đậu']),
  leaf('914696', '700437', 'Gia vị & Nước chấm', ['mắm', 'tiêu', 'muối', 'ớt']),
  leaf('914824', '700437', 'Trà & Cà phê', ['trà', 'chè', 'cà phê']),
  leaf('914952', '700437', 'Mật ong', ['mật']),
  leaf('915080', '700437', 'Đồ ăn vặt & Trái cây sấy', ['hạt', 'sấy', 'mứt', 'bánh', 'khô']),
  leaf('915208', '700437', 'Thực phẩm chức năng', ['sâm', 'nghệ', 'cao', 'viên']),
  leaf('915336', '700437', 'Rượu', ['rượu'], 'INVITE_ONLY'),
  branch('600001', 'Nhà cửa & Đời sống'),
  leaf('600154', '600001', 'Đồ thủ công', ['mây', 'tre', 'gốm', 'nón', 'thổ cẩm', 'lụa']),
];

export function findCategory(id: string | undefined): Category | undefined {
  return CATEGORIES.find((one) => one.id === id);
}

/** The leaf whose words fit a title best; undefined where none does. */
export function recommend(title: string): Category | undefined {
  const low = ` ${title.normalize('NFC').toLowerCase()} `;
  const hits = CATEGORIES.map((one) => ({
    one,
    hit: one.words.filter((word) => low.includes(` ${word} `)).join('').length,
  }));
  const best = hits.reduce((a, b) => (b.hit > a.hit ? b : a));
  return best.hit > 0 ? best.one : undefined;
}

interface Attribute {
  id: string;
  name: string;
  type: 'PRODUCT_PROPERTY' | 'SALES_PROPERTY';
  isRequired: boolean;
  isMultiple: boolean;
  isCustomizable: boolean;
  values: { id: string; name: string }[];
}

const COMMON: readonly Attribute[] = [
  {
    id: '100107',
    name: 'Xuất xứ',
    type: 'PRODUCT_PROPERTY',
    isRequired: false,
    isMultiple: false,
    isCustomizable: true,
    values: [{ id: '1000057', name: 'Việt Nam' }],
  },
  {
    id: '100089',
    name: 'Phân loại',
    type: 'SALES_PROPERTY',
    isRequired: false,
    isMultiple: false,
    isCustomizable: true,
    values: [],
  },
];
const LICENCE: Attribute = {
  id: '101395',
  name: 'Số đăng ký công bố',
  type: 'PRODUCT_PROPERTY',
  isRequired: true,
  isMultiple: false,
  isCustomizable: true,
  values: [],
};
const SUPPLEMENTS = '915208';

export function attributesOf(categoryId: string): Attribute[] {
  return categoryId === SUPPLEMENTS ? [...COMMON, LICENCE] : [...COMMON];
}
