import { once } from 'node:events';
import Fastify, { type FastifyInstance, type FastifyReply, type FastifyRequest } from 'fastify';
import { parseJson } from './input';

/** A call as it came in. `body` holds the raw bytes. */
export interface Call {
  method: string;
  path: string;
  query: URLSearchParams;
  headers: Record<string, string | string[] | undefined>;
  contentType: string;
  body: Buffer;
}

export interface Answer {
  status: number;
  type: string;
  body: string | Buffer;
  headers?: Record<string, string>;
}

/** What reaches the wire: an answer, part of one and then a broken connection, a broken connection, or nothing ever. */
export type Sending = { how: 'answer' | 'cut'; answer: Answer } | { how: 'drop' } | { how: 'hang' };

export function json(body: unknown, status = 200, headers?: Record<string, string>): Answer {
  return { status, type: 'application/json; charset=utf-8', body: JSON.stringify(body), headers };
}

export function html(body: string, status = 200): Answer {
  return { status, type: 'text/html; charset=utf-8', body };
}

export function redirect(location: string): Answer {
  return { status: 302, type: 'text/plain; charset=utf-8', body: '', headers: { location } };
}

/** The body as fields: JSON, form or multipart. Files come back as Blobs; undefined if it cannot be read as such. */
export async function bodyFields(call: Call): Promise<Record<string, unknown> | undefined> {
  if (call.body.length === 0) return {};
  if (call.contentType.startsWith('application/x-www-form-urlencoded')) {
    return Object.fromEntries(new URLSearchParams(call.body.toString('utf8')));
  }
  if (call.contentType.startsWith('multipart/form-data')) return multipartFields(call);
  const parsed = parseJson(call.body.toString('utf8'));
  return typeof parsed === 'object' && parsed !== null && !Array.isArray(parsed)
    ? (parsed as Record<string, unknown>)
    : undefined;
}

async function multipartFields(call: Call): Promise<Record<string, unknown> | undefined> {
  try {
    const form = await new Response(new Uint8Array(call.body), {
      headers: { 'content-type': call.contentType },
    }).formData();
    const out: Record<string, unknown> = {};
    form.forEach((value, key) => {
      const before = out[key];
      if (before === undefined) out[key] = value;
      else out[key] = Array.isArray(before) ? [...before, value] : [before, value];
    });
    return out;
  } catch {
    return undefined;
  }
}

/** Opens one HTTP server on loopback that hands every call to `handle`. Port 0 takes a free one. */
export async function openFront(
  port: number,
  bodyLimit: number,
  handle: (call: Call) => Promise<Sending>,
  tooLarge: () => Answer = () => json({ error: 'the body is too large' }, 413),
): Promise<{ url: string; close: () => Promise<void> }> {
  const app = Fastify({ bodyLimit, forceCloseConnections: true, exposeHeadRoutes: false });
  app.removeAllContentTypeParsers();
  app.addContentTypeParser('*', { parseAs: 'buffer' }, (_request, body, done) => done(null, body));
  app.all('/*', async (request, reply) => send(reply, await handle(callOf(request))));
  app.setErrorHandler(async (error: Error & { statusCode?: number }, _request, reply) => {
    const status = error.statusCode ?? 500;
    if (status === 413) return send(reply, { how: 'answer', answer: tooLarge() });
    if (status >= 500) process.stderr.write(`sandbox: ${error.stack ?? error.message}\n`);
    return reply.status(status).send({ error: error.message });
  });
  const url = await app.listen({ port, host: '127.0.0.1' });
  return { url, close: () => closeFront(app) };
}

async function closeFront(app: FastifyInstance): Promise<void> {
  app.server.closeAllConnections();
  await app.close();
}

function callOf(request: FastifyRequest): Call {
  const url = new URL(request.raw.url ?? '/', 'http://127.0.0.1');
  return {
    method: request.method,
    path: url.pathname,
    query: url.searchParams,
    headers: request.headers,
    contentType: request.headers['content-type'] ?? '',
    body: Buffer.isBuffer(request.body) ? request.body : Buffer.alloc(0),
  };
}

async function send(reply: FastifyReply, sending: Sending): Promise<FastifyReply> {
  if (sending.how === 'answer') {
    const { status, type, body, headers } = sending.answer;
    return reply
      .status(status)
      .headers({ ...headers, 'content-type': type })
      .send(body);
  }
  reply.hijack();
  if (sending.how === 'cut') await cut(reply, sending.answer);
  if (sending.how !== 'hang') reply.raw.socket?.destroy();
  return reply;
}

/** Announces the whole answer, sends a half of it and breaks off. */
async function cut(reply: FastifyReply, answer: Answer): Promise<void> {
  const bytes = Buffer.from(answer.body);
  reply.raw.writeHead(answer.status, {
    'content-type': answer.type,
    'content-length': bytes.length,
  });
  if (!reply.raw.write(bytes.subarray(0, Math.floor(bytes.length / 2))))
    await once(reply.raw, 'drain');
  await new Promise((resolve) => setTimeout(resolve, 20));
}
