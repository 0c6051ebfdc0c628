import { Deliveries, type DeliveryPolicy, type Parcel } from '../core/deliveries';
import type { Faults } from '../core/faults';
import type { Setting } from '../core/setting';
import { hubSignatures, wireJson } from './signature';
import type { FacebookState } from './state';

/** At once, then ever more rarely until 36 hours have passed. facebook spec §7.5 */
const RETRY_MS = [0, 15, 60, 300, 900, 3600, 3 * 3600, 6 * 3600, 12 * 3600, 13 * 3600].map(
  (s) => s * 1000,
);
const WAIT_MS = 5000;
const MOST_PER_BODY = 1000;

interface Entry {
  id: string;
  time: number;
  changes?: unknown[];
  messaging?: unknown[];
}

export class Hooks {
  readonly deliveries: Deliveries;
  private gathered: Entry[] = [];
  private timer: NodeJS.Timeout | undefined;

  constructor(
    private readonly setting: Setting,
    private readonly state: FacebookState,
    faults: Faults,
  ) {
    const policy: DeliveryPolicy = {
      timeoutMs: WAIT_MS,
      retryAfterMs: RETRY_MS,
      accepts: (status) => status === 200,
      forge: (parcel) => ({ ...parcel, headers: hubSignatures('not the secret', parcel.body) }),
      onAttempt: (parcel, ok) => this.watch(parcel, ok),
    };
    this.deliveries = new Deliveries(setting, faults, policy);
  }

  /** A change of a Page's field, e.g. a comment: `time` in seconds. */
  change(pageId: string, field: string, value: unknown): void {
    const time = Math.floor(this.setting.now() / 1000);
    this.emit(pageId, field, { id: pageId, time, changes: [{ field, value }] });
  }

  /** A Messenger event: `time` in milliseconds. */
  messaging(pageId: string, field: string, event: unknown): void {
    this.emit(pageId, field, { id: pageId, time: this.setting.now(), messaging: [event] });
  }

  /** Asks the url whether it is ours: GET with a challenge that must come back alone. facebook spec §7.2 */
  async handshake(url: string, verifyToken: string): Promise<boolean> {
    const challenge = String(Math.floor(Math.random() * 2_000_000_000));
    const target = new URL(url);
    target.searchParams.set('hub.mode', 'subscribe');
    target.searchParams.set('hub.challenge', challenge);
    target.searchParams.set('hub.verify_token', verifyToken);
    try {
      const answer = await fetch(target, {
        signal: AbortSignal.timeout(WAIT_MS),
        redirect: 'manual',
      });
      return answer.status === 200 && (await answer.text()) === challenge;
    } catch {
      return false;
    }
  }

  /** Sends now what has been gathered for one body. */
  flush(): void {
    clearTimeout(this.timer);
    this.timer = undefined;
    while (this.gathered.length > 0) this.send(this.gathered.splice(0, MOST_PER_BODY));
  }

  close(): void {
    clearTimeout(this.timer);
    this.deliveries.close();
  }

  /** Both levels are needed: the app's subscription to the field, and the Page's to the app. */
  private emit(pageId: string, field: string, entry: Entry): void {
    const wanted = this.state.subscription?.fields.includes(field);
    if (!wanted || !this.state.pages[pageId]?.subscribedFields?.includes(field)) return;
    const { batchMs } = this.state.settings;
    if (batchMs === 0) return this.send([entry]);
    this.gathered.push(entry);
    this.timer ??= setTimeout(() => this.flush(), batchMs);
  }

  private send(entries: Entry[]): void {
    const { subscription, app } = this.state;
    if (!subscription) return;
    const body = wireJson({ object: 'page', entry: entries });
    const pages = [...new Set(entries.map((entry) => entry.id))];
    this.deliveries.post({
      event: [...new Set(entries.map(eventName))].join(','),
      shop: pages.length === 1 ? (pages[0] as string) : null,
      url: subscription.callbackUrl,
      headers: hubSignatures(app.appSecret, body),
      body,
    });
  }

  /** After failing for long the app is unsubscribed from the Page, until it subscribes again. */
  private watch(parcel: Parcel, ok: boolean): void {
    const pages = (JSON.parse(parcel.body) as { entry: Entry[] }).entry.map(
      (entry) => this.state.pages[entry.id],
    );
    const now = this.setting.now();
    const limit = this.state.settings.disableAfterMs / this.setting.timeScale;
    for (const page of pages) {
      if (!page) continue;
      if (ok) page.failingSince = null;
      else page.failingSince ??= now;
      if (page.failingSince !== null && now - page.failingSince > limit)
        page.subscribedFields = null;
      this.setting.changed();
    }
  }
}

function eventName(entry: Entry): string {
  const change = entry.changes?.[0] as { field?: string } | undefined;
  return change?.field ?? 'messaging';
}
