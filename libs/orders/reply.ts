import type { CoopId, MessageId, OrderId, ReplyId, ShopId } from '@ganh/kernel';

/** `hide` writes nothing: it keeps a comment from others. */
export type ReplyWay = 'thread' | 'comment' | 'private' | 'hide' | 'template';
export type NoticePurpose = 'order_confirmed' | 'payment_asked' | 'shipped';
/** `unsure`: an answer was lost and nothing of ours was found there; a person says what to do. */
export type ReplyState = 'wanted' | 'done' | 'refused' | 'unsure';

/** Something that a buyer is to be told through a channel, and what has become of it. */
export interface Reply {
  coopId: CoopId;
  id: ReplyId;
  shopId: ShopId;
  messageId: MessageId | null;
  orderId: OrderId | null;
  way: ReplyWay;
  /** A conversation, a comment, or a phone (E.164). */
  target: string;
  /** Where its own words would be found again; null where nowhere. */
  threadId: string | null;
  purpose: NoticePurpose | null;
  text: string;
  /** What a template is filled with. */
  values: Readonly<Record<string, string>>;
  state: ReplyState;
  wantedAt: number;
  /** ms UTC when a call began of which nobody has heard; null otherwise. */
  sentAt: number | null;
  /** Why the channel did not take it, in words for a seller. */
  refusal: string | null;
}

export type NewReply = Omit<Reply, 'state' | 'sentAt' | 'refusal' | 'wantedAt'> & {
  /** Two with the same one are one. */
  source: string;
};

/**
 * Ways that may be asked for again whatever became of the last time: hidden is hidden, and a channel takes one private
 * answer to a comment. No other way has a key that the channel is known to tell a repeat by (a template by phone carries
 * one, but that Zalo heeds it is not confirmed): there a lost answer is looked for, and where nothing is found a person is
 * asked before it goes out again.
 */
export function isRepeatable(way: ReplyWay): boolean {
  return way === 'hide' || way === 'private';
}
