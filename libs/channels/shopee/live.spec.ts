import { sayReason, type LiveClient } from '@ganh/channels/kit';
import { failureOf, NOW, scriptedChannel, shopAccess, type Scripted } from '../kit/scripted.suite';
import { momentOf } from './live-sessions';
import { shopee } from './shopee.adapter';
import { callSign } from './sign';

const app = {
  partner_id: '1',
  partner_key: 'of the shop',
  live_partner_id: '2',
  live_partner_key: 'k',
};
const tokens = { ...shopAccess(async () => Promise.reject(new Error())).tokens, accessToken: 'UT' };
const S = 'shopee livestream/';
const ok = (response: unknown = null) => ({ error: '', message: '', response });
const SESSION = '50000001';

function opened(answers: Record<string, Scripted | Scripted[]>, clock = { now: NOW }) {
  const channel = scriptedChannel(
    Object.fromEntries(Object.entries(answers).map(([path, answer]) => [S + path, answer])),
  );
  const over = { app, now: () => clock.now, live: { externalId: '800100001', tokens } };
  const live = shopee.open(shopAccess(channel.send, over)).live;
  if (!live) throw new Error('no live group');
  return { channel, live };
}

const said = (id: number | string, at: number, userId = 300000001) =>
  `{"comment_id":${id},"content":"chốt","timestamp":${at},"user_id":${userId},"username":"hong"}`;
const heard = (next: number, ...list: string[]) => ({
  status: 200,
  text: `{"error":"","message":"","response":{"next_offset":${next},"list":[${list.join(',')}]}}`,
});
const seconds = NOW / 1000;

it('is there with the second permission alone', () => {
  expect(shopee.open(shopAccess(scriptedChannel({}).send, { app })).live).toBeUndefined();
});

it('a call is signed with the other app’s key for the streamer, and names no shop', async () => {
  const { channel, live } = opened({ get_latest_comment_list: heard(0) });
  await live.comments(SESSION, '');
  const [request] = channel.requests;
  expect(Object.fromEntries(request?.query ?? [])).toEqual({
    partner_id: '2',
    timestamp: String(seconds),
    access_token: 'UT',
    user_id: '800100001',
    session_id: SESSION,
    offset: '0',
    sign: callSign('k', {
      partnerId: '2',
      path: '/api/v2/livestream/get_latest_comment_list',
      timestamp: seconds,
      accessToken: 'UT',
      actorId: '800100001',
    }),
  });
  expect(request?.limits).toEqual(['live-app', 'live']);
});

describe('comments', () => {
  it('keep ids beyond 2^53, their order and whose they are', async () => {
    const { live } = opened({
      get_latest_comment_list: heard(
        2,
        said('7300000000000000003', seconds - 1, 800100001),
        said('7300000000000000001', seconds - 4),
      ),
    });
    expect(await live.comments(SESSION, '')).toMatchObject({
      comments: [
        { externalId: '7300000000000000001', ours: false, at: NOW - 4_000, threadId: SESSION },
        { externalId: '7300000000000000003', ours: true },
      ],
      lagMs: 4_000,
      unheardMs: 0,
    });
  });

  it.each([
    ['goes on where it ended', [heard(1, said(1, seconds)), heard(2, said(2, seconds)), heard(2)]],
    [
      'begins anew',
      [heard(1, said(1, seconds)), heard(2, said(1, seconds), said(2, seconds)), heard(2)],
    ],
    ['stays where it is', [heard(0, said(1, seconds), said(2, seconds))]],
    [
      'is not told',
      [{ error: '', response: { list: JSON.parse(`[${said(1, seconds)},${said(2, seconds)}]`) } }],
    ],
  ])('are given once where the offset %s', async (_what, answers) => {
    const { live } = opened({ get_latest_comment_list: answers as Scripted[] });
    const { comments } = await live.comments(SESSION, '');
    expect(comments.map((one) => one.externalId)).toEqual(['1', '2']);
  });

  it('overlapping calls give each once; a gap is measured', async () => {
    const clock = { now: NOW };
    const { live } = opened(
      {
        get_latest_comment_list: [
          heard(0, said(1, seconds)),
          heard(0, said(1, seconds), said(2, seconds + 3)),
          heard(0),
        ],
      },
      clock,
    );
    const first = await live.comments(SESSION, '');
    clock.now += 4_000;
    const second = await live.comments(SESSION, first.next);
    clock.now += 25_000;
    const third = await live.comments(SESSION, second.next);
    expect([first, second, third].map((one) => one.comments.map((c) => c.externalId))).toEqual([
      ['1'],
      ['2'],
      [],
    ]);
    expect([first, second, third].map((one) => one.unheardMs)).toEqual([0, 0, 15_000]);
  });

  it('one that cannot be read keeps nobody else back', async () => {
    const { live } = opened({
      get_latest_comment_list: heard(0, '{"comment_id":null}', said(2, seconds), 'null'),
    });
    expect((await live.comments(SESSION, '')).comments).toHaveLength(1);
  });

  it('a channel that never ends its pages is left after some', async () => {
    let id = 0;
    const { channel, live } = opened({
      get_latest_comment_list: () => heard((id += 1), said(id, seconds)),
    });
    await live.comments(SESSION, '');
    expect(channel.requests.length).toBeLessThanOrEqual(10);
  });
});

