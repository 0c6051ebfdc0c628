import { Injectable } from '@nestjs/common';
import type { MessageRow, RepliesView, ReplyChoice, ReplyView, ReplyWord } from '@ganh/contracts';
import { type Actor, may } from '@ganh/identity';
import type { CoopScope, ShopId } from '@ganh/kernel';
import {
  type ChannelAbilities,
  MessageService,
  NO_ABILITIES,
  type Order,
  type Reply,
  ReplyDesk,
  type StoredMessage,
} from '@ganh/orders';
import { ShopService } from '@ganh/shops';
import { ChannelApps } from '@ganh/sync';
import { hiddenText, replyView } from './reply-text';

/** A shop as its messages show it. */
export type ShopOfMessages = Pick<MessageRow, 'channel' | 'channelName'> & {
  can: ChannelAbilities;
};

const OWN: ShopOfMessages = { channel: 'own', channelName: 'Trang của HTX', can: NO_ABILITIES };

/** What was answered to buyers, and how they can be answered. */
@Injectable()
export class ReplyViews {
  constructor(
    private readonly desk: ReplyDesk,
    private readonly messages: MessageService,
    private readonly shops: ShopService,
    private readonly apps: ChannelApps,
  ) {}

  /** Shops by id; what is no shop of a channel is the cooperative's own page. */
  async shopsOf(scope: CoopScope): Promise<(shopId: ShopId) => ShopOfMessages> {
    const shops = new Map(
      (await this.shops.list(scope)).map(({ id, channel }) => {
        const { name } = this.apps.must(channel).adapter.descriptor;
        return [id, { channel, channelName: name, can: this.apps.abilities(channel) }];
      }),
    );
    return (shopId) => shops.get(shopId) ?? OWN;
  }

  /** For each message what was answered; to be looked up by its id. */
  async ofMessages(
    actor: Actor,
    messages: readonly StoredMessage[],
    shopOf: (shopId: ShopId) => ShopOfMessages,
  ): Promise<(message: StoredMessage) => RepliesView> {
    const all = await this.desk.ofMessages(
      actor,
      messages.map(({ id }) => id),
    );
    return (message) =>
      repliesOf(
        actor,
        message,
        all.filter((one) => one.messageId === message.id),
        shopOf,
      );
  }

  async ofMessage(actor: Actor, message: StoredMessage): Promise<RepliesView> {
    const shopOf = await this.shopsOf(actor);
    return (await this.ofMessages(actor, [message], shopOf))(message);
  }

  async one(actor: Actor, reply: Reply): Promise<ReplyView> {
    const { channelName } = (await this.shopsOf(actor))(reply.shopId);
    return replyView(reply, channelName, may(actor, 'messages.write'));
  }

  /** null where the actor reads no messages, or there is nothing to show and nobody to answer. */
  async ofOrder(actor: Actor, order: Order): Promise<RepliesView | null> {
    if (order.channelStatus !== null || !may(actor, 'messages.read')) return null;
    const message = await this.messages.ofOrder(actor, order.id);
    const replies = await this.desk.ofOrder(actor, order.id, message?.id ?? null);
    if (!message && replies.length === 0) return null;
    return repliesOf(actor, message, replies, await this.shopsOf(actor));
  }
}

function repliesOf(
  actor: Actor,
  message: StoredMessage | null,
  replies: readonly Reply[],
  shopOf: (shopId: ShopId) => ShopOfMessages,
): RepliesView {
  const mayAnswer = may(actor, 'messages.write');
  const nameOf = (reply: Reply) => shopOf(reply.shopId).channelName;
  const hiding = replies.find((one) => one.way === 'hide');
  return {
    messageId: message?.id ?? null,
    ways: message && mayAnswer ? waysOf(message.kind, shopOf(message.shopId).can) : [],
    replies: replies
      .filter((one) => one.way !== 'hide')
      .map((one) => replyView(one, nameOf(one), mayAnswer)),
    hidden: hiding
      ? { text: hiddenText(hiding, nameOf(hiding)), done: hiding.state === 'done' }
      : null,
  };
}

/** Alone first: what is said of an order is nobody else's business. */
export function waysOf(kind: StoredMessage['kind'], can: ChannelAbilities): ReplyChoice[] {
  const ways: [boolean, ReplyWord, string][] =
    kind === 'message'
      ? [[can.toThread, 'thread', 'Nhắn cho khách']]
      : [
          [can.privately, 'private', 'Nhắn riêng cho khách'],
          [can.underComment, 'comment', 'Trả lời dưới bình luận, ai cũng thấy'],
        ];
  return ways.filter(([has]) => has).map(([, way, text]) => ({ way, text }));
}
