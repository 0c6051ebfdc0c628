import type { ChannelMessage } from '@ganh/channels/kit';
import { changeMessage, coopTopic } from '@ganh/contracts';
import {
  type AllCoops,
  type Clock,
  type CoopScope,
  type MessageId,
  type OrderId,
  phoneIn,
  Problem,
  type ReplyId,
  type ShopId,
  type UserId,
} from '@ganh/kernel';
import type { Database, Ids, Tx } from '@ganh/persistence';
import type { PubSub } from '@ganh/queue';
import type { StoredMessage } from './message.store';
import type { NewReply, Reply, ReplyWay } from './reply';
import type { ReplyStore } from './reply.store';
import type { ReplySwitches, ReplySwitchStore } from './reply-switch.store';

export const REPLY = 'reply';

/** A reply that a worker has for a while. */
export interface TakenReply {
  reply: Reply;
  attempts: number;
  /** When its time is over; the token of whoever took it. */
  until: number;
}

const ENDED = { nextAt: null, attempts: 0, sentAt: null, doneAt: null, externalId: null };

/** What people and events want buyers to be told. Wanted until the channel has taken or refused it. */
export class ReplyDesk {
  constructor(
    private readonly db: Database,
    private readonly kit: {
      ids: Ids;
      clock: Clock;
      pubSub: PubSub;
      wake: (scope: CoopScope, id: ReplyId) => Promise<void>;
    },
    private readonly store: ReplyStore,
    private readonly switches: ReplySwitchStore,
  ) {}

  /** The same press sent twice is one reply. */
  async answer(
    scope: CoopScope,
    message: StoredMessage,
    wish: { opId: string; way: Extract<ReplyWay, 'thread' | 'comment' | 'private'>; text: string },
    actor: UserId,
  ): Promise<Reply> {
    const source = `op:${wish.opId}`;
    await this.db.write((tx) =>
      this.want(
        tx,
        {
          ...this.about(scope, message),
          source,
          way: wish.way,
          target: wish.way === 'thread' ? message.threadId : message.externalId,
          text: wish.text,
        },
        actor,
      ),
    );
    const reply = await this.db.read((tx) => this.store.findBySource(tx, scope, source));
    if (!reply) throw new Error('a reply just stored is not there');
    if (reply.messageId !== message.id || reply.way !== wish.way || reply.text !== wish.text)
      throw new Problem(
        'idempotency_mismatch',
        'Lượt gửi này đã dùng cho tin khác. Tải lại trang rồi gửi tin mới.',
      );
    return reply;
  }

  /** A comment that shows a phone number to all, where the cooperative wants it hidden. */
  async hideIfPhone(
    tx: Tx,
    scope: CoopScope,
    message: Omit<StoredMessage, 'orderId' | 'from'> & Pick<ChannelMessage, 'ours'>,
  ): Promise<void> {
    if (message.ours || message.kind !== 'comment' || !phoneIn(message.text)) return;
    const wanted = (await this.switches.all(tx, scope)).get(message.shopId);
    if (!wanted?.hidesPhones) return;
    const hide = { way: 'hide' as const, source: `hide:${message.id}`, text: '' };
    await this.want(
      tx,
      { ...this.about(scope, message), ...hide, target: message.externalId },
      null,
    );
  }

  /** false: it stands already. */
  async want(tx: Tx, reply: NewReply, actor: UserId | null): Promise<boolean> {
    if (!(await this.store.insert(tx, reply, actor, this.kit.clock.now()))) return false;
    tx.afterCommit(() => this.kit.wake(reply, reply.id));
    this.tell(tx, reply);
    return true;
  }

  nextId(): ReplyId {
    return this.kit.ids.next<ReplyId>();
  }

  /** A person decides about one that was refused, or of which nobody knows whether it got through. */
  async decide(scope: CoopScope, id: ReplyId, act: 'again' | 'arrived'): Promise<Reply> {
    const now = this.kit.clock.now();
    const end =
      act === 'again'
        ? { ...ENDED, state: 'wanted' as const, nextAt: now, refusal: null }
        : { ...ENDED, state: 'done' as const, doneAt: now, refusal: null };
    await this.db.write(async (tx) => {
      const reply = await this.store.find(tx, scope, id);
      if (!reply) throw Problem.notFound('Không tìm thấy tin trả lời này.');
      // Pressed twice, or settled meanwhile: nothing is left to decide.
      if (await this.store.settle(tx, scope, id, ['refused', 'unsure'], end)) {
        if (act === 'again') tx.afterCommit(() => this.kit.wake(scope, id));
        this.tell(tx, reply);
      }
    });
    return this.find(scope, id);
  }

