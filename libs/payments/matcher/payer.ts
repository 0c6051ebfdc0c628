import { fold } from '@ganh/kernel';
import { isNameIn, wordMask, wordsOf } from './names';
import { type OrderBook, phoneKey } from './order-book';
import { phonesInMemo } from './phones-in-memo';
import type { BankTransfer } from './types';

/** Who sent one bank line, as far as the line tells: read once, when first asked. */
export class Payer {
  private words: string[][] | null = null;
  private masks: number[] | null = null;
  private phones: number[] | null = null;

  constructor(
    private readonly book: OrderBook,
    private readonly transfer: BankTransfer,
    /** The memo, plain ASCII or folded. */
    private readonly text: string,
  ) {}

  /** Is this order's customer named in the memo or as the payer, or does the phone number stand there? */
  owns(slot: number): boolean {
    this.words ??= [this.text.toLowerCase(), fold(this.transfer.payerName ?? '')].map(wordsOf);
    this.masks ??= this.words.map(wordMask);
    const name = this.masks.some((mask) => this.book.mayBeNamed(slot, mask))
      ? this.book.nameWords(slot)
      : [];
    if (this.words.some((words) => isNameIn(name, words))) return true;
    this.phones ??= phonesInMemo(this.text).map(phoneKey);
    return this.phones.includes(this.book.phone(slot));
  }
}
