/** The closed list of what can be wrong with a request. The API maps each to one HTTP status (apps/api/problem.ts). */
export type ProblemCode =
  | 'validation'
  | 'unauthenticated'
  | 'forbidden'
  | 'not_found'
  | 'conflict'
  | 'stale'
  | 'insufficient_stock'
  | 'idempotency_mismatch'
  | 'too_large'
  | 'unsupported_media'
  | 'rate_limited'
  | 'unavailable'
  | 'internal';

/** One bad field: `field` is a path like `lines[0].quantity`; `reason` and `remedy` are plain Vietnamese sentences. */
export interface FieldProblem {
  field: string;
  code: string;
  reason: string;
  remedy: string;
}

/**
 * An expected refusal that speaks to a person. `title` is one plain Vietnamese sentence (ui.md §8).
 * Never carries a secret or a buyer's personal data: it may be logged.
 */
export class Problem extends Error {
  constructor(
    readonly code: ProblemCode,
    readonly title: string,
    readonly errors: readonly FieldProblem[] = [],
    readonly detail: Readonly<Record<string, unknown>> = {},
  ) {
    super(`${code}: ${title}`);
    this.name = 'Problem';
  }

  static notFound(title = 'Không tìm thấy. Có thể đã bị xoá, hoặc không thuộc HTX này.'): Problem {
    return new Problem('not_found', title);
  }

  static field(field: string, code: string, reason: string, remedy: string): Problem {
    return new Problem('validation', reason, [{ field, code, reason, remedy }]);
  }
}
