import fc from 'fast-check';
import { ChannelFailure } from '@ganh/channels/kit';
import { failureOf, NOW, scriptedChannel, shopAccess, type Scripted } from '../kit/scripted.suite';
import { tikiAuth } from './auth';

const TOKEN = 'tiki oauth2/token';
const BACK = 'https://htx.example/back';
const app = { client_id: 'id', client_secret: 'secret' };
const pair = { access_token: 'A1', refresh_token: 'R1', expires_in: 3_599 };
const script = (answers: Record<string, Scripted> = {}) =>
  scriptedChannel({
    [TOKEN]: pair,
    'tiki v2/sellers/me': { id: 31, sid: 'S1', name: 'HTX Bến Lau' },
    'tiki v2/sellers/me/warehouses': { data: [{ id: 9 }] },
    'tiki v1/queues': [{ data: [] }, { code: 'Q1', name: 'ganh-31' }],
    'tiki v1/queues/subscriptions': [
      { data: [{ event_type: 'ORDER_STATUS_UPDATED' }] },
      { event_type: 'ORDER_CREATED_SUCCESSFULLY' },
    ],
    ...answers,
  });
const exchange = (channel: ReturnType<typeof script>, query: Record<string, string>) =>
  tikiAuth.exchange(shopAccess(channel.send, { app }), BACK, query);
const down = { status: 500, text: '' };

it('sends the seller to the consent with what comes back untouched', () => {
  const { send: _send, ...access } = shopAccess(script().send, { app });
  const url = new URL(tikiAuth.authorizeUrl(access, BACK, 's&1'));
  expect(Object.fromEntries(url.searchParams)).toEqual({
    response_type: 'code',
    client_id: 'id',
    redirect_uri: BACK,
    scope: 'order product inventory multichannel offline',
    state: 's&1',
  });
});

it('a code becomes a shop with its place, and a queue subscribed for what is missing', async () => {
  const channel = script();
  expect(await exchange(channel, { code: 'C' })).toEqual([
    {
      externalShopId: '31',
      name: 'HTX Bến Lau',
      tokens: {
        accessToken: 'A1',
        accessExpiresAt: NOW + 3_599_000,
        refreshToken: 'R1',
        refreshExpiresAt: null,
      },
      settings: { sid: 'S1', warehouseId: '9', queue: 'Q1' },
      permissionUntilAt: null,
    },
  ]);
  const posted = channel.requests.filter(
    (one) => one.label === 'tiki v1/queues/subscriptions' && one.method === 'POST',
  );
  expect(posted.map((one) => one.body)).toHaveLength(1);
  expect(channel.bodyOf('tiki v1/queues/subscriptions')).toEqual({
    event_type: 'ORDER_CREATED_SUCCESSFULLY',
  });
});

it('what only helps may fail; who gave the leave may not', async () => {
  const helpless = script({ 'tiki v2/sellers/me/warehouses': down, 'tiki v1/queues': down });
  expect(await exchange(helpless, { code: 'C' })).toMatchObject([
    { externalShopId: '31', settings: { sid: 'S1' } },
  ]);
  const nobody = script({ 'tiki v2/sellers/me': down });
  expect(await failureOf(() => exchange(nobody, { code: 'C' }))).toMatchObject({
    kind: 'transient',
  });
});

it('without a code there is nothing to ask for', async () => {
  const channel = script();
  const failure = await failureOf(() => exchange(channel, { error: 'access_denied' }));
  expect(failure).toMatchObject({ kind: 'reconnect', detail: { code: 'access_denied' } });
  expect(channel.requests).toEqual([]);
});

it.each([
  ['client_secret_basic', { authorization: 'Basic aWQ6c2VjcmV0' }, {}],
  ['client_secret_post', {}, { client_id: 'id', client_secret: 'secret' }],
])('says who the app is by %s', async (client_auth, headers, fields) => {
  const channel = script();
  const access = shopAccess(channel.send, { app: { ...app, client_auth } });
  const tokens = { ...access.tokens, refreshToken: 'R0' };
  expect(await tikiAuth.refresh?.(access, '31', tokens)).toMatchObject({ refreshToken: 'R1' });
  expect(channel.requests[0]?.headers).toEqual(headers);
  expect(channel.bodyOf(TOKEN)).toEqual({
    grant_type: 'refresh_token',
    refresh_token: 'R0',
    ...fields,
  });
});

it('a refresh token that is used up, or was never given, needs a person', async () => {
  const used = script({ [TOKEN]: { status: 400, text: '{"error":"invalid_grant"}' } });
  const access = shopAccess(used.send, { app });
  expect(
    await failureOf(async () => tikiAuth.refresh?.(access, '31', access.tokens)),
  ).toMatchObject({ kind: 'reconnect', detail: { code: 'invalid_grant' } });
  const without = { ...access.tokens, refreshToken: null };
  expect(await failureOf(async () => tikiAuth.refresh?.(access, '31', without))).toMatchObject({
    detail: { code: 'no_refresh_token' },
  });
});

it('whatever stands in a refusal, it is told as a failure', async () => {
  await fc.assert(
    fc.asyncProperty(
      fc.constantFrom(400, 401, 403, 404, 422, 429, 500, 502),
      fc.oneof(fc.json(), fc.constant('<html>'), fc.constant('{"errors":[1,null,{"message":2}]}')),
      async (status, text) => {
        const channel = script({ [TOKEN]: { status, text } });
        const access = shopAccess(channel.send, { app });
        const failure = await failureOf(async () =>
          tikiAuth.refresh?.(access, '31', access.tokens),
        );
        expect(failure).toBeInstanceOf(ChannelFailure);
      },
    ),
  );
});
