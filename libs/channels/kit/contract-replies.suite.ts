import type { ChannelMessage } from './contract';
import { messagesOf } from './contract-inbound.suite';
import { failureOf, type Drive } from './drive.suite';
import type { RepliesClient } from './replies';

const DAY = 86_400_000;
const PHONE = '+84901234567';

/** What a shop writes to its buyers: seen by reading its words back, as it would see them. */
export function describeReplies(here: () => Drive): void {
  const replies = (): RepliesClient | null => here().client.replies ?? null;

  it('a conversation is answered, and the answer is ours in it', async () => {
    const door = replies();
    if (!door?.toThread) return;
    const asked = await heard(here(), 'message');
    const { externalId } = await door.toThread(asked.threadId, 'Dạ còn ạ, nhà mình lấy mấy túi?');
    const answer = (await messagesOf(here())).find((one) => one.externalId === externalId);
    expect(answer).toMatchObject({
      ours: true,
      threadId: asked.threadId,
      text: 'Dạ còn ạ, nhà mình lấy mấy túi?',
    });
  });

  it('a comment is answered for all to see', async () => {
    const door = replies();
    if (!door?.underComment) return;
    const comment = await heard(here(), 'comment');
    const { externalId } = await door.underComment(comment.externalId, 'Đã nhận, xem tin nhắn ạ');
    const answer = (await messagesOf(here())).find((one) => one.externalId === externalId);
    expect(answer).toMatchObject({ kind: 'comment', ours: true, threadId: comment.threadId });
  });

  it('the author of a comment is answered alone, once, whoever asks again', async () => {
    const door = replies();
    if (!door?.privately) return;
    const comment = await heard(here(), 'comment');
    const { externalId } = await door.privately(comment.externalId, 'Đơn 2 hộp: 130.000đ');
    const found = await messagesOf(here());
    expect(found.filter((one) => one.externalId === externalId)).toMatchObject([
      { kind: 'message', ours: true, text: 'Đơn 2 hộp: 130.000đ' },
    ]);
    const before = found.length;
    expect(await door.privately(comment.externalId, 'Đơn 2 hộp: 130.000đ')).toEqual({
      externalId: null,
    });
    expect(await messagesOf(here())).toHaveLength(before);
  });

  it('a comment with a phone number is hidden, twice without harm', async () => {
    const door = replies();
    const { bench, shop } = here();
    expect(bench.isHidden !== undefined).toBe(door?.hideComment !== undefined);
    if (!door?.hideComment) return;
    const comment = await heard(here(), 'comment', '2 hộp 0901234567');
    expect(await bench.isHidden?.(shop, comment.externalId)).toBe(false);
    for (let time = 0; time < 2; time += 1) await door.hideComment(comment.externalId);
    expect(await bench.isHidden?.(shop, comment.externalId)).toBe(true);
  });

  it('a template goes to a phone and to a conversation', async () => {
    const door = replies();
    const { bench, shop } = here();
    expect(bench.notices !== undefined).toBe(door?.template !== undefined);
    if (!door?.template) return;
    const { threadId } = await heard(here(), 'message');
    const values = { customer_name: 'Lê Thị Hồng', order_code: 'D0012' };
    for (const to of [{ phone: PHONE }, { threadId }])
      await door.template(to, 'order_confirmed', values, 'order-D0012-confirmed');
    const sent = (await bench.notices?.(shop)) ?? [];
    expect(sent.map((one) => one.to).sort()).toEqual([PHONE.slice(1), threadId].sort());
    expect(sent.map((one) => one.data)).toEqual([values, values]);
  });

  it('who has been silent for long is not written to: told so in words', async () => {
    const door = replies();
    if (!door) return;
    const message = await heard(here(), 'message');
    const comment = door.privately && (await heard(here(), 'comment'));
    here().bench.advance(8 * DAY);
    await renewed(here());
    const late = replies();
    const wanted = { kind: 'rejected', detail: { reason: { key: 'window_closed' } } };
    if (late?.toThread)
      expect(await failureOf(async () => late.toThread?.(message.threadId, 'a'))).toMatchObject(
        wanted,
      );
    if (comment)
      expect(await failureOf(async () => late?.privately?.(comment.externalId, 'a'))).toMatchObject(
        wanted,
      );
  });
}

/** The buyer's newest words of this kind, as a poll finds them. */
async function heard(
  drive: Drive,
  kind: ChannelMessage['kind'],
  text = 'chốt 2 hộp',
): Promise<ChannelMessage> {
  const { bench, shop } = drive;
  if (kind === 'comment') await drive.listed(1);
  const ids = (await bench.write?.(shop, text)) ?? [];
  const found = (await messagesOf(drive)).find(
    (one) => one.kind === kind && ids.includes(one.externalId),
  );
  if (!found) throw new Error(`no ${kind} was heard`);
  return found;
}

/** Days later the access token has ended where the channel ends it. */
export async function renewed(drive: Drive): Promise<void> {
  const { bench, shop } = drive;
  const { refresh } = bench.adapter.auth;
  if (!refresh) return;
  drive.use({ ...shop, tokens: await refresh(bench.access, shop.externalShopId, shop.tokens) });
}
