import type { Tag } from './lexicon';

/** A set of tags as bits. */
export interface Bits {
  low: number;
  high: number;
}

/**
 * Which tags are among the words of a clause: most rules ask only that, and ask it often. Kept as bits and written out,
 * for every comment makes one and asks it many times.
 */
export class Said {
  private low = 0;
  private high = 0;

  /** Takes in the tags of one more word. */
  note({ low, high }: Bits): void {
    this.low |= low;
    this.high |= high;
  }

  get verb(): boolean {
    return (this.low & 0x1) !== 0;
  }
  get give(): boolean {
    return (this.low & 0x2) !== 0;
  }
  get add(): boolean {
    return (this.low & 0x4) !== 0;
  }
  get more(): boolean {
    return (this.low & 0x8) !== 0;
  }
  get raise(): boolean {
    return (this.low & 0x10) !== 0;
  }
  get lower(): boolean {
    return (this.low & 0x20) !== 0;
  }
  get downTo(): boolean {
    return (this.low & 0x40) !== 0;
  }
  get only(): boolean {
    return (this.low & 0x80) !== 0;
  }
  get change(): boolean {
    return (this.low & 0x100) !== 0;
  }
  get into(): boolean {
    return (this.low & 0x200) !== 0;
  }
  get mistake(): boolean {
    return (this.low & 0x400) !== 0;
  }
  get notBut(): boolean {
    return (this.low & 0x800) !== 0;
  }
  get itis(): boolean {
    return (this.low & 0x1000) !== 0;
  }
  get cancel(): boolean {
    return (this.low & 0x2000) !== 0;
  }
  get not(): boolean {
    return (this.low & 0x4000) !== 0;
  }
  get hold(): boolean {
    return (this.low & 0x8000) !== 0;
  }
  get yet(): boolean {
    return (this.low & 0x10000) !== 0;
  }
  get ask(): boolean {
    return (this.low & 0x20000) !== 0;
  }
  get howMuch(): boolean {
    return (this.low & 0x40000) !== 0;
  }
  get show(): boolean {
    return (this.low & 0x80000) !== 0;
  }
  get request(): boolean {
    return (this.low & 0x100000) !== 0;
  }
  get stock(): boolean {
    return (this.low & 0x200000) !== 0;
  }
  get gone(): boolean {
    return (this.low & 0x400000) !== 0;
  }
  get price(): boolean {
    return (this.low & 0x800000) !== 0;
  }
  get priceWord(): boolean {
    return (this.low & 0x1000000) !== 0;
  }
  get free(): boolean {
    return (this.low & 0x2000000) !== 0;
  }
  get dear(): boolean {
    return (this.low & 0x4000000) !== 0;
  }
  get trouble(): boolean {
    return (this.low & 0x8000000) !== 0;
  }
  get past(): boolean {
    return (this.low & 0x10000000) !== 0;
  }
  get done(): boolean {
    return (this.low & 0x20000000) !== 0;
  }
  get later(): boolean {
    return (this.high & 0x1) !== 0;
  }
  get putOff(): boolean {
    return (this.high & 0x2) !== 0;
  }
  get plan(): boolean {
    return (this.high & 0x4) !== 0;
  }
  get cond(): boolean {
    return (this.high & 0x8) !== 0;
  }
  get then(): boolean {
    return (this.high & 0x10) !== 0;
  }
  get onlyIf(): boolean {
    return (this.high & 0x20) !== 0;
  }
  get who(): boolean {
    return (this.high & 0x40) !== 0;
  }
  get praise(): boolean {
    return (this.high & 0x80) !== 0;
  }
  get gift(): boolean {
    return (this.high & 0x100) !== 0;
  }
  get home(): boolean {
    return (this.high & 0x200) !== 0;
  }
  get contact(): boolean {
    return (this.high & 0x400) !== 0;
  }
  get giveaway(): boolean {
    return (this.high & 0x800) !== 0;
  }
  get fromTo(): boolean {
    return (this.high & 0x1000) !== 0;
  }
  get alike(): boolean {
    return (this.high & 0x2000) !== 0;
  }
  get or(): boolean {
    return (this.high & 0x4000) !== 0;
  }
  get sizeCue(): boolean {
    return (this.high & 0x8000) !== 0;
  }
  get colourCue(): boolean {
    return (this.high & 0x10000) !== 0;
  }
  get codeCue(): boolean {
    return (this.high & 0x20000) !== 0;
  }
  get pronoun(): boolean {
    return (this.high & 0x40000) !== 0;
  }
  get shop(): boolean {
    return (this.high & 0x80000) !== 0;
  }
  get title(): boolean {
    return (this.high & 0x100000) !== 0;
  }
  get endAsk(): boolean {
    return (this.high & 0x200000) !== 0;
  }
  get oh(): boolean {
    return (this.high & 0x400000) !== 0;
  }
  get every(): boolean {
    return (this.high & 0x800000) !== 0;
  }
  get missed(): boolean {
    return (this.high & 0x2000000) !== 0;
  }
  get ingest(): boolean {
    return (this.high & 0x4000000) !== 0;
  }
  get crowd(): boolean {
    return (this.high & 0x8000000) !== 0;
  }
  get paid(): boolean {
    return (this.high & 0x10000000) !== 0;
  }
  get each(): boolean {
    return (this.high & 0x1000000) !== 0;
  }
}

/** The tags that can be asked for, in the order of their bits. */
const ASKED: readonly (Tag & keyof Said)[] = [
  'verb',
  'give',
  'add',
  'more',
  'raise',
  'lower',
  'downTo',
  'only',
  'change',
  'into',
  'mistake',
  'notBut',
  'itis',
  'cancel',
  'not',
  'hold',
  'yet',
  'ask',
  'howMuch',
  'show',
  'request',
  'stock',
  'gone',
  'price',
  'priceWord',
  'free',
  'dear',
  'trouble',
  'past',
  'done',
  'later',
  'putOff',
  'plan',
  'cond',
  'then',
  'onlyIf',
  'who',
  'praise',
  'gift',
  'home',
  'contact',
  'giveaway',
  'fromTo',
  'alike',
  'or',
  'sizeCue',
  'colourCue',
  'codeCue',
  'pronoun',
  'shop',
  'title',
  'endAsk',
  'oh',
  'every',
  'each',
  'missed',
  'ingest',
  'crowd',
  'paid',
];
const BITS = 30;

export function bitsOf(has: (tag: Tag) => boolean): Bits {
  const bits = { low: 0, high: 0 };
  ASKED.forEach((tag, i) => {
    if (has(tag)) bits[i < BITS ? 'low' : 'high'] |= 1 << (i % BITS);
  });
  return bits;
}
