import { fold } from '@ganh/kernel';
import { eachNameKey, isNameIn, wordsBetween } from './names';
import { type OrderBook, phoneKey } from './order-book';
import { phonesInMemo } from './phones-in-memo';
import type { BankTransfer } from './types';

/** What speaks for an order when no reference does. Never enough to book: a person decides. */
export interface Evidence {
  slot: number;
  phone: boolean;
  name: boolean;
  amount: boolean;
}

const DAY_MS = 86_400_000;
const PHONE_DAYS = 60;
/** A known phone with another amount: only soon after the order. */
const PHONE_ONLY_DAYS = 7;
const NAME_DAYS = 30;
const AMOUNT_DAYS = 3;
const MOST_SUGGESTED = 3;
/** Orders looked at behind one phone or amount, and names compared. */
const MOST_LOOKED_AT = 24;
const MOST_NAMES_COMPARED = 8;

/**
 * Orders that the payer's phone, name or amount point to, likeliest first, at most three.
 * `text` is the memo as the matcher read it. Indexes answer; the cost does not grow with the orders.
 */
export function findEvidence(book: OrderBook, transfer: BankTransfer, text: string): Evidence[] {
  const found = new Map<number, Evidence>();
  const note = (slot: number, mark: 'phone' | 'name'): void => {
    const amount = book.settlingVnd(slot) === transfer.amountVnd;
    const before = found.get(slot) ?? { slot, phone: false, name: false, amount };
    found.set(slot, { ...before, [mark]: true });
  };
  for (const slot of byPhone(book, transfer, text)) note(slot, 'phone');
  // Only open orders stand under their name: money going back is suggested by phone alone.
  if (transfer.amountVnd > 0 && book.byAmount.count(transfer.amountVnd) > 0) {
    for (const slot of byNameAndAmount(book, transfer, text)) note(slot, 'name');
    if (found.size === 0) return loneAmount(book, transfer);
  }
  return [...found.values()]
    .sort((a, b) => weight(b) - weight(a) || book.at(b.slot) - book.at(a.slot))
    .slice(0, MOST_SUGGESTED);
}

function byPhone(book: OrderBook, transfer: BankTransfer, text: string): number[] {
  return phonesInMemo(text).flatMap((phone) =>
    book.withPhone(phoneKey(phone), MOST_LOOKED_AT).filter((slot) => {
      const days = book.settlingVnd(slot) === transfer.amountVnd ? PHONE_DAYS : PHONE_ONLY_DAYS;
      return isOpenFor(book, slot, transfer) && isWithin(book, slot, transfer, days);
    }),
  );
}

/** A common name with a common amount has many orders: the first few are as good as any. */
function byNameAndAmount(book: OrderBook, transfer: BankTransfer, text: string): number[] {
  const slots: number[] = [];
  let compared = 0;
  const search = (words: string): boolean =>
    eachNameKey(words, transfer.amountVnd, book.nameFilter, (key, mask, from, to) => {
      let slot = book.firstWithNameAmount(key);
      for (; slot >= 0; slot = book.nextWithNameAmount(slot)) {
        if (compared >= MOST_NAMES_COMPARED || slots.length >= MOST_SUGGESTED) return true;
        if (book.settlingVnd(slot) !== transfer.amountVnd) continue;
        if (!isWithin(book, slot, transfer, NAME_DAYS)) continue;
        if (!book.mayBeNamed(slot, mask)) continue;
        compared += 1;
        if (isNameIn(book.nameWords(slot), wordsBetween(words, from, to))) slots.push(slot);
      }
      return false;
    });
  if (!transfer.payerName || !search(fold(transfer.payerName))) search(text);
  return slots;
}

function weight(evidence: Evidence): number {
  return Number(evidence.amount) * 2 + Number(evidence.phone) * 2 + Number(evidence.name);
}

/** Money in settles what is open; money out can only concern what was paid. */
function isOpenFor(book: OrderBook, slot: number, transfer: BankTransfer): boolean {
  return transfer.amountVnd > 0 ? book.leftVnd(slot) > 0 : book.paidVnd(slot) > 0;
}

function isWithin(book: OrderBook, slot: number, transfer: BankTransfer, days: number): boolean {
  const ageMs = transfer.at - book.at(slot);
  return ageMs >= 0 && ageMs <= days * DAY_MS;
}

/** 100.000 or 250.000 anybody sends; 187.500 is somebody's bill. */
function isTelling(amountVnd: number): boolean {
  return String(amountVnd).replace(/0+$/, '').length >= 3;
}

/** Open orders of the last days with just this amount, when they are so few that a person can choose. */
function loneAmount(book: OrderBook, transfer: BankTransfer): Evidence[] {
  if (!isTelling(transfer.amountVnd)) return [];
  const slots: number[] = [];
  let slot = book.byAmount.newest(transfer.amountVnd);
  for (let n = 0; slot >= 0 && n < MOST_LOOKED_AT; n += 1) {
    if (isWithin(book, slot, transfer, AMOUNT_DAYS)) slots.push(slot);
    if (slots.length > MOST_SUGGESTED) return [];
    slot = book.byAmount.olderThan(slot);
  }
  return slots.map((found) => ({ slot: found, phone: false, name: false, amount: true }));
}
