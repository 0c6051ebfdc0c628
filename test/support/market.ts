/** One shop of a world as its visitors, buyers and carriers have it: the simulators answer to the same words. */
import type { ChannelId } from '@ganh/channels/kit';
import { channelNamed } from '@ganh/channels/registry';
import type { MarketItem, MarketOrder } from '../../apps/sandbox/core/market';
import type { World } from './world';

const ALL: readonly ChannelId[] = ['shopee', 'tiktok-shop', 'lazada', 'tiki'];
export const MARKETS = ALL.filter((id) => channelNamed(id));

/** What a Page's catalogue shows: one item a variant. */
interface PageItem {
  sku: string;
  stock: number | null;
  /** `95000 VND` */
  price: string;
  status: string;
  visibility: string;
}

export interface Shown {
  stock: number;
  price: number;
  onSale: boolean;
}

export class Market {
  constructor(
    private readonly world: World,
    readonly channel: ChannelId,
    readonly externalShopId: string,
  ) {}

  private ask<T>(method: string, path: string, body?: unknown): Promise<T> {
    return this.world.control<T>(
      method,
      `${this.channel}/shops/${this.externalShopId}/${path}`,
      body,
    );
  }

  /** By SKU. */
  async all(): Promise<Map<string, Shown>> {
    if (this.channel === 'facebook') return this.onPage();
    const items = await this.ask<MarketItem[]>('GET', 'items');
    return new Map(
      items.flatMap(({ models, onSale }) =>
        models.map(({ sku, stock, price }) => [sku, { stock, price, onSale }] as const),
      ),
    );
  }

  private async onPage(): Promise<Map<string, Shown>> {
    const items = await this.ask<PageItem[]>('GET', 'items');
    return new Map(
      items.map(({ sku, stock, price, status, visibility }) => [
        sku,
        {
          stock: stock ?? 0,
          price: parseInt(price, 10),
          onSale: status === 'in stock' && visibility === 'published',
        },
      ]),
    );
  }

  /** undefined: nothing with this SKU is listed there. */
  async shown(sku: string): Promise<Shown | undefined> {
    return (await this.all()).get(sku);
  }

  /** The new order's id. */
  async buy(sku: string, quantity: number): Promise<string> {
    const items = await this.ask<MarketItem[]>('GET', 'items');
    const wanted = items.flatMap((item) =>
      item.models
        .filter((model) => model.sku === sku)
        .map((model) => ({ itemId: item.itemId, modelId: model.modelId, quantity })),
    );
    const { orderId } = await this.ask<MarketOrder>('POST', 'buy', { items: wanted, paid: true });
    return orderId;
  }

  async order(orderId: string): Promise<MarketOrder | undefined> {
    return (await this.ask<MarketOrder[]>('GET', 'orders')).find((one) => one.orderId === orderId);
  }

  async step(orderId: string, step: string): Promise<void> {
    await this.ask('POST', `orders/${orderId}/${step}`, {});
  }
}
