import { parsePhone, type Phone } from '@ganh/kernel';
import { readReference, referenceKey, referenceOfKey } from '../reference';
import { AmountBuckets } from './amount-buckets';
import { ChainedIndex } from './chained-index';
import { CodeIndex } from './code-index';
import { NameWordFilter, wordMask, nameAmountKey, namePair, nameWords } from './names';
import { NameArena } from './name-arena';
import type { MatchOrder } from './types';

const NONE = -1;
const FACTS = 4;
const [NUMBER, DUE, PAID, AT] = [0, 1, 2, 3];

/** A phone as a number below 2^32: what follows +84. */
export function phoneKey(phone: Phone): number {
  return Number(phone.slice(3));
}

/**
 * The orders the matcher knows and what has been booked on each, in columns: one slot an order, in the order they were added.
 * Everything the matcher asks is answered through an index; nothing walks the orders.
 */
export class OrderBook {
  private size = 0;
  private keys = new Int32Array(256);
  /** Per slot: number, due, paid, at. Together, because they are asked together: one memory read instead of four. */
  private facts = new Float64Array(256 * FACTS);
  private pairs = new Uint32Array(256);
  private masks = new Uint32Array(256);
  private readonly names = new NameArena();
  private readonly byKey = new CodeIndex();
  private readonly byPhone = new ChainedIndex();
  private readonly byNameAmount = new ChainedIndex();
  readonly nameFilter = new NameWordFilter();
  /** Open orders only. */
  readonly byAmount = new AmountBuckets();
  /** How many paid orders have this `settlingVnd`. */
  private readonly paidCounts = new Map<number, number>();

  get count(): number {
    return this.size;
  }

  /** Bytes held by the columns and indexes. */
  get bytes(): number {
    const columns = [this.keys, this.facts, this.pairs, this.masks];
    const indexes = [this.byKey, this.byPhone, this.byNameAmount, this.byAmount];
    return [
      ...columns.map((c) => c.byteLength),
      ...indexes.map((i) => i.bytes),
      this.names.byteLength,
    ].reduce((sum, bytes) => sum + bytes, 0);
  }

  /** Throws RangeError on an amount that is no positive whole đồng, an unreadable or a taken reference. */
  add(order: MatchOrder): void {
    if (!Number.isSafeInteger(order.amountVnd) || order.amountVnd <= 0) {
      throw new RangeError(`order ${order.index}: amount must be whole đồng above 0`);
    }
    if (!Number.isFinite(order.at)) throw new RangeError(`order ${order.index}: no time`);
    const key = this.keyFor(order);
    const slot = this.size;
    if (slot === this.keys.length) this.grow();
    this.size += 1;
    this.keys[slot] = key;
    this.facts.set([order.index, order.amountVnd, 0, order.at], slot * FACTS);
    const words = order.customerName ? nameWords(order.customerName) : [];
    this.names.add(words);
    this.pairs[slot] = namePair(words);
    this.masks[slot] = wordMask(words);
    this.nameFilter.add(words);
    if (key !== NONE) this.byKey.add(key, slot);
    const phone = order.customerPhone ? parsePhone(order.customerPhone) : null;
    if (phone) this.byPhone.add(slot, phoneKey(phone));
    this.byAmount.add(slot, order.amountVnd);
    const pair = this.pairs[slot]!;
    if (pair !== 0) this.byNameAmount.add(slot, nameAmountKey(pair, order.amountVnd));
  }

  private keyFor(order: MatchOrder): number {
    if (order.reference === null) return NONE;
    const reference = readReference(order.reference);
    if (reference === null) throw new RangeError(`order ${order.index}: not a payment reference`);
    const key = referenceKey(reference);
    if (this.byKey.get(key) !== NONE) throw new RangeError(`order ${order.index}: reference taken`);
    return key;
  }

