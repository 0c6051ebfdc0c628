import { Deliveries, type DeliveryPolicy, type Parcel } from '../core/deliveries';
import type { Faults } from '../core/faults';
import type { Setting } from '../core/setting';
import { pushSign } from './signature';
import type { LazadaState } from './state';

/** Every half hour, twelve times; answered means HTTP 200. lazada spec §7 */
const RETRY_MS = Array.from({ length: 12 }, () => 30 * 60_000);
const HEALTH_FROM = 20;
const HEALTH_KEPT = 200;
/** The platform writes its own name in all of these ways. */
const SITES = ['lazada_vn', 'lazada-vn', 'LAZADA_VN'];
/** Messages whose `timestamp` is in ms; the others count seconds. */
const IN_MS = [0, 10, 14];

export class Pushes {
  readonly deliveries: Deliveries;
  private outcomes: boolean[] = [];
  private sent = 0;

  constructor(
    private readonly setting: Setting,
    private readonly state: LazadaState,
    faults: Faults,
  ) {
    const policy: DeliveryPolicy = {
      get timeoutMs() {
        return state.settings.pushWaitMs;
      },
      retryAfterMs: RETRY_MS,
      accepts: (status) => status === 200,
      forge: (parcel) => ({ ...parcel, headers: { authorization: 'f'.repeat(64) } }),
      renew: (parcel) => this.renewed(parcel),
      onAttempt: (_parcel, ok) => this.watchHealth(ok),
    };
    this.deliveries = new Deliveries(setting, faults, policy);
  }

  /** Sends one message; nothing goes out for a seller without a living token. `named` false: the envelope has no seller. */
  send(type: number, sellerId: number, data: Record<string, unknown>, named = true): void {
    const { push, shops } = this.state;
    if (!push.callbackUrl || push.stopped || shops[sellerId]?.revoked) return;
    const isAlive = this.state.grants.some(
      (one) => one.sellerId === sellerId && one.refreshExpires > this.setting.now(),
    );
    if (!isAlive) return;
    const body = this.bodyOf(type, named ? String(sellerId) : 'null', data);
    this.deliveries.post(this.parcel(type, String(sellerId), push.callbackUrl, body));
  }

  /** "Verify" in the app's console. */
  async test(url: string): Promise<boolean> {
    const body = this.bodyOf(12, '', { status: 'finish' });
    return this.deliveries.once(this.parcel(12, null, url, body));
  }

  private bodyOf(type: number, sellerId: string, data: Record<string, unknown>): string {
    const now = this.setting.now();
    const site = SITES[this.sent++ % SITES.length];
    return JSON.stringify({
      ...(sellerId && { seller_id: sellerId }),
      message_type: type,
      data,
      timestamp: IN_MS.includes(type) ? now : Math.floor(now / 1000),
      site,
    });
  }

  private parcel(type: number, shop: string | null, url: string, body: string): Parcel {
    const { appKey, appSecret } = this.state.app;
    const headers = { authorization: pushSign(appKey, appSecret, body) };
    return { event: String(type), shop, url, headers, body };
  }

  /** Before each retry the newest state is looked up. lazada spec §7 */
  private renewed(parcel: Parcel): Parcel {
    if (parcel.event !== '0') return parcel;
    const told = JSON.parse(parcel.body) as { data: Record<string, unknown> };
    const order = this.state.orders[String(told.data['trade_order_id'])];
    const line = order?.lines.find(
      (one) => String(one.lineId) === String(told.data['trade_order_line_id']),
    );
    if (!order || !line) return parcel;
    const status_update_time = Math.floor(order.updatedAt / 1000);
    const data = { ...told.data, order_status: line.status, status_update_time };
    return this.parcel(0, parcel.shop, parcel.url, JSON.stringify({ ...told, data }));
  }

  /** Over one half failed: the platform pushes no more to that address until it is verified again. */
  private watchHealth(ok: boolean): void {
    this.outcomes = [...this.outcomes, ok].slice(-HEALTH_KEPT);
    const failed = this.outcomes.filter((one) => !one).length;
    if (this.outcomes.length < HEALTH_FROM || failed * 2 <= this.outcomes.length) return;
    this.state.push.stopped = true;
    this.outcomes = [];
  }
}
