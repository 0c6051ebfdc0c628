import { failureOf, scriptedChannel, shopAccess } from '../kit/scripted.suite';
import { facebookConversations } from './conversations';
import { graphTimeAt } from './message-read';

const app = { app_id: '77', app_secret: 'shh' };
const FEED = 'facebook page comments';
const POST = 'facebook post comments';
const TALKS = 'facebook page conversations';
const at = Date.UTC(2026, 10, 1, 3, 0, 0);
const time = (ms: number) => new Date(ms).toISOString().replace(/\.\d+Z/, '+0000');
const comment = (id: string, over: object = {}) => ({
  id,
  from: { id: '501', name: 'Lê Thị Hồng' },
  message: `chốt ${id}`,
  created_time: time(at),
  ...over,
});
const window = { fromAt: at - 60_000, toAt: at + 60_000 };

async function pullAll(answers: Record<string, unknown>) {
  const channel = scriptedChannel({ [TALKS]: { data: [] }, ...answers });
  const door = facebookConversations(shopAccess(channel.send, { app, externalShopId: '101' }));
  const messages = [];
  for (let cursor = '', page = 0; page < 20; page += 1) {
    const read = await door.pull(window, cursor);
    messages.push(...read.messages);
    if (read.next === '') return { channel, messages };
    cursor = read.next;
  }
  throw new Error('no end');
}

it.each([
  ['2026-08-30T18:47:02+0000', Date.UTC(2026, 7, 30, 18, 47, 2)],
  ['2026-08-30T18:47:02+0700', Date.UTC(2026, 7, 30, 11, 47, 2)],
  ['1767225600', 1_767_225_600_000],
  [1767225600, 1_767_225_600_000],
  ['yesterday', 0],
  [null, 0],
])('%p is %i', (text, ms) => expect(graphTimeAt(text)).toBe(ms));

it('reads the comments of all posts in one call', async () => {
  const own = comment('c2', { from: { id: '101', name: 'HTX' } });
  const { channel, messages } = await pullAll({
    [FEED]: {
      data: [
        { id: '101_1', comments: { data: [comment('c1'), own] } },
        { id: '101_2' },
        { id: '101_3', comments: { data: [comment('c3', { from: undefined })] } },
      ],
    },
  });
  expect(messages).toMatchObject([
    {
      externalId: 'c1',
      kind: 'comment',
      threadId: '101_1',
      from: { externalId: '501', name: 'Lê Thị Hồng' },
      text: 'chốt c1',
      at,
      ours: false,
    },
    { externalId: 'c2', ours: true },
    { externalId: 'c3', threadId: '101_3', from: null, ours: false },
  ]);
  expect(channel.labels()).toEqual([FEED, TALKS]);
  expect(channel.queryOf(FEED)['fields']).toContain(`filter(stream)`);
  expect(channel.queryOf(FEED)['fields']).toContain(`since(${(at - 60_000) / 1000})`);
});

it('reads a busy post to its end, and lives with one that went away', async () => {
  const full = { data: Array.from({ length: 50 }, (_, n) => comment(`f${n}`)) };
  const { channel, messages } = await pullAll({
    [FEED]: {
      data: [
        { id: '101_1', comments: full },
        { id: '101_2', comments: full },
      ],
    },
    [POST]: [
      { data: [comment('a1')], paging: { cursors: { after: 'c1' }, next: 'https://…' } },
      { data: [comment('a2')], paging: { cursors: { after: 'c2' } } },
      { error: { code: 100, error_subcode: 33, message: 'gone' } },
    ],
  });
  expect(channel.labels()).toEqual([FEED, POST, POST, POST, TALKS]);
  expect(channel.requests[2]?.query).toContainEqual(['after', 'c1']);
  expect(channel.requests[3]?.url).toContain('101_2');
  expect(messages.map((one) => one.externalId)).toEqual(
    expect.arrayContaining(['a1', 'a2', 'f49']),
  );
});

it('reads conversations until nothing new is in them', async () => {
  const said = (id: string, from: string, to: string, ms = at) => ({
    id,
    message: 'dạ',
    created_time: time(ms),
    from: { id: from, name: 'N' },
    to: { data: [{ id: to }] },
  });
  const { channel, messages } = await pullAll({
    [FEED]: { data: [] },
    [TALKS]: [
      {
        data: [
          {
            id: 't_1',
            updated_time: time(at),
            messages: {
              data: [
                said('m2', '101', '7001'),
                said('m1', '7001', '101'),
                said('m0', '7001', '101', at - 90_000),
              ],
            },
          },
        ],
        paging: { cursors: { after: 'k' }, next: 'https://…' },
      },
      {
        data: [
          {
            id: 't_2',
            updated_time: time(at - 120_000),
            messages: { data: [said('x', '7002', '101', at - 120_000)] },
          },
        ],
        paging: { cursors: { after: 'k2' }, next: 'https://…' },
      },
    ],
  });
  expect(messages).toMatchObject([
    { externalId: 'm2', kind: 'message', threadId: '7001', ours: true },
    { externalId: 'm1', threadId: '7001', ours: false, from: { externalId: '7001' } },
  ]);
  expect(messages).toHaveLength(2);
  expect(channel.labels()).toEqual([FEED, TALKS, TALKS]);
  expect(channel.requests[1]?.limits).toEqual(['app', 'conversations']);
});

it('tells trouble, and takes no cursor but its own', async () => {
  expect(
    (await failureOf(() => pullAll({ [FEED]: { error: { code: 2, message: '' } } }))).kind,
  ).toBe('transient');
  const door = facebookConversations(shopAccess(scriptedChannel({}).send, { app }));
  await expect(async () =>
    door.pull(window, Buffer.from('{}').toString('base64url')),
  ).rejects.toThrow(RangeError);
});