  private grow(): void {
    const length = this.keys.length * 2;
    const facts = new Float64Array(length * FACTS);
    facts.set(this.facts);
    this.facts = facts;
    const keys = new Int32Array(length);
    keys.set(this.keys);
    this.keys = keys;
    const pairs = new Uint32Array(length);
    pairs.set(this.pairs);
    this.pairs = pairs;
    const masks = new Uint32Array(length);
    masks.set(this.masks);
    this.masks = masks;
  }

  /** The slot with this reference number that exists at `at`, or -1. */
  withKey(key: number, at: number): number {
    const slot = this.byKey.get(key);
    return slot !== NONE && this.at(slot) <= at ? slot : NONE;
  }

  /** How many orders this line would settle, or pay once more, or take back. */
  countAlike(amountVnd: number): number {
    const paid = this.paidCounts.get(-Math.abs(amountVnd)) ?? 0;
    return this.byAmount.count(amountVnd) + paid;
  }

  /** Slots of a phone number, newest first, at most `most`. */
  withPhone(phone: number, most: number): number[] {
    const slots: number[] = [];
    let slot = this.byPhone.first(phone);
    for (; slot !== NONE && slots.length < most; slot = this.byPhone.after(slot)) slots.push(slot);
    return slots;
  }

  /** The order's `phoneKey`; 0 without a readable one. */
  phone(slot: number): number {
    return this.byPhone.keyAt(slot);
  }

  /** The newest slot with this `nameAmountKey`, or -1; the caller compares the name itself, and the amount. */
  firstWithNameAmount(key: number): number {
    return this.byNameAmount.first(key);
  }

  nextWithNameAmount(slot: number): number {
    return this.byNameAmount.after(slot);
  }

  number(slot: number): number {
    return this.facts[slot * FACTS + NUMBER]!;
  }

  dueVnd(slot: number): number {
    return this.facts[slot * FACTS + DUE]!;
  }

  paidVnd(slot: number): number {
    return this.facts[slot * FACTS + PAID]!;
  }

  leftVnd(slot: number): number {
    return this.dueVnd(slot) - this.paidVnd(slot);
  }

  at(slot: number): number {
    return this.facts[slot * FACTS + AT]!;
  }

  /** -1 where no reference was issued. */
  key(slot: number): number {
    return this.keys[slot]!;
  }

  reference(slot: number): string {
    return referenceOfKey(this.keys[slot]!);
  }

  /** The customer's name in search form, without a form of address. */
  nameWords(slot: number): string[] {
    return this.names.words(slot);
  }

  /** False where a word of the customer's name is surely not among the words with this `wordMask`. */
  mayBeNamed(slot: number, mask: number): boolean {
    return (this.masks[slot]! & ~mask) === 0;
  }

  /**
   * The line that would settle the order: what is left of it, or, once it is paid, minus what came in (the line that would
   * take it all back).
   */
  settlingVnd(slot: number): number {
    const left = this.leftVnd(slot);
    return left > 0 ? left : -this.paidVnd(slot);
  }

  /** Books money on an order; negative takes back. What was never booked cannot be taken back: paid stays at or above 0. */
  book(slot: number, amountVnd: number): void {
    const before = this.settlingVnd(slot);
    this.facts[slot * FACTS + PAID] = Math.max(0, this.paidVnd(slot) + amountVnd);
    const after = this.settlingVnd(slot);
    if (before > 0) this.byAmount.remove(slot, before);
    else this.countPaid(before, -1);
    if (after > 0) this.link(slot, after);
    else this.countPaid(after, 1);
  }

  private link(slot: number, settlingVnd: number): void {
    this.byAmount.add(slot, settlingVnd);
    const pair = this.pairs[slot]!;
    if (pair === 0) return;
    const key = nameAmountKey(pair, settlingVnd);
    // A paid order keeps its place under its last open amount: whoever asks compares the amount anyway.
    if (this.byNameAmount.keyAt(slot) === key && this.paidVnd(slot) > 0) return;
    this.byNameAmount.remove(slot);
    this.byNameAmount.add(slot, key);
  }

  private countPaid(settlingVnd: number, change: number): void {
    this.paidCounts.set(settlingVnd, (this.paidCounts.get(settlingVnd) ?? 0) + change);
  }
}