  async find(scope: CoopScope, id: ReplyId): Promise<Reply> {
    const reply = await this.db.read((tx) => this.store.find(tx, scope, id));
    if (!reply) throw Problem.notFound('Không tìm thấy tin trả lời này.');
    return reply;
  }

  ofMessages(scope: CoopScope, ids: readonly MessageId[]): Promise<Reply[]> {
    return this.db.read((tx) => this.store.ofMessages(tx, scope, ids));
  }

  /** Templates of the order, and what was answered to the message that it was made of. */
  ofOrder(scope: CoopScope, id: OrderId, messageId: MessageId | null): Promise<Reply[]> {
    return this.db.read(async (tx) => [
      ...(messageId === null ? [] : await this.store.ofMessages(tx, scope, [messageId])),
      ...(await this.store.ofOrder(tx, scope, id)),
    ]);
  }

  switchesOf(scope: CoopScope): Promise<Map<ShopId, ReplySwitches>> {
    return this.db.read((tx) => this.switches.all(tx, scope));
  }

  setSwitches(scope: CoopScope, shopId: ShopId, wanted: ReplySwitches): Promise<void> {
    return this.db.write((tx) => this.switches.set(tx, scope, shopId, wanted));
  }

  due(all: AllCoops, now: number, limit: number) {
    return this.db.read((tx) => this.store.due(tx, all, now, limit));
  }

  take(scope: CoopScope, id: ReplyId, forMs: number): Promise<TakenReply | null> {
    const now = this.kit.clock.now();
    const until = now + forMs;
    return this.db.write(async (tx) => {
      const taken = await this.store.take(tx, scope, id, now, until);
      const reply = taken && (await this.store.find(tx, scope, id));
      return taken && reply ? { reply, attempts: taken.attempts, until } : null;
    });
  }

  /** Written down before the call: whoever comes after a crash knows that it may have got through. */
  begin({ reply, until }: TakenReply): Promise<boolean> {
    return this.db.write((tx) =>
      this.store.begin(tx, reply, reply.id, until, this.kit.clock.now()),
    );
  }

  known(reply: Reply, externalIds: readonly string[]): Promise<Set<string>> {
    return this.db.read((tx) => this.store.known(tx, reply, externalIds));
  }

  async later(reply: Reply, at: number, attempts: number, sentAt: number | null): Promise<void> {
    const end = { ...ENDED, state: 'wanted' as const, nextAt: at, attempts, sentAt, refusal: null };
    await this.db.write((tx) => this.store.settle(tx, reply, reply.id, ['wanted'], end));
  }

  done(reply: Reply, externalId: string | null): Promise<void> {
    const doneAt = this.kit.clock.now();
    return this.end(reply, { ...ENDED, state: 'done', doneAt, externalId, refusal: null });
  }

  refused(reply: Reply, refusal: string): Promise<void> {
    return this.end(reply, { ...ENDED, state: 'refused', refusal: refusal.slice(0, 300) });
  }

  unsure(reply: Reply): Promise<void> {
    return this.end(reply, { ...ENDED, state: 'unsure', refusal: null });
  }

  private async end(reply: Reply, end: Parameters<ReplyStore['settle']>[4]): Promise<void> {
    await this.db.write(async (tx) => {
      if (await this.store.settle(tx, reply, reply.id, ['wanted'], end)) this.tell(tx, reply);
    });
  }

  private about(
    { coopId }: CoopScope,
    message: Pick<StoredMessage, 'id' | 'shopId' | 'threadId'>,
  ): Omit<NewReply, 'source' | 'way' | 'target' | 'text'> {
    return {
      coopId,
      id: this.nextId(),
      shopId: message.shopId,
      messageId: message.id,
      orderId: null,
      threadId: message.threadId,
      purpose: null,
      values: {},
    };
  }

  private tell(
    tx: Tx,
    { coopId, messageId, id }: Pick<Reply, 'coopId' | 'messageId' | 'id'>,
  ): void {
    const change = { type: 'message.changed' as const, id: messageId ?? id, rev: 1 };
    tx.afterCommit(() => this.kit.pubSub.publish(coopTopic(coopId), changeMessage(change)));
  }
}
