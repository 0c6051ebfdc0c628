import type { SettlementKind, SettlementPartKind } from '@ganh/channels/kit';
import { fold } from '@ganh/kernel';

const FEE = /^(?:thu |tru |khau tru |hoan )?(?:phi|hoa hong|chiet khau|thue|fee|commission)\b/;

/** What marketplaces call a line, in search form; the first that fits. What fits none stays `unknown`. */
const KINDS: readonly (readonly [RegExp, SettlementKind])[] = [
  [FEE, 'adjustment'],
  [/\bhoan\b|tra hang|khach tra|\brefund|\breturn/, 'refund'],
  [/dieu chinh|boi thuong|den bu|thuong|phat\b|ho tro|adjust/, 'adjustment'],
  [/tien hang|tien ban|don hang|doanh thu|ban hang|thanh toan|chi tra|tra tien|thu ho|\bcod\b|^order|^sale|^payout/, 'order'],
]; // prettier-ignore

export function payoutKindOf(words: string): SettlementKind {
  const folded = fold(words);
  return KINDS.find(([like]) => like.test(folded))?.[1] ?? 'unknown';
}

export function isFeeLine(words: string): boolean {
  return FEE.test(fold(words));
}

const FEES: readonly (readonly [RegExp, SettlementPartKind])[] = [
  [/thue.*(?:thu nhap|tncn|tndn)/, 'income_tax'],
  [/thue|gtgt|\bvat\b/, 'vat'],
  [/hoa hong|commission/, 'commission'],
  [/thanh toan|giao dich|payment/, 'payment_fee'],
  [/van chuyen|giao hang|ship/, 'shipping'],
]; // prettier-ignore

/** Which fee a title or a line names; one that says no more is for the marketplace's service. */
export function feeKindOf(words: string): SettlementPartKind {
  const folded = fold(words);
  return FEES.find(([like]) => like.test(folded))?.[1] ?? 'service_fee';
}
