import {
  type AllCoops,
  type CertificateId,
  type Clock,
  type CoopScope,
  Problem,
  type ProductId,
  randomCode,
  tidy,
  type VariantId,
} from '@ganh/kernel';
import type { Database, Ids, Tx } from '@ganh/persistence';
import type { CertificateStore } from './certificate.store';
import { type ComboPart, ComboParts } from './combo-parts';
import type { MediaStore } from './media-store';
import type { NewProduct, Product, ProductPatch, Variant } from './product';
import type { ProductStore } from './product.store';

const REMOVED = 'Món này đã thôi bán. Bấm Bán lại món này, rồi hãy sửa.';
const STALE = 'Món này vừa có người sửa. Tải lại để xem, rồi sửa tiếp.';

/** Products, variants and prices. What channels must be told of a change is raised by whoever opens the transaction. */
export class ProductService extends ComboParts {
  constructor(
    private readonly db: Database,
    private readonly ids: Ids,
    private readonly clock: Clock,
    private readonly store: ProductStore,
    private readonly certificates: CertificateStore,
    private readonly media: MediaStore,
  ) {
    super();
  }

  /** Refuses with the fields that are wrong; nothing is half-saved. */
  async create(
    tx: Tx,
    scope: CoopScope,
    input: NewProduct,
  ): Promise<{ productId: ProductId; variantIds: VariantId[] }> {
    const product = tidied(input);
    checkLengths(product);
    await this.check(tx, scope, product);
    await this.checkOptions(tx, scope, product);
    const productId = this.ids.next<ProductId>();
    await this.store.insert(tx, scope, productId, randomCode(10), product, this.clock.now());
    const variantIds: VariantId[] = [];
    for (const [position, variant] of product.variants.entries()) {
      const id = this.ids.next<VariantId>();
      await this.store.insertVariant(
        tx,
        scope,
        id,
        productId,
        `G${randomCode(9)}`,
        variant,
        position,
      );
      variantIds.push(id);
    }
    return { productId, variantIds };
  }

  /** Answers the product as it was. Throws `stale` when it was changed since `baseRev`. */
  async patch(
    tx: Tx,
    scope: CoopScope,
    productId: ProductId,
    patch: ProductPatch,
    baseRev: number,
  ): Promise<Product> {
    const product = await this.mustFind(tx, scope, productId);
    if (product.removed) throw new Problem('conflict', REMOVED);
    const change = tidied(patch);
    checkLengths({ name: change.name, producer: change.producer });
    checkVariants(product, change);
    await this.check(tx, scope, change);
    if (!(await this.store.patch(tx, scope, product, change, baseRev, this.clock.now())))
      throw new Problem('stale', STALE);
    return product;
  }

  /** Out of every list, or back as it was: hidden if it was hidden. Answers whether that changed anything. */
  async setRemoved(
    tx: Tx,
    scope: CoopScope,
    productId: ProductId,
    removed: boolean,
  ): Promise<boolean> {
    await this.mustFind(tx, scope, productId);
    return this.store.setRemoved(tx, scope, productId, removed, this.clock.now());
  }

  /**
   * Answers the variant as it was. Throws `stale` with the price that stands when it was changed since `baseRev`; where
   * that is this very change, sent again, it is done already.
   */
  async setPrice(
    tx: Tx,
    scope: CoopScope,
    variantId: VariantId,
    priceVnd: number,
    baseRev: number,
  ): Promise<Variant> {
    const [variant] = await this.store.variants(tx, scope, [variantId]);
    if (!variant) throw Problem.notFound();
    if (await this.store.setPrice(tx, scope, variantId, priceVnd, baseRev)) return variant;
    const [now] = await this.store.variants(tx, scope, [variantId]);
    if (!now) throw Problem.notFound();
    if (now.priceVnd === priceVnd && now.priceRev === baseRev + 1) return now;
    throw new Problem('stale', 'Giá vừa có người sửa. Xem giá mới rồi chọn lại.', [], {
      priceVnd: now.priceVnd,
      priceRev: now.priceRev,
    });
  }

  async find(scope: CoopScope, productId: ProductId): Promise<Product> {
    return this.db.read((tx) => this.mustFind(tx, scope, productId));
  }

  findMany(tx: Tx, scope: CoopScope, ids: readonly ProductId[]): Promise<Product[]> {
    return this.store.find(tx, scope, ids);
  }

  list(scope: CoopScope, after: ProductId | 0, limit: number): Promise<Product[]> {
    return this.db.read((tx) => this.store.list(tx, scope, after, limit));
  }

  namesakes(scope: CoopScope, name: string): Promise<ProductId[]> {
    return this.db.read((tx) => this.store.namesakes(tx, scope, tidy(name)));
  }

  async variant(scope: CoopScope, variantId: VariantId): Promise<Variant> {
    const [variant] = await this.db.read((tx) => this.store.variants(tx, scope, [variantId]));
    if (!variant) throw Problem.notFound();
    return variant;
  }

  variants(tx: Tx, scope: CoopScope, ids: readonly VariantId[]): Promise<Variant[]> {
    return this.store.variants(tx, scope, ids);
  }

