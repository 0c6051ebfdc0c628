import { z } from 'zod';
import vectors from '../../../test/vectors/facebook.json';
import { failureOf, scriptedChannel, shopAccess } from '../kit/scripted.suite';
import { appToken, askAsApp, askAsPage, requestOf, secretProof, type GraphCall } from './call';

const app = { app_id: '77', app_secret: 'shh' };
const { appsecretProof: vector } = vectors;
const call: GraphCall = {
  path: '1/feed',
  name: 'page feed',
  limit: 'page',
  objectId: '1',
  method: 'POST',
  body: { json: {} },
};
const schema = z.looseObject({ id: z.string() });
const usage = (percent: number, minutes = 0, id = '1') =>
  JSON.stringify({
    [id]: [
      {
        type: 'pages',
        call_count: percent,
        total_time: 1,
        total_cputime: 1,
        estimated_time_to_regain_access: minutes,
      },
    ],
  });

function asked(answer: unknown) {
  const slowed: [string, number][] = [];
  const channel = scriptedChannel({ 'facebook page feed': answer });
  const access = shopAccess(channel.send, {
    app,
    slowDown: async (limit, ms) => void slowed.push([limit, ms]),
  });
  return { slowed, channel, run: () => askAsPage(access, call, schema) };
}

it('proves the secret as published', () => {
  expect(secretProof(vector.appSecret, vector.accessToken)).toBe(vector.proof);
});

describe('a request', () => {
  const access = shopAccess(async () => Promise.reject(new Error('not sent')), { app });
  it('carries token and proof of that token', () => {
    const request = requestOf(access, { ...call, query: [['limit', '5']] }, 'T1');
    expect(request).toMatchObject({
      url: 'https://channel.example/v26.0/1/feed',
      headers: { authorization: 'Bearer T1' },
      query: [
        ['limit', '5'],
        ['appsecret_proof', secretProof('shh', 'T1')],
      ],
      limits: ['app', 'page'],
      label: 'facebook page feed',
    });
    expect(appToken(access)).toBe('77|shh');
  });

  it('keeps the version that the base address names', () => {
    const versioned = { ...access, baseUrl: 'https://channel.example/v25.0/' };
    expect(requestOf(versioned, call, null).url).toBe('https://channel.example/v25.0/1/feed');
    expect(requestOf(versioned, call, null).query).toEqual([]);
  });
});

describe('an answer', () => {
  it.each([
    [
      'an error in a 200',
      { error: { code: 190, error_subcode: 463, message: 'expired' } },
      'reconnect',
    ],
    ['an unknown error', { error: { message: 'new', code: null } }, 'rejected'],
    ['a 5xx with any error', { status: 503, text: '{"error":{"code":99999}}' }, 'transient'],
    ['a 5xx without one', { status: 500, text: '{}' }, 'transient'],
    ['a page', { status: 400, text: '<html>' }, 'transient'],
    ['a bare 429', { status: 429, text: '{}', headers: { 'retry-after': '3' } }, 'throttled'],
    ['a renamed field', { identity: '5' }, 'unexpectedShape'],
  ])('%s', async (_what, answer, kind) =>
    expect((await failureOf(asked(answer).run)).kind).toBe(kind),
  );

  it('without an error is read', async () =>
    expect(await asked({ id: '5' }).run()).toMatchObject({ id: '5' }));

  it('to the app is read the same way', async () => {
    const channel = scriptedChannel({
      'facebook page feed': { error: { code: 100, message: '' } },
    });
    const run = () => askAsApp(shopAccess(channel.send, { app }), call, schema, 'T');
    expect((await failureOf(run)).kind).toBe('rejected');
  });
});

describe('the usage headers', () => {
  const withUsage = (headers: Record<string, string>, text = '{"id":"5"}') =>
    asked({ status: 200, text, headers });
  it.each<[string, Record<string, string>, [string, number][]]>([
    ['half used', { 'X-Business-Use-Case-Usage': usage(50) }, []],
    ['79 %', { 'x-business-use-case-usage': usage(79) }, []],
    ['80 %', { 'x-business-use-case-usage': usage(80) }, [['page', 10_000]]],
    ['used up, with minutes', { 'x-business-use-case-usage': usage(100, 7) }, [['page', 420_000]]],
    ['used up, without', { 'x-business-use-case-usage': usage(100) }, [['page', 300_000]]],
    ['another Page used up', { 'x-business-use-case-usage': usage(100, 7, '2') }, []],
    [
      'the app at 90 %',
      { 'x-app-usage': '{"call_count":28,"total_time":90,"total_cputime":25}' },
      [['app', 10_000]],
    ],
    ['no JSON', { 'x-app-usage': 'x', 'x-business-use-case-usage': '[1]' }, []],
  ])('%s', async (_what, headers, slowed) => {
    const one = withUsage(headers);
    await one.run();
    expect(one.slowed).toEqual(slowed);
  });

  it('tell how long a limit stays shut', async () => {
    const refused = JSON.stringify({ error: { code: 80001, message: 'too many' } });
    const one = withUsage({ 'x-business-use-case-usage': usage(100, 9) }, refused);
    const failure = await failureOf(one.run);
    expect(failure).toMatchObject({ kind: 'throttled', detail: { retryAfterMs: 540_000 } });
    expect(one.slowed).toContainEqual(['page', 540_000]);
  });

  it("a limit of the app shuts the app's", async () => {
    const one = asked({ error: { code: 4, message: '' } });
    await failureOf(one.run);
    expect(one.slowed).toEqual([['app', 300_000]]);
  });
});
