import { createHash } from 'node:crypto';
import { isIPv6 } from 'node:net';
import { type Clock, type Phone, Problem, type UserId } from '@ganh/kernel';
import type { Database, Tx } from '@ganh/persistence';
import type { LoginTryStore } from './login-try.store';

const WINDOW_MS = 15 * 60_000;
const LIMITS = { phone: 8, address: 40, password: 8 } as const;

/** What tries are counted by: kept as a hash, so that the table tells nobody's number. */
export interface TrySubject {
  kind: keyof typeof LIMITS;
  key: string;
}

export function triesOf(phone: Phone, address: string): TrySubject[] {
  return [
    { kind: 'phone', key: phone },
    { kind: 'address', key: network(address) },
  ];
}

export function passwordTries(userId: UserId): TrySubject[] {
  return [{ kind: 'password', key: String(userId) }];
}

/** Slows down whoever guesses: so many tries a number and an address in a quarter of an hour. */
export class LoginTries {
  constructor(
    private readonly db: Database,
    private readonly clock: Clock,
    private readonly store: LoginTryStore,
  ) {}

  /**
   * Counts a try before its password is looked at, so that many sent at once count as many. Throws `rate_limited` with
   * `retryAfterMs` once there were too many; the right password does not get round it.
   */
  async begin(subjects: readonly TrySubject[]): Promise<void> {
    const now = this.clock.now();
    const until = await this.db.write(async (tx) => {
      const ends: number[] = [];
      for (const subject of subjects) ends.push(await this.count(tx, subject, now));
      return Math.max(...ends);
    });
    if (until <= now) return;
    throw new Problem(
      'rate_limited',
      `Thử quá nhiều lần. Đợi ${Math.ceil((until - now) / 60_000)} phút rồi thử lại.`,
      [],
      { retryAfterMs: until - now },
    );
  }

  /** The try was a right one: it does not count, and wipes out what went wrong before for the person. */
  async succeeded(tx: Tx, subjects: readonly TrySubject[]): Promise<void> {
    for (const subject of subjects) {
      if (subject.kind === 'address') await this.store.takeBack(tx, nameOf(subject));
      else await this.store.forget(tx, nameOf(subject));
    }
    const now = this.clock.now();
    await this.store.forgetOlder(tx, now - WINDOW_MS, now);
  }

  /** Until when this subject is refused; 0 = it may try. */
  private async count(tx: Tx, subject: TrySubject, now: number): Promise<number> {
    const name = nameOf(subject);
    const standing = await this.store.lock(tx, name, now);
    const { blockedUntil } = standing;
    if (blockedUntil !== null && blockedUntil > now) return blockedUntil;
    const fresh = blockedUntil !== null || standing.sinceAt <= now - WINDOW_MS;
    const tries = fresh ? 1 : standing.tries + 1;
    const block = tries > LIMITS[subject.kind] ? now + WINDOW_MS : null;
    await this.store.set(tx, name, {
      tries,
      sinceAt: fresh ? now : standing.sinceAt,
      blockedUntil: block,
    });
    return block ?? 0;
  }
}

function nameOf({ kind, key }: TrySubject): string {
  return `${kind}:${createHash('sha256').update(key).digest('hex').slice(0, 40)}`;
}

/** One home or office: an IPv6 line owns 2^64 addresses, so its first half counts; v4 inside v6 is v4. */
export function network(address: string): string {
  const plain = address.replace(/^::ffff:(?=\d+\.)/i, '').replace(/%.*$/, '');
  if (!isIPv6(plain)) return plain;
  const [head = '', tail] = plain.split('::');
  const left = head.split(':').filter(Boolean);
  const right = (tail ?? '').split(':').filter(Boolean);
  const gap = Array<string>(Math.max(0, 8 - left.length - right.length)).fill('0');
  return [...left, ...gap, ...right]
    .slice(0, 4)
    .map((group) => group.toLowerCase().replace(/^0+(?=.)/, ''))
    .join(':');
}
