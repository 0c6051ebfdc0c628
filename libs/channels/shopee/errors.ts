import { ChannelFailure, type FailureKind, type ReasonKey } from '@ganh/channels/kit';

interface Meaning {
  kind: FailureKind;
  /** It speaks of the item that was pushed: an outcome of that item, not of the call. */
  reason?: ReasonKey;
  /** As in ProductSnapshot or its answers. */
  field?: string;
  /** Locked for now: worth another try after so long. */
  laterMs?: number;
}

const MINUTE = 60_000;
const transient: Meaning = { kind: 'transient' };
const reconnect: Meaning = { kind: 'reconnect' };
/** The app or the account is at fault: no item is to blame, a person must look. */
const setUp: Meaning = { kind: 'rejected' };
const item = (reason: ReasonKey, field?: string): Meaning => ({ kind: 'rejected', reason, field });
const locked = (reason: ReasonKey, laterMs: number): Meaning => ({
  kind: 'rejected',
  reason,
  laterMs,
});

/** shopee spec §1 (tokens), §4 (orders), §7. Misspelt names are the channel's own. */
export const CODES: Readonly<Record<string, Meaning>> = {
  error_rate_limit: { kind: 'throttled' },
  error_limit: { kind: 'throttled' },
  error_server: transient,
  error_inner: transient,
  error_system_busy: transient,
  error_network: transient,
  error_get_shop_fail: transient,
  error_unknown: transient,
  error_busi_add_item_failed: transient,
  error_update_price_fail: transient,
  error_busi_update_stock_failed: transient,
  'logistics.download_later': transient,
  // The slots are read anew with the next try.
  'logistics.no_available_time_slot': transient,
  invalid_acceess_token: { kind: 'tokenExpired' },
  invalid_access_token: { kind: 'tokenExpired' },
  error_sign: { kind: 'badSignature' },

  invalid_code: reconnect,
  invalid_shop_id: reconnect,
  invalid_main_acount_id: reconnect,
  error_shop_refresh_token: reconnect,
  refresh_token_expired: reconnect,
  shop_access_expired: reconnect,
  invalid_partner_id: reconnect,
  partner_shop_no_link: reconnect,
  shop_no_linked: reconnect,
  merchant_no_linked: reconnect,
  user_no_linked: reconnect,

  shop_banned: setUp,
  user_banned: setUp,
  partner_frozen: setUp,
  error_kyc_auth: setUp,
  error_ashop_api_permission: setUp,
  error_partner_key_expired: setUp,
  error_api_permission: setUp,
  error_api_call_restricted: setUp,
  api_suspended: setUp,
  source_ip_undeclared: setUp,
  error_permission: setUp,
  error_not_found: setUp,
  'order.error_limit': setUp,
  'order.order_list_invalid_time': setUp,
  'order.cancel_order_invalid_status': setUp,
  'order.order_status_invalid': setUp,
  'logistics.error_limit': setUp,
  'logistics.error_param': setUp,
  'logistics.tracking_number_invalid': setUp,
  'logistics.shipping_document_should_print_first': setUp,
  'logistics.package_can_not_print': setUp,
  'logistics.invalid_address_version': setUp,
  'common.batch_api_all_failed': setUp,
  'logistics.error_order_not_found': { kind: 'notFound' },
  'logistics.package_not_exist': { kind: 'notFound' },
  'logistics.package_number_not_exist': { kind: 'notFound' },

  error_item_not_found: { kind: 'notFound', reason: 'gone' },
  error_item_not_belong_shop: { kind: 'notFound', reason: 'gone' },
  error_item_uneditable: item('not_allowed'),
  error_reach_shop_item_limit: item('shop_limit'),
  error_model_count_over_limit: item('other', 'variants'),
  error_invalid_brand: item('missing_attribute', 'brand'),
  error_less_required_attribute: item('missing_attribute', 'attributes'),
  error_invalid_logistic_info: item('no_delivery_option'),
  error_invalid_price: item('price_invalid', 'priceVnd'),
  error_price_exceed_min_limitt: item('price_invalid', 'priceVnd'),
  error_price_exceed_max_limitt: item('price_invalid', 'priceVnd'),
  error_repeated_mtsku: item('other', 'sku'),
  error_param: item('other'),
  'product.error_busi': item('other'),
  'product.error_param': item('other'),
  // Livestreams alone; only its words tell what is wrong (§8).
  error_data: item('live_refused'),
  // Our ids of its variants are out of date; the item group reads them anew.
  error_edit_item_stock_for_item_has_model: locked('other', MINUTE),
  error_cannt_edit_price_in_promotion: locked('price_locked', 60 * MINUTE),
  error_cannt_edit_stock_in_promotion: locked('stock_locked', 60 * MINUTE),
  error_holiday_mode_change_stock: locked('other', 360 * MINUTE),
};

