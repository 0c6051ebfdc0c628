import { Injectable } from '@nestjs/common';
import { ProductService } from '@ganh/catalogue';
import { type Actor, AuditTrail } from '@ganh/identity';
import type { ShopId, VariantId } from '@ganh/kernel';
import { Database } from '@ganh/persistence';
import { ShopService } from '@ganh/shops';
import { type AllocationRule, type StockLevel, StockService } from '@ganh/stock';

interface ShopAllocation {
  shopId: ShopId;
  shopName: string;
  channel: string;
  rule: AllocationRule;
  /** What the shop is told now, in smallest steps. */
  offeredQty: number;
}

/** How the stock of a variant is split among shops. */
@Injectable()
export class Allocations {
  constructor(
    private readonly db: Database,
    private readonly products: ProductService,
    private readonly stock: StockService,
    private readonly shops: ShopService,
    private readonly audit: AuditTrail,
  ) {}

  /** Every connected shop: one without a rule of its own mirrors. */
  async list(actor: Actor, variantId: VariantId): Promise<ShopAllocation[]> {
    await this.products.variant(actor, variantId);
    const shops = await this.shops.list(actor);
    return this.db.read(async (tx) => {
      const set = await this.stock.allocation(tx, actor, variantId);
      const rules = new Map(set.map(({ shopId, rule }) => [shopId, rule]));
      const rows: ShopAllocation[] = [];
      for (const { id, name, channel } of shops) {
        const offered = await this.stock.sellable(tx, actor, id, [variantId]);
        rows.push({
          shopId: id,
          shopName: name,
          channel,
          rule: rules.get(id) ?? { kind: 'mirror' },
          offeredQty: offered.get(variantId) ?? 0,
        });
      }
      return rows;
    });
  }

  async set(
    actor: Actor,
    variantId: VariantId,
    shopId: ShopId,
    rule: AllocationRule,
  ): Promise<ShopAllocation[]> {
    await this.products.variant(actor, variantId);
    await this.shops.get(actor, shopId);
    await this.stock.setAllocation(actor, shopId, variantId, rule);
    await this.write(actor, 'allocation.change', variantId, { shopId, ...rule });
    return this.list(actor, variantId);
  }

  async setBuffer(actor: Actor, variantId: VariantId, buffer: number): Promise<StockLevel> {
    await this.products.variant(actor, variantId);
    const level = await this.stock.setBuffer(actor, variantId, buffer);
    await this.write(actor, 'buffer.change', variantId, { buffer });
    return level;
  }

  private async write(actor: Actor, action: string, id: VariantId, detail: object): Promise<void> {
    const target = { kind: 'variant', id };
    await this.db.write((tx) =>
      this.audit.write(tx, actor, actor.userId, action, target, { ...detail }),
    );
  }
}