describe('a session', () => {
  const told = {
    status: 0,
    stream_url_list: { push_url: 'rtmp://x', push_key: 's', domain_id: 7 },
  };

  it('starts at the place that it names', async () => {
    const { channel, live } = opened({ get_session_detail: ok(told), start_session: ok() });
    await live.start(SESSION);
    expect(channel.bodyOf(`${S}start_session`)).toEqual({ session_id: 50000001, domain_id: 7 });
  });

  it.each([
    ['start', 1],
    ['end', 2],
  ] as const)('is not asked to %s where it did', async (what, status) => {
    const { channel, live } = opened({ get_session_detail: ok({ ...told, status }) });
    await live[what](SESSION);
    expect(channel.labels()).toEqual([`${S}get_session_detail`]);
  });

  it('in a state that nobody knows is unknown, without its times', async () => {
    const { live } = opened({ get_session_detail: ok({ status: 9, start_time: 0 }) });
    expect(await live.detail(SESSION)).toMatchObject({
      status: 'unknown',
      channelStatus: '9',
      stream: null,
      startedAt: null,
    });
  });

  it('without a place to stream to cannot start', async () => {
    const { live } = opened({ get_session_detail: ok({ status: 0 }) });
    expect((await failureOf(() => live.start(SESSION))).kind).toBe('unexpectedShape');
  });

  it('whose creation met a lost answer says so', async () => {
    const { live } = opened({
      upload_image: ok({ image_url: 'u' }),
      create_session: { status: 502, text: '' },
    });
    const cover = { jpeg: async () => Buffer.from('j') };
    const failure = await failureOf(() =>
      live.create({ title: 't', description: '', cover, isTest: true }),
    );
    expect([failure.kind, failure.detail.ambiguous]).toEqual(['transient', true]);
  });
});

it.each([
  [0, null],
  [null, null],
  [1_793_502_000, 1_793_502_000_000],
  [1_793_502_000_000, 1_793_502_000_000],
])('a time told as %p is %p', (value, at) => expect(momentOf(value)).toBe(at));

it('items that are there are not added again, beyond the first page too', async () => {
  const page = (more: boolean, next_offset: number, item_id: number) =>
    ok({ more, next_offset, list: [{ item_id }] });
  const { channel, live } = opened({
    get_item_list: [page(true, 1, 11), page(false, 2, 12)],
    add_item_list: ok(),
  });
  await live.addItems?.(SESSION, ['12', '13', '13']);
  expect(channel.bodyOf(`${S}add_item_list`)).toEqual({
    session_id: 50000001,
    item_list: [{ item_id: 13, shop_id: 600100001 }],
  });
});

describe('what it refuses is a plain sentence', () => {
  const call = (live: LiveClient) => live.post?.(SESSION, 'Dạ');
  it.each([
    [
      'error_server',
      'The API is not supported for current region',
      'Shopee chưa mở bán live cho gian này.',
    ],
    ['error_api_permission', '', 'Shopee chưa mở bán live cho gian này.'],
    ['error_data', 'session has ended', 'Buổi live trên Shopee đã xong.'],
    ['error_data', 'session is not ongoing', 'Buổi live trên Shopee chưa phát.'],
    ['error_data', 'session does not exist', 'Shopee không còn buổi live này.'],
    ['error_data', 'sensitive content', 'Shopee không cho viết câu này.'],
    ['error_data', 'something of tomorrow', 'Shopee chưa làm được việc này trong buổi live.'],
    ['error_param', 'wrong item', 'Shopee chưa làm được việc này trong buổi live.'],
    ['error_auth', 'no permission', 'Shopee chưa làm được việc này trong buổi live.'],
    ['a_code_of_tomorrow', '', 'Shopee chưa làm được việc này trong buổi live.'],
  ])('%s "%s"', async (error, message, sentence) => {
    const { live } = opened({ post_comment: { error, message } });
    const { kind, detail } = await failureOf(async () => call(live));
    expect(['rejected', 'notFound']).toContain(kind);
    expect(detail.reason && sayReason(detail.reason, 'Shopee').text).toContain(sentence);
  });

  it.each([
    ['error_server', 'Too many requests, please try again later', 'throttled'],
    ['error_server', 'x', 'transient'],
    ['error_auth', 'Invalid access_token.', 'tokenExpired'],
    ['user_no_linked', '', 'reconnect'],
    ['error_param', 'Timestamp is expired.', 'badSignature'],
  ])('but %s "%s" is none', async (error, message, kind) => {
    const { live } = opened({ post_comment: { error, message } });
    const failure = await failureOf(async () => call(live));
    expect([failure.kind, failure.detail.reason]).toEqual([kind, undefined]);
  });
});
