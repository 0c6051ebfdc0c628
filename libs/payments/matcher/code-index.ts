const FIRST_CAPACITY = 256;
const EMPTY = -1;
/** References that differ in their last free letter only lie side by side: looking up a stump touches few cache lines. */
const BLOCK_BITS = 4;

/** Slots by reference number (below 13^6), each number once: open addressing, 11 to 22 bytes an order. */
export class CodeIndex {
  /** Number and slot of each place, side by side: one memory read. */
  private pairs = new Int32Array(FIRST_CAPACITY * 2).fill(EMPTY);
  private mask = FIRST_CAPACITY - 1;
  private size = 0;

  get bytes(): number {
    return this.pairs.byteLength;
  }

  /** The slot of a number, or -1. */
  get(key: number): number {
    for (let at = this.placeOf(key); ; at = (at + 1) & this.mask) {
      const found = this.pairs[at * 2]!;
      if (found === key) return this.pairs[at * 2 + 1]!;
      if (found === EMPTY) return EMPTY;
    }
  }

  /** The number must not be there yet. */
  add(key: number, slot: number): void {
    // At most 70 % full, so that a search for what is not there ends soon.
    if (this.size * 10 >= this.mask * 7) this.spread();
    this.put(key, slot);
    this.size += 1;
  }

  private put(key: number, slot: number): void {
    let at = this.placeOf(key);
    while (this.pairs[at * 2] !== EMPTY) at = (at + 1) & this.mask;
    this.pairs[at * 2] = key;
    this.pairs[at * 2 + 1] = slot;
  }

  private placeOf(key: number): number {
    const mixed = Math.imul(key >>> BLOCK_BITS, 0x9e3779b1);
    const block = (mixed ^ (mixed >>> 15)) << BLOCK_BITS;
    return (block | (key & ((1 << BLOCK_BITS) - 1))) & this.mask;
  }

  private spread(): void {
    const old = this.pairs;
    this.pairs = new Int32Array(old.length * 2).fill(EMPTY);
    this.mask = old.length - 1;
    for (let i = 0; i < old.length; i += 2) if (old[i] !== EMPTY) this.put(old[i]!, old[i + 1]!);
  }
}
