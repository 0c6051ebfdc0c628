import type { Readable } from 'node:stream';
import type { MediaStore, ProductService } from '@ganh/catalogue';
import { changeMessage, coopTopic } from '@ganh/contracts';
import {
  productTable,
  readTemplateHead,
  type Template,
  type TemplateHead,
  templateOf,
} from '@ganh/channels/spreadsheet';
import type { AuditTrail } from '@ganh/identity';
import {
  type Clock,
  type CoopScope,
  type ListingId,
  Problem,
  type ProductId,
  type SheetFileId,
  type ShopId,
  type UserId,
  type VariantId,
} from '@ganh/kernel';
import type { Database, Ids, Tx } from '@ganh/persistence';
import type { PubSub } from '@ganh/queue';
import {
  readSheets,
  writeCsv,
  writeXlsx,
  ZIP_MOST_FILES,
  type ZipFile,
  zipStream,
} from '@ganh/sheets';
import type { ListingService, PushRow, Shop } from '@ganh/shops';
import type { Snapshot } from '../snapshot.service';
import { type FileMark, type SheetFile, SheetFileStore } from './sheet-file.store';
import { SheetFormStore } from './sheet-form.store';
import type { SheetGoods } from './sheet-goods';
import type { SheetShops } from './sheet-shops';

const KEPT_MS = 60 * 86_400_000;

/**
 * The push of a shop that people serve by hand is a file: made from the newest state, each row with the revision it shows.
 * When the person says that it is up there, exactly these revisions are done; what changed meanwhile stays due.
 */
export class SheetFiles {
  private readonly store = new SheetFileStore();
  private readonly forms = new SheetFormStore();

  constructor(
    private readonly kit: {
      db: Database;
      ids: Ids;
      clock: Clock;
      audit: AuditTrail;
      pubSub: PubSub;
    },
    private readonly shops: SheetShops,
    private readonly listings: ListingService,
    private readonly catalogue: { products: ProductService; media: MediaStore },
    private readonly goods: SheetGoods,
  ) {}

  /** How many rows wait to be carried there, and how many there are. */
  async standing(scope: CoopScope, shopId: ShopId) {
    const { name, profile } = await this.shops.get(scope, shopId);
    const { pushes } = await this.listings.ofShop(scope, shopId);
    return {
      name,
      marketplace: profile.name,
      due: pushes.filter(isDue).length,
      listed: pushes.length,
    };
  }

  latest(scope: CoopScope, shopId: ShopId, limit: number): Promise<SheetFile[]> {
    return this.kit.db.read((tx) => this.store.latest(tx, scope, shopId, limit));
  }

  async find(scope: CoopScope, shopId: ShopId, id: SheetFileId): Promise<SheetFile> {
    await this.shops.get(scope, shopId);
    const file = await this.kit.db.read((tx) => this.store.find(tx, scope, shopId, id));
    if (!file) throw Problem.notFound('Tệp này đã cũ. Làm tệp mới.');
    return file;
  }

  /** `all`: whatever may be sold, also what was never in a file for this shop. */
  async make(
    scope: CoopScope,
    shopId: ShopId,
    which: 'due' | 'all',
    actor: UserId,
  ): Promise<SheetFile> {
    const shop = await this.shops.get(scope, shopId);
    if (which === 'all') await this.goods.listAll(scope, shop, actor);
    const pushes = await this.goods.pushes(scope, shop);
    const wanted = pushes.filter((row) => which === 'all' || isDue(row));
    const { snapshots, rows } = await this.goods.take(shop, wanted);
    if (snapshots.length === 0)
      throw new Problem(
        'conflict',
        which === 'due' ? 'Chưa có gì đổi để đưa lên.' : 'Chưa có món nào. Đăng hàng trước.',
      );
    const template = await this.template(scope, shopId);
    const file: SheetFile = {
      id: this.kit.ids.next<SheetFileId>(),
      shopId,
      scope: which,
      madeAt: this.kit.clock.now(),
      uploadedAt: null,
      table: productTable(shop.profile, template, rows),
      marks: snapshots.flatMap(markOf),
    };
    await this.kit.db.write(async (tx) => {
      await this.store.dropBefore(tx, scope, file.madeAt - KEPT_MS);
      await this.store.insert(tx, scope, file, actor);
    });
    return file;
  }

  /** The person has carried it there. Said again, it changes nothing. */
  async uploaded(scope: CoopScope, shopId: ShopId, id: SheetFileId, actor: UserId): Promise<void> {
    const shop = await this.shops.get(scope, shopId);
    await this.kit.db.write(async (tx) => {
      const file = await this.store.findForUpload(tx, scope, shopId, id);
      if (!file) throw Problem.notFound('Tệp này đã cũ. Làm tệp mới.');
      if (file.uploadedAt !== null) return;
      const now = this.kit.clock.now();
      await this.store.setUploaded(tx, scope, id, now);
      await this.markAll(tx, shop, file.marks, now);
      const rows = file.marks.length;
      await this.kit.audit.write(
        tx,
        scope,
        actor,
        'sheet.uploaded',
        { kind: 'shop', id: shopId },
        { rows },
      );
    });
    await this.shops.touched(shop);
  }

