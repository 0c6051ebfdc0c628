import {
  type CategoriesClient,
  type ChannelAttribute,
  type ChannelCategory,
  ChannelFailure,
} from '@ganh/channels/kit';
import type { Clock } from '@ganh/kernel';
import type { Database } from '@ganh/persistence';
import type { CategoryCopyStore, Shop } from '@ganh/shops';
import { CategoryTree } from './category-tree';
import type { Log } from './log';
import { describeFailure } from './push.handler';
import type { ShopGate } from './shop-gate';

/** Trees and what categories ask change seldom; asked anew after so long. */
const COPY_MS = 24 * 3_600_000;

/** What channels tell about their categories, through the gate, kept a day; an old copy is better than none. */
export class ChannelCategories {
  constructor(
    private readonly kit: { db: Database; clock: Clock; log: Log },
    private readonly copies: CategoryCopyStore,
    private readonly gate: ShopGate,
  ) {}

  /** Empty: the channel has no categories, or could not be asked now. */
  async tree(shop: Shop): Promise<CategoryTree> {
    const all = await this.copied<ChannelCategory[]>(shop, 'tree', async (client) => {
      const told = await client.tree();
      return told.length > 0 ? told : null;
    });
    return new CategoryTree(all ?? []);
  }

  /** null: could not be asked now. */
  attributes(shop: Shop, categoryId: string): Promise<ChannelAttribute[] | null> {
    return this.copied<ChannelAttribute[]>(
      shop,
      `attributes:${categoryId}`.slice(0, 120),
      (client) => client.attributes(categoryId),
    );
  }

  /** The channel's own guesses, best first; none where it has none or could not be asked. */
  async suggested(shop: Shop, title: string): Promise<string[]> {
    return (await this.asked(shop, async (client) => client.suggest?.(title))) ?? [];
  }

  private async copied<T>(
    shop: Shop,
    subject: string,
    ask: (client: CategoriesClient) => Promise<T | null>,
  ): Promise<T | null> {
    const { db, clock } = this.kit;
    const copy = await db.read((tx) => this.copies.find<T>(tx, shop.channel, subject));
    const now = clock.now();
    if (copy && now - copy.fetchedAt < COPY_MS) return copy.body;
    const told = await this.asked(shop, ask);
    if (told === null || told === undefined) return copy?.body ?? null;
    await db.write((tx) => this.copies.keep(tx, shop.channel, subject, told, now));
    return told;
  }

  private async asked<T>(
    shop: Shop,
    ask: (client: CategoriesClient) => Promise<T>,
  ): Promise<T | null> {
    if (shop.state !== 'connected') return null;
    try {
      return await this.gate.withShop(shop, async ({ categories }) =>
        categories ? await ask(categories) : null,
      );
    } catch (failure) {
      if (!(failure instanceof ChannelFailure)) throw failure;
      this.kit.log.warn('categories not told', {
        shop: shop.id,
        failure: describeFailure(failure),
      });
      return null;
    }
  }
}
