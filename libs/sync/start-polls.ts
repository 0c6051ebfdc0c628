import type { ChannelDescriptor, PollRule } from '@ganh/channels/kit';
import type { CoopScope, ShopId } from '@ganh/kernel';
import type { Tx } from '@ganh/persistence';
import { POLL_KINDS, type PollKind, type PollStore } from './poll.store';

const DRIFT: PollRule = {
  everyMs: 30 * 60_000,
  overlapMs: 0,
  maxWindowMs: Number.MAX_SAFE_INTEGER,
};

export function pollRule(descriptor: ChannelDescriptor, kind: PollKind): PollRule | undefined {
  if (descriptor.byHand) return undefined;
  return kind === 'drift' ? DRIFT : descriptor.poll[kind];
}

/** From now on the shop is asked for everything that its channel can be asked for; what is asked already goes on. */
export async function startPolls(
  tx: Tx,
  polls: PollStore,
  shop: CoopScope & { id: ShopId },
  descriptor: ChannelDescriptor,
  now: number,
): Promise<void> {
  for (const kind of POLL_KINDS) {
    const rule = pollRule(descriptor, kind);
    const firstAt = kind === 'drift' ? now + (rule?.everyMs ?? 0) : now;
    if (rule) await polls.ensure(tx, shop, shop.id, kind, now, firstAt);
  }
}
