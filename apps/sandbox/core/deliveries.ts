import type { Faults } from './faults';
import { Journal } from './journal';
import { scaled, type Setting } from './setting';

/** One webhook as it goes out: bytes and headers are fixed before the first attempt. */
export interface Parcel {
  event: string;
  shop: string | null;
  url: string;
  headers: Record<string, string>;
  body: string;
}

interface DeliveryEntry {
  n: number;
  at: number;
  event: string;
  shop: string | null;
  url: string;
  attempt: number;
  /** HTTP status; 0 = no answer in time or no connection; −1 = not sent (lost on request). */
  status: number;
  ok: boolean;
  forged: boolean;
  body: string;
}

/** What one channel counts as received, how long it waits, when it tries again. */
export interface DeliveryPolicy {
  timeoutMs: number;
  retryAfterMs: number[];
  accepts: (status: number, body: string) => boolean;
  /** The same parcel with a signature that cannot be right. */
  forge: (parcel: Parcel) => Parcel;
  /** What goes out instead at a later attempt, where the channel looks its state up anew. */
  renew?: (parcel: Parcel) => Parcel;
  /** After the last attempt, or when a delivery was lost on request. */
  onFailed?: (parcel: Parcel) => void;
  onAttempt?: (parcel: Parcel, ok: boolean) => void;
}

export class Deliveries {
  readonly log = new Journal<DeliveryEntry>();
  private readonly timers = new Set<NodeJS.Timeout>();
  private held: Parcel[] = [];
  private closed = false;
  private underWay = 0;

  constructor(
    private readonly setting: Setting,
    private readonly faults: Faults,
    private readonly policy: DeliveryPolicy,
  ) {}

  /** Sends one event, under the webhook faults asked for. Returns at once. */
  post(parcel: Parcel): void {
    const rule = this.faults.takeWebhook(parcel.shop);
    switch (rule?.fault) {
      case 'webhook-lost':
        this.write(parcel, 0, -1, false, false);
        this.policy.onFailed?.(parcel);
        return;
      case 'webhook-repeated':
        for (let i = 0; i < 10; i++) this.start(parcel);
        return;
      case 'webhook-late':
        this.later(rule.ms ?? 5000, () => this.start(parcel));
        return;
      case 'webhook-reordered':
        this.hold(parcel, rule.ms ?? 1500);
        return;
      case 'webhook-forged':
        void this.attempt(this.policy.forge(parcel), 0, true);
        break;
      default:
    }
    this.start(parcel);
    if (rule?.fault !== 'webhook-forged') this.release();
  }

  pending(): number {
    return this.timers.size + this.held.length + this.underWay;
  }

  /** Forgets what was still to be sent. */
  clear(): void {
    for (const timer of this.timers) clearTimeout(timer);
    this.timers.clear();
    this.held = [];
    this.log.clear();
  }

  close(): void {
    this.closed = true;
    for (const timer of this.timers) clearTimeout(timer);
    this.timers.clear();
  }

  /** Sends once and says whether it was received: for the test pushes and handshakes that want an answer. */
  async once(parcel: Parcel): Promise<boolean> {
    return this.attempt(parcel, -1, false);
  }

  private hold(parcel: Parcel, ms: number): void {
    this.held.unshift(parcel);
    this.later(ms, () => this.release());
  }

  /** Held events leave newest first, after one that came later than they. */
  private release(): void {
    const waiting = this.held;
    this.held = [];
    for (const parcel of waiting) this.later(30, () => this.start(parcel));
  }

  private start(parcel: Parcel): void {
    void this.attempt(parcel, 0, false);
  }

  private async attempt(parcel: Parcel, attempt: number, forged: boolean): Promise<boolean> {
    if (this.closed) return false;
    this.underWay += 1;
    const { status, body } = await this.send(parcel);
    this.underWay -= 1;
    const ok = this.policy.accepts(status, body);
    this.write(parcel, attempt, status, ok, forged);
    if (forged || attempt < 0 || this.closed) return ok;
    this.policy.onAttempt?.(parcel, ok);
    const wait = this.policy.retryAfterMs[attempt];
    if (ok) return true;
    if (wait === undefined) this.policy.onFailed?.(parcel);
    else this.later(scaled(this.setting, wait), () => this.again(parcel, attempt + 1));
    return false;
  }

  private again(parcel: Parcel, attempt: number): void {
    void this.attempt(this.policy.renew?.(parcel) ?? parcel, attempt, false);
  }

  private async send(parcel: Parcel): Promise<{ status: number; body: string }> {
    try {
      const answer = await fetch(parcel.url, {
        method: 'POST',
        headers: { 'content-type': 'application/json', ...parcel.headers },
        body: parcel.body,
        redirect: 'manual',
        signal: AbortSignal.timeout(this.policy.timeoutMs),
      });
      return { status: answer.status, body: await answer.text() };
    } catch {
      return { status: 0, body: '' };
    }
  }

  private write(
    parcel: Parcel,
    attempt: number,
    status: number,
    ok: boolean,
    forged: boolean,
  ): void {
    const { event, shop, url, body } = parcel;
    this.log.add({
      at: this.setting.now(),
      event,
      shop,
      url,
      attempt: Math.max(0, attempt),
      status,
      ok,
      forged,
      body,
    });
  }

  private later(ms: number, run: () => void): void {
    const timer = setTimeout(() => {
      this.timers.delete(timer);
      if (!this.closed) run();
    }, ms);
    timer.unref();
    this.timers.add(timer);
  }
}
