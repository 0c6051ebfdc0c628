export {
  formatReference,
  issueReference,
  readReference,
  referenceKey,
  REFERENCE_LENGTH,
  type PaymentReference,
} from './reference';
export { createMatcher, type PaymentMatcher } from './matcher/matcher';
export type { BankTransfer, Decision, MatchKind, MatchOrder } from './matcher/types';
export { bankOfBin, listBanks, type Bank } from './vietqr/banks';
export { buildVietQr } from './vietqr/build';
export { vietQrPng, vietQrSvg } from './vietqr/image';
export type { VietQr } from './vietqr/payload';
export { readVietQr } from './vietqr/read';
export { VietQrError } from './vietqr/tlv';
export { SettlementBook } from './settlement-book.service';
export { SettlementStore, type UnpaidOrder } from './settlement.store';
