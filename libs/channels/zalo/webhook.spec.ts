import { ChannelFailure } from '@ganh/channels/kit';
import vectors from '../../../test/vectors/zalo.json';
import { zeventMac } from './sign';
import { zaloWebhooks } from './webhook';

const { appId, rawBody, timestamp, oaSecret, mac, hmacThatMustNotHold } = vectors.webhook;
const app = { app_id: appId, oa_secret: oaSecret };
const delivery = (body: string, signature?: string) => ({
  headers: { 'X-ZEvent-Signature': signature },
  body: Buffer.from(body),
});
const eventsOf = (body: unknown) => zaloWebhooks.events(delivery(JSON.stringify(body)));
const envelope = { app_id: appId, timestamp, sender: { id: '11' }, recipient: { id: '22' } };

describe('verifying', () => {
  const holds = (signature?: string, over = {}, body = rawBody) =>
    zaloWebhooks.verify({ ...app, ...over }, '', delivery(body, signature));

  it('takes the published vector, with and without "mac="', () => {
    expect([holds(`mac=${mac}`), holds(mac)]).toEqual([true, true]);
  });

  it('takes nothing else', () => {
    expect(holds(`mac=${hmacThatMustNotHold}`)).toBe(false);
    expect(holds(undefined)).toBe(false);
    expect(holds(`mac=${mac}`, { oa_secret: '' })).toBe(false);
    expect(holds(`mac=${mac}`, { app_id: '1' })).toBe(false);
    expect(holds(`mac=${mac}`, {}, rawBody.replace('2 hộp', '3 hộp'))).toBe(false);
  });

  it("takes the OA's id as first term only where the operator says so", () => {
    const body = JSON.stringify({ oa_id: '22', timestamp, event_name: 'follow', app_id: appId });
    const signature = zeventMac('22', Buffer.from(body), timestamp, oaSecret);
    expect(holds(signature, {}, body)).toBe(false);
    expect(holds(signature, { mac_first_term: 'oa_id' }, body)).toBe(true);
  });

  it('lets the empty question through, which tells nothing', () => {
    expect(holds(undefined, {}, '{}')).toBe(true);
    expect(zaloWebhooks.events(delivery('{}'))).toEqual([]);
  });
});

describe('events', () => {
  it("a buyer's words", () => {
    expect(zaloWebhooks.events(delivery(rawBody))).toEqual([
      {
        externalShopId: '388613280878808645',
        key: 'msg:96d3cdf3af150460909',
        at: Number(timestamp),
        kind: 'message',
        message: {
          externalId: '96d3cdf3af150460909',
          kind: 'message',
          threadId: '8234567890123456789',
          from: { externalId: '8234567890123456789', name: '' },
          text: 'chốt A1 2 hộp',
          at: Number(timestamp),
          ours: false,
        },
      },
    ]);
  });

  it('our own words, which staff may have typed elsewhere', () => {
    const message = { msg_id: 'm1', text: 'Dạ' };
    expect(eventsOf({ ...envelope, event_name: 'oa_send_text', message })).toMatchObject([
      { externalShopId: '11', message: { ours: true, threadId: '22' } },
    ]);
  });

  it('a picture is named', () => {
    const message = { msg_id: 'm1', attachments: [{ type: 'image', payload: { url: 'u' } }] };
    expect(eventsOf({ ...envelope, event_name: 'user_send_image', message })).toMatchObject([
      { message: { text: '[image]' } },
    ]);
  });

  it('an address left in the form is words, the older and the newer one', () => {
    const older = { name: 'Hồng', phone: '84901234567', address: '1 Lê Lợi', ward: 'Bến Nghé' };
    const newer = { name: 'Hồng', full_address: { user_address: '1 Lê Lợi', user_city: 'Huế' } };
    const textOf = (info: unknown) => {
      const [event] = eventsOf({ ...envelope, event_name: 'user_submit_info', info });
      return event?.kind === 'message' ? event.message.text : null;
    };
    expect(textOf(older)).toBe('Hồng, 84901234567, 1 Lê Lợi, Bến Nghé');
    expect(textOf(newer)).toBe('Hồng, 1 Lê Lợi, Huế');
  });

  it.each([
    ['user_received_message', { message: { msg_id: 'm' } }, '11'],
    ['follow', { oa_id: '33', follower: { id: '1' } }, '33'],
    ['change_oa_daily_quota', { oaId: '44' }, '44'],
    ['user_send_group_text', { message: { msg_id: 'm', text: 'x' } }, '22'],
    ['something_new', {}, '22'],
  ])('%s is kept and nothing follows', (name, more, oaId) => {
    expect(eventsOf({ ...envelope, event_name: name, ...more })).toMatchObject([
      { kind: 'ignored', externalShopId: oaId, what: name },
    ]);
  });

  it.each(['', '[]', '{"a":1}', 'null'])('%j is not of Zalo', (body) => {
    expect(() => zaloWebhooks.events(delivery(body))).toThrow(ChannelFailure);
  });
});
