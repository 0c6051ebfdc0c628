import http from 'node:http';
import https from 'node:https';
import axios, { type AxiosInstance, type AxiosResponse } from 'axios';
import { publicLookup, refusal } from './address';
import { encodeBody, withQuery } from './encode';
import { failureOf, type Attempt } from './failure';
import { callLine, type HttpCall } from './log';
import { HttpFailure, responseOf, type HttpRequest, type HttpResponse, type Send } from './request';

export interface HttpClientOptions {
  /** The sandbox stands on loopback; a shop's configured address must not reach into the house's network. */
  allowPrivate?: boolean;
  /** Largest answer, after decompression. Default 10 MB. */
  maxBytes?: number;
  /** For requests that name none. Default 20 s. */
  timeoutMs?: number;
  maxSocketsPerHost?: number;
  userAgent?: string;
  /** One redacted line a call. */
  log?: { debug(line: string): void; warn(line: string): void };
  /** For metrics. */
  onCall?: (call: HttpCall) => void;
}

export interface HttpClient {
  send: Send;
  close(): void;
}

/** The one door to the outside. Connections are kept alive per host. */
export function createHttpClient(options: HttpClientOptions = {}): HttpClient {
  const agents = openAgents(options);
  const instance = openAxios(options, agents);
  const send: Send = async (request) => {
    const startedAt = performance.now();
    const ended = (outcome: HttpResponse | HttpFailure) =>
      report(options, request, outcome, performance.now() - startedAt);
    try {
      const response = await attempt(instance, options, request, true);
      ended(response);
      return response;
    } catch (error) {
      if (error instanceof HttpFailure) ended(error);
      throw error;
    }
  };
  const close = () => {
    agents.http.destroy();
    agents.https.destroy();
  };
  return { send, close };
}

interface Agents {
  http: http.Agent;
  https: https.Agent;
}

function openAgents(options: HttpClientOptions): Agents {
  const kept: http.AgentOptions = {
    keepAlive: true,
    maxSockets: options.maxSocketsPerHost ?? 64,
    maxFreeSockets: 16,
    scheduling: 'lifo',
  };
  return { http: new http.Agent(kept), https: new https.Agent(kept) };
}

function openAxios(options: HttpClientOptions, agents: Agents): AxiosInstance {
  return axios.create({
    adapter: 'http',
    httpAgent: agents.http,
    httpsAgent: agents.https,
    proxy: false,
    maxRedirects: 0,
    responseType: 'arraybuffer',
    maxContentLength: options.maxBytes ?? 10_000_000,
    maxBodyLength: Infinity,
    validateStatus: () => true,
    transformRequest: [],
    transformResponse: [],
    headers: { common: { Accept: 'application/json', 'User-Agent': options.userAgent ?? 'ganh' } },
    ...(options.allowPrivate ? {} : { lookup: publicLookup as never }),
  });
}

async function attempt(
  instance: AxiosInstance,
  options: HttpClientOptions,
  request: HttpRequest,
  mayRepeat: boolean,
): Promise<HttpResponse> {
  const { label, method } = request;
  const url = parseUrl(request);
  const refused = refusal(url, options.allowPrivate ?? false);
  if (refused) throw new HttpFailure('network', label, `refused: ${refused}`, false);
  const body = request.body && encodeBody(request.body);
  const timeoutMs = request.timeoutMs ?? options.timeoutMs ?? 20_000;
  const state: Attempt = { label, timeoutMs, sent: false, timedOut: false, reused: false };
  const deadline = new AbortController();
  const timer = setTimeout(() => {
    state.timedOut = true;
    deadline.abort();
  }, timeoutMs);
  try {
    const response = await instance.request<Buffer>({
      method,
      url: withQuery(url, request.query),
      headers: { ...(body && { 'Content-Type': body.contentType }), ...request.headers },
      data: body?.bytes,
      signal: deadline.signal,
      transport: watchedTransport(state),
    });
    return responseOf(label, response.status, plainHeaders(response), response.data);
  } catch (error) {
    const failure = failureOf(error, state);
    // The server may close a kept connection just as we write to it. Asking again is harmless for a question only.
    const stale = state.reused && failure.kind === 'network' && failure.status === undefined;
    if (!(stale && method === 'GET' && mayRepeat)) throw failure;
  } finally {
    clearTimeout(timer);
  }
  return attempt(instance, options, request, false);
}

function parseUrl(request: HttpRequest): URL {
  try {
    return new URL(request.url);
  } catch {
    throw new HttpFailure('network', request.label, 'refused: not an address', false);
  }
}

/** Node's own transport, watched for the moment from which the request may have reached the other side. */
function watchedTransport(state: Attempt) {
  return {
    request(options: https.RequestOptions, onResponse: (response: http.IncomingMessage) => void) {
      const secure = options.protocol === 'https:';
      const request = (secure ? https : http).request(options, onResponse);
      request.once('socket', (socket) => {
        state.reused = request.reusedSocket;
        if (!socket.connecting) state.sent = true;
        else socket.once(secure ? 'secureConnect' : 'connect', () => (state.sent = true));
      });
      return request;
    },
  };
}

function plainHeaders(response: AxiosResponse): Record<string, string> {
  const headers: Record<string, string> = {};
  for (const [name, value] of Object.entries(response.headers)) {
    const separator = name.toLowerCase() === 'set-cookie' ? '\n' : ', ';
    headers[name.toLowerCase()] = Array.isArray(value) ? value.join(separator) : String(value);
  }
  return headers;
}

function report(
  { log, onCall }: HttpClientOptions,
  request: HttpRequest,
  outcome: HttpResponse | HttpFailure,
  tookMs: number,
): void {
  const failed = outcome instanceof HttpFailure;
  onCall?.({
    label: request.label,
    method: request.method,
    outcome: failed ? outcome.kind : String(outcome.status),
    tookMs,
  });
  if (!log) return;
  const line = callLine(request, outcome, tookMs);
  if (failed || outcome.status >= 400) log.warn(line);
  else log.debug(line);
}
