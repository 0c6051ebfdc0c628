/** What buyers wrote, and what they were told. */
import type { ReplyAct, ReplyRequest } from './requests';
import type { Channel, Shell } from './views';

export type ReplyWord = ReplyRequest['way'];

export interface ReplyChoice {
  way: ReplyWord;
  text: string;
}

export interface ReplyView {
  id: number;
  /** How it goes out, or what it is about. */
  wayText: string;
  /** '' where a template says it. */
  text: string;
  at: number;
  state: 'wanted' | 'done' | 'refused' | 'unsure';
  stateText: string;
  acts: readonly { act: ReplyAct; verb: string }[];
}

export interface RepliesView {
  /** The message that can be answered; null where there is none. */
  messageId: number | null;
  /** None: this channel or this person answers nobody here. */
  ways: readonly ReplyChoice[];
  replies: readonly ReplyView[];
  /** The comment is kept from others on the channel, or about to be. */
  hidden: { text: string; done: boolean } | null;
}

export interface MessageRow {
  id: number;
  channel: Channel;
  channelName: string;
  kind: 'comment' | 'message';
  from: string;
  text: string;
  at: number;
  /** A guess for the order: one tap to accept, may be empty. */
  guess: readonly { variantId: number; name: string; quantity: number; quantityText: string }[];
  guessWhy: string;
  phone: string | null;
  answers: RepliesView;
}

export interface MessagesView {
  shell: Shell;
  rows: readonly MessageRow[];
  products: readonly {
    variantId: number;
    name: string;
    priceVnd: number;
    unit: string;
    stepsPerUnit: number;
    available: number;
  }[];
}
