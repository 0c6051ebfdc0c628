import {
  type ChannelClient,
  ChannelFailure,
  type RepliesClient,
  sayReason,
  type SellerReason,
  type SentMessage,
} from '@ganh/channels/kit';
import { type Clock, type CoopId, type ReplyId, toId } from '@ganh/kernel';
import { isRepeatable, type Reply, type ReplyDesk, type TakenReply } from '@ganh/orders';
import type { Worked } from '@ganh/queue';
import { ASK_LEASE_MS, type ChannelAsks } from './channel-asks';

/** Until a channel shows what it took: only then is it looked for. */
const LOOK_AFTER_MS = 10_000;
/** Clocks of channels may be a little behind ours. */
const SKEW_MS = 60_000;
const MOST_PAGES = 5;
/** Reasons whose sentence speaks of writing to a buyer and not of goods. */
const OF_WRITING: readonly SellerReason['key'][] = ['window_closed', 'quota_used_up'];

/** Sends what a buyer is to be told. */
export class ReplyHandler {
  constructor(
    private readonly kit: { clock: Clock; leaseMs?: number },
    private readonly desk: ReplyDesk,
    private readonly asks: ChannelAsks,
  ) {}

  /** `key` is `<coop>:<reply>`. */
  async handle(key: string): Promise<Worked> {
    const [coopText, replyText] = key.split(':');
    const scope = { coopId: toId<CoopId>(coopText) };
    const id = toId<ReplyId>(replyText);
    const taken = await this.desk.take(scope, id, this.kit.leaseMs ?? ASK_LEASE_MS);
    if (!taken) return;
    const { reply, attempts } = taken;
    const tried: Tried = { hasBegun: false, end: null };
    const wanted = { what: `reply-${reply.way}`, attempts };
    const asked = await this.asks.run(reply.shopId, wanted, async (client) => {
      tried.end = await this.once(client, taken, tried);
      return null;
    });
    if (asked.kind === 'refused')
      return this.desk.refused(reply, refusal(reply, asked.reason, asked.channelName));
    if (asked.kind === 'done') return this.ended(reply, tried.end);
    return this.later(reply, tried, asked);
  }

  private async later(
    reply: Reply,
    tried: Tried,
    asked: { inMs: number; attempts: number; isUnsure: boolean },
  ): Promise<Worked> {
    const now = this.kit.clock.now();
    const isLost = tried.hasBegun && asked.isUnsure;
    const inMs = isLost && !isRepeatable(reply.way) ? LOOK_AFTER_MS : asked.inMs;
    const sentAt = tried.hasBegun ? (isLost ? now : null) : reply.sentAt;
    await this.desk.later(reply, now + inMs, asked.attempts, sentAt);
    return { againInMs: inMs };
  }

  private ended(reply: Reply, end: Tried['end']): Promise<void> | undefined {
    if (end === null) return;
    return end === 'unsure' ? this.desk.unsure(reply) : this.desk.done(reply, end.externalId);
  }

  private async once(
    { replies, conversations }: ChannelClient,
    taken: TakenReply,
    tried: Tried,
  ): Promise<Tried['end']> {
    const { reply } = taken;
    if (!replies) throw new ChannelFailure('rejected', { code: 'no_replies' });
    if (reply.sentAt !== null && !isRepeatable(reply.way))
      return (await this.seenThere(conversations, reply, reply.sentAt)) ?? 'unsure';
    if (!(await this.desk.begin(taken))) return null;
    tried.hasBegun = true;
    try {
      return await send(replies, reply);
    } catch (failure) {
      // The channel has these very words already.
      if (failure instanceof ChannelFailure && failure.kind === 'duplicate')
        return { externalId: null };
      throw failure;
    }
  }

  /** Our own words in the conversation since then; null where they are not, or cannot be read back (templates). */
  private async seenThere(
    conversations: ChannelClient['conversations'],
    reply: Reply,
    sentAt: number,
  ): Promise<SentMessage | null> {
    if (!conversations || reply.threadId === null) return null;
    const window = { fromAt: sentAt - SKEW_MS, toAt: this.kit.clock.now() };
    let cursor = '';
    for (let page = 0; page < MOST_PAGES; page += 1) {
      const { messages, next } = await conversations.pull(window, cursor);
      const same = messages
        .filter((one) => one.ours && one.at >= window.fromAt && one.threadId === reply.threadId)
        .filter((one) => one.text.normalize('NFC').trim() === reply.text.trim())
        .map((one) => one.externalId);
      const others = await this.desk.known(reply, same);
      const found = same.find((id) => !others.has(id));
      if (found !== undefined) return { externalId: found };
      if (next === '') return null;
      cursor = next;
    }
    return null;
  }
}

interface Tried {
  hasBegun: boolean;
  /** null: nothing is known yet. */
  end: SentMessage | 'unsure' | null;
}

async function send(replies: RepliesClient, reply: Reply): Promise<SentMessage> {
  const { way, target, text } = reply;
  const sent = await {
    thread: () => replies.toThread?.(target, text),
    comment: () => replies.underComment?.(target, text),
    private: () => replies.privately?.(target, text),
    hide: () => replies.hideComment?.(target).then(() => ({ externalId: null })),
    template: () =>
      reply.purpose === null
        ? undefined
        : replies.template?.(
            { phone: target },
            reply.purpose,
            reply.values,
            `${reply.orderId ?? reply.id}-${reply.purpose}`,
          ),
  }[way]();
  if (!sent) throw new ChannelFailure('rejected', { code: `no_${way}` });
  return sent;
}

function refusal({ way }: Reply, reason: SellerReason, channelName: string): string {
  if (OF_WRITING.includes(reason.key)) return sayReason(reason, channelName).text;
  if (way === 'hide') return `${channelName} chưa ẩn được bình luận này. Mở ${channelName} để ẩn.`;
  return `${channelName} không nhận tin này. Gọi điện cho khách.`;
}
