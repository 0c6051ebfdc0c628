import type { ChannelMessage } from '@ganh/channels/kit';
import type { CoopScope, MessageId, OrderId } from '@ganh/kernel';
import { describeOnBoth, type TestDatabase } from '../../test/support/engines';
import { openDesk, PERSON, SHOP } from './order-desk.suite';

const ALL = { allCoopsFor: 'sweeper' } as const;
const LEASE_MS = 90_000;
const PHONE = '+84905123456';

describeOnBoth('what buyers are told', (open) => {
  let test: TestDatabase;
  let at: ReturnType<typeof openDesk>;
  let coop: CoopScope;
  let said = 0;
  beforeAll(async () => {
    test = await open();
    at = openDesk(test);
  });
  afterAll(() => test.close());
  beforeEach(() => {
    coop = at.anew();
  });

  async function heard(over: Partial<ChannelMessage> = {}): Promise<MessageId> {
    said += 1;
    const message: ChannelMessage = {
      externalId: `m${said}`,
      kind: 'comment',
      threadId: 'post',
      from: { externalId: 'u', name: 'Lan' },
      text: 'cho 2 hũ',
      at: at.clock.now() + said,
      ours: false,
      ...over,
    };
    await at.messages.take(coop, SHOP, message);
    return (await at.messages.open(coop, 1))[0]!.id;
  }
  const answer = async (id: MessageId, opId: string, text = 'Dạ còn ạ') => {
    const message = (await at.messages.find(coop, id))!;
    return at.replies.answer(coop, message, { opId, way: 'private', text }, PERSON);
  };
  const due = async () =>
    (await at.replies.due(ALL, at.clock.now(), 500)).filter((one) => one.coopId === coop.coopId);
  const switchOn = (over = {}) =>
    at.replies.setSwitches(coop, SHOP, { hidesPhones: false, sendsNotices: false, ...over });

  it('one press is one answer, for one worker at a time', async () => {
    const id = await heard();
    const all = await Promise.all([1, 2, 3].map(() => answer(id, 'press-one')));
    expect(new Set(all.map((one) => one.id)).size).toBe(1);
    await expect(answer(id, 'press-one', 'khác')).rejects.toThrow('đã dùng cho tin khác');
    expect(await due()).toHaveLength(1);
    const taken = await Promise.all([1, 2].map(() => at.replies.take(coop, all[0]!.id, LEASE_MS)));
    expect(taken.filter((one) => one !== null)).toHaveLength(1);
    expect(await due()).toHaveLength(0);
  });

  it('who took it too long ago begins no call; whoever comes after sees that one began', async () => {
    const { id } = await answer(await heard(), 'press-two');
    const slow = (await at.replies.take(coop, id, LEASE_MS))!;
    expect(await at.replies.begin(slow)).toBe(true);
    at.clock.advance(LEASE_MS);
    const next = (await at.replies.take(coop, id, LEASE_MS))!;
    expect(next.reply.sentAt).not.toBeNull();
    expect(await at.replies.begin(slow)).toBe(false);
  });

  it('is done, refused or unsure once; a person sends again or says that it arrived', async () => {
    const { id } = await answer(await heard(), 'press-three');
    const { reply } = (await at.replies.take(coop, id, LEASE_MS))!;
    await at.replies.unsure(reply);
    await at.replies.refused(reply, 'zu spät');
    expect(await at.replies.find(coop, id)).toMatchObject({ state: 'unsure', refusal: null });
    expect(await due()).toHaveLength(0);
    for (let press = 0; press < 2; press += 1) await at.replies.decide(coop, id, 'again');
    expect(await due()).toHaveLength(1);
    const again = (await at.replies.take(coop, id, LEASE_MS))!;
    expect(again.reply.sentAt).toBeNull();
    await at.replies.refused(again.reply, 'Facebook không nhận tin này.');
    expect(await at.replies.find(coop, id)).toMatchObject({ state: 'refused' });
    expect(await at.replies.decide(coop, id, 'arrived')).toMatchObject({ state: 'done' });
    expect(await at.replies.decide(coop, id, 'again')).toMatchObject({ state: 'done' });
  });

  it('what could not be sent now is due later, with its tries', async () => {
    const { id } = await answer(await heard(), 'press-four');
    const { reply } = (await at.replies.take(coop, id, LEASE_MS))!;
    await at.replies.later(reply, at.clock.now() + 1_000, 3, null);
    expect(await at.replies.take(coop, id, LEASE_MS)).toBeNull();
    at.clock.advance(1_000);
    expect(await at.replies.take(coop, id, LEASE_MS)).toMatchObject({ attempts: 3 });
  });

  it("hides a comment with a phone in it once somebody says so, and nobody else's", async () => {
    await heard({ text: '2 hũ 0905 123 456' });
    expect(await due()).toHaveLength(0);
    await switchOn({ hidesPhones: true });
    await heard({ text: '2 hũ' });
    await heard({ text: '0905 123 456', kind: 'message' });
    await at.messages.take(coop, SHOP, {
      externalId: 'own',
      kind: 'comment',
      threadId: 'post',
      from: null,
      text: 'Gọi 0905 123 456 nha',
      at: at.clock.now(),
      ours: true,
    });
    expect(await due()).toHaveLength(0);
    const id = await heard({ text: 'chốt 1, o9o5 rồi 0905.123.456' });
    expect(await at.replies.ofMessages(coop, [id])).toMatchObject([{ way: 'hide' }]);
  });

  it('tells of an order once for each purpose, where it is wanted and there is a phone', async () => {
    const pepper = await at.goods(20);
    const buyer = { externalId: null, name: 'Lan', phone: PHONE, address: null };
    const notices = async (id: OrderId) =>
      (await at.replies.ofOrder(coop, id, null)).map((one) => one.purpose);
    const before = await at.place(pepper, 1, { buyer });
    expect(await notices(before)).toEqual([]);
    await switchOn({ sendsNotices: true });
    const cod = await at.place(pepper, 1, { buyer });
    await at.move(cod, 'pack', 'unpack', 'pack', 'hand-over', 'complete');
    expect(await notices(cod)).toEqual(['order_confirmed', 'shipped']);
    const prepaid = await at.place(pepper, 1, { buyer, payment: 'prepaid' });
    expect(await notices(prepaid)).toEqual(['payment_asked']);
    await at.move(prepaid, 'paid');
    const [asked, confirmed] = await at.replies.ofOrder(coop, prepaid, null);
    expect(confirmed).toMatchObject({ purpose: 'order_confirmed', target: PHONE });
    expect(asked?.values).toEqual({
      customer_name: 'Lan',
      order_code: String((await at.desk.find(coop, prepaid)).number),
      amount: '60.000\u00a0₫',
    });
    expect(await notices(await at.place(pepper, 1))).toEqual([]);
  });

  it('leaves the orders of market places alone', async () => {
    await switchOn({ sendsNotices: true });
    const buyer = { externalId: null, name: null, phone: PHONE, address: null };
    const sold = await at.sold({ status: 'to_pack', buyer });
    await at.move(sold, 'hand-over');
    expect(await at.replies.ofOrder(coop, sold, null)).toEqual([]);
  });

  it("another cooperative's is not found", async () => {
    const { id } = await answer(await heard(), 'press-five');
    const other = { coopId: test.ids.next() } as CoopScope;
    await expect(at.replies.find(other, id)).rejects.toThrow('Không tìm thấy');
    await expect(at.replies.decide(other, id, 'again')).rejects.toThrow('Không tìm thấy');
    expect(await at.replies.take(other, id, LEASE_MS)).toBeNull();
  });
});
