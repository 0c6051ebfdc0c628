import type { Line } from './types';
import type { Unit } from './units';

/** What the reader keeps of one buyer. All of it is plain data: a session may store it and go on with it elsewhere. */
export interface Buyer {
  /** In the order first taken; nothing of quantity 0. */
  cart: Held[];
  /** The last comment that named a product, and the last that changed the cart. */
  mentioned: Remembered | null;
  taken: Remembered | null;
  pending: Pending | null;
  lastText: string | null;
  lastAdded: boolean;
}

/**
 * What was asked back: an amount (null: none was said) without its product ("lấy 2 hũ" … "mật ong nha"), or without which
 * of `products`, or which variant of the one, it is.
 */
export interface Pending {
  value: number | null;
  unit: Unit | null;
  products: readonly number[];
  at: number | null;
}

export interface Held {
  product: number;
  quantity: number;
  variant?: string;
}

/** What is kept of a comment: others may answer or edit it, and the buyer goes on from it. `products`: those taken or named. */
export interface Remembered {
  products: readonly number[];
  lines: readonly Line[];
  user: string;
  at: number | null;
}

export interface Memory {
  buyers: Map<string, Buyer>;
  /** The newest comments that name products, and the ones before them: one map is dropped whole, which costs nothing. */
  comments: Map<string | number, Remembered>;
  olderComments: Map<string | number, Remembered>;
}

export const emptyMemory = (): Memory => ({
  buyers: new Map(),
  comments: new Map(),
  olderComments: new Map(),
});

const newBuyer = (): Buyer => ({
  cart: [],
  mentioned: null,
  taken: null,
  pending: null,
  lastText: null,
  lastAdded: false,
});

export function buyerOf(memory: Memory, user: string): Buyer {
  let buyer = memory.buyers.get(user);
  if (!buyer) memory.buyers.set(user, (buyer = newBuyer()));
  return buyer;
}

/** At least so many comments can still be answered or edited. */
const KEPT_COMMENTS = 10_000;

export function remember(memory: Memory, id: string | number, comment: Remembered): void {
  if (memory.comments.size >= KEPT_COMMENTS) {
    memory.olderComments = memory.comments;
    memory.comments = new Map();
  }
  memory.comments.set(id, comment);
}

/** By its id, whether that came as a number or as text. */
export function remembered(memory: Memory, id: string | number): Remembered | undefined {
  const { comments, olderComments } = memory;
  const other = typeof id === 'number' ? String(id) : Number(id);
  return (
    comments.get(id) ?? olderComments.get(id) ?? comments.get(other) ?? olderComments.get(other)
  );
}

/** The one line that the buyer's last taking was about. */
export function lastTaken(buyer: Buyer): Held | undefined {
  const { taken } = buyer;
  if (taken?.products.length !== 1) return undefined;
  return heldLine(
    buyer,
    taken.products[0]!,
    taken.lines.find((line) => line.quantity > 0)?.variant,
  );
}

export const heldOf = (buyer: Buyer): readonly Held[] => buyer.cart;

export function heldLine(buyer: Buyer, product: number, variant?: string): Held | undefined {
  for (const held of buyer.cart)
    if (held.product === product && held.variant === variant) return held;
  return undefined;
}

/** Puts the lines that stand now into the cart; a line of nothing without a variant takes all variants off. */
export function keep(buyer: Buyer, lines: readonly Line[], products: readonly number[]): void {
  if (lines.length === 0) return;
  for (let i = 0; i < lines.length; i += 1) {
    const { quantity, variant } = lines[i]!;
    const product = products[i]!;
    if (quantity <= 0) {
      buyer.cart = buyer.cart.filter(
        (h) => h.product !== product || (variant !== undefined && h.variant !== variant),
      );
      continue;
    }
    const held = heldLine(buyer, product, variant);
    if (held) held.quantity = quantity;
    else buyer.cart.push({ product, quantity, variant });
  }
}
