/** Which acts people see, and what takes one back (screens §7). Pure: looks at what was written, never at what is now. */
import type { OrderAction } from '@ganh/contracts';
import { type Actor, type AuditEntry, may, type Right } from '@ganh/identity';
import { PRICE_UNDO, REMOVE, RESTORE } from '@ganh/sync';

/** Entries of the trail that stand in "Việc vừa làm", each with the right to know of it. */
const SEEN = {
  'price.change': 'products.write',
  'product.create': 'products.write',
  'product.change': 'products.write',
  [REMOVE]: 'products.write',
  'allocation.change': 'stock.write',
  'buffer.change': 'stock.write',
  'order.placed': 'orders.read',
  'order.status': 'orders.read',
  'order.asked': 'orders.read',
  'order.found': 'orders.read',
  'order.restocked': 'orders.read',
  'shop.connect': 'shops.read',
  'shop.disconnect': 'shops.read',
  'shop.list-all': 'shops.read',
  'sheet.uploaded': 'shops.read',
  'sheet.orders': 'shops.read',
  'sheet.payouts': 'shops.read',
  'stock.set-aside': 'shops.read',
  'stock.give-back': 'shops.read',
  'feed.on': 'shops.read',
  'feed.off': 'shops.read',
  'feed.renew': 'shops.read',
  'member.add': 'members.read',
  'member.remove': 'members.read',
  'member.restore': 'members.read',
  'member.roles': 'members.read',
  'password.reset': 'members.read',
} as const satisfies Record<string, Right>;

export type SeenAction = keyof typeof SEEN;

export function isSeen(action: string): action is SeenAction {
  return action in SEEN;
}

export function seenBy(actor: Actor): SeenAction[] {
  return Object.keys(SEEN)
    .filter(isSeen)
    .filter((action) => may(actor, SEEN[action]));
}

/** What would take an act back. */
export type Reversal =
  | { kind: 'price'; rev: number; right: Right }
  /** The product is shown again, or hidden again. */
  | { kind: 'visibility'; hidden: boolean; right: Right }
  /** A removed product comes back. */
  | { kind: 'removal'; right: Right }
  | {
      kind: 'order';
      move: Extract<OrderAction, 'pack' | 'unpack'>;
      from: string;
      to: string;
      right: Right;
    };

/** null: nothing takes it back. */
export function reversalOf({ action, detail }: AuditEntry): Reversal | null {
  if (action === 'price.change' && typeof detail['rev'] === 'number')
    return { kind: 'price', rev: detail['rev'], right: 'products.write' };
  if (action === 'product.change' && typeof detail['hidden'] === 'boolean')
    return { kind: 'visibility', hidden: !detail['hidden'], right: 'products.write' };
  if (action === REMOVE) return { kind: 'removal', right: 'products.write' };
  if (action !== 'order.status') return null;
  const { from, status } = detail;
  if (from === 'to_pack' && status === 'packed')
    return { kind: 'order', move: 'unpack', from: 'packed', to: 'to_pack', right: 'orders.write' };
  if (from === 'packed' && status === 'to_pack')
    return { kind: 'order', move: 'pack', from: 'to_pack', to: 'packed', right: 'orders.write' };
  return null;
}

/**
 * What has become of an act since: `undone` by that entry, `overtaken` by another, or null where it still stands. `later`:
 * what was done to the same thing, oldest first.
 */
export function fateOf<Entry extends AuditEntry>(
  act: AuditEntry,
  reversal: Reversal,
  later: readonly Entry[],
): Entry | 'overtaken' | null {
  const next = later.find((one) => isAfter(one, act) && concerns(one, reversal));
  if (!next) return null;
  if (reversal.kind === 'price') return next.action === PRICE_UNDO ? next : 'overtaken';
  if (reversal.kind === 'visibility' || reversal.kind === 'removal') return next;
  const { from, status } = next.detail;
  return from === reversal.from && status === reversal.to ? next : 'overtaken';
}

function concerns({ action, detail }: AuditEntry, reversal: Reversal): boolean {
  if (reversal.kind === 'price')
    return action.startsWith('price.') && detail['rev'] === reversal.rev + 1;
  if (reversal.kind === 'visibility') return typeof detail['hidden'] === 'boolean';
  if (reversal.kind === 'removal') return action === RESTORE;
  return action === 'order.status';
}

function isAfter(one: AuditEntry, other: AuditEntry): boolean {
  return one.at > other.at || (one.at === other.at && one.id > other.id);
}
