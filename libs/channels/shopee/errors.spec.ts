import { refusedItem } from '@ganh/channels/kit';
import { CODES, failureOf, quotaEndsInMs, WORDED } from './errors';

const NOW = Date.UTC(2026, 10, 1, 3, 0, 0);
const meaning = (code: string, message = '', writes = true) =>
  failureOf({ code, message }, writes, NOW);

/** Written from shopee spec §1, §4 and §7, not from the table under test. */
const EXPECTED: [code: string, kind: string, reason?: string][] = [
  ['error_rate_limit', 'throttled'],
  ['error_limit', 'throttled'],
  ['error_server', 'transient'],
  ['error_inner', 'transient'],
  ['error_system_busy', 'transient'],
  ['error_network', 'transient'],
  ['error_get_shop_fail', 'transient'],
  ['error_unknown', 'transient'],
  ['error_busi_add_item_failed', 'transient'],
  ['error_update_price_fail', 'transient'],
  ['error_busi_update_stock_failed', 'transient'],
  ['logistics.download_later', 'transient'],
  ['logistics.no_available_time_slot', 'transient'],
  ['invalid_acceess_token', 'tokenExpired'],
  ['invalid_access_token', 'tokenExpired'],
  ['error_sign', 'badSignature'],
  ['invalid_code', 'reconnect'],
  ['invalid_shop_id', 'reconnect'],
  ['invalid_main_acount_id', 'reconnect'],
  ['error_shop_refresh_token', 'reconnect'],
  ['refresh_token_expired', 'reconnect'],
  ['shop_access_expired', 'reconnect'],
  ['invalid_partner_id', 'reconnect'],
  ['partner_shop_no_link', 'reconnect'],
  ['shop_no_linked', 'reconnect'],
  ['merchant_no_linked', 'reconnect'],
  ['user_no_linked', 'reconnect'],
  ['shop_banned', 'rejected'],
  ['user_banned', 'rejected'],
  ['partner_frozen', 'rejected'],
  ['error_kyc_auth', 'rejected'],
  ['error_ashop_api_permission', 'rejected'],
  ['error_partner_key_expired', 'rejected'],
  ['error_api_permission', 'rejected'],
  ['error_api_call_restricted', 'rejected'],
  ['api_suspended', 'rejected'],
  ['source_ip_undeclared', 'rejected'],
  ['error_permission', 'rejected'],
  ['error_not_found', 'rejected'],
  ['order.error_limit', 'rejected'],
  ['order.order_list_invalid_time', 'rejected'],
  ['order.cancel_order_invalid_status', 'rejected'],
  ['order.order_status_invalid', 'rejected'],
  ['logistics.error_limit', 'rejected'],
  ['logistics.error_param', 'rejected'],
  ['logistics.tracking_number_invalid', 'rejected'],
  ['logistics.shipping_document_should_print_first', 'rejected'],
  ['logistics.package_can_not_print', 'rejected'],
  ['logistics.invalid_address_version', 'rejected'],
  ['common.batch_api_all_failed', 'rejected'],
  ['logistics.error_order_not_found', 'notFound'],
  ['logistics.package_not_exist', 'notFound'],
  ['logistics.package_number_not_exist', 'notFound'],
  ['error_item_not_found', 'notFound', 'gone'],
  ['error_item_not_belong_shop', 'notFound', 'gone'],
  ['error_item_uneditable', 'rejected', 'not_allowed'],
  ['error_reach_shop_item_limit', 'rejected', 'shop_limit'],
  ['error_model_count_over_limit', 'rejected', 'other'],
  ['error_invalid_brand', 'rejected', 'missing_attribute'],
  ['error_less_required_attribute', 'rejected', 'missing_attribute'],
  ['error_invalid_logistic_info', 'rejected', 'no_delivery_option'],
  ['error_invalid_price', 'rejected', 'price_invalid'],
  ['error_price_exceed_min_limitt', 'rejected', 'price_invalid'],
  ['error_price_exceed_max_limitt', 'rejected', 'price_invalid'],
  ['error_repeated_mtsku', 'rejected', 'other'],
  ['error_param', 'rejected', 'other'],
  ['product.error_busi', 'rejected', 'other'],
  ['product.error_param', 'rejected', 'other'],
  ['error_data', 'rejected', 'live_refused'],
  ['error_edit_item_stock_for_item_has_model', 'rejected', 'other'],
  ['error_cannt_edit_price_in_promotion', 'rejected', 'price_locked'],
  ['error_cannt_edit_stock_in_promotion', 'rejected', 'stock_locked'],
  ['error_holiday_mode_change_stock', 'rejected', 'other'],
];

