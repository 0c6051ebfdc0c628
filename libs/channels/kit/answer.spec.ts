import { parseJson } from '@ganh/http';
import { z } from 'zod';
import { ChannelFailure } from './failure';
import {
  exactInteger,
  headerOf,
  idText,
  jsonBody,
  looseList,
  looseNumber,
  looseText,
  readAs,
  retryAfterMs,
} from './answer';
import { response } from './scripted.suite';

const note = { label: 'test', writes: true };

describe('JSON of channels', () => {
  it('keeps ids beyond 2^53 exact in both directions', () => {
    const body = '{"id":9007199254740993,"small":12,"price":65000.5,"name":"chốt"}';
    expect(parseJson(body)).toEqual({
      id: '9007199254740993',
      small: 12,
      price: 65000.5,
      name: 'chốt',
    });
    expect(jsonBody({ id: exactInteger('9007199254740993'), n: 1 }).raw.toString()).toBe(
      '{"id":9007199254740993,"n":1}',
    );
  });

  it('refuses to send what is no id as a number', () => {
    expect(() => exactInteger('12a')).toThrow(RangeError);
  });
});

describe('reading fields', () => {
  const shape = z.object({
    id: idText,
    qty: looseNumber,
    name: looseText,
    tags: looseList(z.object({ id: idText })),
  });

  it.each([
    [{ id: 7 }, { id: '7', qty: null, name: null, tags: [] }],
    [
      { id: '7', qty: '3', name: 5, tags: null },
      { id: '7', qty: 3, name: '5', tags: [] },
    ],
    [
      { id: '7', qty: 'x', name: null, tags: [{ id: 1 }, 'broken', {}] },
      { id: '7', qty: null, name: null, tags: [{ id: '1' }] },
    ],
  ])('%j is read', (body, read) => expect(readAs(shape, body, note)).toEqual(read));

  it('names the field that is not as agreed, as a failure that may have been carried out', () => {
    const failure = catching(() => readAs(shape, { id: {} }, note));
    expect(failure).toMatchObject({
      kind: 'unexpectedShape',
      detail: { code: 'shape:id', ambiguous: true },
    });
  });
});

it('finds a header in any case', () => {
  expect(headerOf({ 'X-Hub-Signature-256': 'a' }, 'x-hub-signature-256')).toBe('a');
  expect(headerOf({ accept: ['b', 'c'] }, 'accept')).toBe('b');
  expect(headerOf({}, 'accept')).toBeUndefined();
});

function catching(run: () => unknown): unknown {
  try {
    run();
  } catch (error) {
    if (error instanceof ChannelFailure) return error;
    throw error;
  }
  return undefined;
}

it('reads how long to wait in both of its forms', () => {
  const told = (value: string, now?: number) =>
    retryAfterMs(response(429, '', { 'retry-after': value }), now);
  const now = Date.UTC(2026, 10, 24, 7, 28, 0);
  expect(told('30')).toBe(30_000);
  expect(told('Tue, 24 Nov 2026 07:28:20 GMT', now)).toBe(20_000);
  expect(told('Tue, 24 Nov 2026 07:00:00 GMT', now)).toBe(0);
  expect(told('Tue, 24 Nov 2026 07:28:20 GMT')).toBeUndefined();
  expect(told('soon', now)).toBeUndefined();
});
