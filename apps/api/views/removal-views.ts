import { Injectable } from '@nestjs/common';
import { type Product, ProductService } from '@ganh/catalogue';
import type { RemoveProductView } from '@ganh/contracts';
import type { Actor } from '@ganh/identity';
import type { ProductId } from '@ganh/kernel';
import { Database } from '@ganh/persistence';
import { ListingViews } from './listing-views';
import { quantityText } from './product-views';
import { ShellViews } from './shell';
import { StockViews } from './stock-views';

/** What taking a product off for good will do, said before it is done. */
@Injectable()
export class RemovalViews {
  constructor(
    private readonly db: Database,
    private readonly products: ProductService,
    private readonly stock: StockViews,
    private readonly listings: ListingViews,
    private readonly shell: ShellViews,
  ) {}

  /** null: it has been taken off already. */
  async ask(actor: Actor, product: Product): Promise<RemoveProductView | null> {
    const [first] = product.variants;
    if (!first || product.removed) return null;
    return {
      shell: await this.shell.of(actor),
      productId: product.id,
      variantId: first.id,
      name: product.name,
      photo: product.photoKeys[0] ?? null,
      consequences: [
        await this.onChannels(actor, product.id),
        'Danh sách hàng không còn hiện món này. Số trong kho giữ nguyên.',
        await this.ofOrders(actor, product),
        'Đổi ý thì mở Thêm, Việc vừa làm, bấm Hoàn tác.',
      ],
    };
  }

  private async onChannels(actor: Actor, id: ProductId): Promise<string> {
    const shops = (await this.listings.listed(actor, [id])).length;
    return shops === 0
      ? 'Món này chưa đăng kênh nào.'
      : `${shops} kênh gỡ món này xuống trong khoảng 1 phút.`;
  }

  private async ofOrders(actor: Actor, { variants }: Product): Promise<string> {
    const ids = variants.map(({ id }) => id);
    const [levels, combos] = await Promise.all([
      this.stock.levels(actor, ids),
      this.db.read((tx) => this.products.combosOf(tx, actor, ids)),
    ]);
    const held = variants.flatMap((variant) => {
      const reserved = levels.get(variant.id)?.reserved ?? 0;
      return reserved > 0 ? [quantityText(reserved, variant)] : [];
    });
    const orders =
      held.length === 0
        ? 'Đơn cũ vẫn còn nguyên.'
        : `Khách đã đặt ${held.join(', ')} thì vẫn giữ cho khách. Đơn còn nguyên.`;
    return combos.length === 0 ? orders : `${orders} Combo có món này vẫn bán.`;
  }
}
