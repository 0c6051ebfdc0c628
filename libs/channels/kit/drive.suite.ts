import type { HttpResponse } from '@ganh/http';
import type {
  AppAccess,
  ChannelAdapter,
  ChannelClient,
  ChannelRequest,
  GrantedShop,
  ItemOutcome,
  ListingRefs,
  ProductSnapshot,
  PushItem,
  RawDelivery,
  ShopAccess,
} from './contract';
import type { ChangeKind } from './descriptor';
import { ChannelFailure } from './failure';

export type BenchFault =
  | 'burst-429'
  | 'partial-batch'
  | '5xx'
  | 'html-instead-of-json'
  | 'cut-mid-body'
  | 'hang'
  | 'accepted-but-dropped'
  | 'field-missing'
  | 'expired-token'
  | 'revoked-shop'
  | 'webhook-repeated'
  | 'webhook-forged';

/** One variant as a visitor of the shop sees it; price in whole đồng. */
export interface ShownVariant {
  sku: string;
  qty: number;
  priceVnd: number;
  onSale: boolean;
}

/** A simulator, its control door and what the suite must know about the channel behind it. */
export interface ContractBench {
  adapter: ChannelAdapter;
  access: AppAccess;
  redirectUrl: string;
  /** Where deliveries are caught. */
  callbackUrl: string;
  /** Walks the consent page as the seller of a shop nobody has connected yet; the query that comes back. */
  consent(authorizeUrl: string): Promise<Record<string, string>>;
  /** A product with n variants, unknown to the channel. */
  product(variants: number): ProductSnapshot;
  behave(
    fault: BenchFault,
    shop: GrantedShop,
    rule?: { endpoint?: string; count?: number },
  ): Promise<void>;
  calm(): Promise<void>;
  shown(shop: GrantedShop): Promise<ShownVariant[]>;
  /** How many listings of this product a visitor finds; more than one has been doubled. */
  copies(shop: GrantedShop, product: ProductSnapshot): Promise<number>;
  /** A buyer buys; the order's id. */
  buy?(shop: GrantedShop, sku: string, quantity: number): Promise<string>;
  askToCancel?(shop: GrantedShop, orderId: string): Promise<void>;
  /** What carrier and buyer do with an order that was packed. */
  step?(shop: GrantedShop, orderId: string, step: 'pickup' | 'deliver' | 'complete'): Promise<void>;
  /** The buyer wants to send a delivered order back; the return's id. */
  askReturn?(shop: GrantedShop, orderId: string): Promise<string>;
  /** The channel settles what has been completed. */
  payOut?(shop: GrantedShop): Promise<void>;
  /** A buyer writes under the product's post, and by message: their ids. */
  write?(shop: GrantedShop, text: string): Promise<string[]>;
  /** The channel has no stock: "còn hàng" and "hết hàng" are shown as 1 and 0. */
  showsStockInWords?: true;
  /** The shop answers by itself: its id. */
  answer?(shop: GrantedShop, text: string): Promise<string>;
  isHidden?(shop: GrantedShop, commentId: string): Promise<boolean>;
  /** Templates that were sent: to a phone without its plus, or to a conversation. */
  notices?(shop: GrantedShop): Promise<{ to: string; data: Record<string, string> }[]>;
  /** Where the channel is sold live on. */
  live?: {
    /** Walks the consent page of the other app, as the same seller; the query that comes back. */
    consent(shop: GrantedShop, authorizeUrl: string): Promise<Record<string, string>>;
    /** A viewer writes in a running session: the comment's id, null where the channel does not let them. */
    comment(
      shop: GrantedShop,
      sessionId: string,
      from: string,
      text: string,
    ): Promise<string | null>;
  };
  /** Caught so far, oldest first. */
  deliveries(): readonly RawDelivery[];
  /** A limit stays closed for so long. */
  slowDown(limit: string, forMs: number): Promise<void>;
  /** Both clocks, ours and the channel's, go on by so much. */
  advance(ms: number): void;
  /** Calls the channel has refused as too fast without having been asked to. */
  tooFast(): Promise<number>;
  /** Group and call whose lost answer could double a listing. */
  creation: { group: string; endpoint: string };
  /** A call that only reads, for faults that need no product; `endpoint` as the simulator names it. */
  reading: { endpoint: string; run(client: ChannelClient, now: number): Promise<unknown> };
  close(): Promise<void>;
}

/** A product under way, as the engine keeps it between pushes. */
export interface Kept {
  product: ProductSnapshot;
}

/** Drives one connected shop as the engine would, on the clock of the bench; keeps what went out. */
export class Drive {
  readonly requests: ChannelRequest[] = [];
  readonly slowed: string[] = [];
  /** Outcomes that asked for patience. */
  readonly notYet: ItemOutcome[] = [];

  private constructor(
    readonly bench: ContractBench,
    public shop: GrantedShop,
    public client: ChannelClient,
  ) {}

  static async start(bench: ContractBench): Promise<Drive> {
    const shop = await grant(bench);
    const drive = new Drive(
      bench,
      shop,
      bench.adapter.open({ ...bench.access, ...shop, slowDown: bench.slowDown }),
    );
    drive.use(shop);
    return drive;
  }

  /** Another shop that nobody has connected before. */
  async fresh(): Promise<void> {
    this.use(await grant(this.bench));
  }

  use(shop: GrantedShop): void {
    this.shop = shop;
    this.client = this.bench.adapter.open(this.access());
  }

