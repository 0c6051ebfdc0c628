import type { ProductSnapshot, PushItem, VariantSnapshot } from '@ganh/channels/kit';
import {
  type Certificate,
  type CertificateService,
  guessWeightGrams,
  honestText,
  kindOf,
  type MediaStore,
  type Product,
  papersOf,
  type ProductService,
  type Variant,
} from '@ganh/catalogue';
import type { Clock, ListingId, ProductId, VariantId } from '@ganh/kernel';
import type { Database, Tx } from '@ganh/persistence';
import {
  type CategoryMapping,
  CategoryMappingStore,
  type Listing,
  type ListingStore,
  type ListingVariant,
  mergedAnswers,
  type PushRow,
  type Shop,
  WHOLE_PRODUCT,
} from '@ganh/shops';
import type { StockService } from '@ganh/stock';

export interface Snapshot {
  row: PushRow;
  item: PushItem;
  listing: Listing;
  /** Only a step towards the newest number: once taken, the rest is still due. */
  isStep?: true;
}

/** Answers in which a seller may claim something. */
const CLAIMS: readonly string[] = ['title', 'description'];

/** The newest state of what is to be pushed, as the channel needs it. Read after the rows, so never older than their revisions. */
export class SnapshotService {
  private readonly mappings = new CategoryMappingStore();

  constructor(
    private readonly db: Database,
    private readonly clock: Clock,
    private readonly catalogue: {
      products: ProductService;
      certificates: CertificateService;
      media: MediaStore;
    },
    private readonly stock: StockService,
    private readonly listings: ListingStore,
    private readonly publicUrl: string,
  ) {}

  /** Rows whose product is gone are left out. */
  async take(shop: Shop, rows: readonly PushRow[]): Promise<Snapshot[]> {
    return this.db.read(async (tx) => {
      const listings = await this.listings.findMany(
        tx,
        shop,
        unique(rows.map((row) => row.listingId)),
      );
      const products = await this.productSnapshots(tx, shop, listings);
      return rows.flatMap((row) => {
        const listing = listings.find((l) => l.id === row.listingId);
        const found = products.get(row.listingId);
        if (!listing || !found) return [];
        const variant =
          row.variantId === WHOLE_PRODUCT
            ? null
            : (found.byId.get(row.variantId as VariantId) ?? null);
        if (row.variantId !== WHOLE_PRODUCT && !variant) return [];
        const mayExist = row.sentRev > row.doneRev && row.sentRev > row.refusedRev;
        return [
          {
            row,
            listing,
            item: {
              key: `${row.listingId}:${row.variantId}`,
              product: found.product,
              variant,
              mayExist,
            },
          },
        ];
      });
    });
  }

  private async productSnapshots(tx: Tx, shop: Shop, listings: readonly Listing[]) {
    const products = new Map(
      (
        await this.catalogue.products.findMany(tx, shop, unique(listings.map((l) => l.productId)))
      ).map((p) => [p.id, p]),
    );
    const certificates = await this.catalogue.certificates.all(tx, shop);
    const variantIds = [...products.values()].flatMap((p) => p.variants.map((v) => v.id));
    const sellable = await this.stock.sellable(tx, shop, shop.id, variantIds);
    const told = await this.listings.variants(
      tx,
      shop,
      listings.map((l) => l.id),
    );
    const ofKinds = await this.mappingsOf(tx, shop, [...products.values()]);
    const snapshots = new Map<
      ListingId,
      { product: ProductSnapshot; byId: Map<VariantId, VariantSnapshot> }
    >();
    for (const listing of listings) {
      const product = products.get(listing.productId as ProductId);
      if (!product) continue;
      const byId = new Map(
        product.variants.map((v) => [
          v.id,
          this.variant(v, product, sellable, told.get(listing.id) ?? []),
        ]),
      );
      snapshots.set(listing.id, {
        product: this.product(product, listing, certificates, {
          variants: [...byId.values()],
          ofKind: ofKinds.get(product.id),
        }),
        byId,
      });
    }
    return snapshots;
  }

  /** What each product's kind was answered on this channel. */
  private async mappingsOf(
    tx: Tx,
    shop: Shop,
    products: readonly Product[],
  ): Promise<Map<ProductId, CategoryMapping>> {
    const kinds = new Map(products.map((product) => [product.id, kindOf(product)?.code ?? '']));
    const known = await this.mappings.ofKinds(tx, shop, shop.channel, unique([...kinds.values()]));
    return new Map(
      [...kinds].flatMap(([id, kind]): [ProductId, CategoryMapping][] => {
        const mapping = known.get(kind);
        return mapping ? [[id, mapping]] : [];
      }),
    );
  }

  private variant(
    variant: Variant,
    product: Product,
    sellable: ReadonlyMap<VariantId, number>,
    told: readonly ListingVariant[],
  ): VariantSnapshot {
    const steps = product.hidden ? 0 : (sellable.get(variant.id) ?? 0);
    return {
      sku: variant.sku,
      optionName: variant.optionName,
      priceVnd: variant.priceVnd,
      // Channels sell whole units: what is left over stays ours.
      availableQty: Math.max(0, Math.floor(steps / variant.stepsPerUnit)),
      weightGrams: guessWeightGrams(variant),
      externalId: told.find((t) => t.variantId === variant.id)?.externalId ?? null,
    };
  }

  private product(
    product: Product,
    listing: Listing,
    certificates: readonly Certificate[],
    { variants, ofKind }: { variants: VariantSnapshot[]; ofKind: CategoryMapping | undefined },
  ): ProductSnapshot {
    const papers = papersOf(product, certificates, this.clock.now());
    const honest = (text: string) => honestText(text, papers).text;
    const answers = Object.entries(mergedAnswers(listing.answers, ofKind)).map(
      ([field, answer]): [string, string] => [
        field,
        CLAIMS.includes(field) ? honest(answer) : answer,
      ],
    );
    return {
      title: honest(product.name),
      description: honest(product.description) || describe(product, papers.stars, honest),
      brand: product.producer,
      ocopStars: papers.stars,
      pageUrl: `${this.publicUrl}/p/${product.code}`,
      photos: product.photoKeys.map((key) => ({
        key,
        url: `${this.publicUrl}/anh/${key}.jpg`,
        jpeg: () => this.jpeg(key),
      })),
      variants,
      hidden: product.hidden,
      answers: Object.fromEntries(answers),
      externalItemId: listing.externalItemId,
      memory: listing.memory,
    };
  }

  private async jpeg(key: string): Promise<Buffer> {
    const bytes = await this.catalogue.media.jpeg(key);
    if (!bytes) throw new Error('a photo of the product is not in the media store');
    return bytes;
  }
}

function unique<T>(values: readonly T[]): T[] {
  return [...new Set(values)];
}

/** Where the seller wrote nothing: what is known, and nothing else. */
function describe(
  product: Product,
  stars: number | null,
  honest: (text: string) => string,
): string {
  const first = product.variants[0];
  const pack = first?.pack
    ? `Quy cách: ${first.pack.amount} ${first.pack.measure === 'piece' ? 'cái' : first.pack.measure} mỗi ${first.unit}.`
    : '';
  const lines = [
    honest(product.name),
    product.producer && `Nơi làm ra: ${product.producer}.`,
    pack,
    stars && `Sản phẩm OCOP ${stars} sao.`,
  ];
  return lines.filter(Boolean).join('\n');
}
