import { failureOf, NOW, scriptedChannel, shopAccess } from '../kit/scripted.suite';
import { askAsApp, askAsShop, inResponse, requestOf } from './call';
import { callSign } from './sign';
import { z } from 'zod';

const app = { partner_id: '2010101', partner_key: 'key' };
const schema = inResponse(z.looseObject({ item_id: z.number() }));

describe('a request', () => {
  const access = shopAccess(async () => Promise.reject(new Error('not sent')), {
    app,
    baseUrl: 'https://host/',
  });

  it('of a shop is signed with its token and id, and takes from both budgets', () => {
    const request = requestOf(
      access,
      { path: 'product/update_stock', json: { item_id: 1 } },
      { as: 'shop_id', id: '600100001', accessToken: 'AT', limits: ['app', 'shop'] },
    );
    const sign = callSign('key', {
      partnerId: '2010101',
      path: '/api/v2/product/update_stock',
      timestamp: NOW / 1000,
      accessToken: 'AT',
      actorId: '600100001',
    });
    expect(request).toMatchObject({
      method: 'POST',
      url: 'https://host/api/v2/product/update_stock',
      label: 'shopee product/update_stock',
      limits: ['app', 'shop'],
    });
    expect(Object.fromEntries(request.query ?? [])).toEqual({
      partner_id: '2010101',
      timestamp: String(NOW / 1000),
      sign,
      access_token: 'AT',
      shop_id: '600100001',
    });
  });

  it('of the app carries no token', () => {
    const request = requestOf(access, { path: 'auth/token/get', json: {} });
    expect(request.limits).toEqual(['app']);
    expect(request.query?.map(([name]) => name)).toEqual(['partner_id', 'timestamp', 'sign']);
  });
});

describe('an answer', () => {
  const call = { path: 'product/x', json: {} };
  const asked = (answer: unknown) => {
    const channel = scriptedChannel({ 'shopee product/x': answer });
    return askAsShop(shopAccess(channel.send, { app }), call, schema);
  };

  it('is read from its response', async () => {
    expect(await asked({ error: '', message: '', response: { item_id: 5 } })).toEqual({
      item_id: 5,
    });
    expect(await asked({ response: { item_id: 5 }, warning: 'new' })).toEqual({ item_id: 5 });
  });

  it.each([
    ['an error in a 200', { error: 'error_sign', message: 'Wrong sign.' }, 'badSignature'],
    [
      'an error in a 403',
      { status: 403, text: '{"error":"shop_no_linked","message":""}' },
      'reconnect',
    ],
    ['a page of a gateway', { status: 502, text: '<html>' }, 'transient'],
    ['a page with a 200', { status: 200, text: '<html>' }, 'transient'],
    ['half an answer', { status: 200, text: '{"error":"","resp' }, 'transient'],
    ['a bare 429', { status: 429, text: '', headers: { 'retry-after': '7' } }, 'throttled'],
    ['a 429 in JSON', { status: 429, text: '{}' }, 'throttled'],
    ['a 500 in JSON', { status: 500, text: '{}' }, 'transient'],
    ['a renamed field', { error: '', response: { itemId: 5 } }, 'unexpectedShape'],
    ['no object', [1], 'unexpectedShape'],
    ['null', { status: 200, text: 'null' }, 'unexpectedShape'],
  ])('%s', async (_what, answer, kind) => {
    const failure = await failureOf(() => asked(answer));
    expect(failure.kind).toBe(kind);
    expect(failure.detail.ambiguous ?? false).toBe(
      kind === 'transient' || kind === 'unexpectedShape',
    );
  });

  it('keeps the request id and the time to wait', async () => {
    const told = await failureOf(() =>
      asked({ error: 'error_inner', message: 'x', request_id: 'r1' }),
    );
    expect(told.detail).toMatchObject({ code: 'error_inner', requestId: 'r1', httpStatus: 200 });
    const wait = await failureOf(() =>
      asked({ status: 429, text: '', headers: { 'retry-after': '7' } }),
    );
    expect(wait.detail.retryAfterMs).toBe(7_000);
  });

  it('of a read is never ambiguous', async () => {
    const channel = scriptedChannel({ 'shopee product/y': { status: 502, text: '' } });
    const failure = await failureOf(() =>
      askAsApp(shopAccess(channel.send, { app }), { path: 'product/y' }, z.unknown()),
    );
    expect(failure.detail.ambiguous).toBe(false);
  });
});
