import {
  looseText,
  type KeylessOutcome,
  type SellerReason,
  type ShopAccess,
} from '@ganh/channels/kit';
import { z } from 'zod';

/** What did not go through is pushed again after so long. */
export const AGAIN_MS = 30_000;

export const problem = z.looseObject({ message: looseText, error_type: looseText });

/** The shop's catalogue; without one nothing can be put into it. */
export function catalogIdOf(access: ShopAccess): string | null {
  return access.settings['catalogId'] || null;
}

export const noCatalog: KeylessOutcome = {
  kind: 'rejected',
  reason: { key: 'other', code: 'no_catalog', field: 'catalogId' },
};

/** Item errors that have a word of their own. facebook spec §4.3 */
const ITEM_ERRORS: Readonly<Record<string, SellerReason['key']>> = {
  EMPTY_PRICE: 'price_invalid',
  IMAGE_FETCH_FAILED: 'photo_unusable',
  POLICY_VIOLATION: 'not_allowed',
};

export function reasonOf(where: string, told: z.infer<typeof problem> | undefined): SellerReason {
  const type = told?.error_type ?? '';
  const values = told?.message ? { values: { message: told.message.slice(0, 200) } } : {};
  return { key: ITEM_ERRORS[type] ?? 'other', code: type || where, ...values };
}

/** These errors are prose without a code; a few own up to be the catalogue's fault, not the item's. */
const NOT_OUR_FAULT = /unknown error|try again|temporar/i;

export function refusal(reason: SellerReason): KeylessOutcome {
  if (!NOT_OUR_FAULT.test(reason.values?.['message'] ?? '')) return { kind: 'rejected', reason };
  return { kind: 'deferred', retryAfterMs: 2 * AGAIN_MS, reason };
}
