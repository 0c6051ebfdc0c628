import type { Product } from '@ganh/catalogue';
import type { SellerReason } from '@ganh/channels/kit';
import type { MissingView } from '@ganh/contracts';
import type { AskedAttribute } from '@ganh/sync';

type Question = MissingView['questions'][number];

const EMPTY = {
  unit: '',
  guess: '',
  guessFrom: '',
  choices: [],
  isOpen: false,
  isRequired: true,
};

/** What to ask of a refusal, with a guess and where it came from; null where no answer would help. */
export function questionFor(
  reason: SellerReason,
  product: Product,
  answers: Readonly<Record<string, string>>,
  likelyGrams: number | null,
): Question | null {
  const { key, field, values = {} } = reason;
  switch (key) {
    case 'missing_weight':
      return weightQuestion(product.variants[0]?.unit ?? 'món', likelyGrams);
    case 'title_too_long': {
      const guess = shorten(product.name, Number(values['max'] ?? 120));
      return titleQuestion(guess, 'Gánh đã rút gọn sẵn');
    }
    case 'title_too_short':
      return titleQuestion(joined(' ', product.name, product.producer), 'Thêm nơi làm ra');
    case 'missing_description':
    case 'description_too_short':
      return {
        ...EMPTY,
        field: 'description',
        label: 'Vài dòng giới thiệu',
        kind: 'text',
        guess: joined('. ', product.name, product.producer),
        guessFrom: 'Gánh viết từ tên và nơi làm ra',
      };
    case 'missing_category':
      return null;
    default:
      return field
        ? textQuestion(field, values['field'] ?? values['label'] ?? field, answers)
        : null;
  }
}

/** A field of the category, in the channel's own words; what only the label needs may stay open. */
export function attributeQuestion(asked: AskedAttribute): Question {
  const { field, name, kind, choices, isOpen, guess, isForLabel } = asked;
  return {
    ...EMPTY,
    field,
    label: name,
    kind,
    guess,
    guessFrom: isForLabel ? 'Nhãn hàng phải ghi điều này' : '',
    choices: choices.map((choice) => ({ value: choice.id, label: choice.name })),
    isOpen: isOpen && choices.length > 0,
    isRequired: !isForLabel,
  };
}

function weightQuestion(unit: string, likelyGrams: number | null): Question {
  return {
    ...EMPTY,
    field: 'weightGrams',
    label: `Một ${unit} đóng gói nặng bao nhiêu?`,
    kind: 'number',
    unit: 'g',
    guess: likelyGrams === null ? '' : String(likelyGrams),
    guessFrom: likelyGrams === null ? '' : `Như các món khác bán theo ${unit}`,
  };
}

function titleQuestion(guess: string, guessFrom: string): Question {
  const label = 'Tên dùng trên kênh này';
  return { ...EMPTY, field: 'title', label, kind: 'text', guess, guessFrom };
}

function textQuestion(
  field: string,
  label: string,
  answers: Readonly<Record<string, string>>,
): Question {
  return { ...EMPTY, field, label, kind: 'text', guess: answers[field] ?? '' };
}

function joined(between: string, ...parts: readonly string[]): string {
  return parts.filter(Boolean).join(between);
}

/** At a word's end, unless that would lose more than half. */
function shorten(name: string, max: number): string {
  if (name.length <= max) return name;
  const cut = name.slice(0, max);
  return cut.slice(0, Math.max(cut.lastIndexOf(' '), Math.floor(max / 2))).trim();
}
