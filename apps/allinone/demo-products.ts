import type { PhotoShape } from './demo-photos';

/** One thing to buy: [name of the choice, unit, pack amount, measure, price in đồng, stock in units]. */
type Offer = readonly [string, string, number | null, 'g' | 'ml' | 'piece' | null, number, number];

export interface DemoProduct {
  name: string;
  description: string;
  /** OCOP product group. */
  kind: string;
  producer: string;
  /** Which of DEMO_PAPERS stands behind its stars. */
  paper: number | null;
  photo: { shape: PhotoShape; colours: readonly [content: string, lid: string] };
  offers: readonly Offer[];
  /** Sold loosely: so many smallest steps in one unit. */
  stepsPerUnit?: number;
  /** Parcel weight of one unit, where the pack does not tell it. */
  weightGrams?: number;
  /** A combo: product names with how many units of each. */
  parts?: readonly (readonly [name: string, units: number])[];
}

export const DEMO_COOP = {
  name: 'HTX Nông sản Suối Mơ',
  shortName: 'Nông sản Suối Mơ',
  province: 'Đà Nẵng',
  address: 'Thôn Suối Mơ (nơi không có thật)',
};
export const DEMO_PERSON = {
  name: 'Lê Thị Mơ',
  phone: '0905 123 456',
  password: 'suoi-mo-2026',
};

const DAY_MS = 86_400_000;

/** Invented papers, dated from the day of seeding: two that hold for long, one that lapses in three weeks. */
export const DEMO_PAPERS = [
  { stars: 4, number: 'MẪU-01', issuedMs: -400 * DAY_MS, validMs: 695 * DAY_MS },
  { stars: 3, number: 'MẪU-02', issuedMs: -200 * DAY_MS, validMs: 895 * DAY_MS },
  { stars: 4, number: 'MẪU-03', issuedMs: -1074 * DAY_MS, validMs: 21 * DAY_MS },
] as const;

const [SUOI_MO, BAY, TU] = ['HTX Nông sản Suối Mơ', 'Hộ bà Bảy Thơm', 'Tổ hợp tác Đồi Tư'];
const [FOOD, DRINK, CRAFT] = ['Thực phẩm', 'Đồ uống', 'Thủ công mỹ nghệ'];

