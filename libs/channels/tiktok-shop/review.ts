import type {
  ItemOutcome,
  KeylessOutcome,
  ListingRefs,
  ShopAccess,
  TicketClient,
} from '@ganh/channels/kit';
import { idsBySku, isUnderReview, readProduct, type ListedProduct } from './listed';

const FIRST_ASK_MS = 30_000;
const LONGEST_ASK_MS = 3_600_000;

/** A listing that TikTok looks at, for minutes or days (tiktok-shop spec §3); asked after the more rarely the longer it takes. */
export function underReview(
  access: ShopAccess,
  productId: string,
  refs: ListingRefs,
  since = access.now(),
): KeylessOutcome {
  const waitedMs = Math.max(0, access.now() - since);
  const askAfterMs = Math.min(LONGEST_ASK_MS, Math.max(FIRST_ASK_MS, waitedMs / 2));
  return {
    kind: 'pending',
    ticket: `${productId}@${since}`,
    askAfterMs: Math.round(askAfterMs),
    refs,
  };
}

/** What has come of it. An edit may have failed while the listing of before is still on sale. */
export function reviewed(
  access: ShopAccess,
  productId: string,
  listed: ListedProduct,
  refs: ListingRefs,
  since?: number,
): KeylessOutcome {
  if (isUnderReview(listed)) return underReview(access, productId, refs, since);
  if (listed.status !== 'FAILED' && listed.audit?.status !== 'FAILED')
    return { kind: 'accepted', refs };
  const [first] = listed.audit_failed_reasons.flatMap((one) => one.reasons);
  const code = (first ?? 'audit_failed').slice(0, 80);
  return { kind: 'rejected', reason: { key: 'other', code }, refs };
}

export function tiktokShopTickets(access: ShopAccess): TicketClient {
  return {
    async ask(ticket, items): Promise<ItemOutcome[]> {
      const [productId = '', since] = ticket.split('@');
      const listed = await readProduct(access, productId);
      const outcome: KeylessOutcome = listed
        ? reviewed(
            access,
            productId,
            listed,
            { externalItemId: productId, externalVariantIds: idsBySku(listed.skus) },
            Number(since) || undefined,
          )
        : { kind: 'rejected', reason: { key: 'gone', code: 'gone' } };
      return items.map(({ key }) => ({ key, ...outcome }));
    },
  };
}
