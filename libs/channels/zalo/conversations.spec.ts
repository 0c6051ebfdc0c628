import { NOW, scriptedChannel, shopAccess } from '../kit/scripted.suite';
import type { ChannelRequest } from '@ganh/channels/kit';
import { zaloConversations } from './conversations';

const OA = '600100001';
const MINUTE = 60_000;
const said = (user: string, at: number, fromOa = false) => ({
  src: fromOa ? 0 : 1,
  time: at,
  type: 'text',
  message: 'chốt 2 hộp',
  message_id: `${user}-${at}`,
  from_id: fromOa ? OA : user,
  to_id: fromOa ? user : OA,
});

it('opens only conversations with news, each page by page, and ends', async () => {
  const long = Array.from({ length: 14 }, (_, at) => said('1', NOW - at * 1000, at % 2 === 1));
  const talks: Record<string, unknown[]> = { '1': long, '2': [said('2', NOW - MINUTE)] };
  const recent = [said('1', NOW), said('2', NOW - MINUTE), said('3', NOW - 90 * MINUTE)];
  const dataOf = ({ query }: ChannelRequest) =>
    JSON.parse(query?.[0]?.[1] ?? '') as { user_id: string; offset: number; count: number };
  const channel = scriptedChannel({
    'zalo oa/listrecentchat': { error: 0, message: '', data: recent },
    'zalo oa/conversation': (request: ChannelRequest) => {
      const { user_id: user, offset, count } = dataOf(request);
      return { error: 0, message: '', data: talks[user]?.slice(offset, offset + count) };
    },
  });
  const { pull } = zaloConversations(shopAccess(channel.send));
  const window = { fromAt: NOW - 30 * MINUTE, toAt: NOW };
  const found: string[] = [];
  let cursor = '';
  do {
    const page = await pull(window, cursor);
    found.push(...page.messages.map((one) => one.externalId));
    expect(page.messages.every((one) => one.threadId === '1' || one.threadId === '2')).toBe(true);
    cursor = page.next;
  } while (cursor !== '');
  expect(new Set(found).size).toBe(15);
  expect(channel.labels()).toEqual([
    'zalo oa/listrecentchat',
    'zalo oa/conversation',
    'zalo oa/conversation',
    'zalo oa/conversation',
  ]);
});