/** Kinds, units, packs and sample prices as cooperatives of the region have them; who makes them is invented. */
export const DEMO_PRODUCTS: readonly DemoProduct[] = [
  {
    name: 'Nước mắm cá cơm',
    description: 'Cá cơm ủ muối trong chum, lọc nhỉ. Để nơi mát, đậy kín sau khi mở.',
    kind: FOOD,
    producer: SUOI_MO,
    paper: 0,
    photo: { shape: 'bottle', colours: ['#8a3b12', '#c9a227'] },
    offers: [['', 'chai', 500, 'ml', 95_000, 80]],
    weightGrams: 800,
  },
  {
    name: 'Dầu mè đen nguyên chất',
    description: 'Mè đen rang vừa, ép mộc. Không pha, không thêm hương.',
    kind: FOOD,
    producer: SUOI_MO,
    paper: 0,
    photo: { shape: 'bottle', colours: ['#3d2b1f', '#5a7d2a'] },
    offers: [
      ['Chai 250 ml', 'chai', 250, 'ml', 110_000, 50],
      ['Chai 500 ml', 'chai', 500, 'ml', 190_000, 30],
    ],
  },
  {
    name: 'Dầu phụng nguyên chất',
    description: 'Đậu phụng phơi nắng, ép lạnh, để lắng rồi mới đóng chai.',
    kind: FOOD,
    producer: BAY,
    paper: 2,
    photo: { shape: 'bottle', colours: ['#e0a526', '#b5482a'] },
    offers: [['', 'chai', 1000, 'ml', 140_000, 65]],
  },
  {
    name: 'Tiêu hạt',
    description: 'Tiêu chín già, phơi khô, sàng sạch. Cân theo ý khách, từ 50 g.',
    kind: FOOD,
    producer: TU,
    paper: 0,
    photo: { shape: 'bag', colours: ['#2f2a26', '#a7372c'] },
    offers: [['', 'kg', null, null, 540_000, 12]],
    stepsPerUnit: 20,
    weightGrams: 1_050,
  },
  {
    name: 'Ngũ cốc rang xay',
    description: 'Các loại đậu và gạo lứt rang chín, xay mịn. Pha với nước ấm.',
    kind: FOOD,
    producer: SUOI_MO,
    paper: 0,
    photo: { shape: 'jar', colours: ['#d9b98a', '#6b4f2a'] },
    offers: [['', 'hũ', 500, 'g', 120_000, 45]],
  },
  {
    name: 'Thanh gạo lứt hạt và rong biển',
    description: 'Gạo lứt nổ, hạt rang và rong biển, ép thanh, gói lẻ từng thanh.',
    kind: FOOD,
    producer: SUOI_MO,
    paper: 1,
    photo: { shape: 'box', colours: ['#4d6b3c', '#e4c590'] },
    offers: [['', 'hộp', 300, 'g', 85_000, 60]],
  },
  {
    name: 'Nếp đắng',
    description: 'Nếp gặt tháng Mười, hạt dài, xôi dẻo.',
    kind: FOOD,
    producer: TU,
    paper: null,
    photo: { shape: 'bag', colours: ['#f3ead6', '#b98b3e'] },
    offers: [['', 'túi', 2000, 'g', 90_000, 70]],
  },
  {
    name: 'Gạo tím than',
    description: 'Gạo xát dối, còn nguyên vỏ cám. Ngâm nửa giờ trước khi nấu.',
    kind: FOOD,
    producer: TU,
    paper: 1,
    photo: { shape: 'bag', colours: ['#4a2f55', '#d8c7a0'] },
    offers: [['', 'túi', 2000, 'g', 92_000, 48]],
  },
  {
    name: 'Bánh dừa nướng',
    description: 'Dừa nạo, bột nếp, đường; nướng giòn, gói kín.',
    kind: FOOD,
    producer: BAY,
    paper: 0,
    photo: { shape: 'bag', colours: ['#f0d9a8', '#c4572e'] },
    offers: [['', 'gói', 200, 'g', 38_000, 200]],
  },
  {
    name: 'Bánh tráng lề',
    description: 'Bánh tráng phơi sương, cắt lề, cột xấp.',
    kind: FOOD,
    producer: BAY,
    paper: null,
    photo: { shape: 'bundle', colours: ['#f7efe0', '#7a5c34'] },
    offers: [['', 'xấp', 500, 'g', 35_000, 120]],
  },
  {
    name: 'Tương ớt mè',
    description: 'Ớt tươi xay, mè rang, tỏi. Cay vừa.',
    kind: FOOD,
    producer: BAY,
    paper: 2,
    photo: { shape: 'jar', colours: ['#c2301c', '#2f5d34'] },
    offers: [['', 'hũ', 180, 'g', 55_000, 90]],
  },
  {
    name: 'Mắm ruốc',
    description: 'Ruốc tươi giã với muối, phơi nắng đủ ngày.',
    kind: FOOD,
    producer: SUOI_MO,
    paper: null,
    photo: { shape: 'jar', colours: ['#8d4a5a', '#d7b15c'] },
    offers: [['', 'hũ', 500, 'g', 65_000, 52]],
  },
  {
    name: 'Trà rừng',
    description: 'Lá và thân cây rừng sao khô. Hãm nước sôi mười phút.',
    kind: DRINK,
    producer: TU,
    paper: 1,
    photo: { shape: 'box', colours: ['#6f7f3a', '#3f4d24'] },
    offers: [['', 'hộp', 100, 'g', 75_000, 40]],
  },
  {
    name: 'Trà đẳng sâm túi lọc',
    description: 'Hai mươi túi lọc, mỗi túi hai gam.',
    kind: DRINK,
    producer: TU,
    paper: null,
    photo: { shape: 'box', colours: ['#c98f4a', '#7b2d26'] },
    offers: [['', 'hộp', 40, 'g', 68_000, 55]],
  },
  {
    name: 'Nước cốt chanh',
    description: 'Chanh vắt, đường phèn, muối. Pha loãng rồi uống.',
    kind: DRINK,
    producer: BAY,
    paper: 1,
    photo: { shape: 'bottle', colours: ['#cfd66b', '#3f7d3a'] },
    offers: [['', 'chai', 500, 'ml', 58_000, 57]],
  },
  {
    name: 'Chổi đót',
    description: 'Đót già, bó tay bằng mây, quét nhẹ.',
    kind: CRAFT,
    producer: SUOI_MO,
    paper: null,
    photo: { shape: 'broom', colours: ['#c9a66b', '#7b5a33'] },
    offers: [['', 'cây', 1, 'piece', 48_000, 150]],
    weightGrams: 600,
  },
  {
    name: 'Giỏ quà Suối Mơ',
    description: 'Một chai nước mắm, một hũ ngũ cốc, hai hộp trà rừng.',
    kind: FOOD,
    producer: SUOI_MO,
    paper: null,
    photo: { shape: 'basket', colours: ['#b98b3e', '#c4572e'] },
    offers: [['', 'giỏ', 1, 'piece', 345_000, 0]],
    weightGrams: 1_800,
    parts: [
      ['Nước mắm cá cơm', 1],
      ['Ngũ cốc rang xay', 1],
      ['Trà rừng', 2],
    ],
  },
];
