import { Injectable } from '@nestjs/common';
import { type Product, ProductService, type Variant } from '@ganh/catalogue';
import { type Actor, AuditTrail, MemberService, type NamedEntry } from '@ganh/identity';
import type { OrderId, ProductId, ShopId, UserId, VariantId } from '@ganh/kernel';
import { type Order, OrderDesk } from '@ganh/orders';
import { Database, type Tx } from '@ganh/persistence';
import { type Shop, ShopService } from '@ganh/shops';
import { type PastMove, type StockLevel, StockService } from '@ganh/stock';
import { reversalOf } from './act-rules';

/** As it was written: in the trail, or in the stock's own list of presses. */
export type WrittenAct =
  | { kind: 'entry'; at: number; id: number; entry: NamedEntry }
  | { kind: 'move'; at: number; id: number; move: PastMove };

/** How the things stand now that acts were done to. */
export interface ActFacts {
  variants: ReadonlyMap<VariantId, Variant>;
  products: ReadonlyMap<ProductId, Product>;
  levels: ReadonlyMap<VariantId, StockLevel>;
  orders: ReadonlyMap<OrderId, Order>;
  /** Those not taken off. */
  shops: ReadonlyMap<ShopId, Shop>;
  people: ReadonlyMap<UserId, string>;
  /** What was done to the same thing since, oldest first. */
  later: (entry: NamedEntry) => readonly NamedEntry[];
}

/** Few enough in a cooperative to be read whole. */
@Injectable()
export class ActOthers {
  constructor(
    private readonly members: MemberService,
    private readonly shops: ShopService,
  ) {}

  async read(actor: Actor): Promise<Pick<ActFacts, 'people' | 'shops'>> {
    const [members, shops] = await Promise.all([this.members.list(actor), this.shops.list(actor)]);
    const people = new Map(members.map(({ userId, name }) => [userId, name]));
    return { people, shops: byId(shops) };
  }
}

@Injectable()
export class ActFactsReader {
  constructor(
    private readonly db: Database,
    private readonly audit: AuditTrail,
    private readonly stock: StockService,
    private readonly products: ProductService,
    private readonly desk: OrderDesk,
    private readonly others: ActOthers,
  ) {}

  async read(actor: Actor, acts: readonly WrittenAct[]): Promise<ActFacts> {
    const others = await this.others.read(actor);
    const entries = acts.flatMap((act) => (act.kind === 'entry' ? [act.entry] : []));
    const moved = acts.flatMap((act) => (act.kind === 'move' ? [act.move.variantId] : []));
    const named = (kind: string) =>
      entries.flatMap(({ target }) => (target.kind === kind && target.id ? [target.id] : []));
    return this.db.read(async (tx) => {
      const variantIds = distinct([...moved, ...(named('variant') as VariantId[])]);
      const variants = await this.products.variants(tx, actor, variantIds);
      const productIds = distinct([
        ...variants.map((variant) => variant.productId),
        ...(named('product') as ProductId[]),
      ]);
      const products = await this.products.findMany(tx, actor, productIds);
      const orders = await this.desk.findMany(tx, actor, distinct(named('order')) as OrderId[]);
      return {
        variants: byId(variants),
        products: byId(products),
        levels: await this.stock.levels(tx, actor, distinct(moved)),
        orders: byId(orders),
        ...others,
        later: await this.later(tx, actor, entries),
      };
    });
  }

  /** Only of what can be taken back: nothing else asks for it. */
  private async later(
    tx: Tx,
    actor: Actor,
    entries: readonly NamedEntry[],
  ): Promise<ActFacts['later']> {
    const asked = entries.filter((entry) => reversalOf(entry) !== null);
    const since = Math.min(...asked.map((entry) => entry.at));
    const found: NamedEntry[] = [];
    for (const kind of distinct(asked.map(({ target }) => target.kind))) {
      const ids = asked.flatMap(({ target }) =>
        target.kind === kind && target.id ? [target.id] : [],
      );
      found.push(...(await this.audit.ofTargets(tx, actor, kind, distinct(ids), since)));
    }
    return ({ target }) =>
      found.filter((one) => one.target.kind === target.kind && one.target.id === target.id);
  }
}

function distinct<T>(values: readonly T[]): T[] {
  return [...new Set(values)];
}

function byId<Id, T extends { id: Id }>(items: readonly T[]): Map<Id, T> {
  return new Map(items.map((item) => [item.id, item]));
}
