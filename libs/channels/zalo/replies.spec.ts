import { failureOf, scriptedChannel, shopAccess } from '../kit/scripted.suite';
import { zaloReplies } from './replies';

const ok = (data: unknown) => ({ error: 0, message: 'Success', data });
const app = { app_secret: 's', business_url: 'https://phone.example/', template_shipped: '301' };
const door = (answers: Record<string, unknown>) => {
  const channel = scriptedChannel(answers);
  return { channel, replies: zaloReplies(shopAccess(channel.send, { app })) };
};

it('writes composed letters, so that a text is as long as it looks', async () => {
  const { channel, replies } = door({ 'zalo oa/message/cs': ok({ message_id: 'm1' }) });
  expect(await replies.toThread('9007199254740993', 'ế'.normalize('NFD'))).toEqual({
    externalId: 'm1',
  });
  expect(channel.bodyOf('zalo oa/message/cs')).toEqual({
    recipient: { user_id: '9007199254740993' },
    message: { text: 'ế' },
  });
});

it('sends a template by phone to the other host, with a key that tells a repeat', async () => {
  const { channel, replies } = door({ 'zalo message/template': ok({ msg_id: 'z1' }) });
  const key = `order-${'9'.repeat(60)}`;
  await replies.template({ phone: '+84901234567' }, 'shipped', { order_code: 'D1' }, key);
  expect(channel.requests[0]?.url).toBe('https://phone.example/message/template');
  expect(channel.bodyOf('zalo message/template')).toEqual({
    phone: '84901234567',
    template_id: '301',
    template_data: { order_code: 'D1' },
    tracking_id: key.slice(0, 48),
  });
});

it('a template that the operator has not named is not sent', async () => {
  const { replies } = door({});
  const sent = () => replies.template({ threadId: '1' }, 'order_confirmed', {}, 'k');
  expect((await failureOf(sent)).detail.code).toBe('no_template_order_confirmed');
});

it.each([
  ['zalo oa/message/cs', -230, 'window_closed'],
  ['zalo oa/message/cs', -211, 'quota_used_up'],
  ['zalo message/template', -144, 'quota_used_up'],
])('%s answered with %i is told in words: %s', async (label, error, reason) => {
  const { replies } = door({ [label]: { error, message: '' } });
  const send = () =>
    label.endsWith('/cs')
      ? replies.toThread('1', 'a')
      : replies.template({ phone: '84901234567' }, 'shipped', { a: 'b' }, 'k');
  expect(await failureOf(send)).toMatchObject({
    kind: 'rejected',
    detail: { reason: { key: reason } },
  });
});
