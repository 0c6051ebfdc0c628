import { whole } from '../core/input';
import { invalid } from './refusal';

export interface Page<T> {
  shown: T[];
  paging: Record<string, unknown> | undefined;
}

const cursorOf = (id: string) => Buffer.from(id).toString('base64url');

/** One page of a list by `limit`, `after`, `before`. Cursors name the element, so that new ones do not shift pages. */
export function paginate<T>(
  all: T[],
  idOf: (one: T) => string,
  query: URLSearchParams,
  link: (after: string) => string,
  defaultLimit = 25,
): Page<T> {
  const limit = whole(query.get('limit')) ?? defaultLimit;
  if (limit < 1) throw invalid('limit must be positive');
  const size = Math.min(limit, 100);
  const after = place(all, idOf, query.get('after'));
  const before = place(all, idOf, query.get('before'));
  const start =
    after !== undefined ? after + 1 : before !== undefined ? Math.max(0, before - size) : 0;
  const shown = all.slice(start, before !== undefined ? before : start + size).slice(0, size);
  const first = shown[0];
  const last = shown.at(-1);
  if (!first || !last) return { shown, paging: undefined };
  const cursors = { before: cursorOf(idOf(first)), after: cursorOf(idOf(last)) };
  const more = start + shown.length < all.length;
  return { shown, paging: { cursors, ...(more ? { next: link(cursors.after) } : {}) } };
}

function place<T>(all: T[], idOf: (one: T) => string, cursor: string | null): number | undefined {
  if (!cursor) return undefined;
  const id = Buffer.from(cursor, 'base64url').toString('utf8');
  const at = all.findIndex((one) => idOf(one) === id);
  if (at < 0) throw invalid('Invalid cursor');
  return at;
}
