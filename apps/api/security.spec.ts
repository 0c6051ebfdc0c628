/** The doors of the product as built, tried from outside (ASVS 5 level 2: sessions, origins, headers, limits, errors). */
import { request as rawRequest } from 'node:http';
import { PASSWORD, openApp, productBody, type TestApp, Visitor } from '../../test/support/app';

const PROXIED = { 'x-forwarded-for': '203.0.113.9', 'x-forwarded-proto': 'https' };

interface Raw {
  status: number;
  headers: Record<string, string | string[] | undefined>;
  text: string;
}

/** With any Host and any address: fetch allows neither. */
function raw(
  url: string,
  method: string,
  path: string,
  headers: Record<string, string>,
  body = '',
): Promise<Raw> {
  const { hostname, port } = new URL(url);
  return new Promise((resolve, reject) => {
    const asked = rawRequest({ hostname, port, method, path, headers }, (answer) => {
      let text = '';
      answer.on('data', (part: Buffer) => (text += part.toString()));
      answer.on('end', () =>
        resolve({ status: answer.statusCode ?? 0, headers: answer.headers, text }),
      );
    });
    asked.on('error', reject);
    asked.end(body);
  });
}

describe('on this machine, without a public address', () => {
  let test: TestApp;
  let seller: Visitor;

  beforeAll(async () => {
    test = await openApp('sqlite');
    seller = await test.person(['seller', 'manager']);
  }, 90_000);
  afterAll(() => test.close());

  const logIn = (headers: Record<string, string> = {}, password = PASSWORD) =>
    new Visitor(test.url).send(
      'POST',
      '/api/v1/session',
      { phone: seller.phone, password },
      headers,
    );

  describe('session', () => {
    it('comes in a cookie that no script reads and no other site sends', async () => {
      const set = (await logIn()).headers.getSetCookie()[0] ?? '';
      expect(set).toMatch(/^ganh=[A-Za-z0-9_-]{43}; /);
      for (const part of ['Path=/', 'HttpOnly', 'SameSite=Lax', 'Expires='])
        expect(set).toContain(part);
      expect(set).not.toMatch(/Domain=/i);
    });

    it('is a new one at each log-in, and the one before ends with it', async () => {
      const fixed = new Visitor(test.url);
      fixed.cookie = 'ganh=chosen-by-somebody-else';
      await fixed.send('POST', '/api/v1/session', { phone: seller.phone, password: PASSWORD });
      expect(fixed.cookie).not.toContain('chosen');
      const before = fixed.cookie;
      await fixed.send('POST', '/api/v1/session', { phone: seller.phone, password: PASSWORD });
      expect(fixed.cookie).not.toBe(before);
      const old = new Visitor(test.url);
      old.cookie = before;
      expect((await old.send('GET', '/api/v1/session')).status).toBe(401);
      expect((await fixed.send('GET', '/api/v1/session')).status).toBe(200);
    });

    it('ends with the log-out, also for whoever kept the cookie', async () => {
      const thief = new Visitor(test.url);
      const person = new Visitor(test.url);
      await person.send('POST', '/api/v1/session', { phone: seller.phone, password: PASSWORD });
      thief.cookie = person.cookie;
      await person.send('DELETE', '/api/v1/session');
      expect((await thief.send('GET', '/api/v1/session')).status).toBe(401);
    });
  });

  describe('writes from another site', () => {
    const write = (headers: Record<string, string>) =>
      seller.send('POST', '/api/v1/products', productBody(), headers);

    it.each<[string, () => Record<string, string>, number]>([
      ['its Origin', () => ({ origin: 'https://evil.example' }), 403],
      ['Origin: null', () => ({ origin: 'null' }), 403],
      ['an Origin that is no address', () => ({ origin: 'ganh' }), 403],
      ['our host on another port', () => ({ origin: 'http://127.0.0.1:1' }), 403],
      ['our host by https', () => ({ origin: test.url.replace('http:', 'https:') }), 403],
      ['our host as a subdomain', () => ({ origin: `${test.url}.evil.example` }), 403],
      ['its Referer alone', () => ({ referer: 'https://evil.example/x' }), 403],
      ['a Referer that is no address', () => ({ referer: 'x' }), 403],
      ['Sec-Fetch-Site alone', () => ({ 'sec-fetch-site': 'cross-site' }), 403],
      ['a sister site', () => ({ 'sec-fetch-site': 'same-site' }), 403],
      [
        'a forwarded host',
        () => ({ origin: 'https://evil.example', 'x-forwarded-host': 'evil.example' }),
        403,
      ],
      ['our own Origin', () => ({ origin: test.url }), 201],
      ['our own Referer', () => ({ referer: `${test.url}/hang/moi` }), 201],
      ['nothing, as programs do', () => ({}), 201],
    ])('%s', async (_, headers, status) => {
      expect((await write(headers())).status).toBe(status);
    });

    it('cannot log anybody in either: there is no cookie yet, and none is needed', async () => {
      const forged = await logIn({ origin: 'https://evil.example' });
      expect([forged.status, forged.headers.getSetCookie()]).toEqual([403, []]);
      const form = new URLSearchParams({ phone: String(seller.phone), password: PASSWORD });
      const page = await new Visitor(test.url).send('POST', '/dang-nhap', form, { origin: 'null' });
      expect([page.status, page.headers.getSetCookie()]).toEqual([403, []]);
    });

    it('reach webhooks, which rest on a signature', async () => {
      const answer = await seller.send(
        'POST',
        '/webhooks/shopee',
        { x: 1 },
        { origin: 'https://channel.example' },
      );
      expect(answer.text).toBe('');
      expect(answer.status).toBe(403);
    });
  });

  describe('headers', () => {
    it('let nothing be loaded, framed, sniffed or kept of what is private', async () => {
      const { headers } = await seller.send('GET', '/api/v1/orders');
      expect(plain(headers)).toMatchObject({
        'content-security-policy': expect.stringContaining("default-src 'none'") as string,
        'x-content-type-options': 'nosniff',
        'x-frame-options': 'DENY',
        'cache-control': 'no-store',
        'referrer-policy': 'same-origin',
        'cross-origin-resource-policy': 'same-origin',
      });
      expect(headers.get('strict-transport-security')).toBeNull();
      expect(headers.get('x-powered-by')).toBeNull();
      expect(headers.get('access-control-allow-origin')).toBeNull();
    });

    it('stand on errors, pages, the stream and unknown addresses too', async () => {
      const stop = new AbortController();
      const stream = await fetch(`${test.url}/api/v1/events`, {
        headers: { cookie: seller.cookie },
        signal: stop.signal,
      });
      stop.abort();
      const answers = [
        (await new Visitor(test.url).send('GET', '/api/v1/orders')).headers,
        (await seller.send('GET', '/khong-co')).headers,
        (await seller.send('GET', '/', undefined, { accept: 'text/html' })).headers,
        (await seller.send('GET', '/api/docs')).headers,
        stream.headers,
      ];
      for (const headers of answers) {
        expect(headers.get('x-content-type-options')).toBe('nosniff');
        expect(headers.get('x-frame-options')).toBe('DENY');
      }
      for (const headers of answers.slice(0, 4))
        expect(headers.get('content-security-policy')).toContain("frame-ancestors 'none'");
    });

    it('give a page a policy of its own, with a nonce that is new each time', async () => {
      const nonce = async () =>
        /script-src 'self' 'nonce-([^']+)'/.exec(
          (await seller.send('GET', '/hang', undefined, { accept: 'text/html' })).headers.get(
            'content-security-policy',
          ) ?? '',
        )?.[1];
      const [first, second] = [await nonce(), await nonce()];
      expect(first).toMatch(/^[A-Za-z0-9+/]{22}==$/);
      expect(first).not.toBe(second);
    });
  });

  describe('what strangers may ask', () => {
    it('finds metrics on this machine only', async () => {
      const stranger = new Visitor(test.url);
      expect((await stranger.send('GET', '/metrics')).status).toBe(200);
      for (const [name, value] of [
        ['x-forwarded-for', '203.0.113.9'],
        ['forwarded', 'for=203.0.113.9'],
      ] as const)
        expect((await stranger.send('GET', '/metrics', undefined, { [name]: value })).status).toBe(
          404,
        );
    });

    it.each([
      ['/anh/..%2f..%2fganh.db', 404],
      ['/anh/../../etc/passwd', 404],
      [`/anh/${'a'.repeat(62)}..%2f.jpg`, 404],
      [`/anh/${'0'.repeat(64)}.webp?w=99999`, 404],
      ['/anh/ả.jpg', 404],
      ['/tinh/..%2fpackage.json', 404],
      ['/tinh/%2e%2e%2fpackage.json', 404],
      ['/p/..', 404],
      ['/p/%00', 404],
      [`/p/${'x'.repeat(500)}`, 404],
      ['/%', 404],
      ['/%c0%ae%c0%ae/', 404],
    ])('%s is not there', async (path, status) => {
      const { status: got, text } = await raw(
        test.url,
        'GET',
        encodeURI(path).replace(/%25/g, '%'),
        {},
      );
      expect(got).toBe(status);
      expect(text).not.toMatch(/root:|"name": "ganh"|SQLite/);
    });

    it.each(['..%2f..%2f..%2fetc%2fpasswd', '%2e%2e', 'a', 'A'.repeat(16), '../x'])(
      'an import named %s is not there',
      async (id) => {
        expect((await seller.send('GET', `/api/v1/imports/${id}`)).status).toBe(404);
      },
    );
  });

  describe('errors', () => {
    it('tell a program what is wrong, in problem+json, and nothing of the inside', async () => {
      const asked: [string, string, unknown, Record<string, string>?][] = [
        ['GET', '/api/v1/khong-co', undefined],
        ['GET', '/api/v1/products/abc', undefined],
        ['GET', '/api/v1/products/99999999999999999999', undefined],
        ['GET', '/api/v1/products?cursor=1&cursor=2', undefined],
        ['POST', '/api/v1/products', '[1,'],
        ['POST', '/api/v1/products', '{"__proto__":{"admin":true}}'],
        ['POST', '/api/v1/products', '{"constructor":{"prototype":{"admin":true}}}'],
        ['POST', '/api/v1/products', 'x', { 'content-type': 'application/xml' }],
        ['POST', '/api/v1/products', null],
        ['POST', '/api/v1/imports', new FormData()],
        ['POST', '/api/v1/photos', 'x', { 'content-type': 'multipart/form-data' }],
        ['POST', '/api/v1/stock-moves/%E1%BA%A3/undo', undefined],
      ];
      for (const [method, path, body, headers] of asked) {
        const answer = await seller.send(method, path, body, headers);
        expect([path, answer.status >= 400 && answer.status < 500]).toEqual([path, true]);
        expect(answer.headers.get('content-type')).toContain('application/problem+json');
        expect(answer.body['ref']).toMatch(/^[0-9A-Z]{2}-[0-9A-Z]{3}$/);
        expect(answer.text).not.toMatch(/\bat .*\.(js|ts):|node_modules|FST_|SQLITE|SELECT|ER_/);
      }
      expect(({} as Record<string, unknown>)['admin']).toBeUndefined();
    });

    it('reach a person as a page, whatever was typed into the address', async () => {
      for (const path of [
        '/hang?q=a&q=b',
        '/hang?loc=a&loc=b',
        '/don?tab=a&tab=b',
        '/don?cursor=a&cursor=b',
        '/don?cursor=1.2.3',
        '/hang/sua/x',
        '/kenh/ve/shopee?state=a&state=b',
        '/kenh/ve/shopee?code=x',
        '/kenh/ve/la',
        '/hang/nhap-excel/x',
        '/dang-nhap?x=%E0%A4%A',
      ]) {
        const { status, text } = await seller.send('GET', path, undefined, { accept: 'text/html' });
        expect([path, status < 500]).toEqual([path, true]);
        expect(text).not.toMatch(/TypeError|\bat .*\.js:/);
      }
    });

    it('of the log-in form come back as the form, with the number and never the password', async () => {
      const typed = new URLSearchParams({ phone: '0905 777 777', password: 'bi-mat-cua-toi' });
      for (const extra of [[], [['phone', '0905 888 888']]]) {
        const form = new URLSearchParams([...typed, ...extra] as [string, string][]);
        const { status, text } = await new Visitor(test.url).send('POST', '/dang-nhap', form, {
          accept: 'text/html',
        });
        expect(status).toBe(401);
        expect(text).not.toContain('bi-mat-cua-toi');
      }
    });
  });

  it('stops telling a stream once its session has ended', async () => {
    const person = await test.person(['seller'], seller.coopId);
    const stream = await fetch(`${test.url}/api/v1/events`, { headers: { cookie: person.cookie } });
    await person.send('DELETE', '/api/v1/session');
    const reader = stream.body!.getReader();
    const ended = (async () => {
      while (!(await reader.read()).done);
      return true;
    })();
    await expect(ended).resolves.toBe(true);
  }, 40_000);
});