/** Where the spec says that the code alone does not tell (§7): the first line that fits wins, else the code's own. */
export const WORDED: readonly { code: string; says: RegExp; meaning: Meaning }[] = [
  { code: 'error_auth', says: /^invalid access_token/i, meaning: { kind: 'tokenExpired' } },
  { code: 'error_auth', says: /reserved/i, meaning: locked('stock_locked', 15 * MINUTE) },
  { code: 'error_auth', says: /holiday/i, meaning: locked('other', 360 * MINUTE) },
  { code: 'error_auth', says: /./, meaning: setUp },
  {
    code: 'error_server',
    says: /not supported for current region/i,
    meaning: item('live_not_open'),
  },
  { code: 'error_server', says: /^too many requests/i, meaning: { kind: 'throttled' } },
  {
    code: 'error_data',
    says: /not (exist|belong)/i,
    meaning: { kind: 'notFound', reason: 'live_gone' },
  },
  { code: 'error_data', says: /sensitive/i, meaning: item('words_refused') },
  { code: 'error_data', says: /ended/i, meaning: item('live_over') },
  { code: 'error_data', says: /not (ongoing|start)/i, meaning: item('live_not_running') },
  { code: 'error_param', says: /^timestamp is expired/i, meaning: { kind: 'badSignature' } },
  { code: 'error_param', says: /^(wrong|repeat) model_id/i, meaning: item('gone') },
];

const unknown: Meaning = item('other');

function meaningOf(code: string, message: string): Meaning {
  const worded = WORDED.find((row) => row.code === code && row.says.test(message));
  if (worded) return worded.meaning;
  const own = CODES[code];
  if (own) return own;
  // The same codes come with their module in front; that of the daily quota means something else there.
  // Orders and parcels that are unknown have a code of this form in every module (§4).
  if (/(order|package)\w*_not_(found|exist)$/.test(code)) return { kind: 'notFound' };
  const bare = code.slice(code.lastIndexOf('.') + 1);
  return (bare === 'error_limit' ? undefined : CODES[bare]) ?? unknown;
}

const DAY_MS = 86_400_000;
const UTC_PLUS_8_MS = 8 * 3_600_000;

/** Daily quotas start anew at 00:00 UTC+8. shopee spec §7 */
export function quotaEndsInMs(now: number): number {
  return DAY_MS - ((now + UTC_PLUS_8_MS) % DAY_MS);
}

export interface ShopeeError {
  code: string;
  message: string;
  requestId?: string;
  httpStatus?: number;
}

/** An answer with an error, as a failure. `writes`: a transient one may have been carried out (spec §7: look first). */
export function failureOf(error: ShopeeError, writes: boolean, now: number): ChannelFailure {
  const { kind, reason, field, laterMs } = meaningOf(error.code, error.message);
  return new ChannelFailure(
    kind,
    {
      code: error.code,
      requestId: error.requestId,
      httpStatus: error.httpStatus,
      ambiguous: writes && kind === 'transient',
      retryAfterMs: error.code === 'error_limit' ? quotaEndsInMs(now) : laterMs,
      reason: reason && { key: reason, code: error.code, field },
    },
    `shopee ${error.code}: ${error.message}`,
  );
}
