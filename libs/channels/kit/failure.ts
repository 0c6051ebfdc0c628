import type { SellerReason } from './reason';

/** Closed list (docs/architecture.md, "A channel adapter is a translator"). Every adapter maps the channel's codes to these. */
export type FailureKind =
  | 'throttled'
  | 'transient'
  | 'tokenExpired'
  | 'reconnect'
  | 'rejected'
  | 'notFound'
  | 'duplicate'
  | 'badSignature'
  | 'unexpectedShape';

export interface FailureDetail {
  /** The channel's own code, for the log and for support; never shown to a seller alone. */
  code: string;
  /** When the channel says so (Retry-After, usage header, daily quota): ms from now. */
  retryAfterMs?: number;
  /** The call may have been carried out although no answer came. */
  ambiguous?: boolean;
  requestId?: string;
  httpStatus?: number;
  /** Set where the refusal is about the item that was pushed, in words for its seller. */
  reason?: SellerReason;
}

/** The kinds of a table of codes; `prefix` tells tables of one channel apart. */
export function kindsOf(
  codes: Readonly<Record<string, { kind: FailureKind }>>,
  prefix = '',
): Readonly<Record<string, FailureKind>> {
  return Object.fromEntries(
    Object.entries(codes).map(([code, { kind }]) => [`${prefix}${code}`, kind]),
  );
}

/** A whole call failed. What one item of a batch met is an ItemOutcome instead. */
export class ChannelFailure extends Error {
  constructor(
    readonly kind: FailureKind,
    readonly detail: FailureDetail,
    message?: string,
  ) {
    super(message ?? `${kind}: ${detail.code}`);
    this.name = 'ChannelFailure';
  }
}
