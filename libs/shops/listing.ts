import type { ChangeKind, SellerReason } from '@ganh/channels/kit';
import type { WakeUp } from '@ganh/queue';
import type { CoopId, ListingId, ProductId, ShopId, VariantId } from '@ganh/kernel';

/** A product as shown in one shop. */
export interface Listing {
  coopId: CoopId;
  id: ListingId;
  shopId: ShopId;
  productId: ProductId;
  externalItemId: string | null;
  viewUrl: string | null;
  /** What earlier pushes returned for later ones. */
  memory: Readonly<Record<string, string>>;
  /** What the seller answered for this channel. */
  answers: Readonly<Record<string, string>>;
  liveAt: number | null;
}

/** What the channel was last told of a variant, and accepted. */
export interface ListingVariant {
  variantId: VariantId;
  externalId: string | null;
  toldQty: number | null;
  toldPriceVnd: number | null;
}

/** What a shop was last told of a variant's stock, in the channel's pieces. */
export interface Told {
  shopId: ShopId;
  qty: number | null;
  at: number | null;
  /** What it is being told, or may have been told without our hearing of it; 0 = nothing. */
  offering: number;
}

/** `variantId` 0 where the group's work is the whole product. */
export const WHOLE_PRODUCT = 0;

/**
 * One row of level-triggered work: due where wanted > done, wanted > refused and its next attempt has come.
 * A refusal stands until the wanted revision moves or a person says again.
 */
export interface PushRow {
  coopId: CoopId;
  listingId: ListingId;
  group: string;
  variantId: VariantId | typeof WHOLE_PRODUCT;
  shopId: ShopId;
  productId: ProductId;
  wantedRev: number;
  doneRev: number;
  refusedRev: number;
  /** The revision a ticket stands for. */
  pushedRev: number;
  /** A send of this revision began, and no answer has been stored. */
  sentRev: number;
  attempts: number;
  nextAt: number | null;
  ticket: string | null;
  reason: SellerReason | null;
  wantedAt: number;
  doneAt: number | null;
}

const BITS: Readonly<Record<ChangeKind, number>> = {
  content: 1,
  price: 2,
  stock: 4,
  visibility: 8,
};

export function changeBits(changes: readonly ChangeKind[]): number {
  return changes.reduce((bits, change) => bits | BITS[change], 0);
}

/** One shop's push group with work, and what it carries. */
export interface DueGroup {
  shopId: ShopId;
  group: string;
  carries: number;
}

export const PUSH = 'push';
export const PUSH_BULK = 'push-bulk';

/** The wake-up for it: stock and prices are not kept waiting behind new listings and their photos. */
export function pushWakeUp({ shopId, group, carries }: DueGroup): WakeUp {
  const urgent = (carries & changeBits(['stock', 'price'])) !== 0;
  return {
    lane: urgent ? 'realtime' : 'bulk',
    name: urgent ? PUSH : PUSH_BULK,
    key: `${shopId}:${group}`,
  };
}
