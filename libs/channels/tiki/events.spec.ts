import { ChannelFailure } from '@ganh/channels/kit';
import { failureOf, NOW, scriptedChannel, shopAccess } from '../kit/scripted.suite';
import { readEvent, tikiEvents } from './events';

const event = (over: object = {}) => ({
  id: 'e1',
  sid: 'S1',
  type: 'ORDER_STATUS_UPDATED',
  version: 'v1',
  created_at: 1_700_000_000_000,
  payload: { orderCode: '3001', status: 'shipping' },
  ...over,
});
const token = { access_token: 'APP', expires_in: 3599, token_type: 'bearer' };
const settings = { sid: 'S1', queue: 'Q1' };

function open(batches: unknown[]) {
  const channel = scriptedChannel({
    'tiki oauth2/token': token,
    'tiki v1/queues/events/pull': batches,
  });
  return { channel, events: tikiEvents(shopAccess(channel.send, { settings })) };
}

it('asks in the app’s name, and acknowledges what it was given before', async () => {
  const { channel, events } = open([
    { events: [event()], ack_id: 'A1' },
    { events: [], ack_id: null },
  ]);
  const first = await events.pull('');
  expect(channel.bodyOf('tiki v1/queues/events/pull')).toEqual({ ack_id: null });
  expect(channel.requests.at(-1)?.headers).toMatchObject({ authorization: 'Bearer APP' });
  expect(first).toMatchObject({
    events: [{ kind: 'order', externalOrderId: '3001', at: 1_700_000_000_000 }],
    next: 'A1',
    more: true,
  });
  expect(await events.pull(first.next)).toEqual({ events: [], next: '', more: false });
  expect(channel.bodyOf('tiki v1/queues/events/pull')).toEqual({ ack_id: 'A1' });
});

describe('the app’s token', () => {
  const TOKEN = 'tiki oauth2/token';
  const PULL = 'tiki v1/queues/events/pull';
  const empty = { events: [], ack_id: null };
  const asked = (labels: string[]) => labels.filter((one) => one === TOKEN).length;
  /** As the engine does: a client anew each time, one app. */
  function polls(answers: Record<string, unknown>) {
    const channel = scriptedChannel({ [TOKEN]: token, [PULL]: empty, ...answers });
    const app = {};
    const poll = (now: number) =>
      tikiEvents(shopAccess(channel.send, { settings, app, now: () => now })).pull('');
    return { channel, poll };
  }

  it('is used for as long as it was given, by every poll', async () => {
    const { channel, poll } = polls({});
    for (const second of [0, 20, 1_800, 3_500]) await poll(NOW + second * 1000);
    expect(asked(channel.labels())).toBe(1);
    await poll(NOW + 3_599_000);
    expect(asked(channel.labels())).toBe(2);
  });

  it('refused before its time is asked for anew, once', async () => {
    const dead = { status: 401, text: '{}' };
    const { channel, poll } = polls({ [PULL]: [empty, dead, empty, dead, dead] });
    await poll(NOW);
    expect(await poll(NOW)).toMatchObject({ events: [] });
    expect(asked(channel.labels())).toBe(2);
    expect((await failureOf(() => poll(NOW))).kind).toBe('tokenExpired');
    expect(asked(channel.labels())).toBe(3);
  });

  it('of one app is not another’s', async () => {
    const first = polls({});
    const second = polls({});
    await first.poll(NOW);
    await second.poll(NOW);
    expect(asked(second.channel.labels())).toBe(1);
  });
});

it('a batch that cannot be acknowledged would come for ever', async () => {
  const failure = await failureOf(() => open([{ events: [event()] }]).events.pull(''));
  expect(failure).toBeInstanceOf(ChannelFailure);
  expect(failure.kind).toBe('unexpectedShape');
});

it.each([
  [
    'both spellings',
    event({ payload: { order_code: 3001, orderCode: '3001', status: 's' } }),
    'order',
  ],
  [
    'a product',
    event({ type: 'PRODUCT_INVENTORY_UPDATED', payload: { product_id: 5 } }),
    'listing',
  ],
  ['another seller', event({ sid: 'S2' }), 'ignored'],
  ['an unknown type', event({ type: 'SELLER_MOVED' }), 'ignored'],
  ['no payload', event({ payload: null }), 'ignored'],
])('%s', (_what, one, kind) => {
  const access = { externalShopId: '7', settings };
  const payload = one.payload as { order_code?: string | null } | null;
  const told = readEvent(access, {
    ...one,
    payload: payload && {
      order_code: payload.order_code === undefined ? null : String(payload.order_code),
      orderCode: (payload as { orderCode?: string }).orderCode ?? null,
      status: null,
      product_id: (payload as { product_id?: number }).product_id === undefined ? null : '5',
    },
  });
  expect([told.kind, told.externalShopId]).toEqual([kind, '7']);
});

it('without a queue from the consent one is found by its name, else made and subscribed', async () => {
  const channel = scriptedChannel({
    'tiki oauth2/token': token,
    'tiki v1/queues': [{ data: [] }, { code: 'Q2', name: 'ganh-600100001', status: 'ACTIVE' }],
    'tiki v1/queues/subscriptions': [
      { data: [{ event_type: 'ORDER_STATUS_UPDATED' }] },
      { event_type: 'x' },
    ],
    'tiki v1/queues/events/pull': { events: [], ack_id: null },
  });
  await tikiEvents(shopAccess(channel.send)).pull('');
  expect(channel.bodyOf('tiki v1/queues/subscriptions')).toEqual({
    event_type: 'ORDER_CREATED_SUCCESSFULLY',
  });
  expect(channel.requests.filter((one) => one.label === 'tiki v1/queues')).toHaveLength(2);
});
