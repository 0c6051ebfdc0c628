/** Members, the audit trail, shares among shops and parked work, through HTTP. */
import { connectShop, openApp, productBody, type TestApp, Visitor } from '../../test/support/app';
import { engines } from '../../test/support/engines';

interface Member {
  id: number;
  name: string;
  roles: string[];
  removed: boolean;
}
interface List<T> {
  items: T[];
  nextCursor: string | null;
}

describe.each(engines)('people and shares on %s', (engine) => {
  let test: TestApp;
  let boss: Visitor;

  beforeAll(async () => {
    test = await openApp(engine);
    boss = await test.person(['seller', 'manager']);
  }, 90_000);
  afterAll(() => test.close());

  const members = async () => (await boss.send<List<Member>>('GET', '/api/v1/members')).body.items;
  const add = (over: object) =>
    boss.send<Member & { errors: { field: string; code: string }[] }>('POST', '/api/v1/members', {
      phone: '0907 000 001',
      name: '  Thảo  ',
      password: 'mot-cau-moi-dai',
      roles: ['packer'],
      ...over,
    });
  const logIn = async (phone: string, password: string) => {
    const visitor = new Visitor(test.url);
    const { status } = await visitor.send('POST', '/api/v1/session', { phone, password });
    return { visitor, status };
  };

  it('lets a manager add a packer, who logs in and sees what packers see', async () => {
    const added = await add({});
    expect([added.status, added.body.name, added.body.roles]).toEqual([201, 'Thảo', ['packer']]);
    expect(added.text).not.toMatch(/argon2|password/i);
    const { visitor, status } = await logIn('0907000001', 'mot-cau-moi-dai');
    expect(status).toBe(200);
    expect((await visitor.send('GET', '/api/v1/orders?tab=dong-goi')).status).toBe(200);
    for (const path of ['members', 'audit', 'views/today', 'messages', 'parked-work'])
      expect((await visitor.send('GET', `/api/v1/${path}`)).status).toBe(403);
    const home = await visitor.send('GET', '/', undefined, { accept: 'text/html' });
    expect([home.status, home.headers.get('location')]).toEqual([303, '/don?tab=dong-goi']);
    expect((await visitor.send('POST', '/api/v1/members', {})).status).toBe(403);
  });

  it.each<[string, object, string]>([
    ['a role that is no cooperative’s to give', { roles: ['operator'] }, 'roles[0]'],
    ['no role', { roles: [] }, 'roles'],
    ['a weak password', { password: '12345678' }, 'password'],
    ['no phone', { phone: '12' }, 'phone'],
    ['a name of blanks', { name: '   ' }, 'name'],
    ['a cooperative of its own choosing', { coopId: 1 }, 'coopId'],
    ['an id of its own choosing', { userId: 1 }, 'userId'],
  ])('refuses %s', async (_, over, field) => {
    const { status, body } = await add({ phone: '0907 000 009', ...over });
    expect([status, body.errors.map((error) => error.field)]).toEqual([422, [field]]);
  });

  it('takes a person off at once, brings them back, and keeps the last manager', async () => {
    await add({ phone: '0907 000 002', name: 'Nam' });
    const { visitor } = await logIn('0907000002', 'mot-cau-moi-dai');
    const nam = (await members()).find((one) => one.name === 'Nam')!;
    expect((await boss.send('DELETE', `/api/v1/members/${nam.id}`)).status).toBe(200);
    expect((await visitor.send('GET', '/api/v1/session')).status).toBe(401);
    await boss.send('POST', `/api/v1/members/${nam.id}/restore`);
    expect((await logIn('0907000002', 'mot-cau-moi-dai')).status).toBe(200);
    const self = (await members()).find((one) => one.roles.includes('manager'))!;
    for (const [method, body] of [
      ['DELETE', undefined],
      ['PATCH', { roles: ['seller'] }],
    ] as const)
      expect((await boss.send(method, `/api/v1/members/${self.id}`, body)).status).toBe(409);
    expect(
      (await boss.send('PATCH', `/api/v1/members/${nam.id}`, { roles: ['host'] })).body,
    ).toMatchObject({
      roles: ['host'],
    });
  });

  it('changes passwords: one’s own with the old one, a colleague’s by the manager', async () => {
    await add({ phone: '0907 000 003', name: 'Hoa' });
    const { visitor } = await logIn('0907000003', 'mot-cau-moi-dai');
    const change = (current: string) =>
      visitor.send('PUT', '/api/v1/session/password', { current, next: 'cau-cua-rieng-hoa' });
    expect((await change('sai-mat-khau')).status).toBe(422);
    expect((await change('mot-cau-moi-dai')).status).toBe(204);
    expect((await logIn('0907000003', 'mot-cau-moi-dai')).status).toBe(401);
    const hoa = (await members()).find((one) => one.name === 'Hoa')!;
    const reset = { password: 'quan-ly-dat-lai-nhe' };
    expect((await boss.send('PUT', `/api/v1/members/${hoa.id}/password`, reset)).status).toBe(204);
    expect((await visitor.send('GET', '/api/v1/session')).status).toBe(401);
    expect((await logIn('0907000003', reset.password)).status).toBe(200);
  });

  it('keeps a trail that a manager reads page by page, without secrets', async () => {
    await logIn(String(boss.phone), 'sai-mat-khau');
    const seen: { id: number; action: string; actorName: string | null }[] = [];
    for (let cursor: string | null = ''; cursor !== null;) {
      const { body, text }: { body: List<(typeof seen)[number]>; text: string } = await boss.send(
        'GET',
        `/api/v1/audit?limit=5${cursor ? `&cursor=${cursor}` : ''}`,
      );
      expect(text).not.toMatch(/argon2|mot-cau|cau-cua|quan-ly-dat|sai-mat-khau/);
      seen.push(...body.items);
      cursor = body.nextCursor;
    }
    expect(new Set(seen.map((entry) => entry.id)).size).toBe(seen.length);
    const actions = new Set(seen.map((entry) => entry.action));
    for (const action of [
      'login',
      'login.fail',
      'member.add',
      'member.remove',
      'member.restore',
      'member.roles',
      'password.change',
      'password.reset',
    ])
      expect(actions).toContain(action);
    expect(seen.find((entry) => entry.action === 'member.add' && entry.actorName)).toBeDefined();
  });

  it('splits stock among shops, never more than all of it, and keeps a buffer from every one', async () => {
    await connectShop(test, boss, 'facebook');
    await connectShop(test, boss, 'shopee');
    const { body } = await boss.send<{ variants: { id: number }[] }>(
      'POST',
      '/api/v1/products',
      productBody(),
    );
    const base = `/api/v1/variants/${body.variants[0]!.id}`;
    const list = async () =>
      (
        await boss.send<List<{ shopId: number; rule: object; offeredQty: number }>>(
          'GET',
          `${base}/allocations`,
        )
      ).body.items;
    const [a, b] = await list();
    expect([a, b].map((one) => [one?.rule, one?.offeredQty])).toEqual(
      Array(2).fill([{ kind: 'mirror' }, 10]),
    );
    const set = (shopId: number, rule: object) =>
      boss.send<List<{ offeredQty: number }> & { errors: { field: string }[] }>(
        'PUT',
        `${base}/allocations/${shopId}`,
        rule,
      );
    expect((await set(a!.shopId, { kind: 'share', value: 60 })).status).toBe(200);
    const over = await set(b!.shopId, { kind: 'share', value: 41 });
    expect([over.status, over.body.errors[0]?.field]).toEqual([422, 'value']);
    await set(b!.shopId, { kind: 'cap', value: 3 });
    expect((await list()).map((one) => one.offeredQty)).toEqual([6, 3]);
    expect((await boss.send('PUT', `${base}/buffer`, { buffer: 8 })).body).toMatchObject({
      buffer: 8,
    });
    expect((await list()).map((one) => one.offeredQty)).toEqual([1, 2]);
    for (const bad of [
      { kind: 'share', value: 101 },
      { kind: 'share' },
      { kind: 'mirror', value: 1 },
      { kind: 'escrow' },
      { kind: 'cap', value: -1 },
    ])
      expect((await set(a!.shopId, bad)).status).toBe(422);
    expect((await boss.send('PUT', `${base}/buffer`, { buffer: -1 })).status).toBe(422);
    await set(a!.shopId, { kind: 'mirror' });
    expect((await list())[0]?.rule).toEqual({ kind: 'mirror' });
  });

  it('shows an operator work that waits for a person', async () => {
    const operator = await test.person(['operator']);
    expect((await operator.send<List<unknown>>('GET', '/api/v1/parked-work')).body).toEqual({
      items: [],
      nextCursor: null,
    });
    expect((await operator.send('POST', '/api/v1/parked-work/poll/1/retry')).status).toBe(404);
    expect((await operator.send('GET', '/api/v1/orders')).status).toBe(403);
  });

  it('goes on with movements where the page before ended', async () => {
    const { body } = await boss.send<{ variants: { id: number }[] }>(
      'POST',
      '/api/v1/products',
      productBody(),
    );
    const base = `/api/v1/variants/${body.variants[0]!.id}`;
    for (let i = 0; i < 6; i++)
      await boss.send('POST', `${base}/stock-moves`, {
        opId: `press-${base.length}-${i}-${body.variants[0]!.id}`,
        delta: 1,
      });
    const revs: number[] = [];
    for (let cursor: string | null = ''; cursor !== null;) {
      const page: { body: List<{ rev: number }> } = await boss.send(
        'GET',
        `${base}/movements?limit=3${cursor ? `&cursor=${cursor}` : ''}`,
      );
      revs.push(...page.body.items.map((item) => item.rev));
      cursor = page.body.nextCursor;
    }
    expect(revs).toEqual([7, 6, 5, 4, 3, 2, 1]);
    expect((await boss.send('GET', `${base}/movements?cursor=x`)).status).toBe(422);
  });
});
