import { createHash } from 'node:crypto';
import { FEED_PROFILE, productTable } from '@ganh/channels/spreadsheet';
import {
  type AllCoops,
  type CoopScope,
  Problem,
  randomCode,
  type ShopId,
  type UserId,
} from '@ganh/kernel';
import { writeCsv, type WrittenTable } from '@ganh/sheets';
import type { PushRow } from '@ganh/shops';
import { type FeedSwitch, ProductFeedStore } from './product-feed.store';
import type { SheetGoods } from './sheet-goods';
import type { InboxKit } from './sheet-inbox';
import type { SheetShops } from './sheet-shops';

export type FeedFormat = 'csv' | 'json';

/** A feed as it goes out; `etag` tells one content from another. */
export interface Feed {
  bytes: Buffer;
  etag: string;
}

interface Kept extends Feed {
  /** Which revisions it shows. */
  state: string;
  madeAt: number;
}

const CODE_LENGTH = 32;
const READER: AllCoops = { allCoopsFor: 'delivery' };
/** Papers and the cooperative's phone raise no revision: what is older is made anew. */
const KEPT_MS = 60_000;
const KEPT_FEEDS = 100;

/**
 * What a shop sells, for portals that fetch it (other-marketplaces §3.4): read only, at an address that nobody can guess. The
 * manager may switch it off, and change the address when somebody has it who should not.
 */
export class ProductFeed {
  private readonly store = new ProductFeedStore();
  private readonly kept = new Map<string, Kept>();

  constructor(
    private readonly kit: Pick<InboxKit, 'db' | 'clock' | 'audit'>,
    private readonly shops: SheetShops,
    private readonly goods: SheetGoods,
    private readonly publicUrl: string,
  ) {}

  /** Its address without the format's ending; null = switched off. */
  async address(scope: CoopScope, shopId: ShopId): Promise<string | null> {
    await this.shops.get(scope, shopId);
    const feed = await this.kit.db.read((tx) => this.store.ofShop(tx, scope, shopId));
    return feed?.isOn ? `${this.publicUrl}/nguon/${feed.code}` : null;
  }

  /** On again, the address is what it was. Whatever may be sold is listed in the shop with it. */
  async turn(scope: CoopScope, shopId: ShopId, isOn: boolean, actor: UserId): Promise<void> {
    const shop = await this.shops.get(scope, shopId);
    if (isOn) await this.goods.listAll(scope, shop, actor);
    await this.change(scope, shopId, actor, isOn ? 'feed.on' : 'feed.off', (before) =>
      before?.isOn === isOn || (!before && !isOn) ? null : { ...(before ?? this.fresh()), isOn },
    );
  }

  /** The old address leads nowhere from now on. */
  async renew(scope: CoopScope, shopId: ShopId, actor: UserId): Promise<void> {
    await this.shops.get(scope, shopId);
    await this.change(scope, shopId, actor, 'feed.renew', (before) => {
      if (!before?.isOn) throw new Problem('conflict', 'Đường dẫn hàng đang tắt. Bật lên trước.');
      return this.fresh();
    });
  }

  /** What is for sale now. Hidden goods are left out; what is sold out stays, with none left. */
  async read(code: string, format: FeedFormat): Promise<Feed> {
    const found = await this.kit.db.read((tx) => this.store.byCode(tx, READER, code));
    if (!found) throw Problem.notFound('Không có đường dẫn này, hoặc HTX đã tắt.');
    const shop = await this.shops.get(found.scope, found.shopId);
    const pushes = await this.goods.pushes(found.scope, shop);
    const key = `${code}.${format}`;
    const state = stateOf(pushes);
    const now = this.kit.clock.now();
    const kept = this.kept.get(key);
    if (kept?.state === state && now - kept.madeAt < KEPT_MS) return kept;
    const { rows } = await this.goods.take(shop, pushes);
    const shown = rows.filter(({ product }) => !product.hidden);
    const table = productTable(FEED_PROFILE, null, shown);
    const bytes = format === 'csv' ? writeCsv(table, ',') : jsonOf(table);
    const feed = { bytes, etag: `"${sha256(bytes).slice(0, 32)}"` };
    this.keep(key, { ...feed, state, madeAt: now });
    return feed;
  }

  private keep(key: string, feed: Kept): void {
    this.kept.delete(key);
    this.kept.set(key, feed);
    const [oldest] = this.kept.keys();
    if (this.kept.size > KEPT_FEEDS && oldest !== undefined) this.kept.delete(oldest);
  }

  private fresh(): FeedSwitch {
    return { code: randomCode(CODE_LENGTH), isOn: true, codeMadeAt: this.kit.clock.now() };
  }

  private async change(
    scope: CoopScope,
    shopId: ShopId,
    actor: UserId,
    action: string,
    next: (before: FeedSwitch | null) => FeedSwitch | null,
  ): Promise<void> {
    await this.kit.db.write(async (tx) => {
      const feed = next(await this.store.ofShop(tx, scope, shopId));
      if (!feed) return;
      await this.store.set(tx, scope, shopId, feed);
      await this.kit.audit.write(tx, scope, actor, action, { kind: 'shop', id: shopId }, {});
    });
  }
}

function stateOf(pushes: readonly PushRow[]): string {
  return sha256(
    pushes.map((row) => `${row.listingId}:${row.variantId}:${row.wantedRev}`).join(','),
  );
}

function sha256(content: string | Buffer): string {
  return createHash('sha256').update(content).digest('hex');
}

/** Programs take a formula for text: nothing is changed in it. */
function jsonOf({ rows }: WrittenTable): Buffer {
  const [titles = [], ...goods] = rows;
  const items = goods.map((cells) =>
    Object.fromEntries(titles.map((title, i) => [String(title), cells[i] ?? null])),
  );
  return Buffer.from(JSON.stringify({ items }));
}
