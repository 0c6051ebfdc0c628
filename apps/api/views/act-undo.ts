import { Injectable } from '@nestjs/common';
import { ProductService } from '@ganh/catalogue';
import type { Act } from '@ganh/contracts';
import { type Actor, may, type NamedEntry, type Right } from '@ganh/identity';
import { type OrderId, Problem, type ProductId } from '@ganh/kernel';
import { OrderDesk } from '@ganh/orders';
import { StockService } from '@ganh/stock';
import { PublishingService } from '@ganh/sync';
import { type Reversal, reversalOf } from './act-rules';
import { ActViews } from './act-views';

/** Takes an act back by what would take it back on its own screen. Asked again, it changes nothing. */
@Injectable()
export class ActUndo {
  constructor(
    private readonly views: ActViews,
    private readonly stock: StockService,
    private readonly products: ProductService,
    private readonly publishing: PublishingService,
    private readonly desk: OrderDesk,
  ) {}

  /** Answers the act as it stands afterwards. Refuses, in one sentence, what something else has overtaken. */
  async undo(actor: Actor, id: number): Promise<Act> {
    const written = await this.views.find(actor, id);
    if (written.kind === 'move') {
      refuseUnless(actor, 'stock.write');
      await this.stock.undo(actor, written.move.opId, actor.userId);
    } else {
      const reversal = reversalOf(written.entry);
      if (!reversal) throw new Problem('conflict', 'Việc này không hoàn tác được.');
      refuseUnless(actor, reversal.right);
      await this.reverse(actor, written.entry, reversal);
    }
    return this.views.one(actor, id);
  }

  private async reverse(actor: Actor, entry: NamedEntry, reversal: Reversal): Promise<void> {
    if (reversal.kind === 'price') return this.publishing.undoPrice(actor, entry, actor.userId);
    const { undone, canUndo } = await this.views.one(actor, entry.id);
    if (undone) return;
    if (!canUndo)
      throw new Problem(
        'conflict',
        reversal.kind === 'order'
          ? 'Đơn này đã làm tiếp, không hoàn tác được nữa. Mở đơn để xem.'
          : 'Món này đã đổi tiếp, không hoàn tác được nữa. Mở món đó để sửa.',
      );
    if (reversal.kind === 'order') {
      await this.desk.move(actor, entry.target.id as OrderId, reversal.move, actor.userId);
      return;
    }
    const productId = entry.target.id as ProductId;
    if (reversal.kind === 'removal')
      return this.publishing.setRemoved(actor, productId, false, actor.userId);
    const { id, rev } = await this.products.find(actor, productId);
    await this.publishing.patch(actor, id, { hidden: reversal.hidden }, rev, actor.userId);
  }
}

function refuseUnless(actor: Actor, right: Right): void {
  if (!may(actor, right))
    throw new Problem('forbidden', 'Việc này cần người quản lý. Nhờ họ làm giúp.');
}
