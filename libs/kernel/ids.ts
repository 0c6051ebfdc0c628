declare const brand: unique symbol;

/**
 * A key made by the app before any I/O (docs/architecture.md, Keys): a safe integer, stored as bigint.
 * The brand keeps a shop's key from being passed where an order's is due.
 */
export type Id<Name extends string> = number & { readonly [brand]: Name };

export type CoopId = Id<'coop'>;
export type UserId = Id<'user'>;
export type MembershipId = Id<'membership'>;
export type ProductId = Id<'product'>;
export type VariantId = Id<'variant'>;
export type CertificateId = Id<'certificate'>;
export type ShopId = Id<'shop'>;
export type ListingId = Id<'listing'>;
export type OrderId = Id<'order'>;
export type OrderLineId = Id<'orderLine'>;
export type MessageId = Id<'message'>;
export type ReplyId = Id<'reply'>;
export type ReturnId = Id<'return'>;
export type ReturnLineId = Id<'returnLine'>;
export type SheetFileId = Id<'sheetFile'>;
export type SheetImportId = Id<'sheetImport'>;
export type SettlementId = Id<'settlement'>;

/** Brands a number from storage or the wire; throws when it is not a safe positive integer. */
export function toId<T extends Id<string>>(value: unknown): T {
  const id = typeof value === 'string' && /^[0-9]{1,16}$/.test(value) ? Number(value) : value;
  if (typeof id !== 'number' || !Number.isSafeInteger(id) || id <= 0) {
    throw new RangeError('not an id: a safe positive integer is needed');
  }
  return id as T;
}

/** What one cooperative's data is reached with. A store that touches a cooperative's rows cannot be called without one. */
export interface CoopScope {
  readonly coopId: CoopId;
}

/** Named leave to look across cooperatives (officer, operator, sweeper, verify): the purpose is written to the audit trail or log. */
export interface AllCoops {
  readonly allCoopsFor:
    'officer' | 'operator' | 'sweeper' | 'verify' | 'login' | 'delivery' | 'suggestion';
}
