export type SettlementKind = 'order' | 'refund' | 'adjustment' | 'payout' | 'unknown';

/** What a part of an entry stands for; a part that no table knows is `other` and keeps the channel's name. */
export type SettlementPartKind =
  | 'goods'
  | 'shipping'
  | 'discount'
  | 'commission'
  | 'payment_fee'
  | 'service_fee'
  | 'vat'
  | 'income_tax'
  | 'other';

export interface SettlementPart {
  kind: SettlementPartKind;
  /** The channel's own name of the field. */
  name: string;
  /** Whole đồng; what is taken from the seller is negative. */
  amountVnd: number;
}

/** One line of what a channel pays out. Fees and taxes are parts of it, never folded into one figure. */
export interface SettlementEntry {
  /** Unique in the shop: repeats meet here. */
  externalId: string;
  kind: SettlementKind;
  /** The channel's own word for it. */
  channelKind: string;
  externalOrderId: string | null;
  /** The statement or payout it is part of, where the channel has one. */
  externalStatementId: string | null;
  /** What the seller gets of it, whole đồng; negative = taken back. */
  amountVnd: number;
  parts: SettlementPart[];
  at: number;
}

export interface SettlementsClient {
  /** One page of what was settled in [fromAt, toAt]; `cursor` '' first; next '' at the end. */
  pull(
    window: { fromAt: number; toAt: number },
    cursor: string,
  ): Promise<{ entries: SettlementEntry[]; next: string }>;
}
