import { createHash, randomBytes } from 'node:crypto';
import { type AllCoops, type Clock, parsePhone, Problem, type UserId } from '@ganh/kernel';
import type { Database } from '@ganh/persistence';
import type { AuditTrail } from './audit';
import type { IdentityStore } from './identity.store';
import { LoginTries, passwordTries, triesOf, type TrySubject } from './login-tries';
import { LoginTryStore } from './login-try.store';
import type { Actor } from './member';
import { checkPassword, hashPassword, refuseWeakPassword } from './password';
import { type Membership, SessionStore } from './session.store';

const DAY_MS = 86_400_000;
const SESSION_MS = 30 * DAY_MS;
const SLIDE_EVERY_MS = DAY_MS / 24;
const LOGIN: AllCoops = { allCoopsFor: 'login' };
/** Looked up where there is no user, so that a wrong number costs the same as a wrong password. */
const NOBODY = 0 as UserId;

export interface LoggedIn {
  /** 256 random bits; only its hash is stored. */
  token: string;
  expiresAt: number;
}

/** Where a log-in comes from: the browser's name, the network address, and the session it replaces, if any. */
export interface LoginPlace {
  device: string;
  address: string;
  formerToken: string | null;
}

/** Log-in by phone and password. The answer never tells, by text or by time, whether a number exists. */
export class LoginService {
  private readonly sessions = new SessionStore();
  private readonly tries: LoginTries;

  constructor(
    private readonly db: Database,
    private readonly clock: Clock,
    private readonly store: IdentityStore,
    private readonly audit: AuditTrail,
  ) {
    this.tries = new LoginTries(db, clock, new LoginTryStore());
  }

  /** Throws `unauthenticated`, or `rate_limited` with `retryAfterMs`. Every log-in makes a token of its own. */
  async login(phoneText: string, password: string, place: LoginPlace): Promise<LoggedIn> {
    const phone = parsePhone(phoneText);
    if (!phone)
      throw Problem.field(
        'phone',
        'not_a_phone',
        'Số điện thoại chưa đúng.',
        'Gõ đủ 10 số, ví dụ 0905 123 456.',
      );
    const tries = triesOf(phone, place.address);
    await this.tries.begin(tries);
    const user = await this.db.read((tx) => this.store.findUser(tx, LOGIN, phone));
    const matches = await checkPassword(password, user?.passwordHash ?? null);
    const [membership] = await this.db.read((tx) =>
      this.store.memberships(tx, LOGIN, user?.id ?? NOBODY),
    );
    if (!matches || !user || user.disabled || !membership) this.refuse(membership, place.device);
    return this.open(membership, tries, place);
  }

  /**
   * Who a session token stands for; null when it does not hold (any more). Slides the 30 days at most once an hour and
   * then answers until when, so that the cookie lives as long.
   */
  async resume(token: string): Promise<{ actor: Actor; slidToAt: number | null } | null> {
    const tokenHash = hash(token);
    const now = this.clock.now();
    const found = await this.db.read((tx) => this.sessions.find(tx, LOGIN, tokenHash, now));
    if (!found) return null;
    if (found.seenAt >= now - SLIDE_EVERY_MS) return { actor: found.actor, slidToAt: null };
    const slidToAt = now + SESSION_MS;
    await this.db.write((tx) => this.sessions.slide(tx, tokenHash, now, slidToAt));
    return { actor: found.actor, slidToAt };
  }

  /** Whether the session still stands; changes nothing. */
  async stands(token: string): Promise<boolean> {
    const now = this.clock.now();
    return (await this.db.read((tx) => this.sessions.find(tx, LOGIN, hash(token), now))) !== null;
  }

  async logout(token: string): Promise<void> {
    const tokenHash = hash(token);
    await this.db.write(async (tx) => {
      const found = await this.sessions.find(tx, LOGIN, tokenHash, this.clock.now());
      await this.sessions.delete(tx, tokenHash);
      if (!found) return;
      const { actor } = found;
      await this.audit.write(tx, actor, actor.userId, 'logout', { kind: 'user', id: actor.userId });
    });
  }

  /** The person's own change: the current password is asked for, and every other device has to log in again. */
  async changePassword(
    actor: Actor,
    token: string,
    change: { current: string; next: string },
  ): Promise<void> {
    const tries = passwordTries(actor.userId);
    await this.tries.begin(tries);
    const user = await this.db.read((tx) => this.store.findUserById(tx, actor, actor.userId));
    if (!user || !(await checkPassword(change.current, user.passwordHash)))
      throw Problem.field(
        'current',
        'wrong',
        'Mật khẩu đang dùng chưa đúng.',
        'Gõ lại, hoặc nhờ người quản lý đặt mật khẩu mới.',
      );
    refuseWeakPassword(change.next, user);
    const passwordHash = await hashPassword(change.next);
    await this.db.write(async (tx) => {
      await this.tries.succeeded(tx, tries);
      await this.store.setPassword(tx, user.id, passwordHash);
      await this.sessions.deleteOfUser(tx, user.id, hash(token));
      await this.audit.write(tx, actor, user.id, 'password.change', { kind: 'user', id: user.id });
    });
  }

  private async open(
    membership: Membership,
    tries: readonly TrySubject[],
    place: LoginPlace,
  ): Promise<LoggedIn> {
    const token = randomBytes(32).toString('base64url');
    const now = this.clock.now();
    const expiresAt = now + SESSION_MS;
    const { userId } = membership;
    await this.db.write(async (tx) => {
      await this.tries.succeeded(tx, tries);
      await this.sessions.deleteExpired(tx, LOGIN, now);
      if (place.formerToken) await this.sessions.delete(tx, hash(place.formerToken));
      const session = { tokenHash: hash(token), actor: membership, device: place.device };
      await this.sessions.insert(tx, { ...session, now, expiresAt });
      await this.audit.write(tx, membership, userId, 'login', { kind: 'user', id: userId });
    });
    return { token, expiresAt };
  }

  /**
   * What a person's own cooperative can look up later: that somebody tried, on what kind of device. The answer does not
   * wait for it: the time it takes would tell that the number exists.
   */
  private refuse(membership: Membership | undefined, device: string): never {
    if (membership) {
      const target = { kind: 'user', id: membership.userId };
      const detail = { device: device.slice(0, 120) };
      void this.db
        .write((tx) => this.audit.write(tx, membership, null, 'login.fail', target, detail))
        .catch(() => undefined);
    }
    throw new Problem(
      'unauthenticated',
      'Số điện thoại hoặc mật khẩu chưa đúng. Xem lại, hoặc hỏi người quản lý HTX.',
    );
  }
}

function hash(text: string): string {
  return createHash('sha256').update(text).digest('hex');
}
