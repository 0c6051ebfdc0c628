import { createHash, randomBytes } from 'node:crypto';
import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import { createServer as createTcpServer, type AddressInfo, type Socket } from 'node:net';
import { setTimeout as sleep } from 'node:timers/promises';
import { gzipSync } from 'node:zlib';
import {
  createHttpClient,
  HttpFailure,
  type HttpClient,
  type HttpClientOptions,
  type HttpRequest,
} from '@ganh/http';

type Route = (request: IncomingMessage, response: ServerResponse, body: Buffer) => unknown;

describe('http client', () => {
  const clients: HttpClient[] = [];
  const sockets = new Set<Socket>();
  const lines: string[] = [];
  let route: Route;
  let server: Server;
  let base = '';

  beforeAll(async () => {
    server = createServer(async (request, response) => {
      const chunks: Buffer[] = [];
      for await (const chunk of request) chunks.push(chunk as Buffer);
      route(request, response, Buffer.concat(chunks));
    });
    server.on('connection', (socket) => sockets.add(socket));
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
    base = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  });
  beforeEach(() => {
    lines.length = 0;
    sockets.clear();
  });
  afterEach(() => {
    for (const client of clients.splice(0)) client.close();
  });
  afterAll(() => {
    server.closeAllConnections();
    server.close();
  });

  function open(options: HttpClientOptions = {}): HttpClient {
    const said = (line: string) => void lines.push(line);
    const log = { debug: said, warn: said };
    const client = createHttpClient({ allowPrivate: true, log, ...options });
    clients.push(client);
    return client;
  }
  const get = (path = '/', over: Partial<HttpRequest> = {}): HttpRequest => ({
    method: 'GET',
    url: base + path,
    label: 'test get',
    ...over,
  });
  async function failure(sent: Promise<unknown>): Promise<HttpFailure> {
    const error = await sent.then(
      () => new Error('no failure'),
      (e: unknown) => e,
    );
    if (!(error instanceof HttpFailure)) throw error;
    return error;
  }

  describe('what is sent', () => {
    it('appends the query in order and percent-encodes it', async () => {
      let url = '';
      route = (request, response) => response.end((url = request.url!));
      const query: [string, string][] = [
        ['b', 'mật ong'],
        ['a', '1+1&2=3'],
        ['a', '/'],
      ];
      await open().send(get('/p?x=1', { query }));
      expect(url).toBe('/p?x=1&b=m%E1%BA%ADt%20ong&a=1%2B1%262%3D3&a=%2F');
    });

    it.each<[string, HttpRequest['body'], string, string]>([
      ['json', { json: { tên: 'mật', n: 1 } }, 'application/json', '{"tên":"mật","n":1}'],
      [
        'form',
        { form: [['a', 'b c'], ['a', '&']] }, // prettier-ignore
        'application/x-www-form-urlencoded',
        'a=b+c&a=%26',
      ],
      ['raw', { raw: Buffer.from('<x/>'), contentType: 'text/xml' }, 'text/xml', '<x/>'],
    ])('sends %s as it is', async (_, body, type, text) => {
      let got = { type: '', text: '', length: '' };
      route = (request, response, bytes) => {
        const { 'content-type': sentType = '', 'content-length': length = '' } = request.headers;
        got = { type: sentType, text: bytes.toString(), length };
        response.end();
      };
      await open().send(get('/', { method: 'POST', body }));
      expect(got).toEqual({ type, text, length: String(Buffer.byteLength(text)) });
    });

    it('sends multipart that a parser reads back, whatever is in names and files', async () => {
      const file = randomBytes(100_000);
      let form = new FormData();
      route = async (request, response, bytes) => {
        const headers = { 'content-type': request.headers['content-type']! };
        form = await new Response(new Uint8Array(bytes), { headers }).formData();
        response.end();
      };
      const multipart = [
        { name: 'caption "1"\r\nX: y', value: 'Ổi – 85k' },
        { name: 'source', value: file, filename: 'ảnh "1".jpg', contentType: 'image/jpeg' },
      ];
      await open().send(get('/', { method: 'POST', body: { multipart } }));
      await sleep(20);
      expect(form.get('caption "1"\r\nX: y')).toBe('Ổi – 85k');
      const sent = form.get('source') as File;
      expect(sent.name).toBe('ảnh "1".jpg');
      expect(sent.type).toBe('image/jpeg');
      const hash = (bytes: Uint8Array) => createHash('sha256').update(bytes).digest('hex');
      expect(hash(new Uint8Array(await sent.arrayBuffer()))).toBe(hash(file));
    });

    it('keeps connections alive and uses them again', async () => {
      route = (_, response) => response.end('ok');
      const client = open();
      for (let i = 0; i < 10; i += 1) await client.send(get());
      expect(sockets.size).toBe(1);
      await Promise.all(Array.from({ length: 20 }, () => client.send(get())));
      const many = sockets.size;
      await Promise.all(Array.from({ length: 10 }, () => client.send(get())));
      expect(sockets.size).toBe(many);
    });
  });

  describe('what comes back', () => {
    it('is never an exception for a status, and no redirect is followed', async () => {
      const asked: string[] = [];
      route = (request, response) => {
        asked.push(request.url!);
        response.writeHead(Number(request.url!.slice(1)), {
          Location: '/200',
          'X-App-Usage': '{"call_count":28}',
          'Set-Cookie': ['a=1', 'b=2'],
        });
        response.end();
      };
      for (const status of [204, 302, 404, 429, 503]) {
        const response = await open().send(get(`/${status}`));
        expect(response.status).toBe(status);
        expect(response.headers['x-app-usage']).toBe('{"call_count":28}');
        expect(response.headers['set-cookie']).toBe('a=1\nb=2');
      }
      expect(asked).toEqual(['/204', '/302', '/404', '/429', '/503']);
    });

    it('keeps ids above 2^53 to the digit, and other numbers as numbers', async () => {
      const text = '{"id":12345678901234567890,"neg":-9007199254740993,"n":9007199254740991,"f":1.5,"s":"12345678901234567890"}'; // prettier-ignore
      route = (_, response) => response.end(`\ufeff${text}`);
      expect((await open().send(get())).json()).toEqual({
        id: '12345678901234567890',
        neg: '-9007199254740993',
        n: 9007199254740991,
        f: 1.5,
        s: '12345678901234567890',
      });
    });

    it('HTML instead of JSON is badBody, and may have been carried out', async () => {
      route = (_, response) => {
        response.setHeader('Content-Type', 'text/html');
        response.end('<html>secret 0905123456</html>');
      };
      const response = await open().send(get());
      const error = await failure(Promise.resolve().then(() => response.json()));
      expect(error).toMatchObject({ kind: 'badBody', ambiguous: true, status: 200 });
      expect(error.message).not.toMatch(/secret|0905/);
    });

    it('is decompressed', async () => {
      route = (_, response) => {
        response.setHeader('Content-Encoding', 'gzip');
        response.end(gzipSync('{"a":1}'));
      };
      expect((await open().send(get())).json()).toEqual({ a: 1 });
    });

    it('that does not decompress is badBody', async () => {
      route = (_, response) => {
        response.setHeader('Content-Encoding', 'gzip');
        response.end('not gzip at all');
      };
      expect(await failure(open().send(get()))).toMatchObject({ kind: 'badBody' });
    });
  });

  describe('what goes wrong', () => {
    it('a server that hangs is a timeout, ambiguous', async () => {
      route = () => undefined;
      const from = Date.now();
      const error = await failure(open().send(get('/', { method: 'POST', timeoutMs: 200 })));
      expect(error).toMatchObject({ kind: 'timeout', ambiguous: true });
      expect(Date.now() - from).toBeLessThan(1_000);
    });

    it('an answer that trickles is a timeout: the deadline covers the body', async () => {
      route = (_, response) => {
        const drip = setInterval(() => response.write('.'), 20);
        response.on('close', () => clearInterval(drip));
      };
      const error = await failure(open().send(get('/', { timeoutMs: 300 })));
      expect(error).toMatchObject({ kind: 'timeout', ambiguous: true });
    });

    it.each([
      ['with a length', { 'Content-Length': '100' }],
      ['in chunks', {}],
      ['compressed', { 'Content-Encoding': 'gzip' }],
    ])('an answer cut in the middle (%s) is network, ambiguous', async (_, headers) => {
      route = (__, response) => {
        response.writeHead(200, headers);
        const bytes = gzipSync(randomBytes(1_000));
        response.write('Content-Encoding' in headers ? bytes.subarray(0, 500) : '{"half":');
        setTimeout(() => response.destroy(), 20);
      };
      const error = await failure(open().send(get('/', { method: 'POST' })));
      expect(error).toMatchObject({ kind: 'network', ambiguous: true });
    });

    it('a huge answer is tooLarge, and is not read to its end', async () => {
      let closed = false;
      route = (_, response) => {
        response.on('close', () => (closed = true));
        const more = () => {
          while (!response.destroyed && response.write(Buffer.alloc(65_536)));
        };
        response.on('drain', more);
        more();
      };
      const error = await failure(open({ maxBytes: 1_000_000 }).send(get()));
      expect(error).toMatchObject({ kind: 'tooLarge', ambiguous: true });
      for (let i = 0; i < 100 && !closed; i += 1) await sleep(10);
      expect(closed).toBe(true);
    });

    it('the limit counts what a small gzip unpacks to', async () => {
      route = (_, response) => {
        response.setHeader('Content-Encoding', 'gzip');
        response.end(gzipSync(Buffer.alloc(5_000_000)));
      };
      const error = await failure(open({ maxBytes: 1_000_000 }).send(get()));
      expect(error.kind).toBe('tooLarge');
    });

    it('a refused connection and an unknown host were surely not carried out', async () => {
      const free = createTcpServer();
      await new Promise<void>((resolve) => free.listen(0, '127.0.0.1', resolve));
      const { port } = free.address() as AddressInfo;
      await new Promise((resolve) => free.close(resolve));
      for (const url of [`http://127.0.0.1:${port}/`, 'http://no-such-host.invalid/']) {
        const error = await failure(open().send(get('/', { method: 'POST', url })));
        expect(error).toMatchObject({ kind: 'network', ambiguous: false });
      }
    });

    it('a connection closed without an answer is ambiguous for a POST', async () => {
      route = (request) => request.socket.destroy();
      const error = await failure(open().send(get('/', { method: 'POST' })));
      expect(error).toMatchObject({ kind: 'network', ambiguous: true });
    });

    it('a GET on a kept connection that the server had closed is asked once more', async () => {
      let asked = 0;
      route = (request, response) => {
        asked += 1;
        if (asked === 2) return request.socket.destroy();
        response.end('ok');
      };
      const client = open();
      await client.send(get());
      expect((await client.send(get())).text()).toBe('ok');
      expect(asked).toBe(3);
      asked = 0;
      await client.send(get());
      const post = await failure(client.send(get('/', { method: 'POST' })));
      expect(post).toMatchObject({ kind: 'network', ambiguous: true });
      expect(asked).toBe(2);
    });
  });

  describe('where it may go', () => {
    it.each([
      'http://127.0.0.1/',
      'http://0x7f.1/',
      'http://2130706433/',
      'http://localhost/',
      'http://10.1.2.3/',
      'http://172.31.0.1/',
      'http://192.168.1.1/',
      'http://169.254.169.254/latest/meta-data',
      'http://100.64.0.1/',
      'http://0.0.0.0/',
      'http://[::1]/',
      'http://[::]/',
      'http://[::ffff:127.0.0.1]/',
      'http://[::ffff:10.0.0.1]/',
      'http://[64:ff9b::7f00:1]/',
      'http://[fd00::1]/',
      'http://[fe80::1]/',
      'file:///etc/passwd',
      'ftp://example.com/',
      'data:text/plain,x',
      'http://user:pass@example.com/',
      'http//no.address',
    ])('not to %s', async (url) => {
      const error = await failure(open({ allowPrivate: false }).send(get('/', { url })));
      expect(error).toMatchObject({ kind: 'network', ambiguous: false });
      expect(error.message).toContain('refused');
      expect(error.message).not.toContain(url);
    });
  });

  describe('what is logged', () => {
    it('never holds a secret or a buyer', async () => {
      route = (_, response) => {
        response.statusCode = 403;
        response.setHeader('Content-Type', 'application/json');
        response.end(
          JSON.stringify({
            error: 'error_auth',
            partner_key: 'hush7',
            detail: 'error_edit_item_stock_for_item_has_model',
            code: 190,
            message: 'gọi 0905123456 token EAAGm0PX4ZCpsBAKZCZBsecretsecret',
            order: { buyer_username: 'lan', recipient_address: { full_address: '12 Lê Lợi' } },
          }),
        );
      };
      const query: [string, string][] = [
        ['partner_id', '2001'],
        ['access_token', 'hush1'],
        ['sign', 'hush2'],
        ['phone', '0905123456'],
        ['q', 'gọi 0905 123 456'],
      ];
      const headers = { Authorization: 'Bearer hush3', 'X-Secret': 'hush4' };
      const body = { json: { password: 'hush5', name: 'Lan' } };
      await open().send(get('/hush6', { method: 'POST', query, headers, body }));
      expect(lines).toHaveLength(1);
      expect(lines[0]).not.toMatch(/hush|0905|123 456|Lan|Lê Lợi|lan"|EAAGm/);
      expect(lines[0]).toContain('test get POST 127.0.0.1');
      expect(lines[0]).toContain('partner_id=2001');
      expect(lines[0]).toContain('403');
      expect(lines[0]).toContain('"error":"error_auth"');
      expect(lines[0]).toContain('"detail":"error_edit_item_stock_for_item_has_model","code":190');
    });

    it('counts calls by label and outcome', async () => {
      const calls: string[] = [];
      const onCall = ({ label, outcome }: { label: string; outcome: string }) =>
        calls.push(`${label} ${outcome}`);
      route = (request, response) => request.url === '/hang' || response.writeHead(500).end();
      const client = open({ onCall });
      await client.send(get());
      await failure(client.send(get('/hang', { timeoutMs: 100 })));
      expect(calls).toEqual(['test get 500', 'test get timeout']);
    });
  });
});
