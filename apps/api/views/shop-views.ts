import { Injectable } from '@nestjs/common';
import type { DisconnectView, ShopsView } from '@ganh/contracts';
import type { Actor } from '@ganh/identity';
import type { Shop } from '@ganh/shops';
import { ChannelApps } from '@ganh/sync';
import { ShellViews } from './shell';
import { ShopRows, WHAT } from './shop-rows';

@Injectable()
export class ShopViews {
  constructor(
    private readonly shops: ShopRows,
    private readonly apps: ChannelApps,
    private readonly shell: ShellViews,
  ) {}

  async page(actor: Actor, problem: string | null): Promise<ShopsView> {
    const connectable = this.apps.list().map(({ adapter: { descriptor } }) => ({
      channel: descriptor.id,
      channelName: descriptor.name,
      what: WHAT[descriptor.id],
    }));
    return {
      shell: await this.shell.of(actor),
      shops: await this.shops.rows(actor),
      connectable,
      problem,
    };
  }

  async disconnect(actor: Actor, shop: Shop): Promise<DisconnectView> {
    const row = await this.shops.row(actor, shop);
    const consequences = [
      `Gánh thôi cập nhật số lượng và giá trên ${row.channelName}.`,
      `Đơn mới từ ${row.channelName} không vào Gánh nữa.`,
      'Gian hàng và món đã đăng ở đó còn nguyên, đơn cũ còn trong Gánh.',
    ];
    return { shell: await this.shell.of(actor), shop: row, consequences };
  }
}
