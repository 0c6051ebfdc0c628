import type { CertificateService, ProductService } from '@ganh/catalogue';
import type { SheetProduct } from '@ganh/channels/spreadsheet';
import type { MemberService } from '@ganh/identity';
import type { CoopScope, UserId } from '@ganh/kernel';
import type { Database } from '@ganh/persistence';
import type { ListingService, PushRow, Shop } from '@ganh/shops';
import { notListed, type PublishingService } from '../publishing.service';
import type { Snapshot, SnapshotService } from '../snapshot.service';

/** Goods of a shop that people serve by hand, as its sheets show them. */
export class SheetGoods {
  constructor(
    private readonly db: Database,
    private readonly listings: ListingService,
    private readonly catalogue: {
      products: ProductService;
      certificates: CertificateService;
      members: MemberService;
    },
    private readonly snapshots: SnapshotService,
    private readonly publishing: PublishingService,
  ) {}

  /** One row per variant and place there, in a steady order. */
  async pushes(scope: CoopScope, shop: Shop): Promise<PushRow[]> {
    const { pushes } = await this.listings.ofShop(scope, shop.id);
    return [...pushes].sort((a, b) => a.listingId - b.listingId || a.variantId - b.variantId);
  }

  /** Lists there whatever may be sold and is not yet. */
  async listAll(scope: CoopScope, shop: Shop, actor: UserId): Promise<void> {
    const { listings } = await this.listings.ofShop(scope, shop.id);
    const missing = notListed(await this.publishing.onSale(scope), listings);
    if (missing.length > 0) await this.publishing.addAll(scope, shop.id, actor);
  }

  /** The newest state of these, and the revisions it shows. */
  async take(
    shop: Shop,
    pushes: readonly PushRow[],
  ): Promise<{ snapshots: Snapshot[]; rows: SheetProduct[] }> {
    const snapshots = await this.snapshots.take(shop, pushes);
    const ids = [...new Set(snapshots.map(({ listing }) => listing.productId))];
    const { products, certificates } = await this.db.read(async (tx) => {
      const found = await this.catalogue.products.findMany(tx, shop, ids);
      const papers = found.flatMap(({ certificateId }) => certificateId ?? []);
      return {
        products: new Map(found.map((product) => [product.id, product])),
        certificates: await this.catalogue.certificates.byId(tx, shop, papers),
      };
    });
    const coop = await this.catalogue.members.coop(shop);
    const rows = snapshots.flatMap(({ row, item, listing }) => {
      const product = products.get(listing.productId);
      const variant = product?.variants.find(({ id }) => id === row.variantId);
      if (!product || !variant || !item.variant) return [];
      const paper = product.certificateId ? certificates.get(product.certificateId) : undefined;
      const more = {
        productCode: product.code,
        unit: variant.unit,
        kind: product.kind,
        certificateNumber: paper?.number ?? null,
        coopName: coop?.name ?? '',
        coopPhone: coop?.phone ?? null,
      };
      return [{ product: item.product, variant: item.variant, more }];
    });
    return { snapshots, rows };
  }
}
