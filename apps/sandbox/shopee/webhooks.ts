import { Deliveries, type DeliveryPolicy, type Parcel } from '../core/deliveries';
import type { Faults } from '../core/faults';
import { scaled, seconds, type Setting } from '../core/setting';
import { pushSign } from './signature';
import type { ShopeeState } from './state';

/** 5 minutes, 30 minutes, 3 hours; answered means 2xx with an empty body within 3 s. shopee spec §6 */
const RETRY_MS = [300_000, 1_800_000, 10_800_000];
const WAIT_MS = 3000;
const HEALTH_WINDOW_MS = 6 * 3_600_000;
const HEALTH_FROM = 600;
const LOST_KEPT_MS = 3 * 86_400_000;

export class Pushes {
  readonly deliveries: Deliveries;
  private outcomes: { at: number; ok: boolean }[] = [];

  constructor(
    private readonly setting: Setting,
    private readonly state: ShopeeState,
    faults: Faults,
  ) {
    const policy: DeliveryPolicy = {
      timeoutMs: WAIT_MS,
      retryAfterMs: RETRY_MS,
      accepts: (status, body) => status >= 200 && status < 300 && body === '',
      forge: (parcel) => ({
        ...parcel,
        headers: { authorization: pushSign('not the key', parcel.url, parcel.body) },
      }),
      onFailed: (parcel) => this.keepLost(parcel),
      onAttempt: (_parcel, ok) => this.watchHealth(ok),
    };
    this.deliveries = new Deliveries(setting, faults, policy);
  }

  /** Sends one push to the app, if it wants this code and its url is set. */
  send(
    code: number,
    shopId: number | null,
    data: unknown,
    top: Record<string, unknown> = {},
  ): void {
    const { push, app } = this.state;
    if (!push.callbackUrl || push.off.includes(code)) return;
    if (shopId !== null && push.blockedShopIds.includes(shopId)) return;
    const timestamp = seconds(this.setting);
    const shop = shopId === null ? {} : { shop_id: shopId };
    const body = JSON.stringify({ data, ...top, ...shop, code, timestamp });
    const parcel: Parcel = {
      event: String(code),
      shop: shopId === null ? null : String(shopId),
      url: push.callbackUrl,
      headers: { authorization: pushSign(app.pushKey, push.callbackUrl, body) },
      body,
    };
    // A suspended subscription sends nothing and does not keep it either: it must be saved again first.
    if (push.status !== 'Suspended') this.deliveries.post(parcel);
  }

  /** Sends a push when the channel's own work will be done. */
  sendLater(ms: number, code: number, shopId: number, data: unknown): void {
    setTimeout(() => this.send(code, shopId, data), scaled(this.setting, ms)).unref();
  }

  /** The test push of the console and of saving a config. */
  async test(url: string): Promise<boolean> {
    const body = JSON.stringify({
      code: 0,
      data: { verify_info: 'This is a Verification message.' },
    });
    const headers = { authorization: pushSign(this.state.app.testPushKey, url, body) };
    return this.deliveries.once({ event: '0', shop: null, url, headers, body });
  }

  private keepLost(parcel: Parcel): void {
    const body = JSON.parse(parcel.body) as {
      code: number;
      timestamp: number;
      data: unknown;
      shop_id?: number;
    };
    const now = this.setting.now();
    this.state.lost = this.state.lost.filter((lost) => now - lost.atMs < LOST_KEPT_MS);
    this.state.lost.push({
      id: ++this.state.counters.lost,
      shopId: body.shop_id ?? null,
      code: body.code,
      timestamp: body.timestamp,
      data: JSON.stringify(body.data),
      atMs: now,
    });
    this.setting.changed();
  }

  private watchHealth(ok: boolean): void {
    const now = this.setting.now();
    this.outcomes = this.outcomes.filter(
      (one) => now - one.at < HEALTH_WINDOW_MS / this.setting.timeScale,
    );
    this.outcomes.push({ at: now, ok });
    if (this.outcomes.length <= HEALTH_FROM) return;
    const share = this.outcomes.filter((one) => one.ok).length / this.outcomes.length;
    this.state.push.status = share < 0.3 ? 'Suspended' : share < 0.7 ? 'Warning' : 'Normal';
  }
}
