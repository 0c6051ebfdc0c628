import { ChannelFailure, hmacHex, type ChannelEvent } from '@ganh/channels/kit';
import vectors from '../../../test/vectors/facebook.json';
import { facebookWebhooks } from './webhook';

const { appSecret, cases } = vectors.webhooks;
const app = { app_secret: appSecret, verify_token: 'our-word' };
const signed = (body: Buffer, header: string | null) => ({
  headers: header ? { 'X-Hub-Signature-256': header } : {},
  body,
});
const verify = (body: Buffer, header: string | null) =>
  facebookWebhooks.verify(app, 'https://htx.example/webhooks/facebook', signed(body, header));
const events = (body: unknown): ChannelEvent[] =>
  facebookWebhooks.events({
    headers: {},
    body: Buffer.from(typeof body === 'string' ? body : JSON.stringify(body)),
  });

describe('the signature', () => {
  it.each(cases)(
    'of vector $name holds over the bytes as sent, not over what a parser makes of them',
    ({ rawBody, sha256, reserialised }) => {
      const raw = Buffer.from(rawBody);
      const parsed = Buffer.from(JSON.stringify(JSON.parse(rawBody)));
      expect(verify(raw, sha256)).toBe(true);
      expect(parsed.equals(raw)).toBe(false);
      expect(`sha256=${hmacHex(appSecret, parsed)}`).toBe(reserialised.sha256);
      expect(verify(raw, reserialised.sha256)).toBe(false);
      expect(verify(parsed, sha256)).toBe(false);
    },
  );

  it.each([
    null,
    '',
    'sha256=',
    'sha256=00',
    cases[1]?.sha1 ?? 'sha1=',
    (cases[0]?.sha256 ?? '').toUpperCase(),
  ])('%j is refused', (header) => {
    expect(verify(Buffer.from(cases[0]?.rawBody ?? ''), header)).toBe(false);
  });

  it('never holds without a secret', () => {
    const body = Buffer.from('{}');
    expect(facebookWebhooks.verify({}, '', signed(body, `sha256=${hmacHex('', body)}`))).toBe(
      false,
    );
  });
});

describe('the handshake', () => {
  const query = {
    'hub.mode': 'subscribe',
    'hub.verify_token': 'our-word',
    'hub.challenge': '1158201444',
  };
  it('gives the challenge back', () =>
    expect(facebookWebhooks.handshake?.(app, query)).toBe('1158201444'));
  it.each([
    [app, { ...query, 'hub.verify_token': 'their-word' }],
    [app, { ...query, 'hub.mode': 'unsubscribe' }],
    [app, {}],
    [{ app_secret: 's' }, { ...query, 'hub.verify_token': '' }],
    [{ verify_token: '' }, { ...query, 'hub.verify_token': '' }],
  ])('%# is refused', (credentials, wrong) => {
    expect(
      facebookWebhooks.handshake?.(
        credentials as Record<string, string>,
        wrong as Record<string, string>,
      ),
    ).toBeNull();
  });
});

const value = (over: object = {}) => ({
  item: 'comment',
  verb: 'add',
  comment_id: '2_3',
  post_id: '101_2',
  parent_id: '101_2',
  created_time: 1767225600,
  from: { id: '4', name: 'Lê Thị Hồng' },
  message: 'chốt A1',
  ...over,
});
const feed = (...changes: object[]) => ({
  object: 'page',
  entry: [
    { id: '101', time: 1767225601, changes: changes.map((one) => ({ field: 'feed', value: one })) },
  ],
});
const talk = (...messaging: object[]) => ({
  object: 'page',
  entry: [{ id: '101', time: 1767225600123, messaging }],
});
const party = { sender: { id: '7001' }, recipient: { id: '101' }, timestamp: 1767225600123 };

