import { Injectable } from '@nestjs/common';
import type { ReplyAct, ReplyRequest, ReplySwitch } from '@ganh/contracts';
import type { Actor } from '@ganh/identity';
import { type MessageId, Problem, type ReplyId, type ShopId } from '@ganh/kernel';
import { MessageService, type Reply, ReplyDesk, type ReplySwitches } from '@ganh/orders';
import { ShopService } from '@ganh/shops';
import { ChannelApps } from '@ganh/sync';
import { ReplyViews, waysOf } from './reply-views';

/** What people say to buyers, and what they leave to Gánh. */
@Injectable()
export class ReplyActions {
  constructor(
    private readonly desk: ReplyDesk,
    private readonly messages: MessageService,
    private readonly views: ReplyViews,
    private readonly shops: ShopService,
    private readonly apps: ChannelApps,
  ) {}

  async answer(actor: Actor, id: MessageId, wish: ReplyRequest): Promise<Reply> {
    const message = await this.messages.find(actor, id);
    if (!message) throw Problem.notFound('Không tìm thấy tin này.');
    const { can } = (await this.views.shopsOf(actor))(message.shopId);
    if (!waysOf(message.kind, can).some(({ way }) => way === wish.way))
      throw Problem.field(
        'way',
        'not_offered',
        'Kênh này không trả lời theo cách đó được.',
        'Chọn cách khác, hoặc gọi điện cho khách.',
      );
    return this.desk.answer(actor, message, wish, actor.userId);
  }

  decide(actor: Actor, id: ReplyId, act: ReplyAct): Promise<Reply> {
    return this.desk.decide(actor, id, act);
  }

  /** What the channel cannot do is not said yes to. */
  async setSwitches(actor: Actor, id: ShopId, wanted: ReplySwitch): Promise<ReplySwitches> {
    const shop = await this.shops.get(actor, id);
    const can = this.apps.abilities(shop.channel);
    const set = {
      hidesPhones: wanted.hidesPhones && can.hideComment,
      sendsNotices: wanted.sendsNotices && can.template,
    };
    await this.desk.setSwitches(actor, id, set);
    return set;
  }
}
