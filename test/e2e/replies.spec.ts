import type { Reply } from '@ganh/orders';
import { createGoods } from '../faults/goods';
import { engines } from '../support/engines';
import { eventually } from '../support/eventually';
import { World } from '../support/world';

const SOON_MS = 45_000;
const PHONE = '+84901234567';

interface Said {
  fromPage: boolean;
  text: string;
}

describe.each(engines)('answers to buyers on %s', (engine) => {
  let world: World;
  beforeAll(async () => {
    world = await World.open({ engine });
  }, 60_000);
  afterAll(() => world.close());

  const ended = (coop: Parameters<typeof world.product.orders.replies.find>[0], id: Reply['id']) =>
    eventually(
      () => world.product.orders.replies.find(coop, id),
      (reply) => reply.state !== 'wanted',
      SOON_MS,
    );
  const theOnly = async (coop: { coopId: Reply['coopId'] }) =>
    (
      await eventually(
        () => world.product.orders.messages.open(coop, 10),
        (list) => list.length === 1,
        SOON_MS,
      )
    )[0]!;

  const written = async (page: string) =>
    (await world.control<Said[]>('GET', `${page}/messages`))
      .filter((one) => one.fromPage)
      .map((one) => one.text);

  it('Facebook: a comment is answered alone and in public, and hidden where it shows a phone', async () => {
    const coop = await world.coop();
    const { replies } = world.product.orders;
    await replies.setSwitches(coop, coop.shops.facebook, {
      hidesPhones: true,
      sendsNotices: false,
    });
    await createGoods(world.product, coop, { name: 'Mật ong', stock: 5 });
    const page = `facebook/pages/${coop.external.facebook}`;
    await eventually(
      () => world.control<unknown[]>('GET', `${page}/posts`),
      (posts) => posts.length === 1,
      SOON_MS,
    );
    await world.control('POST', `${page}/comment`, {
      message: 'lấy 2 hũ 0905 222 333',
      from: { name: 'Cô Bảy' },
    });
    const message = await theOnly(coop);
    const hidden = await eventually(
      () => replies.ofMessages(coop, [message.id]),
      ([one]) => one?.state === 'done',
      SOON_MS,
    );
    expect(hidden).toMatchObject([{ way: 'hide' }]);
    const answer = (opId: string, way: 'private' | 'comment', text: string) =>
      replies.answer(coop, message, { opId, way, text }, coop.userId);
    const alone = await answer('press-alone', 'private', 'Dạ em gửi 2 hũ ạ');
    const open = await answer('press-open', 'comment', 'Đã nhận, xem tin nhắn ạ');
    for (const { id } of [alone, open]) expect((await ended(coop, id)).state).toBe('done');
    // A comment takes one answer alone: another one is no second message.
    const twice = await answer('press-twice', 'private', 'Dạ em gửi 2 hũ ạ');
    expect((await ended(coop, twice.id)).state).toBe('done');
    expect(await written(page)).toEqual(['Dạ em gửi 2 hũ ạ']);
    const [post] = await world.control<unknown[]>('GET', `${page}/posts`);
    expect(JSON.stringify(post).split('Đã nhận, xem tin nhắn ạ')).toHaveLength(2);
  }, 120_000);

  it('Facebook: an answer that is lost is found again and not sent twice', async () => {
    const coop = await world.coop();
    const { replies } = world.product.orders;
    const page = `facebook/pages/${coop.external.facebook}`;
    await world.control('POST', `${page}/message`, {
      text: 'còn mật ong không',
      from: { name: 'Cô Tám' },
    });
    const message = await theOnly(coop);
    await world.control('POST', 'facebook/behave', {
      fault: 'cut-mid-body',
      endpoint: 'messages',
      shopId: coop.external.facebook,
      count: 1,
    });
    const wish = { opId: 'press-lost', way: 'thread' as const, text: 'Dạ còn, cô lấy mấy hũ ạ?' };
    const { id } = await replies.answer(coop, message, wish, coop.userId);
    expect((await ended(coop, id)).state).toBe('done');
    expect(await written(page)).toEqual([wish.text]);
    expect(world.log.lines.filter((line) => line.includes('reply-thread'))).toHaveLength(1);
  }, 120_000);

  /** A cooperative with an OA. */
  async function withOa() {
    const coop = await world.bareCoop();
    const { id } = await world.control<{ id: string }>('POST', 'zalo/oas', { name: 'HTX' });
    const shop = await world.connect(coop, coop.userId, 'zalo', id);
    return { coop, shop, oaId: id, oa: `zalo/oas/${id}` };
  }

  it('Zalo: a conversation is answered; a refusal is said and a person sends again', async () => {
    const { coop, oa } = await withOa();
    const { replies } = world.product.orders;
    await world.control('POST', `${oa}/message`, { text: 'cho hỏi mật ong', from: 'Chị Lan' });
    const message = await theOnly(coop);
    const answer = (opId: string, text: string) =>
      replies.answer(coop, message, { opId, way: 'thread', text }, coop.userId);
    const first = await answer('press-zalo', 'Dạ còn ạ');
    expect((await ended(coop, first.id)).state).toBe('done');
    expect(JSON.stringify(await world.control('GET', `${oa}/messages`))).toContain('Dạ còn ạ');

    await world.control('POST', 'zalo/settings', { refuseWith: -230 });
    const late = await answer('press-late', 'Chị còn lấy không ạ?');
    expect(await ended(coop, late.id)).toMatchObject({
      state: 'refused',
      refusal: 'Zalo không cho nhắn nữa vì khách đã lâu không viết. Gọi điện cho khách.',
    });
    await world.control('POST', 'zalo/settings', { refuseWith: 0 });
    await replies.decide(coop, late.id, 'again');
    expect((await ended(coop, late.id)).state).toBe('done');
  }, 120_000);

  it('Zalo: an order is told by template, each purpose once; a lost one is left to a person', async () => {
    const { coop, shop, oa, oaId } = await withOa();
    const { replies, desk } = world.product.orders;
    await replies.setSwitches(coop, shop, { hidesPhones: false, sendsNotices: true });
    const { variantId } = await createGoods(world.product, coop, { name: 'Mật ong', stock: 5 });
    const place = (source: string) =>
      desk.place(
        coop,
        {
          source,
          shopId: 0,
          channel: 'own',
          lines: [{ variantId, quantity: 1 }],
          buyer: { externalId: null, name: 'Chị Lan', phone: PHONE, address: null },
          payment: 'cod',
        },
        coop.userId,
      );
    const told = async (id: Awaited<ReturnType<typeof place>>, count: number) =>
      (
        await eventually(
          () => replies.ofOrder(coop, id, null),
          (all) => all.length === count && all.every((one) => one.state !== 'wanted'),
          SOON_MS,
        )
      ).map(({ purpose, state }) => [purpose, state]);
    const notices = async () =>
      (await world.control<{ to: string }[]>('GET', `${oa}/notices`)).map((one) => one.to);

    const order = await place('op:order-one');
    for (const move of ['pack', 'unpack', 'hand-over'] as const)
      await desk.move(coop, order, move, coop.userId);
    expect(await told(order, 2)).toEqual([
      ['order_confirmed', 'done'],
      ['shipped', 'done'],
    ]);
    expect(await notices()).toEqual([PHONE.slice(1), PHONE.slice(1)]);

    await world.control('POST', 'zalo/behave', {
      fault: 'cut-mid-body',
      endpoint: 'message/template',
      shopId: oaId,
      count: 1,
    });
    expect(await told(await place('op:order-two'), 1)).toEqual([['order_confirmed', 'unsure']]);
    expect(await notices()).toHaveLength(3);
  }, 120_000);
});
