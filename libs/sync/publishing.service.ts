import type { NewProduct, Product, ProductPatch, ProductService } from '@ganh/catalogue';
import type { AuditEntry, AuditTrail } from '@ganh/identity';
import {
  type CoopScope,
  Problem,
  type ProductId,
  type ShopId,
  type UserId,
  type VariantId,
} from '@ganh/kernel';
import type { Database, Tx } from '@ganh/persistence';
import type { Listing, ListingService, Shop, ShopService } from '@ganh/shops';
import type { StockService } from '@ganh/stock';
import type { ChannelApps } from './channel-apps';

export interface NewListing {
  product: NewProduct;
  /** Opening stock of each variant, in smallest steps, in the order of the variants. */
  stock: readonly number[];
  /** Absent = every connected shop. */
  shopIds?: readonly number[];
}

/** The trail's word for a price taken back, beside `price.change`. */
export const PRICE_UNDO = 'price.undo';

/** The trail's words for a product taken off for good, and for that taken back. */
export const REMOVE = 'product.remove';
export const RESTORE = 'product.restore';

/** Products of one transaction. */
const PAGE = 50;

/** As the trail names what was changed. */
function fieldsOf({ variants = [], ...patch }: ProductPatch): string[] {
  const ofVariants = (['weightGrams', 'pack'] as const).filter((field) =>
    variants.some((variant) => variant[field] !== undefined),
  );
  return [...Object.keys(patch), ...ofVariants];
}

export function notListed(products: readonly Product[], listings: readonly Listing[]): Product[] {
  const listed = new Set(listings.map((one) => one.productId));
  return products.filter((product) => !listed.has(product.id));
}

/** List once, everywhere: the product, its opening stock and the work of every shop are one transaction. */
export class PublishingService {
  constructor(
    private readonly db: Database,
    private readonly products: ProductService,
    private readonly stock: StockService,
    private readonly shops: { shops: ShopService; listings: ListingService },
    private readonly apps: ChannelApps,
    private readonly audit: AuditTrail,
  ) {}

  async create(scope: CoopScope, input: NewListing, actor: UserId | null): Promise<ProductId> {
    const shops = await this.chosen(scope, input.shopIds);
    return this.db.write(async (tx) => {
      const { productId, variantIds } = await this.products.create(tx, scope, input.product);
      for (const [i, variantId] of variantIds.entries()) {
        const quantity = input.stock[i] ?? 0;
        const isCombo = (input.product.variants[i]?.parts.length ?? 0) > 0;
        if (quantity > 0 && !isCombo) await this.stock.open(tx, scope, variantId, quantity, actor);
      }
      for (const shop of shops) await this.listIn(tx, scope, shop, productId, variantIds);
      await this.audit.write(
        tx,
        scope,
        actor,
        'product.create',
        { kind: 'product', id: productId },
        { shops: shops.length },
      );
      return productId;
    });
  }

  /** Lists a product that stands already in one more shop. */
  async addShop(scope: CoopScope, productId: ProductId, shopId: ShopId): Promise<void> {
    const product = await this.products.find(scope, productId);
    if (product.removed) throw new Problem('conflict', 'Món này đã thôi bán. Bán lại rồi đăng.');
    const [shop] = await this.chosen(scope, [shopId]);
    if (!shop) throw Problem.notFound();
    await this.db.write((tx) => this.listAllOf(tx, scope, shop, [product]));
  }

  /** Everything that is neither hidden nor removed. */
  async onSale(scope: CoopScope): Promise<Product[]> {
    const found: Product[] = [];
    for (let after: ProductId | 0 = 0; ;) {
      const page = await this.products.list(scope, after, PAGE);
      found.push(...page.filter((product) => !product.hidden));
      const last = page.at(-1);
      if (!last || page.length < PAGE) return found;
      after = last.id;
    }
  }

  /** Lists there what is not yet; asked again it goes on where it stopped. Answers how many were added. */
  async addAll(scope: CoopScope, shopId: ShopId, actor: UserId): Promise<number> {
    const shop = await this.shops.shops.get(scope, shopId);
    if (shop.state !== 'connected')
      throw new Problem('conflict', 'Kênh này đang mất kết nối. Nối lại rồi đăng.');
    const { listings } = await this.shops.listings.ofShop(scope, shopId);
    const missing = notListed(await this.onSale(scope), listings);
    for (let from = 0; from < missing.length; from += PAGE)
      await this.db.write((tx) =>
        this.listAllOf(tx, scope, shop, missing.slice(from, from + PAGE)),
      );
    await this.db.write((tx) =>
      this.audit.write(
        tx,
        scope,
        actor,
        'shop.list-all',
        { kind: 'shop', id: shopId },
        { products: missing.length },
      ),
    );
    return missing.length;
  }

  async patch(
    scope: CoopScope,
    productId: ProductId,
    patch: ProductPatch,
    baseRev: number,
    actor: UserId,
  ): Promise<void> {
    await this.db.write(async (tx) => {
      const before = await this.products.patch(tx, scope, productId, patch, baseRev);
      const { hidden, ...content } = patch;
      const flips = hidden !== undefined && hidden !== before.hidden;
      if (flips)
        await this.shops.listings.raiseProducts(tx, scope, [productId], ['visibility', 'stock']);
      if (Object.keys(content).length > 0) {
        await this.dropAnswers(tx, scope, productId, content);
        await this.shops.listings.raiseProducts(tx, scope, [productId], ['content']);
      }
      await this.audit.write(
        tx,
        scope,
        actor,
        'product.change',
        { kind: 'product', id: productId },
        { fields: fieldsOf(patch), ...(flips && { hidden }) },
      );
    });
  }