describe('a change under a post', () => {
  it('of vector B is a comment with its words', () => {
    expect(events(cases[1]?.rawBody ?? '')).toEqual([
      {
        externalShopId: '1000001',
        key: 'comment:2000002_3000003:add:1767225600',
        at: 1_767_225_601_000,
        kind: 'message',
        message: {
          externalId: '2000002_3000003',
          kind: 'comment',
          threadId: '1000001_2000002',
          from: { externalId: '4000004', name: 'Lê Thị Hồng' },
          text: 'chốt A1 2 hộp 0901234567',
          at: 1_767_225_600_000,
          ours: false,
        },
      },
    ]);
  });

  it.each([
    [
      'edited',
      { verb: 'edited', message: 'A2' },
      { kind: 'message', key: 'comment:2_3:edited:1767225600', message: { text: 'A2' } },
    ],
    [
      'removed',
      { verb: 'remove', message: undefined },
      { kind: 'ignored', key: 'comment:2_3:remove:1767225600' },
    ],
    ['hidden', { verb: 'hide' }, { kind: 'ignored' }],
    [
      'by the Page',
      { from: { id: '101', name: 'HTX' } },
      { kind: 'message', message: { ours: true } },
    ],
    [
      'by nobody we may know',
      { from: undefined },
      { kind: 'message', message: { from: null, ours: false } },
    ],
    ['without words', { message: null }, { kind: 'message', message: { text: '' } }],
    ['a reaction', { item: 'reaction' }, { kind: 'ignored', what: 'change feed' }],
    ['a post', { item: 'status', comment_id: undefined }, { kind: 'ignored' }],
  ])('%s', (_what, over, event) => expect(events(feed(value(over)))).toMatchObject([event]));

  it('of another field is kept and harms nothing', () => {
    const body = {
      object: 'page',
      entry: [
        {
          id: '101',
          time: 1,
          changes: [
            { field: 'live_videos', value: { id: '9', status: 'live' } },
            'nonsense',
            { field: 'feed', value: value() },
          ],
        },
      ],
    };
    expect(events(body).map((one) => one.kind)).toEqual(['ignored', 'ignored', 'message']);
  });

  it('in a body of several Pages goes to each; a broken entry is passed over', () => {
    const body = {
      object: 'page',
      entry: [
        { id: '101', time: 1, changes: [{ field: 'feed', value: value() }] },
        null,
        { time: 2 },
        { id: '102', time: 1, changes: [{ field: 'feed', value: value({ comment_id: '2_9' }) }] },
      ],
    };
    expect(events(body).map((one) => [one.externalShopId, one.key])).toEqual([
      ['101', 'comment:2_3:add:1767225600'],
      ['102', 'comment:2_9:add:1767225600'],
    ]);
  });

  it('twice is one event, and an ignored one too', () => {
    const keys = [value(), value({ item: 'like' })].map((one) => [
      events(feed(one))[0]?.key,
      events(feed(one))[0]?.key,
    ]);
    for (const [first, second] of keys) expect(first).toBe(second);
    expect(new Set(keys.flat()).size).toBe(2);
  });
});

describe('a message', () => {
  it('of a buyer', () => {
    expect(events(talk({ ...party, message: { mid: 'm_1', text: 'lấy 2 hộp' } }))).toEqual([
      {
        externalShopId: '101',
        key: 'mid:m_1',
        at: 1_767_225_600_123,
        kind: 'message',
        message: {
          externalId: 'm_1',
          kind: 'message',
          threadId: '7001',
          from: { externalId: '7001', name: '' },
          text: 'lấy 2 hộp',
          at: 1_767_225_600_123,
          ours: false,
        },
      },
    ]);
  });

  it.each([
    [
      'our own, echoed',
      {
        sender: { id: '101' },
        recipient: { id: '7001' },
        timestamp: 1,
        message: { mid: 'm_2', text: 'dạ', is_echo: true },
      },
      { kind: 'message', message: { ours: true, threadId: '7001' } },
    ],
    [
      'a picture',
      {
        ...party,
        message: { mid: 'm_3', attachments: [{ type: 'image', payload: { url: 'u' } }] },
      },
      { kind: 'message', message: { text: '[image]' } },
    ],
    [
      'a button',
      { ...party, postback: { title: 'Mua', payload: 'BUY' } },
      { kind: 'message', key: 'postback:7001:1767225600123:BUY', message: { text: 'Mua' } },
    ],
    ['a receipt', { ...party, delivery: { mids: ['m_1'], watermark: 1 } }, { kind: 'ignored' }],
    ['nonsense', { message: 'x' }, { kind: 'ignored' }],
  ])('%s', (_what, event, meaning) => expect(events(talk(event))).toMatchObject([meaning]));
});

it("a body that is not Meta's is told so, one of another object means nothing", () => {
  for (const body of ['', 'null', '[]', '<html>', '{"object":"page"}', '{"entry":[]}']) {
    expect(() => events(body)).toThrow(ChannelFailure);
  }
  expect(events({ object: 'instagram', entry: [{}] })).toEqual([]);
});
