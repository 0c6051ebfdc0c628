import type { Product, ProductService } from '@ganh/catalogue';
import type { Label } from '@ganh/channels/spreadsheet';
import { type CoopScope, fold, type ProductId, type VariantId } from '@ganh/kernel';

export interface KnownGoods {
  variantId: VariantId;
  sku: string;
  name: string;
}

const PAGE = 200;

/** Whose goods the words of a sheet are: by our code, by the seller's own, or by a name that only one bears. */
export class GoodsNames {
  private readonly byWord = new Map<string, KnownGoods | null>();
  readonly byId = new Map<VariantId, KnownGoods>();

  private constructor(products: readonly Product[]) {
    for (const product of products)
      for (const variant of product.variants) {
        const name = variant.optionName ? `${product.name} - ${variant.optionName}` : product.name;
        const goods = { variantId: variant.id, sku: variant.sku, name };
        this.byId.set(variant.id, goods);
        const words = [variant.sku, variant.sellerSku ?? '', name];
        for (const word of new Set(words.map(fold))) if (word !== '') this.learn(word, goods);
      }
  }

  static async of(products: ProductService, scope: CoopScope): Promise<GoodsNames> {
    const all: Product[] = [];
    for (let after: ProductId | 0 = 0; ;) {
      const page: Product[] = await products.list(scope, after, PAGE);
      all.push(...page);
      if (page.length < PAGE) return new GoodsNames(all);
      after = page[page.length - 1]!.id;
    }
  }

  /** null: no goods, or several, are called so. */
  guess(label: Pick<Label, 'code' | 'name'>): KnownGoods | null {
    const byCode = label.code === '' ? null : this.byWord.get(fold(label.code));
    if (byCode) return byCode;
    // A code of theirs that we do not know says nothing against the name.
    return label.name === '' ? null : (this.byWord.get(fold(label.name)) ?? null);
  }

  private learn(word: string, goods: KnownGoods): void {
    const before = this.byWord.get(word);
    this.byWord.set(
      word,
      before === undefined || before?.variantId === goods.variantId ? goods : null,
    );
  }
}
