const NONE = -1;

interface Bucket {
  newest: number;
  count: number;
}

/**
 * Slots by the amount that would settle them, newest first. Half the orders of a shop may share ten prices, so a slot leaves
 * its bucket without walking it (doubly linked).
 */
export class AmountBuckets {
  private readonly buckets = new Map<number, Bucket>();
  /** Per slot the older and the newer neighbour, side by side. */
  private links = new Int32Array(0);

  get bytes(): number {
    // A Map entry with its small object: about 80 bytes.
    return this.links.byteLength + this.buckets.size * 80;
  }

  add(slot: number, amountVnd: number): void {
    if (slot * 2 >= this.links.length) {
      const links = new Int32Array(Math.max(512, this.links.length * 2, slot * 2 + 2));
      links.set(this.links);
      this.links = links;
    }
    let bucket = this.buckets.get(amountVnd);
    if (!bucket) this.buckets.set(amountVnd, (bucket = { newest: NONE, count: 0 }));
    this.links[slot * 2] = bucket.newest;
    this.links[slot * 2 + 1] = NONE;
    if (bucket.newest !== NONE) this.links[bucket.newest * 2 + 1] = slot;
    bucket.newest = slot;
    bucket.count += 1;
  }

  remove(slot: number, amountVnd: number): void {
    const bucket = this.buckets.get(amountVnd);
    if (!bucket) return;
    const older = this.links[slot * 2]!;
    const newer = this.links[slot * 2 + 1]!;
    if (newer === NONE) bucket.newest = older;
    else this.links[newer * 2] = older;
    if (older !== NONE) this.links[older * 2 + 1] = newer;
    bucket.count -= 1;
    if (bucket.count === 0) this.buckets.delete(amountVnd);
  }

  count(amountVnd: number): number {
    return this.buckets.get(amountVnd)?.count ?? 0;
  }

  /** The slot added last with this amount, or -1. */
  newest(amountVnd: number): number {
    return this.buckets.get(amountVnd)?.newest ?? NONE;
  }

  /** The slot added before it with the same amount, or -1. */
  olderThan(slot: number): number {
    return this.links[slot * 2]!;
  }
}