  /** What one channel was told instead was an answer to the former words: it would keep the new ones from it. */
  private async dropAnswers(
    tx: Tx,
    scope: CoopScope,
    productId: ProductId,
    content: ProductPatch,
  ): Promise<void> {
    const dropped = [
      ...(content.name === undefined ? [] : ['title']),
      ...(content.description === undefined ? [] : ['description']),
    ];
    if (dropped.length > 0) await this.shops.listings.dropAnswers(tx, scope, productId, dropped);
  }

  /**
   * Off sale in every shop and out of the lists, or all that back; once however often it is asked. Stock, and what is
   * reserved of it, stay as they are.
   */
  async setRemoved(
    scope: CoopScope,
    productId: ProductId,
    removed: boolean,
    actor: UserId,
  ): Promise<void> {
    await this.db.write(async (tx) => {
      if (!(await this.products.setRemoved(tx, scope, productId, removed))) return;
      // Papers that end meanwhile raise nothing for what is removed: its words are told anew when it comes back.
      const changes = ['visibility', 'stock', ...(removed ? [] : ['content' as const])] as const;
      await this.shops.listings.raiseProducts(tx, scope, [productId], changes);
      const action = removed ? REMOVE : RESTORE;
      await this.audit.write(tx, scope, actor, action, { kind: 'product', id: productId });
    });
  }

  /** Answers the former price and the act, by which it is taken back; no act where this very change stood already. */
  async setPrice(
    scope: CoopScope,
    variantId: VariantId,
    priceVnd: number,
    baseRev: number,
    actor: UserId,
  ): Promise<{ formerVnd: number; actId: number | null }> {
    return this.db.write((tx) =>
      this.writePrice(tx, scope, { variantId, priceVnd, baseRev, actor, action: 'price.change' }),
    );
  }

  /**
   * Back to the price before this change, once however often it is asked. Throws `stale` when the price has moved since,
   * `conflict` for a change of which the trail does not say enough.
   */
  async undoPrice(scope: CoopScope, change: AuditEntry, actor: UserId): Promise<void> {
    const { from, rev } = change.detail;
    if (change.target.id === null || typeof from !== 'number' || typeof rev !== 'number')
      throw new Problem('conflict', 'Việc này cũ quá, không hoàn tác được. Mở món đó để sửa giá.');
    const wish = { variantId: change.target.id as VariantId, priceVnd: from, baseRev: rev, actor };
    await this.db.write(async (tx) => {
      if (await this.isPriceUndone(tx, scope, change, rev)) return;
      await this.writePrice(tx, scope, { ...wish, action: PRICE_UNDO }).catch((error: unknown) => {
        if (!(error instanceof Problem) || error.code !== 'stale') throw error;
        throw new Problem('stale', 'Giá món này đã đổi tiếp. Mở món đó để sửa giá.');
      });
    });
  }

  private async isPriceUndone(
    tx: Tx,
    scope: CoopScope,
    { target, at }: AuditEntry,
    rev: number,
  ): Promise<boolean> {
    const since = await this.audit.ofTargets(tx, scope, target.kind, [target.id ?? 0], at);
    return since.some((one) => one.action === PRICE_UNDO && one.detail['rev'] === rev + 1);
  }

  private async writePrice(
    tx: Tx,
    scope: CoopScope,
    wish: {
      variantId: VariantId;
      priceVnd: number;
      baseRev: number;
      actor: UserId;
      action: string;
    },
  ): Promise<{ formerVnd: number; actId: number | null }> {
    const { variantId, priceVnd, baseRev, actor, action } = wish;
    const before = await this.products.setPrice(tx, scope, variantId, priceVnd, baseRev);
    if (before.priceRev !== baseRev) return { formerVnd: before.priceVnd, actId: null };
    await this.shops.listings.raise(tx, scope, [variantId], ['price']);
    await this.shops.listings.raiseWhole(tx, scope, [before.productId], ['price']);
    const actId = await this.audit.write(
      tx,
      scope,
      actor,
      action,
      { kind: 'variant', id: variantId },
      // By the revision the undo knows that nobody has changed it since.
      { from: before.priceVnd, to: priceVnd, rev: baseRev + 1 },
    );
    return { formerVnd: before.priceVnd, actId };
  }

  private async chosen(scope: CoopScope, shopIds: readonly number[] | undefined): Promise<Shop[]> {
    const connected = (await this.shops.shops.list(scope)).filter(
      (shop) => shop.state === 'connected',
    );
    if (!shopIds) return connected;
    const unknown = shopIds.find((id) => !connected.some((shop) => shop.id === id));
    if (unknown !== undefined)
      throw Problem.field(
        'shopIds',
        'unknown',
        'Có kênh chưa nối hoặc vừa mất.',
        'Bỏ kênh đó, hoặc nối lại rồi đăng.',
      );
    return connected.filter((shop) => shopIds.includes(shop.id));
  }

  private async listAllOf(
    tx: Tx,
    scope: CoopScope,
    shop: Shop,
    products: readonly Product[],
  ): Promise<void> {
    for (const { id, variants } of products) {
      const variantIds = variants.map((variant) => variant.id);
      await this.listIn(tx, scope, shop, id, variantIds);
    }
  }

  private listIn(
    tx: Tx,
    scope: CoopScope,
    shop: Shop,
    productId: ProductId,
    variantIds: readonly VariantId[],
  ): Promise<void> {
    return this.shops.listings.list(
      tx,
      scope,
      shop.id,
      this.apps.must(shop.channel).adapter.descriptor,
      productId,
      variantIds,
    );
  }
}
