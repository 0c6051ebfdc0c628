import { Deliveries, type DeliveryPolicy } from '../core/deliveries';
import type { Faults } from '../core/faults';
import { seconds, type Setting } from '../core/setting';
import { webhookSign } from './signature';
import { newId, type TikTokState } from './state';

/** After 2 minutes, 30 minutes, 3 hours, 12 hours; then dropped. tiktok-shop spec §6 */
const RETRY_MS = [120_000, 1_800_000, 10_800_000, 43_200_000];
const WAIT_MS = 3000;

/** Event names of subscriptions and the number that a delivery carries. tiktok-shop spec §6 */
export const EVENT_TYPES: Readonly<Record<string, number>> = {
  ORDER_STATUS_CHANGE: 1,
  REVERSE_STATUS_UPDATE: 2,
  RECIPIENT_ADDRESS_UPDATE: 3,
  PACKAGE_UPDATE: 4,
  PRODUCT_STATUS_CHANGE: 5,
  SELLER_DEAUTHORIZATION: 6,
  UPCOMING_AUTHORIZATION_EXPIRATION: 7,
  CANCELLATION_STATUS_CHANGE: 11,
  RETURN_STATUS_CHANGE: 12,
  NEW_CONVERSATION: 13,
  NEW_MESSAGE: 14,
  PRODUCT_INFORMATION_CHANGE: 15,
  PRODUCT_CREATION: 16,
  PRODUCT_CATEGORY_CHANGE: 18,
  NEW_MESSAGE_LISTENER: 33,
  INVOICE_STATUS_CHANGE: 36,
  PRODUCT_AUDIT_STATUS_CHANGE: 37,
};

/** A JSON number as it stands, for ids that the channel sends without quotes though they are beyond 2^53. */
export class BareNumber {
  constructor(readonly digits: string) {}
}

export class Webhooks {
  readonly deliveries: Deliveries;

  constructor(
    private readonly setting: Setting,
    private readonly state: TikTokState,
    faults: Faults,
  ) {
    const policy: DeliveryPolicy = {
      timeoutMs: WAIT_MS,
      retryAfterMs: RETRY_MS,
      accepts: (status, body) => status === 200 && body === '',
      forge: (parcel) => ({
        ...parcel,
        headers: { authorization: webhookSign('no', 'not the secret', parcel.body) },
      }),
    };
    this.deliveries = new Deliveries(setting, faults, policy);
  }

  /** To the shop's own address for this event, else to the app's; to nobody where neither is set. */
  send(
    event: keyof typeof EVENT_TYPES & string,
    shopId: string,
    data: Record<string, unknown>,
  ): void {
    const url = this.state.webhooks[shopId]?.[event] ?? this.state.webhookUrl;
    const type = EVENT_TYPES[event];
    if (!url || type === undefined) return;
    const { appKey, appSecret } = this.state.app;
    const body = bareJson({
      type,
      tts_notification_id: newId(this.state),
      shop_id: shopId,
      timestamp: seconds(this.setting),
      data,
    });
    this.deliveries.post({
      event: String(type),
      shop: shopId,
      url,
      headers: { authorization: webhookSign(appKey, appSecret, body) },
      body,
    });
  }
}

function bareJson(value: unknown): string {
  const text = JSON.stringify(value, (_key, one: unknown) =>
    one instanceof BareNumber ? `bare:${one.digits}` : one,
  );
  return text.replace(/"bare:(\d+)"/g, '$1');
}
