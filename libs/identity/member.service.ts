import {
  type AllCoops,
  type Clock,
  type CoopId,
  type CoopScope,
  type MembershipId,
  type Phone,
  Problem,
  randomCode,
  tidy,
  type UserId,
} from '@ganh/kernel';
import type { Database, Ids, Tx } from '@ganh/persistence';
import type { AuditTrail } from './audit';
import type { IdentityStore, StoredMember } from './identity.store';
import type { Coop, Role } from './member';
import { hashPassword, refuseWeakPassword } from './password';
import { SessionStore } from './session.store';

const STAFF: AllCoops = { allCoopsFor: 'login' };

export interface NewMember {
  phone: Phone;
  name: string;
  password: string;
  roles: readonly Role[];
}

/** Cooperatives and the people in them. A cooperative always keeps somebody who may add others. */
export class MemberService {
  private readonly sessions = new SessionStore();

  constructor(
    private readonly db: Database,
    private readonly ids: Ids,
    private readonly clock: Clock,
    private readonly store: IdentityStore,
    private readonly audit: AuditTrail,
  ) {}

  async createCoop(coop: Omit<Coop, 'id' | 'code'>): Promise<Coop> {
    const made: Coop = { ...coop, id: this.ids.next<CoopId>(), code: randomCode(10) };
    await this.db.write(async (tx) => {
      await this.store.insertCoop(tx, made, this.clock.now());
      await this.audit.write(tx, { coopId: made.id }, null, 'coop.create', {
        kind: 'coop',
        id: made.id,
      });
    });
    return made;
  }

  coop(scope: CoopScope): Promise<Coop | null> {
    return this.db.read((tx) => this.store.findCoop(tx, scope));
  }

  countCoops(all: AllCoops): Promise<number> {
    return this.db.read((tx) => this.store.countCoops(tx, all));
  }

  /** Adds a person who has no account yet. */
  async addMember(scope: CoopScope, member: NewMember, by: UserId | null): Promise<UserId> {
    const name = tidy(member.name);
    refuseWeakPassword(member.password, { phone: member.phone, name });
    const passwordHash = await hashPassword(member.password);
    const userId = this.ids.next<UserId>();
    const now = this.clock.now();
    await this.db.write(async (tx) => {
      const fresh = await this.store.insertUser(tx, userId, member.phone, name, passwordHash, now);
      if (!fresh)
        throw Problem.field(
          'phone',
          'taken',
          'Số này đã có tài khoản.',
          'Dùng số khác, hoặc hỏi người quản lý.',
        );
      await this.store.insertMembership(
        tx,
        scope,
        this.ids.next<MembershipId>(),
        userId,
        member.roles,
        now,
      );
      await this.audit.write(
        tx,
        scope,
        by,
        'member.add',
        { kind: 'user', id: userId },
        { roles: member.roles },
      );
    });
    return userId;
  }

  list(scope: CoopScope): Promise<StoredMember[]> {
    return this.db.read((tx) => this.store.members(tx, scope));
  }

  /** Holds from the person's next request on. */
  async setRoles(
    scope: CoopScope,
    id: MembershipId,
    roles: readonly Role[],
    by: UserId,
  ): Promise<StoredMember> {
    return this.change(scope, id, by, async (tx, member) => {
      await this.store.setRoles(tx, scope, id, roles);
      return ['member.roles', { from: member.roles, to: roles }];
    });
  }

  /** Out at once, on every device. `restore` brings the person back with the same roles and password. */
  async remove(scope: CoopScope, id: MembershipId, by: UserId): Promise<StoredMember> {
    return this.change(scope, id, by, async (tx, { userId }) => {
      await this.store.setRemoved(tx, scope, id, this.clock.now());
      await this.sessions.deleteOfMembership(tx, { ...scope, membershipId: id, userId });
      return ['member.remove', {}];
    });
  }

  async restore(scope: CoopScope, id: MembershipId, by: UserId): Promise<StoredMember> {
    return this.change(scope, id, by, async (tx) => {
      await this.store.setRemoved(tx, scope, id, null);
      return ['member.restore', {}];
    });
  }

  /** For somebody who forgot the password. Not for a person of two cooperatives: one must not open the other's door. */
  async setPassword(
    scope: CoopScope,
    id: MembershipId,
    password: string,
    by: UserId,
  ): Promise<StoredMember> {
    const member = (await this.list(scope)).find((one) => one.id === id);
    if (!member) throw Problem.notFound('Không tìm thấy người này.');
    refuseWeakPassword(password, member);
    const passwordHash = await hashPassword(password);
    return this.change(scope, id, by, async (tx, { userId }) => {
      if ((await this.store.countMemberships(tx, STAFF, userId)) > 1)
        throw new Problem('conflict', 'Người này còn ở HTX khác. Chỉ họ tự đổi mật khẩu được.');
      await this.store.setPassword(tx, userId, passwordHash);
      await this.sessions.deleteOfUser(tx, userId, null);
      return ['password.reset', {}];
    });
  }

  private async change(
    scope: CoopScope,
    id: MembershipId,
    by: UserId,
    work: (tx: Tx, member: StoredMember) => Promise<[string, Readonly<Record<string, unknown>>]>,
  ): Promise<StoredMember> {
    return this.db.write(async (tx) => {
      const member = (await this.store.members(tx, scope, 'change')).find((one) => one.id === id);
      if (!member) throw Problem.notFound('Không tìm thấy người này.');
      const [action, detail] = await work(tx, member);
      const after = await this.store.members(tx, scope);
      if (!after.some((one) => !one.removed && one.roles.includes('manager')))
        throw new Problem('conflict', 'HTX cần ít nhất một người quản lý. Chọn người khác trước.');
      const target = { kind: 'user', id: member.userId };
      await this.audit.write(tx, scope, by, action, target, detail);
      return after.find((one) => one.id === id) ?? member;
    });
  }
}