  bytes(file: SheetFile, format: 'xlsx' | 'csv', separator: ',' | ';'): Buffer {
    return format === 'xlsx' ? writeXlsx(file.table) : writeCsv(file.table, separator);
  }

  /** The pictures of the file's goods as a zip, each named by the row's `ma_bien_the` and its place (§3.2). */
  async pictures(scope: CoopScope, file: SheetFile): Promise<Readable> {
    const { listings } = await this.listings.ofShop(scope, file.shopId);
    const productOf = new Map(listings.map((listing) => [listing.id, listing.productId]));
    const ids = [...new Set(file.marks.flatMap(({ listingId }) => productOf.get(listingId) ?? []))];
    const products = await this.kit.db.read((tx) =>
      this.catalogue.products.findMany(tx, scope, ids),
    );
    const photosOf = new Map(products.map(({ id, photoKeys }) => [id, photoKeys]));
    const named = file.marks.flatMap(({ listingId, sku }) => {
      const photos = photosOf.get(productOf.get(listingId) ?? (0 as ProductId)) ?? [];
      return photos.map((key, i) => ({ key, path: `${sku}-${i + 1}.jpg` }));
    });
    if (named.length > ZIP_MOST_FILES)
      throw new Problem('too_large', 'Nhiều ảnh quá, không gói được. Làm bảng ít món hơn.');
    return zipStream(this.photoFiles(named));
  }

  private async *photoFiles(
    named: readonly { key: string; path: string }[],
  ): AsyncGenerator<ZipFile> {
    for (const { key, path } of named) {
      const bytes = await this.catalogue.media.jpeg(key);
      if (bytes) yield { path, bytes };
    }
  }

  template(scope: CoopScope, shopId: ShopId): Promise<Template | null> {
    return this.kit.db.read((tx) =>
      this.forms.find<Template['fields']>(tx, scope, shopId, 'goods'),
    );
  }

  /** The columns of the marketplace's own sheet, with a guess of what each wants. Nothing is kept yet. */
  async readTemplate(
    scope: CoopScope,
    shopId: ShopId,
    name: string,
    bytes: Buffer,
  ): Promise<TemplateHead> {
    await this.shops.get(scope, shopId);
    return readTemplateHead(await readSheets(bytes, name));
  }

  /** `null`: back to our own columns. */
  async setTemplate(
    scope: CoopScope,
    shopId: ShopId,
    chosen: { titles: readonly string[]; fields: readonly string[] } | null,
  ): Promise<void> {
    await this.shops.get(scope, shopId);
    const template = chosen && templateOf(chosen.titles, chosen.fields);
    if (template && !template.fields.some((field) => field !== null))
      throw Problem.field('fields', 'missing', 'Chưa khớp cột nào.', 'Chọn ít nhất một cột.');
    await this.kit.db.write((tx) =>
      template
        ? this.forms.set(
            tx,
            scope,
            shopId,
            'goods',
            { fingerprint: '', ...template },
            this.kit.clock.now(),
          )
        : this.forms.drop(tx, scope, shopId, 'goods'),
    );
  }

  private async markAll(
    tx: Tx,
    shop: Shop,
    marks: readonly FileMark[],
    now: number,
  ): Promise<void> {
    const { listings, pushes } = this.listings.stores;
    const ids = [...new Set(marks.map((mark) => mark.listingId))];
    await listings.lock(tx, shop, ids);
    const rows = await pushes.ofListings(tx, shop, ids);
    const byKey = new Map(rows.map((row) => [`${row.listingId}:${row.variantId}`, row]));
    for (const { listingId, variantId, rev, qty, priceVnd } of marks) {
      const row = byKey.get(`${listingId}:${variantId}`);
      // A newer file may have been carried there before this one.
      if (!row || row.doneRev >= rev) continue;
      await pushes.markDone(tx, row, rev, now);
      await listings.told(tx, shop, listingId, variantId, { qty, priceVnd }, now);
    }
    const after = await pushes.ofListings(tx, shop, ids);
    for (const id of ids) await this.afterListing(tx, shop, id, after, now);
  }

  private async afterListing(
    tx: Tx,
    shop: Shop,
    id: ListingId,
    rows: readonly PushRow[],
    now: number,
  ): Promise<void> {
    const own = rows.filter((row) => row.listingId === id);
    if (own.every((row) => row.doneRev > 0))
      await this.listings.stores.listings.setLive(tx, shop, id, now);
    const rev = own.reduce((sum, row) => sum + row.doneRev, 0);
    tx.afterCommit(() =>
      this.kit.pubSub.publish(
        coopTopic(shop.coopId),
        changeMessage({ type: 'listing.changed', id, rev }),
      ),
    );
  }
}

function isDue(row: PushRow): boolean {
  return row.wantedRev > row.doneRev;
}

function markOf({ row, item }: Snapshot): FileMark[] {
  if (!item.variant) return [];
  const { sku, availableQty, priceVnd } = item.variant;
  return [
    {
      listingId: row.listingId,
      variantId: row.variantId as VariantId,
      rev: row.wantedRev,
      sku,
      qty: availableQty,
      priceVnd,
    },
  ];
}
