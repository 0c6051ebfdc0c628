import type { CoopId, CoopScope, OrderLineId, ShopId, UserId, VariantId } from '@ganh/kernel';

/** What a buyer takes: of a combo, or of a variant in its smallest steps. */
export interface ReserveLine {
  orderLineId: OrderLineId;
  variantId: VariantId;
  quantity: number;
}

export interface ReserveRequest {
  scope: CoopScope;
  lines: readonly ReserveLine[];
  /** When what is not paid goes back on sale; null = never. */
  expiresAt: number | null;
  /** `what-there-is`: a marketplace has sold it already; what can be had is held, the rest is said to be lacking. */
  take: 'all-or-nothing' | 'what-there-is';
}

/**
 * `repeated`: one of these order lines holds, or once held, stock: nothing was changed. A refusal leaves no trace, so
 * asking again after it is a new request. With `what-there-is` the outcome is `reserved` however little there was.
 */
export interface ReserveDecision {
  outcome: 'reserved' | 'repeated' | 'refused';
  short: readonly { orderLineId: OrderLineId; variantId: VariantId; lackingQty: number }[];
}

/** In smallest steps. A combo's level is what its parts allow; it has no rows of its own. */
export interface StockLevel {
  variantId: VariantId;
  onHand: number;
  reserved: number;
  buffer: number;
  /** onHand − reserved */
  available: number;
  /** Moves with every change; 0 = nothing was ever here. */
  rev: number;
  updatedAt: number;
}

export type StockPhase =
  'received' | 'adjusted' | 'reserved' | 'posted' | 'released' | 'expired' | 'returned';

/**
 * What a ledger entry comes from: an order line (`line`; `line2`, `line3`… for what was found later for the same line), a
 * person's movement, or goods that came back.
 */
export type StockSource = 'line' | `line${number}` | 'move' | 'return';

export type ReservationState = 'held' | 'posted' | 'released' | 'expired';

/** One order line's hold on one variant; a combo's line has one for each part. */
export interface Reservation {
  orderLineId: OrderLineId;
  variantId: VariantId;
  /** Steps held. */
  quantity: number;
  /** Steps that one of what the line sells takes: 1, or the combo's number. */
  perOne: number;
  returnedQty: number;
  state: ReservationState;
  /** How often stock was held for this line and variant: the next entry's source. */
  grants: number;
}

export interface StockEntry {
  variantId: VariantId;
  source: StockSource;
  sourceId: number;
  phase: StockPhase;
  onHandDelta: number;
  reservedDelta: number;
  /** The level's revision that this entry made. */
  rev: number;
}

export type MoveReason = 'received' | 'retail' | 'damaged' | 'gift' | 'correction';

/** A ledger line for a person; newest first. */
export interface StockMovement extends StockEntry {
  at: number;
  /** Only where a person moved it; `count` and `undo` beside the reasons people choose. */
  reason: MoveReason | 'count' | 'undo' | null;
  actor: UserId | null;
  /** What `undo` takes; null where no person moved it. */
  opId: string | null;
}

/** Where the next page of movements begins: the last line of the page before. */
export type MovementCursor = Pick<StockMovement, 'rev' | 'sourceId'>;

/** A level that is not what ledger and reservations say. */
export interface Difference {
  coopId: CoopId;
  variantId: VariantId;
  orderLineId: OrderLineId | null;
  what:
    | 'on_hand_is_not_ledger'
    | 'reserved_is_not_ledger'
    | 'reserved_is_not_reservations'
    | 'reservation_is_not_ledger'
    | 'move_is_not_ledger'
    | 'reserved_beyond_on_hand';
  stored: number;
  recomputed: number;
}

/** What a shop is offered of what is free. Escrow, holds for live sessions and last units are to become further kinds. */
export type AllocationRule =
  | { kind: 'mirror' }
  /** percent of what is free, rounded down; the shares of one variant add up to 100 at most */
  | { kind: 'share'; value: number }
  /** no more than so many steps */
  | { kind: 'cap'; value: number }
  /** so many steps fewer than are free */
  | { kind: 'buffer'; value: number };

/** What needs no look at the rules of other shops. */
export type PlainRule = Exclude<AllocationRule, { kind: 'share' }>;

export interface GivenRule {
  variantId: VariantId;
  shopId: ShopId;
  rule: PlainRule;
}

export interface Allocation {
  shopId: ShopId;
  rule: AllocationRule;
}