  bySku(tx: Tx, scope: CoopScope, skus: readonly string[]): Promise<Variant[]> {
    return this.store.bySku(tx, scope, skus);
  }

  findByCode(all: AllCoops, code: string): Promise<{ scope: CoopScope; product: Product } | null> {
    return this.db.read((tx) => this.store.findByCode(tx, all, code));
  }

  partsOf(
    tx: Tx,
    scope: CoopScope,
    variantIds: readonly VariantId[],
  ): Promise<ReadonlyMap<VariantId, readonly ComboPart[]>> {
    return this.store.partsOf(tx, scope, variantIds);
  }

  combosOf(
    tx: Tx,
    scope: CoopScope,
    partVariantIds: readonly VariantId[],
  ): Promise<readonly VariantId[]> {
    return this.store.combosOf(tx, scope, partVariantIds);
  }

  private async mustFind(tx: Tx, scope: CoopScope, productId: ProductId): Promise<Product> {
    const [product] = await this.store.find(tx, scope, [productId]);
    if (!product) throw Problem.notFound();
    return product;
  }

  private async check(
    tx: Tx,
    scope: CoopScope,
    product: Pick<ProductPatch, 'certificateId' | 'photoKeys'>,
  ): Promise<void> {
    if (
      product.certificateId != null &&
      !(await this.certificates.find(tx, scope, product.certificateId as CertificateId))
    ) {
      throw Problem.field(
        'certificateId',
        'unknown',
        'Không tìm thấy giấy này.',
        'Chọn lại giấy, hoặc để trống.',
      );
    }
    for (const key of product.photoKeys ?? []) {
      if (!(await this.media.owns(tx, scope, key)))
        throw Problem.field('photoKeys', 'unknown', 'Có ảnh chưa tải lên xong.', 'Chọn lại ảnh.');
    }
  }

  private async checkOptions(tx: Tx, scope: CoopScope, product: NewProduct): Promise<void> {
    const names = product.variants.map((variant) => tidy(variant.optionName));
    const repeated = names.findIndex((name, i) => names.indexOf(name) !== i);
    if (repeated >= 0) {
      throw Problem.field(
        `variants[${repeated}].optionName`,
        'repeated',
        'Hai loại trùng tên.',
        'Đặt tên khác nhau cho từng loại.',
      );
    }
    const parts = product.variants.flatMap((variant, i) =>
      variant.parts.map((part, k) => ({
        id: part.variantId as VariantId,
        field: `variants[${i}].parts[${k}].variantId`,
        isRepeated: variant.parts.findIndex((one) => one.variantId === part.variantId) !== k,
      })),
    );
    const ids = [...new Set(parts.map((part) => part.id))];
    const known = new Set((await this.store.variants(tx, scope, ids)).map((variant) => variant.id));
    const combos = await this.store.partsOf(tx, scope, [...known]);
    for (const { id, field, isRepeated } of parts) {
      if (isRepeated)
        throw Problem.field(
          field,
          'repeated',
          'Món này có hai lần trong combo.',
          'Gộp lại thành một, cộng số lượng.',
        );
      if (!known.has(id) || combos.has(id))
        throw Problem.field(
          field,
          'unknown',
          'Có món trong combo không tìm thấy, hoặc chính nó là combo.',
          'Chọn lại các món lẻ.',
        );
    }
  }
}

/** As long as the columns are; the API's schemas say the same, spreadsheets do not. */
const LONGEST = { name: 200, producer: 200, optionName: 80, unit: 40, sellerSku: 100 } as const;

function tidied<P extends Pick<ProductPatch, 'name' | 'producer'>>(product: P): P {
  return {
    ...product,
    ...(product.name === undefined ? {} : { name: tidy(product.name) }),
    ...(product.producer === undefined ? {} : { producer: tidy(product.producer) }),
  };
}

function checkVariants({ variants }: Product, change: ProductPatch): void {
  const unknown = change.variants?.findIndex(({ id }) => !variants.some((one) => one.id === id));
  if (unknown !== undefined && unknown >= 0)
    throw Problem.field(
      `variants[${unknown}].id`,
      'unknown',
      'Không tìm thấy loại này của món.',
      'Tải lại để xem, rồi sửa tiếp.',
    );
}

type Lengths = Pick<ProductPatch, 'name' | 'producer'> & Partial<Pick<NewProduct, 'variants'>>;

function checkLengths(product: Lengths): void {
  const { name = '', producer = '', variants = [] } = product;
  const texts: [string, keyof typeof LONGEST, string | null][] = [
    ['name', 'name', name],
    ['producer', 'producer', producer],
    ...variants.flatMap((variant, i) =>
      (['optionName', 'unit', 'sellerSku'] as const).map(
        (key): [string, keyof typeof LONGEST, string | null] => [
          `variants[${i}].${key}`,
          key,
          variant[key],
        ],
      ),
    ),
  ];
  const long = texts.find(([, key, text]) => (text ?? '').length > LONGEST[key]);
  if (long)
    throw Problem.field(
      long[0],
      'too_big',
      'Dài quá.',
      `Viết nhiều nhất ${LONGEST[long[1]]} ký tự.`,
    );
}