  access(): ShopAccess {
    const { externalShopId, tokens, settings } = this.shop;
    return {
      ...this.bench.access,
      send: async (request): Promise<HttpResponse> => {
        this.requests.push(request);
        return this.bench.access.send(request);
      },
      externalShopId,
      tokens,
      settings,
      slowDown: async (limit, forMs) => {
        this.slowed.push(limit);
        await this.bench.slowDown(limit, forMs);
      },
    };
  }

  groupsOf(kind: ChangeKind): string[] {
    const { groups } = this.bench.adapter.descriptor;
    return groups.filter((group) => group.raisedBy.includes(kind)).map((group) => group.name);
  }

  itemsOf(group: string, { product }: Kept, mayExist = false): PushItem[] {
    const found = this.bench.adapter.descriptor.groups.find((one) => one.name === group);
    return found?.target === 'product'
      ? [{ key: 'whole', product, variant: null, mayExist }]
      : product.variants.map((variant) => ({ key: variant.sku, product, variant, mayExist }));
  }

  push(group: string, kept: Kept, mayExist = false): Promise<ItemOutcome[]> {
    return this.client.listings.push(group, this.itemsOf(group, kept, mayExist));
  }

  /** Pushes and follows tickets; what is deferred stays so. */
  async once(group: string, kept: Kept, mayExist = false): Promise<ItemOutcome[]> {
    let outcomes = await this.push(group, kept, mayExist);
    for (let round = 0; round < 12; round += 1) {
      for (const outcome of outcomes) learn(kept, outcome.refs);
      const pending = outcomes.find((one) => one.kind === 'pending');
      if (pending?.kind !== 'pending') return outcomes;
      this.notYet.push(pending);
      this.bench.advance(pending.askAfterMs);
      outcomes = (await this.client.tickets?.ask(pending.ticket, this.itemsOf(group, kept))) ?? [];
    }
    return outcomes;
  }

  /** Pushes until nothing is pending or deferred, waiting as long as it is told to. */
  async settle(group: string, kept: Kept, mayExist = false): Promise<ItemOutcome[]> {
    for (let round = 0; ; round += 1) {
      const outcomes = await this.once(group, kept, mayExist);
      const deferred = outcomes.find((one) => one.kind === 'deferred');
      if (deferred?.kind !== 'deferred' || round >= 6) return outcomes;
      this.notYet.push(deferred);
      this.bench.advance(deferred.retryAfterMs);
    }
  }

  /** Puts a new product on sale: every group of it must be taken. */
  async list(kept: Kept): Promise<Kept> {
    for (const { name } of this.bench.adapter.descriptor.groups) {
      const outcomes = await this.settle(name, kept);
      const refused = outcomes.filter((one) => one.kind !== 'accepted' && one.kind !== 'unchanged');
      expect(refused).toEqual([]);
    }
    return kept;
  }

  async listed(variants: number): Promise<Kept> {
    return this.list({ product: this.bench.product(variants) });
  }

  /** A quantity as this channel shows it. */
  shownQty(qty: number): number {
    return this.bench.showsStockInWords ? Math.min(qty, 1) : qty;
  }

  async shownOf({ product }: Kept): Promise<ShownVariant[]> {
    const all = await this.bench.shown(this.shop);
    return product.variants.flatMap((variant) => all.filter((one) => one.sku === variant.sku));
  }
}

async function grant({
  adapter,
  access,
  redirectUrl,
  consent,
}: ContractBench): Promise<GrantedShop> {
  const query = await consent(adapter.auth.authorizeUrl(access, redirectUrl, 'state-1'));
  expect(query['state']).toBe('state-1');
  const [granted] = await adapter.auth.exchange(access, redirectUrl, query);
  if (!granted) throw new Error('no shop was granted');
  return granted;
}

/** New quantities, the prices as they are. */
export function restock(kept: Kept, qty: (at: number) => number): void {
  reprice(kept, (at) => kept.product.variants[at]?.priceVnd ?? 0, qty);
}

export function reprice(
  kept: Kept,
  priceVnd: (at: number) => number,
  qty: (at: number) => number,
): void {
  const variants = kept.product.variants.map((variant, at) => ({
    ...variant,
    availableQty: qty(at),
    priceVnd: priceVnd(at),
  }));
  kept.product = { ...kept.product, variants };
}

/** As the engine stores what a push taught: memory is added to, ids are kept. */
function learn(kept: Kept, refs: ListingRefs | undefined): void {
  if (!refs) return;
  const { product } = kept;
  kept.product = {
    ...product,
    externalItemId: refs.externalItemId ?? product.externalItemId,
    memory: { ...product.memory, ...refs.memory },
    variants: product.variants.map((variant) => ({
      ...variant,
      externalId: refs.externalVariantIds?.[variant.sku] ?? variant.externalId,
    })),
  };
}

export async function until(done: () => boolean, forMs = 5_000): Promise<void> {
  const end = Date.now() + forMs;
  while (!done()) {
    if (Date.now() > end) throw new Error('it did not happen in time');
    await new Promise((resolve) => setTimeout(resolve, 20));
  }
}

/** The ChannelFailure that a call ends in; one that ends well, or in another error, fails the test. */
export async function failureOf(run: () => Promise<unknown>): Promise<ChannelFailure> {
  try {
    await run();
  } catch (error) {
    if (error instanceof ChannelFailure) return error;
    throw error;
  }
  throw new Error('the call ended well');
}
