import { ChannelFailure, type LabelDocument } from '@ganh/channels/kit';
import { type AllCoops, type CoopScope, type OrderId, Problem, type ShopId } from '@ganh/kernel';
import type { OrderDesk } from '@ganh/orders';
import type { ShopService } from '@ganh/shops';
import type { ChannelApps } from './channel-apps';
import type { ShopGate } from './shop-gate';

const LABELS: AllCoops = { allCoopsFor: 'delivery' };

/** What to stick on a parcel, fetched from the channel each time it is printed: it names the buyer, so it is not kept. */
export class LabelService {
  constructor(
    private readonly apps: ChannelApps,
    private readonly desk: OrderDesk,
    private readonly shops: ShopService,
    private readonly gate: ShopGate,
  ) {}

  /** `parcelId`: the channel's; without it the first. @throws Problem in a sentence for whoever prints */
  async print(scope: CoopScope, id: OrderId, parcelId: string | null): Promise<LabelDocument> {
    const order = await this.desk.find(scope, id);
    const parcel = order.parcels.find(
      (one) => parcelId === null || one.externalParcelId === parcelId,
    );
    const shop = await this.shops.findAnywhere(LABELS, order.shopId as ShopId);
    if (!parcel || !shop || shop.coopId !== scope.coopId)
      throw Problem.notFound('Đơn này chưa có phiếu gửi. Bấm Báo đã gói trước.');
    const { name } = this.apps.must(shop.channel).adapter.descriptor;
    if (shop.state !== 'connected')
      throw new Problem('conflict', `${name} đang mất kết nối. Nối lại rồi in phiếu.`);
    const label = await this.gate
      .withShop(shop, async ({ orders, shipping }) => {
        const [told] = (await orders?.get([order.externalOrderId])) ?? [];
        if (!told || !shipping?.label) throw new ChannelFailure('rejected', { code: 'no_label' });
        return shipping.label(told, parcel);
      })
      .catch((failure: unknown) => {
        if (!(failure instanceof ChannelFailure)) throw failure;
        const isRefused = failure.kind === 'rejected' || failure.kind === 'notFound';
        const why = isRefused
          ? `${name} không cho in phiếu gửi của đơn này nữa.`
          : `${name} chưa đưa phiếu gửi. Chờ một lát rồi bấm lại.`;
        throw new Problem('conflict', why);
      });
    if (label) return label;
    throw new Problem('conflict', `${name} đang làm phiếu gửi. Chờ một lát rồi bấm lại.`);
  }
}
