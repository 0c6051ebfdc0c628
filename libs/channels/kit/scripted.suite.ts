import { HttpFailure, parseJson, type HttpBody, type HttpResponse } from '@ganh/http';
import { ChannelFailure } from './failure';
import type {
  ChannelRequest,
  ProductSnapshot,
  PushItem,
  ShopAccess,
  VariantSnapshot,
} from './contract';

/** One answer of a scripted channel: a JSON body, or a whole answer. */
export type Scripted = unknown | { status: number; text: string; headers?: Record<string, string> };

export interface ScriptedChannel {
  send: (request: ChannelRequest) => Promise<HttpResponse>;
  requests: ChannelRequest[];
  /** Labels in the order of the calls. */
  labels(): string[];
  /** The parsed JSON body of the last call so labelled. */
  bodyOf(label: string): unknown;
  /** Name and value pairs of the last call so labelled. */
  queryOf(label: string): Record<string, string>;
}

/**
 * Answers by label. A list is used up one by one and its last stays; a function is asked; an Error is thrown.
 * A call that nobody has scripted fails the test.
 */
export function scriptedChannel(answers: Record<string, Scripted | Scripted[]>): ScriptedChannel {
  const requests: ChannelRequest[] = [];
  const queues = new Map(
    Object.entries(answers).map(([label, all]) => [label, Array.isArray(all) ? [...all] : [all]]),
  );
  const last = (label: string) => requests.filter((request) => request.label === label).at(-1);
  return {
    requests,
    labels: () => requests.map((request) => request.label),
    bodyOf: (label) => jsonOf(last(label)?.body),
    queryOf: (label) => Object.fromEntries(last(label)?.query ?? []),
    async send(request) {
      requests.push(request);
      const queue = queues.get(request.label);
      if (!queue) throw new Error(`nobody scripted ${request.label}`);
      const answer = queue.length > 1 ? queue.shift() : queue[0];
      const told: unknown =
        typeof answer === 'function'
          ? await (answer as (r: ChannelRequest) => unknown)(request)
          : answer;
      if (told instanceof Error) throw told;
      return isWhole(told)
        ? response(told.status, told.text, told.headers)
        : response(200, JSON.stringify(told));
    },
  };
}

function isWhole(
  answer: unknown,
): answer is { status: number; text: string; headers?: Record<string, string> } {
  return typeof answer === 'object' && answer !== null && 'text' in answer && 'status' in answer;
}

export function response(
  status: number,
  text: string,
  headers: Record<string, string> = {},
): HttpResponse {
  return {
    status,
    headers,
    body: Buffer.from(text),
    text: () => text,
    json: () => {
      try {
        return parseJson(text);
      } catch {
        throw new HttpFailure('badBody', 'scripted', 'not JSON', true, status);
      }
    },
  };
}

function jsonOf(body: HttpBody | undefined): unknown {
  if (!body) return undefined;
  if ('raw' in body) return parseJson(body.raw.toString());
  return 'json' in body
    ? body.json
    : 'form' in body
      ? Object.fromEntries(body.form)
      : body.multipart;
}

/** The answer was lost on its way: the call may have been carried out. */
export const lostAnswer = () =>
  new ChannelFailure('transient', { code: 'timeout', ambiguous: true });

export const NOW = Date.UTC(2026, 10, 1, 3, 0, 0);

export function shopAccess(send: ShopAccess['send'], over: Partial<ShopAccess> = {}): ShopAccess {
  return {
    baseUrl: 'https://channel.example',
    authUrl: 'https://consent.example/auth',
    tokenUrl: null,
    app: {},
    send,
    now: () => NOW,
    externalShopId: '600100001',
    tokens: {
      accessToken: 'AT',
      accessExpiresAt: null,
      refreshToken: 'RT',
      refreshExpiresAt: null,
    },
    settings: {},
    slowDown: async () => undefined,
    ...over,
  };
}

export function variantOf(over: Partial<VariantSnapshot> = {}): VariantSnapshot {
  const sku = over.sku ?? 'G-1001';
  return {
    sku,
    optionName: '',
    priceVnd: 65_000,
    availableQty: 12,
    weightGrams: 520,
    externalId: null,
    ...over,
  };
}

export function productOf(over: Partial<ProductSnapshot> = {}): ProductSnapshot {
  return {
    title: 'Miến dong Bến Lau 500 g',
    description: 'Miến dong phơi nắng, sợi dai.',
    brand: 'HTX Bến Lau',
    ocopStars: 4,
    pageUrl: 'https://htx.example/p/mien1',
    photos: [
      {
        key: 'p1',
        url: 'https://htx.example/media/p1.jpg',
        jpeg: async () => Buffer.from('jpeg-1'),
      },
    ],
    variants: [variantOf()],
    hidden: false,
    answers: {},
    externalItemId: null,
    memory: {},
    ...over,
  };
}

export function itemOf(product: ProductSnapshot, over: Partial<PushItem> = {}): PushItem {
  return { key: 'k1', product, variant: null, mayExist: false, ...over };
}

/** One row of work a variant. */
export function rowsOf(product: ProductSnapshot): PushItem[] {
  return product.variants.map((variant) => itemOf(product, { key: variant.sku, variant }));
}

export { failureOf } from './drive.suite';
