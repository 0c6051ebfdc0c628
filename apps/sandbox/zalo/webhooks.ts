import { Deliveries, type DeliveryPolicy, type Parcel } from '../core/deliveries';
import type { Faults } from '../core/faults';
import type { Setting } from '../core/setting';
import { zeventSignature } from './signature';
import type { Message, Person, ZaloState } from './state';

/** 30 s, 5 min, 15 min, 30 min, 1 h; answered means 200 within 2 s. zalo spec §6.1 */
const RETRY_MS = [30_000, 300_000, 900_000, 1_800_000, 3_600_000];
const WAIT_MS = 2_000;

export class ZaloHooks {
  readonly deliveries: Deliveries;

  constructor(
    private readonly setting: Setting,
    private readonly state: ZaloState,
    faults: Faults,
  ) {
    const policy: DeliveryPolicy = {
      timeoutMs: WAIT_MS,
      retryAfterMs: RETRY_MS,
      accepts: (status) => status === 200,
      forge: (parcel) => ({ ...parcel, headers: this.headersOf(parcel.body, 'not the secret') }),
      onFailed: () => this.switchOff(),
    };
    this.deliveries = new Deliveries(setting, faults, policy);
  }

  /** A message of a buyer, or the echo of one of the OA's. zalo spec §6.3 */
  message(person: Person, message: Message, event: string, more: object = {}): void {
    const sides = message.isFromOa
      ? { sender: { id: person.oaId, admin_id: '' }, recipient: { id: person.userId } }
      : { sender: { id: person.userId }, recipient: { id: person.oaId } };
    this.send(person.oaId, event, message.at, {
      ...sides,
      user_id_by_app: person.userIdByApp,
      message: { text: message.text, msg_id: message.id },
      ...more,
    });
  }

  /** @param at ms UTC, carried as a string. */
  send(oaId: string, event: string, at: number, fields: object, headers = {}): void {
    const { webhook, app } = this.state;
    if (!webhook.url || !webhook.isOn) return;
    const body = JSON.stringify({
      app_id: app.appId,
      ...fields,
      event_name: event,
      timestamp: String(at),
    });
    this.deliveries.post({
      event,
      shop: oaId,
      url: webhook.url,
      headers: { ...headers, ...this.headersOf(body, app.oaSecret) },
      body,
    });
  }

  /** Saving the address asks it with an empty object that nobody signed. zalo spec §6.1 */
  async probe(url: string): Promise<boolean> {
    const parcel: Parcel = { event: 'probe', shop: null, url, headers: {}, body: '{}' };
    return this.deliveries.once(parcel);
  }

  close(): void {
    this.deliveries.close();
  }

  private headersOf(body: string, secret: string): Record<string, string> {
    const { timestamp } = JSON.parse(body) as { timestamp: string };
    return {
      'x-zevent-signature': zeventSignature(this.state.app.appId, body, timestamp, secret),
    };
  }

  /** After the last attempt nothing is sent until somebody switches it on again. zalo spec §6.1 */
  private switchOff(): void {
    this.state.webhook.isOn = false;
    this.setting.changed();
  }
}
