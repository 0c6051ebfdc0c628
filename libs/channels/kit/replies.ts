export interface SentMessage {
  /** null where the channel names none. */
  externalId: string | null;
}

/**
 * What a shop writes to buyers. A window that has closed or a quota that is used up is a ChannelFailure `rejected` with the
 * reason `window_closed` or `quota_used_up`.
 */
export interface RepliesClient {
  /** Into a conversation that the buyer began; `threadId` as in ChannelMessage. */
  toThread?(threadId: string, text: string): Promise<SentMessage>;
  /** Under a comment, for all to see. */
  underComment?(commentId: string, text: string): Promise<SentMessage>;
  /** To a comment's author alone. */
  privately?(commentId: string, text: string): Promise<SentMessage>;
  /** A comment with a phone number in it is kept from others. */
  hideComment?(commentId: string): Promise<void>;
  /**
   * A text that the channel approved before, sent to a phone (E.164) or a conversation whether or not the buyer wrote lately.
   * `purpose` picks the template among those that the app's operator named in its credentials. `key` is sent along where
   * the channel can tell a repeat by it.
   */
  template?(
    to: { phone: string } | { threadId: string },
    purpose: 'order_confirmed' | 'payment_asked' | 'shipped',
    values: Readonly<Record<string, string>>,
    key: string,
  ): Promise<SentMessage>;
}
