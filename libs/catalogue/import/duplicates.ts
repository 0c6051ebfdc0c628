import { fold, formatVnd } from '@ganh/kernel';
import type { ReadRow, RowAsk } from './read-row';
import { packWords } from './read-row';
import type { ReadField, ReadProduct } from './reading';

/** A later row that lists goods an earlier row has already listed, and what the two disagree about. */
export interface Repeat {
  of: ReadProduct;
  conflicts: RowAsk[];
}

function letters(text: string): string {
  return fold(text).replace(/[^a-z0-9]+/g, '');
}

function makerKey(producer: string): string {
  return letters(
    fold(producer)
      .replace(/^(?:hop tac xa|htx)\b/, 'htx')
      .replace(/^(?:cong ty|cty|ct)\b/, 'cty'),
  );
}

function differ<T>(a: T | null, b: T | null, same: (a: T, b: T) => boolean): boolean {
  return a !== null && b !== null && !same(a, b);
}

const packDiffers = (a: ReadProduct, b: ReadProduct): boolean =>
  differ(a.pack, b.pack, (x, y) => x.amount === y.amount && x.measure === y.measure);

/**
 * Could both rows mean the same thing to sell? The same name in search form and nothing that sets them apart:
 * another maker, another pack, or, when no pack decides, another unit.
 */
function sameGoods(a: ReadProduct, b: ReadProduct): boolean {
  if (differ(a.producer, b.producer, (x, y) => makerKey(x) === makerKey(y))) return false;
  if (packDiffers(a, b)) return false;
  if (a.pack !== null && b.pack !== null) return true;
  return !differ(a.unit, b.unit, (x, y) => fold(x) === fold(y));
}

/** Among earlier rows of that name: the one with the same pack, else the same price, else the first. */
function likeliest(earlier: readonly ReadProduct[], product: ReadProduct): ReadProduct | undefined {
  const possible = earlier.filter((other) => sameGoods(other, product));
  return (
    possible.find((other) => other.pack !== null && product.pack !== null) ??
    possible.find((other) => other.priceVnd !== null && other.priceVnd === product.priceVnd) ??
    possible[0]
  );
}

function at(first: ReadProduct, later: ReadProduct): string {
  return first.sheet === later.sheet
    ? `dòng ${first.row}`
    : `dòng ${first.row} trang “${first.sheet}”`;
}

function dayWords(day: string): string {
  return day.split('-').reverse().join('/');
}

/** Every field in which both rows say something and say it differently. A price only one row knows is a conflict too. */
function conflictsOf(first: ReadProduct, later: ReadProduct): RowAsk[] {
  const asks: RowAsk[] = [];
  const place = at(first, later);
  const add = (field: ReadField, before: string, now: string): void => {
    asks.push({ field, reason: `Món này ở ${place} ghi ${before}, dòng này ghi ${now}.` });
  };
  const price = (value: number | null): string =>
    value === null ? 'giá chưa rõ' : formatVnd(value);
  if (first.priceVnd !== later.priceVnd)
    add('priceVnd', price(first.priceVnd), price(later.priceVnd));
  if (differ(first.stock, later.stock, Object.is))
    add('stock', `còn ${first.stock}`, `còn ${later.stock}`);
  if (differ(first.sku, later.sku, (a, b) => letters(a) === letters(b)))
    add('sku', `mã ${first.sku}`, `mã ${later.sku}`);
  if (differ(first.stars, later.stars, Object.is))
    add('stars', `${first.stars} sao`, `${later.stars} sao`);
  if (packDiffers(first, later)) add('pack', packWords(first.pack!), packWords(later.pack!));
  if (differ(first.producer, later.producer, (a, b) => makerKey(a) === makerKey(b))) {
    add('producer', first.producer!, later.producer!);
  }
  for (const field of ['madeOn', 'expiresOn'] as const) {
    if (differ(first[field], later[field], Object.is))
      add(field, dayWords(first[field]!), dayWords(later[field]!));
  }
  if (letters(first.name ?? '') !== letters(later.name ?? ''))
    add('name', `“${first.name}”`, `“${later.name}”`);
  return asks;
}

/** Remembers the goods listed so far and says whether a row repeats one of them. */
export class ListedGoods {
  private readonly byName = new Map<string, ReadProduct[]>();
  private readonly bySku = new Map<string, ReadProduct>();

  /** null: the row is new and is remembered. */
  repeat({ product }: ReadRow): Repeat | null {
    const sku = product.sku === null ? '' : letters(product.sku);
    const name = letters(product.name ?? '');
    const earlier = this.byName.get(name) ?? [];
    const of =
      (sku === '' ? undefined : this.bySku.get(sku)) ??
      (name === '' ? undefined : likeliest(earlier, product));
    if (of) return { of, conflicts: conflictsOf(of, product) };
    this.byName.set(name, [...earlier, product]);
    if (sku !== '') this.bySku.set(sku, product);
    return null;
  }
}