describe('the table of codes', () => {
  it.each(EXPECTED.map(([code, kind, reason]) => ({ code, kind, reason })))(
    '$code is $kind $reason',
    ({ code, kind, reason }) => {
      const failure = meaning(code);
      expect(failure.kind).toBe(kind);
      expect(failure.detail.reason?.key).toBe(reason);
      expect(failure.detail.code).toBe(code);
    },
  );

  it('has a test for every row', () => {
    expect(EXPECTED.map(([code]) => code).sort()).toEqual(Object.keys(CODES).sort());
  });

  it.each([
    ['error_auth', 'Invalid access_token.', 'tokenExpired', undefined],
    ['error_auth', 'Stock must not be below reserved stock.', 'rejected', 'stock_locked'],
    ['error_auth', 'The shop is in holiday mode.', 'rejected', 'other'],
    ['error_auth', 'location_id is missing or wrong.', 'rejected', undefined],
    ['error_auth', 'No permission to call this api.', 'rejected', undefined],
    ['error_server', 'The API is not supported for current region', 'rejected', 'live_not_open'],
    ['error_server', 'Too many requests, please try again later', 'throttled', undefined],
    ['error_data', 'The session does not exist.', 'notFound', 'live_gone'],
    ['error_data', 'The session does not belong to the user.', 'notFound', 'live_gone'],
    ['error_data', 'The session is not ongoing.', 'rejected', 'live_not_running'],
    ['error_data', 'The session has ended.', 'rejected', 'live_over'],
    ['error_data', 'The content is sensitive.', 'rejected', 'words_refused'],
    ['error_param', 'Timestamp is expired.', 'badSignature', undefined],
    ['error_param', 'Wrong model_id.', 'rejected', 'gone'],
    ['error_param', 'Repeat model_id.', 'rejected', 'gone'],
  ])('%s "%s" is %s %s', (code, message, kind, reason) => {
    const failure = meaning(code, message);
    expect([failure.kind, failure.detail.reason?.key]).toEqual([kind, reason]);
    expect(WORDED.some((row) => row.code === code && row.says.test(message))).toBe(true);
  });

  it('never refreshes a token for a business refusal in the clothes of error_auth', () => {
    expect(meaning('error_auth', 'warehouse not available').kind).not.toBe('tokenExpired');
  });

  it.each([
    ['product.error_item_not_found', 'notFound'],
    ['media_space.error_inner', 'transient'],
    ['something.error_limit', 'rejected'],
    ['order.order_not_found', 'notFound'],
    ['a_code_of_tomorrow', 'rejected'],
    ['', 'rejected'],
  ])('%j outside the table is %s', (code, kind) => expect(meaning(code).kind).toBe(kind));
});

describe('what goes with a failure', () => {
  it('a write that met a transient error may have been carried out', () => {
    expect(meaning('error_server').detail.ambiguous).toBe(true);
    expect(meaning('error_server', '', false).detail.ambiguous).toBe(false);
    expect(meaning('error_invalid_price').detail.ambiguous).toBe(false);
  });

  it('the daily quota ends at 00:00 UTC+8', () => {
    expect(quotaEndsInMs(Date.UTC(2026, 10, 1, 15, 59, 59))).toBe(1_000);
    expect(quotaEndsInMs(Date.UTC(2026, 10, 1, 16, 0, 0))).toBe(86_400_000);
    expect(meaning('error_limit').detail.retryAfterMs).toBe(13 * 3_600_000);
  });

  it('an item refused stands, one locked comes again, a failed call is neither', () => {
    expect(refusedItem(meaning('error_invalid_price'))).toEqual({
      kind: 'rejected',
      reason: { key: 'price_invalid', code: 'error_invalid_price', field: 'priceVnd' },
    });
    expect(refusedItem(meaning('error_cannt_edit_price_in_promotion'))).toMatchObject({
      kind: 'deferred',
      retryAfterMs: 3_600_000,
      reason: { key: 'price_locked' },
    });
    expect(refusedItem(meaning('error_api_permission'))).toBeNull();
    expect(refusedItem(meaning('error_server'))).toBeNull();
  });
});
