import { verify } from '@node-rs/argon2';
import { ManualClock, parsePhone, type Phone } from '@ganh/kernel';
import { sql } from '@ganh/persistence/sql';
import { describeOnBoth, type TestDatabase } from '../../test/support/engines';
import { eventually } from '../../test/support/eventually';
import { AuditTrail, IdentityStore, LoginService, MemberService } from '.';

jest.mock('@node-rs/argon2', () => {
  const real = jest.requireActual<typeof import('@node-rs/argon2')>('@node-rs/argon2');
  return { ...real, verify: jest.fn(real.verify) };
});

const PASSWORD = 'mat-khau-dai';
const MINUTE_MS = 60_000;
const DAY_MS = 86_400_000;

describeOnBoth('identity', (open) => {
  let test: TestDatabase;
  let clock: ManualClock;
  let login: LoginService;
  let members: MemberService;
  let audit: AuditTrail;
  let coop: { coopId: Awaited<ReturnType<MemberService['createCoop']>>['id'] };
  /** One database for the suite, a cooperative and numbers of their own for each test. */
  let numbers = 0;
  let phone: Phone;
  const newPhone = () => parsePhone(`09061${String(++numbers).padStart(5, '0')}`) as Phone;

  const at = (address: string, formerToken: string | null = null) => ({
    device: 'điện thoại',
    address,
    formerToken,
  });
  const enter = (password = PASSWORD, address = '10.0.0.1', number: string = phone) =>
    login.login(number, password, at(address));
  const actorOf = async (token: string) => (await login.resume(token))?.actor ?? null;
  const person = (number: Phone, roles: ('seller' | 'manager' | 'packer')[]) => ({
    phone: number,
    name: 'Người khác',
    password: 'mot-cau-chi-minh-nho',
    roles,
  });
  const actions = async () =>
    (await test.db.read((tx) => audit.list(tx, coop, null, 50))).map((entry) => entry.action);

  beforeAll(async () => {
    test = await open();
    clock = new ManualClock(1_790_000_000_000);
    const store = new IdentityStore();
    audit = new AuditTrail(test.ids, clock);
    login = new LoginService(test.db, clock, store, audit);
    members = new MemberService(test.db, test.ids, clock, store, audit);
  });
  afterAll(() => test.close());

  beforeEach(async () => {
    clock.advance(60 * DAY_MS);
    phone = newPhone();
    const made = await members.createCoop({
      name: 'HTX Suối Mơ',
      province: 'Quảng Nam',
      phone: null,
      address: '',
    });
    coop = { coopId: made.id };
    await members.addMember(
      coop,
      { phone, name: 'Bà Sáu', password: PASSWORD, roles: ['seller', 'manager'] },
      null,
    );
  });

  describe('logging in', () => {
    it('takes any way of writing the phone, and the token stands for the membership', async () => {
      const { token } = await enter(PASSWORD, '10.0.0.1', ` ${phone.replace('+84', '+84 ')}. `);
      expect(await actorOf(token)).toEqual({
        ...coop,
        userName: 'Bà Sáu',
        coopName: 'HTX Suối Mơ',
        roles: ['manager', 'seller'],
        userId: expect.any(Number) as number,
        membershipId: expect.any(Number) as number,
      });
      await login.logout(token);
      expect(await actorOf(token)).toBeNull();
    });

    it('stores no token and no password as such', async () => {
      const { token } = await enter();
      const rows = await test.db.read(async (tx) => [
        ...(await sql(tx).all('SELECT * FROM session')),
        ...(await sql(tx).all('SELECT * FROM user_account')),
        ...(await sql(tx).all('SELECT * FROM login_attempt')),
        ...(await sql(tx).all('SELECT * FROM audit_entry')),
      ]);
      const text = JSON.stringify(rows);
      expect(text).not.toContain(token);
      expect(text).not.toContain(PASSWORD);
      expect(text).toContain('$argon2id$v=19$m=19456,t=2,p=1$');
    });

    it('makes a new token each time and ends the session it replaces', async () => {
      const first = await enter();
      const second = await login.login(phone, PASSWORD, at('10.0.0.1', first.token));
      expect(second.token).not.toBe(first.token);
      expect([await actorOf(first.token), await login.stands(second.token)]).toEqual([null, true]);
    });

    it.each<[string, string, () => Promise<unknown>]>([
      ['a wrong password', 'sai-mat-khau', () => Promise.resolve()],
      [
        'an unknown number',
        PASSWORD,
        () =>
          test.db.write((tx) =>
            sql(tx).run('UPDATE user_account SET phone = ? WHERE phone = ?', [newPhone(), phone]),
          ),
      ],
      [
        'somebody who is disabled',
        PASSWORD,
        () =>
          test.db.write((tx) =>
            sql(tx).run('UPDATE user_account SET disabled_at = 1 WHERE phone = ?', [phone]),
          ),
      ],
      [
        'somebody who is in no cooperative',
        PASSWORD,
        () =>
          test.db.write((tx) =>
            sql(tx).run('UPDATE membership SET removed_at = 1 WHERE coop_id = ?', [coop.coopId]),
          ),
      ],
    ])('answers %s with the same words', async (_, password, prepare) => {
      await prepare();
      jest.mocked(verify).mockClear();
      const refused = await enter(password).catch((error: unknown) => error);
      expect(refused).toMatchObject({
        code: 'unauthenticated',
        title: 'Số điện thoại hoặc mật khẩu chưa đúng. Xem lại, hoặc hỏi người quản lý HTX.',
        errors: [],
        detail: {},
      });
      // The same work whoever it is: nothing to be told from the time either.
      expect(jest.mocked(verify).mock.calls.map(([stored]) => String(stored).slice(0, 30))).toEqual(
        ['$argon2id$v=19$m=19456,t=2,p=1'],
      );
    });
  });

  describe('guessing', () => {
    it('blocks a number after eight tries and says when to come back; the right password does not get round it', async () => {
      for (let i = 0; i < 8; i++)
        await expect(enter('sai', `10.0.1.${i}`)).rejects.toMatchObject({
          code: 'unauthenticated',
        });
      await expect(enter(PASSWORD, '10.0.2.1')).rejects.toMatchObject({
        code: 'rate_limited',
        detail: { retryAfterMs: 15 * MINUTE_MS },
      });
      clock.advance(14 * MINUTE_MS);
      await expect(enter(PASSWORD, '10.0.2.2')).rejects.toMatchObject({ code: 'rate_limited' });
      clock.advance(2 * MINUTE_MS);
      await expect(enter(PASSWORD, '10.0.2.3')).resolves.toMatchObject({
        token: expect.any(String) as string,
      });
    });

    it('counts tries that are sent all at once', async () => {
      const answers = await Promise.all(
        Array.from({ length: 30 }, (_, i) =>
          enter(`sai-${i}`, `10.3.0.${i}`).catch((error: { code: string }) => error.code),
        ),
      );
      expect(answers.filter((code) => code === 'unauthenticated').length).toBe(8);
      expect(answers.filter((code) => code === 'rate_limited').length).toBe(22);
    });

    it('blocks an address that tries many numbers, and one IPv6 line is one address', async () => {
      const tries = (from: (i: number) => string, n: number) =>
        Promise.all(
          Array.from({ length: n }, (_, i) =>
            enter('sai', from(i), newPhone()).catch((error: { code: string }) => error.code),
          ),
        );
      const spread = await tries((i) => `2001:db8:1:2:${i.toString(16)}::1`, 44);
      expect(spread.filter((code) => code === 'rate_limited').length).toBe(4);
      await expect(enter(PASSWORD, '2001:db8:1:2::ffff')).rejects.toMatchObject({
        code: 'rate_limited',
      });
      await expect(enter(PASSWORD, '2001:db8:1:3::1')).resolves.toBeDefined();
    }, 30_000);

    it('lets a house full of people in, who all get it right', async () => {
      for (let i = 0; i < 45; i++) await enter(PASSWORD, '10.5.0.1');
    }, 30_000);

    it('forgets tries once they are old, so that the table does not grow', async () => {
      for (let i = 0; i < 3; i++) await enter('sai', `10.6.0.${i}`, newPhone()).catch(ignore);
      const rows = () =>
        test.db.read((tx) =>
          sql(tx).all('SELECT 1 FROM login_attempt WHERE since_at < ?', [clock.now() + 1]),
        );
      expect((await rows()).length).toBeGreaterThanOrEqual(6);
      clock.advance(16 * MINUTE_MS);
      await enter();
      expect((await rows()).length).toBe(1);
    });
  });

  describe('sessions', () => {
    it('end after 30 days without use; one that is used goes on, and says so for the cookie', async () => {
      const { token } = await enter();
      expect((await login.resume(token))?.slidToAt).toBeNull();
      for (let i = 0; i < 2; i++) {
        clock.advance(29 * DAY_MS);
        expect((await login.resume(token))?.slidToAt).toBe(clock.now() + 30 * DAY_MS);
        expect((await login.resume(token))?.slidToAt).toBeNull();
      }
      clock.advance(31 * DAY_MS);
      expect(await login.resume(token)).toBeNull();
    });

    it('that have ended are cleared away', async () => {
      await enter();
      clock.advance(31 * DAY_MS);
      await enter();
      expect((await test.db.read((tx) => sql(tx).all('SELECT 1 FROM session'))).length).toBe(1);
    });

    it('end when the person is taken off, and roles hold from the next request', async () => {
      const number = newPhone();
      await members.addMember(coop, person(number, ['packer']), null);
      const { token } = await enter('mot-cau-chi-minh-nho', '10.0.0.1', number);
      const [boss, packer] = await members.list(coop);
      await members.setRoles(coop, packer!.id, ['seller'], boss!.userId);
      expect((await actorOf(token))?.roles).toEqual(['seller']);
      await members.remove(coop, packer!.id, boss!.userId);
      expect(await actorOf(token)).toBeNull();
      await expect(enter('mot-cau-chi-minh-nho', '10.0.0.1', number)).rejects.toMatchObject({
        code: 'unauthenticated',
      });
      await members.restore(coop, packer!.id, boss!.userId);
      await expect(enter('mot-cau-chi-minh-nho', '10.0.0.1', number)).resolves.toBeDefined();
      expect(await actorOf(token)).toBeNull();
    });
  });

  describe('passwords', () => {
    it('of eight letters with marks are long enough, and read the same however they are typed', async () => {
      const password = 'đồngruộn';
      const number = newPhone();
      await members.addMember(coop, { ...person(number, ['seller']), password }, null);
      await expect(enter(password.normalize('NFD'), '10.0.0.1', number)).resolves.toBeDefined();
    });

    it('are changed by whoever knows the old one; every other device has to log in again', async () => {
      const [mine, other] = [await enter(), await enter()];
      const actor = (await actorOf(mine.token))!;
      const change = (current: string, next: string) =>
        login.changePassword(actor, mine.token, { current, next });
      await expect(change('sai-mat-khau', 'mot-cau-moi-dai')).rejects.toMatchObject({
        errors: [{ field: 'current', code: 'wrong' }],
      });
      await expect(change(PASSWORD, '12345678')).rejects.toMatchObject({
        errors: [{ field: 'password' }],
      });
      await change(PASSWORD, 'mot-cau-moi-dai');
      expect([await login.stands(mine.token), await login.stands(other.token)]).toEqual([
        true,
        false,
      ]);
      await expect(enter(PASSWORD)).rejects.toMatchObject({ code: 'unauthenticated' });
      await expect(enter('mot-cau-moi-dai')).resolves.toBeDefined();
      expect(await actions()).toContain('password.change');
    });

    it('cannot be guessed through the change either', async () => {
      const { token } = await enter();
      const actor = (await actorOf(token))!;
      const guess = () =>
        login
          .changePassword(actor, token, { current: 'sai', next: 'mot-cau-moi-dai' })
          .catch((error: { code: string }) => error.code);
      for (let i = 0; i < 8; i++) expect(await guess()).toBe('validation');
      expect(await guess()).toBe('rate_limited');
    });

    it('are set anew by a manager, but not for a person of two cooperatives', async () => {
      const number = newPhone();
      await members.addMember(coop, person(number, ['packer']), null);
      const [boss, packer] = await members.list(coop);
      const { token } = await enter('mot-cau-chi-minh-nho', '10.0.0.1', number);
      await members.setPassword(coop, packer!.id, 'cau-moi-cua-quan-ly', boss!.userId);
      expect(await actorOf(token)).toBeNull();
      await expect(enter('cau-moi-cua-quan-ly', '10.0.0.1', number)).resolves.toBeDefined();
      const other = await members.createCoop({
        name: 'HTX Khác',
        province: '',
        phone: null,
        address: '',
      });
      await test.db.write((tx) =>
        new IdentityStore().insertMembership(
          tx,
          { coopId: other.id },
          test.ids.next(),
          packer!.userId,
          ['seller'],
          clock.now(),
        ),
      );
      await expect(
        members.setPassword(coop, packer!.id, 'mot-cau-nua-cho-du', boss!.userId),
      ).rejects.toMatchObject({ code: 'conflict' });
    });
  });

  describe('members', () => {
    it('of another cooperative are not there', async () => {
      const other = await members.createCoop({
        name: 'HTX Khác',
        province: '',
        phone: null,
        address: '',
      });
      const [boss] = await members.list(coop);
      const strange = { coopId: other.id };
      expect(await members.list(strange)).toEqual([]);
      const gone = { code: 'not_found' };
      await expect(
        members.setRoles(strange, boss!.id, ['packer'], boss!.userId),
      ).rejects.toMatchObject(gone);
      await expect(members.remove(strange, boss!.id, boss!.userId)).rejects.toMatchObject(gone);
      await expect(
        members.setPassword(strange, boss!.id, 'mot-cau-nua-cho-du', boss!.userId),
      ).rejects.toMatchObject(gone);
    });

    it('keep at least one manager, also when two go at once', async () => {
      await members.addMember(coop, person(newPhone(), ['manager']), null);
      const [a, b] = await members.list(coop);
      const outcomes = await Promise.allSettled([
        members.remove(coop, a!.id, b!.userId),
        members.setRoles(coop, b!.id, ['packer'], a!.userId),
      ]);
      expect(outcomes.filter((one) => one.status === 'fulfilled').length).toBe(1);
      expect(
        (await members.list(coop)).filter((one) => !one.removed && one.roles.includes('manager'))
          .length,
      ).toBe(1);
    });

    it('have one account a number', async () => {
      await expect(
        members.addMember(coop, { ...person(phone, ['seller']) }, null),
      ).rejects.toMatchObject({ errors: [{ field: 'phone' }] });
    });
  });

  it('keeps a trail of what matters, page by page, each once', async () => {
    await enter('sai').catch(ignore);
    const { token } = await enter();
    await login.logout(token);
    const [boss] = await members.list(coop);
    await members.setRoles(coop, boss!.id, ['manager'], boss!.userId);
    await eventually(actions, (list) => list.includes('login.fail'));
    const expected = ['coop.create', 'login', 'login.fail', 'logout', 'member.add', 'member.roles'];
    expect((await actions()).sort()).toEqual(expected);
    const paged: string[] = [];
    for (let before: { at: number; id: number } | null = null; ;) {
      const page = await test.db.read((tx) => audit.list(tx, coop, before, 2));
      paged.push(...page.map((entry) => entry.action));
      const last = page.at(-1);
      if (!last) break;
      before = { at: last.at, id: last.id };
    }
    expect(paged.sort()).toEqual(expected);
  });
});

function ignore(): undefined {
  return undefined;
}
