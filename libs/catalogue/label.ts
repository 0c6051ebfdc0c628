import { fold } from '@ganh/kernel';
import type { Kind, KindGroup } from './kinds';
import type { Product } from './product';

type Labelled = Pick<Product, 'producer' | 'variants'>;

interface LabelRule {
  groups: readonly KindGroup[];
  /** Starts of a channel's name for it, in search form. */
  words: readonly string[];
  /** Absent or '' where nobody but the seller knows. */
  guess?: (product: Labelled) => string;
  /** Another product of the kind may say otherwise. */
  isOwn?: true;
}

/** What a channel's field asks for, as far as labels and our own data tell. */
export interface FieldFact {
  guess: string;
  /** Remembered for the product alone, whatever else is remembered for its kind. */
  isOwn: boolean;
  /** The label must say it, and so must the page online, whether or not the channel insists. */
  isOnLabel: boolean;
}

const EATEN: readonly KindGroup[] = ['food', 'drink', 'herbal'];

/** What a label must say (Decree 37/2026: article 42 for all goods, annex I for food), by channels' names for it. */
const RULES: readonly LabelRule[] = [
  {
    groups: [...EATEN, 'craft', 'ornamental'],
    words: ['xuat xu', 'nguon goc', 'nuoc san xuat', 'noi san xuat'],
    guess: () => 'Việt Nam',
  },
  {
    groups: [...EATEN, 'craft'],
    words: ['to chuc chiu trach nhiem', 'ten to chuc', 'nha san xuat', 'don vi chiu trach nhiem'],
    guess: ({ producer }) => producer,
    isOwn: true,
  },
  { groups: EATEN, words: ['thanh phan'], isOwn: true },
  { groups: EATEN, words: ['han su dung', 'thoi han su dung', 'han dung'] },
  { groups: EATEN, words: ['bao quan', 'huong dan bao quan', 'dieu kien bao quan'] },
  { groups: EATEN, words: ['huong dan su dung', 'cach dung'] },
  { groups: EATEN, words: ['canh bao', 'thong tin canh bao'] },
  {
    groups: EATEN,
    words: ['khoi luong tinh', 'dinh luong', 'trong luong', 'the tich', 'dung tich'],
    guess: ({ variants }) => packText(variants[0]?.pack ?? null),
    isOwn: true,
  },
  { groups: ['drink'], words: ['nong do con', 'ham luong ethanol'], isOwn: true },
];
const BRAND = ['thuong hieu', 'nhan hieu', 'brand'];
/** Numbers of papers: each product has its own. */
const PAPER = ['so dang ky', 'so cong bo', 'so giay phep', 'giay phep', 'ma so tu cong bo'];

/** null: an ordinary field, the same for all goods of the kind. */
export function fieldFact(
  kind: Kind | null,
  fieldName: string,
  product: Labelled,
): FieldFact | null {
  const name = fold(fieldName);
  const starts = (words: readonly string[]) => words.some((word) => name.startsWith(word));
  if (starts(BRAND)) return { guess: product.producer, isOwn: true, isOnLabel: false };
  if (starts(PAPER)) return { guess: '', isOwn: true, isOnLabel: false };
  const rule = RULES.find(
    ({ groups, words }) => kind !== null && groups.includes(kind.group) && starts(words),
  );
  if (!rule) return null;
  return { guess: rule.guess?.(product) ?? '', isOwn: rule.isOwn === true, isOnLabel: true };
}

function packText(pack: Product['variants'][number]['pack']): string {
  if (pack === null || pack.measure === 'piece') return '';
  return `${String(pack.amount).replace('.', ',')} ${pack.measure}`;
}
