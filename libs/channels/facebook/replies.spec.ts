import { failureOf, scriptedChannel, shopAccess } from '../kit/scripted.suite';
import { facebookReplies } from './replies';

const graphError = (code: number, subcode?: number) => ({
  status: 400,
  text: JSON.stringify({ error: { code, error_subcode: subcode, type: 'x', message: 'x' } }),
});
const door = (answers: Record<string, unknown>) => {
  const channel = scriptedChannel(answers);
  const access = shopAccess(channel.send, { externalShopId: '101', app: { app_secret: 's' } });
  return { channel, replies: facebookReplies(access) };
};

it('writes into a conversation by the name of the buyer there', async () => {
  const { channel, replies } = door({
    'facebook page messages': { recipient_id: '7', message_id: 'm_1' },
  });
  expect(await replies.toThread('7', 'Dạ còn ạ')).toEqual({ externalId: 'm_1' });
  expect(channel.requests[0]).toMatchObject({ limits: ['app', 'messenger'] });
  expect(channel.bodyOf('facebook page messages')).toEqual({
    recipient: { id: '7' },
    messaging_type: 'RESPONSE',
    message: { text: 'Dạ còn ạ' },
  });
});

it.each([2018278, 2018065])('10/%i is told in words: the window has closed', async (subcode) => {
  const { replies } = door({ 'facebook page messages': graphError(10, subcode) });
  expect(await failureOf(() => replies.toThread('7', 'a'))).toMatchObject({
    kind: 'rejected',
    detail: { reason: { key: 'window_closed' } },
  });
});

it('a comment that has had its private answer is done', async () => {
  const { channel, replies } = door({ 'facebook page private reply': graphError(10900) });
  expect(await replies.privately('c1', 'a')).toEqual({ externalId: null });
  expect(channel.bodyOf('facebook page private reply')).toMatchObject({
    recipient: { comment_id: 'c1' },
  });
});

it.each([10902, 10903])('%i is a refusal for good', async (code) => {
  const { replies } = door({ 'facebook page private reply': graphError(code) });
  expect((await failureOf(() => replies.privately('c1', 'a'))).kind).toBe('rejected');
});

it('a comment that is gone is hidden enough', async () => {
  const { channel, replies } = door({ 'facebook comment hide': graphError(100, 33) });
  await replies.hideComment('c1');
  expect(channel.bodyOf('facebook comment hide')).toEqual({ is_hidden: true });
  const refused = door({ 'facebook comment hide': graphError(100) });
  expect((await failureOf(() => refused.replies.hideComment('c1'))).kind).toBe('rejected');
});
