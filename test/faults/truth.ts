/**
 * What the product says every shop should show, and what the simulators show. The simulators' own state is the judge: one
 * item and one post a product, the final numbers, no order lost or doubled.
 */
import type { ChannelId } from '@ganh/channels/kit';
import { type CoopId, formatVnd, type ProductId } from '@ganh/kernel';
import type { Product } from '@ganh/sync';

export interface WantedListing {
  channel: ChannelId;
  externalShopId: string;
  pageUrl: string;
  name: string;
  live: boolean;
  /** Work that is due, under way or refused. */
  open: string[];
  variants: { sku: string; qty: number; priceVnd: number }[];
}

export type Control = <T>(method: string, path: string, body?: unknown) => Promise<T>;

export async function wantedListings(product: Product, coopId: CoopId): Promise<WantedListing[]> {
  const { catalogue, shops, stock, parts } = product;
  const scope = { coopId };
  const connected = await shops.shops.list(scope);
  const products = [];
  for (let after: ProductId | 0 = 0; ;) {
    const page = await catalogue.products.list(scope, after, 100);
    products.push(...page);
    if (page.length < 100) break;
    after = page.at(-1)!.id;
  }
  const found: WantedListing[] = [];
  for (const shop of connected) {
    const { listings, pushes } = await shops.listings.ofShop(scope, shop.id);
    for (const listing of listings) {
      const one = products.find((p) => p.id === listing.productId);
      if (!one) throw new Error('a listing without its product');
      const ids = one.variants.map((v) => v.id);
      const free = await parts.db.read((tx) => stock.sellable(tx, scope, shop.id, ids));
      const mine = pushes.filter((p) => p.listingId === listing.id);
      found.push({
        channel: shop.channel,
        externalShopId: shop.externalShopId,
        pageUrl: `${parts.publicUrl}/p/${one.code}`,
        name: one.name,
        live: listing.liveAt !== null,
        open: mine
          .filter((p) => p.wantedRev !== p.doneRev)
          .map((p) => `${p.group} ${JSON.stringify(p)}`),
        variants: one.variants.map((v) => ({
          sku: v.sku,
          qty: Math.max(0, Math.floor((free.get(v.id) ?? 0) / v.stepsPerUnit)),
          priceVnd: v.priceVnd,
        })),
      });
    }
  }
  return found;
}

interface ShopeeItem {
  sku: string;
  status: string;
  models: { sku: string; stock: number; price: number }[];
}
interface FacebookItem {
  sku: string;
  stock: number;
  price: string | number;
}

/** Every way in which the channels do not show what is wanted; nothing = all is true there. */
export async function untrue(
  control: Control,
  wanted: readonly WantedListing[],
): Promise<string[]> {
  const wrong: string[] = [];
  const shops = new Set(wanted.map((w) => `${w.channel}:${w.externalShopId}`));
  for (const shop of shops) {
    const [channel, id] = shop.split(':') as [ChannelId, string];
    const mine = wanted.filter((w) => w.channel === channel && w.externalShopId === id);
    for (const one of mine) {
      if (!one.live) wrong.push(`${channel} ${one.name}: not live`);
      wrong.push(...one.open.map((row) => `${channel} ${one.name}: open ${row}`));
    }
    if (channel === 'shopee') wrong.push(...(await shopeeUntrue(control, id, mine)));
    else wrong.push(...(await facebookUntrue(control, id, mine)));
  }
  return wrong;
}

async function shopeeUntrue(control: Control, shop: string, wanted: readonly WantedListing[]) {
  const items = (await control<ShopeeItem[]>('GET', `shopee/shops/${shop}/items`)).filter(
    (item) => !item.status.endsWith('_DELETE'),
  );
  const wrong: string[] = [];
  for (const { name, variants } of wanted) {
    const ours = items.filter((item) => variants.some((v) => v.sku === item.sku));
    if (ours.length !== 1) wrong.push(`shopee ${name}: ${ours.length} items`);
    for (const { sku, qty, priceVnd } of variants) {
      const model = ours[0]?.models.find((m) => m.sku === sku);
      if (model?.stock !== qty) wrong.push(`shopee ${name}: shows ${model?.stock}, wanted ${qty}`);
      if (model?.price !== priceVnd) wrong.push(`shopee ${name}: price ${model?.price}`);
    }
  }
  const known = new Set(wanted.flatMap((w) => w.variants.map((v) => v.sku)));
  for (const item of items.filter((i) => !known.has(i.sku)))
    wrong.push(`shopee: an item of nobody, ${item.sku}`);
  return wrong;
}

async function facebookUntrue(control: Control, page: string, wanted: readonly WantedListing[]) {
  const items = await control<FacebookItem[]>('GET', `facebook/pages/${page}/items`);
  const posts = await control<{ message: string }[]>('GET', `facebook/pages/${page}/posts`);
  const wrong: string[] = [];
  for (const { name, pageUrl, variants } of wanted) {
    const ours = posts.filter((post) => post.message.split('\n').includes(pageUrl));
    if (ours.length !== 1) wrong.push(`facebook ${name}: ${ours.length} posts`);
    for (const { sku, qty, priceVnd } of variants) {
      const item = items.find((i) => i.sku === sku);
      if (item?.stock !== qty) wrong.push(`facebook ${name}: shows ${item?.stock}, wanted ${qty}`);
      if (Number.parseInt(String(item?.price), 10) !== priceVnd)
        wrong.push(`facebook ${name}: price ${item?.price}`);
      if (ours[0] && !ours[0].message.includes(formatVnd(priceVnd)))
        wrong.push(`facebook ${name}: the post names another price`);
    }
  }
  if (posts.length !== wanted.length) wrong.push(`facebook: ${posts.length} posts in all`);
  return wrong;
}

/** Orders of the marketplace against those in the inbox: none lost, none doubled, the same end. */
export async function ordersUntrue(
  inbox: readonly { shopId: number; externalOrderId: string; status: string }[],
  control: Control,
  shops: readonly { id: number; externalShopId: string }[],
): Promise<string[]> {
  const wrong: string[] = [];
  for (const shop of shops) {
    const theirs = await control<{ orderSn: string; order_status: string }[]>(
      'GET',
      `shopee/shops/${shop.externalShopId}/orders`,
    );
    const ours = inbox.filter((order) => order.shopId === shop.id);
    for (const { orderSn, order_status: status } of theirs) {
      const found = ours.filter((order) => order.externalOrderId === orderSn);
      if (found.length !== 1) wrong.push(`order ${orderSn}: ${found.length} times in the inbox`);
      const ended = (status === 'CANCELLED') === (found[0]?.status === 'cancelled');
      if (found[0] && !ended)
        wrong.push(`order ${orderSn}: ${status} there, ${found[0].status} here`);
    }
    if (ours.length !== theirs.length)
      wrong.push(`${ours.length} orders here, ${theirs.length} there`);
  }
  return wrong;
}

export async function allOrders(product: Product, coopId: CoopId) {
  const tabs = ['moi', 'cho-tien', 'dong-goi', 'dang-giao', 'xong', 'co-chuyen'] as const;
  const lists = await Promise.all(
    tabs.map((tab) => product.orders.desk.list({ coopId }, tab, null, 5_000)),
  );
  return lists.flat();
}

export async function ledgerUntrue(product: Product): Promise<string[]> {
  const found = await product.parts.db.read((tx) => product.stock.verify(tx));
  return found.map((one) => `ledger: ${JSON.stringify(one)}`);
}
