/** What a seller can look up before listing: a small piece of the real tree, with ids of our own. */
interface Category {
  id: number;
  parent: number;
  vi: string;
  words: string[];
}

const CATEGORIES: Category[] = [
  { id: 10_000, parent: 0, vi: 'Bách hoá', words: [] },
  { id: 10_010, parent: 10_000, vi: 'Thực phẩm khô', words: ['miến', 'gạo', 'bún', 'tiêu', 'khô'] },
  { id: 10_011, parent: 10_000, vi: 'Đồ uống', words: ['trà', 'chè', 'cà phê', 'nước'] },
  { id: 10_012, parent: 10_000, vi: 'Mật ong', words: ['mật'] },
  { id: 11_000, parent: 0, vi: 'Sức khoẻ', words: [] },
  { id: 11_010, parent: 11_000, vi: 'Thực phẩm bổ sung', words: ['cao', 'viên', 'nghệ', 'sâm'] },
  { id: 12_000, parent: 0, vi: 'Nhà cửa', words: [] },
  { id: 12_010, parent: 12_000, vi: 'Đồ thủ công', words: ['mây', 'tre', 'gốm', 'lụa', 'nón'] },
];

const SUPPLEMENT = 11_010;

export function isLeaf(id: number): boolean {
  const known = CATEGORIES.some((one) => one.id === id);
  return known && !CATEGORIES.some((one) => one.parent === id);
}

export function isCategory(id: number): boolean {
  return CATEGORIES.some((one) => one.id === id);
}

/** `leaf` and `category_id` of each, children inside. */
export function categoryTree(parent = 0): Record<string, unknown>[] {
  return CATEGORIES.filter((one) => one.parent === parent).map(({ id, vi }) => {
    const children = categoryTree(id);
    const node = { var: false, name: vi, leaf: children.length === 0, category_id: id };
    return children.length > 0 ? { ...node, children } : node;
  });
}

export function suggestions(name: string): Record<string, unknown>[] {
  const low = ` ${name.normalize('NFC').toLowerCase()} `;
  const fits = ({ words }: Category) => words.some((word) => low.includes(` ${word} `));
  return CATEGORIES.filter(fits).map((one) => ({
    categoryPath: `${CATEGORIES.find((up) => up.id === one.parent)?.vi ?? ''}>${one.vi}`,
    categoryName: one.vi,
    categoryId: one.id,
  }));
}

interface Attribute {
  name: string;
  label: string;
  input_type: string;
  attribute_type: 'normal' | 'sku';
  is_mandatory: 0 | 1;
  is_sale_prop: 0 | 1;
  id: number;
  options: { name: string; en_name: string; id: number }[];
  advanced: { is_key_prop: 0 | 1 };
}

let nextId = 100_005_000;

function attribute(
  name: string,
  label: string,
  input_type: string,
  more: Partial<Attribute> = {},
): Attribute {
  return {
    advanced: { is_key_prop: 0 },
    is_sale_prop: 0,
    name,
    input_type,
    options: [],
    is_mandatory: 0,
    attribute_type: 'normal',
    label,
    id: ++nextId,
    ...more,
  };
}

const must = { is_mandatory: 1 } as const;
const ofSku = { attribute_type: 'sku' } as const;

const COMMON: Attribute[] = [
  attribute('name', 'Tên sản phẩm', 'text', must),
  attribute('description', 'Mô tả', 'richText'),
  attribute('short_description', 'Điểm nổi bật', 'richText'),
  attribute('brand', 'Thương hiệu', 'singleSelect', must),
  attribute('__images__', 'Ảnh', 'img', ofSku),
  attribute('SellerSku', 'Mã hàng', 'text', { ...ofSku, ...must }),
  attribute('price', 'Giá', 'numeric', { ...ofSku, ...must }),
  attribute('quantity', 'Số lượng', 'numeric', ofSku),
  attribute('package_weight', 'Cân nặng (kg)', 'numeric', { ...ofSku, ...must }),
  attribute('package_length', 'Chiều dài gói (cm)', 'numeric', { ...ofSku, ...must }),
  attribute('package_width', 'Chiều rộng gói (cm)', 'numeric', { ...ofSku, ...must }),
  attribute('package_height', 'Chiều cao gói (cm)', 'numeric', { ...ofSku, ...must }),
  attribute('country_origin', 'Xuất xứ', 'enumInput', {
    options: [{ name: 'Việt Nam', en_name: 'Vietnam', id: 501 }],
  }),
];

const LICENCE = attribute('registration_number', 'Số công bố', 'text', must);
const DOSE = attribute('dosage_form', 'Dạng dùng', 'multiSelect', {
  options: [
    { name: 'Viên', en_name: 'Tablet', id: 601 },
    { name: 'Bột', en_name: 'Powder', id: 602 },
  ],
});

export function attributesOf(categoryId: number): Attribute[] {
  return categoryId === SUPPLEMENT ? [...COMMON, LICENCE, DOSE] : COMMON;
}