describe('behind a proxy of ours, at an https address', () => {
  let test: TestApp;

  beforeAll(async () => {
    test = await openApp('sqlite', {
      GANH_PUBLIC_URL: 'https://ganh.example.vn',
      GANH_METRICS_TOKEN: 'mot-khoa-that-dai-cho-may-do',
    });
  }, 90_000);
  afterAll(() => test.close());

  it('sets a cookie that holds for this host over https alone, and asks browsers to stay with https', async () => {
    const person = await test.person(['seller']);
    expect(person.cookie).toMatch(/^__Host-ganh=/);
    const body = { phone: person.phone, password: PASSWORD };
    const { headers } = await new Visitor(test.url).send('POST', '/api/v1/session', body, PROXIED);
    const set = headers.getSetCookie()[0] ?? '';
    for (const part of ['Secure', 'HttpOnly', 'SameSite=Lax', 'Path=/'])
      expect(set).toContain(part);
    expect(headers.get('strict-transport-security')).toContain('max-age=31536000');
  });

  it('takes the public address as its own, whatever host the proxy passes on', async () => {
    const person = await test.person(['seller', 'manager']);
    const write = (origin: string, more: Record<string, string> = {}) =>
      person.send('POST', '/api/v1/products', productBody(), { ...PROXIED, origin, ...more });
    expect((await write('https://ganh.example.vn')).status).toBe(201);
    expect(
      (await write('https://ganh.example.vn', { 'x-forwarded-host': 'ganh.example.vn' })).status,
    ).toBe(201);
    expect((await write('https://ganh.example.vn:8443')).status).toBe(403);
    expect((await write('http://ganh.example.vn')).status).toBe(403);
    expect((await write('https://evil.example')).status).toBe(403);
  });

  it('counts tries by the address that the proxy saw, not by what the caller wrote before it', async () => {
    const guess = (i: number) =>
      new Visitor(test.url).send(
        'POST',
        '/api/v1/session',
        { phone: `09071${String(10_000 + i)}`, password: 'sai-mat-khau' },
        { 'x-forwarded-for': `198.51.100.${i}, 203.0.113.77` },
      );
    const codes: number[] = [];
    for (let i = 0; i < 41; i++) codes.push((await guess(i)).status);
    expect(codes.filter((code) => code === 401).length).toBe(40);
    expect(codes.at(-1)).toBe(429);
    const refused = await guess(50);
    expect(Number(refused.headers.get('retry-after'))).toBeGreaterThan(800);
  }, 60_000);

  it('shows metrics to whoever knows the token', async () => {
    const stranger = new Visitor(test.url);
    const ask = (headers: Record<string, string>) =>
      stranger.send('GET', '/metrics', undefined, headers).then(({ status }) => status);
    expect(await ask({})).toBe(404);
    expect(await ask({ authorization: 'Bearer mot-khoa-khac-dai-bang-the-nay' })).toBe(404);
    expect(await ask({ authorization: 'Bearer mot-khoa-that-dai-cho-may-do' })).toBe(200);
  });
});

function plain(headers: Headers): Record<string, string> {
  const all: Record<string, string> = {};
  headers.forEach((value, name) => (all[name] = value));
  return all;
}
