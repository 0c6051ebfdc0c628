/** A token bucket's shape: `burst` calls at once, refilled with `perSecond`. */
export interface BucketShape {
  burst: number;
  perSecond: number;
}

/** A bucket as it stands, for journals and for computing floors. Tokens may be a little below 0 after refusals. */
export interface BucketReading extends BucketShape {
  name: string;
  tokens: number;
  /** Until one more call is allowed; 0 if one is allowed now. */
  waitMs: number;
}

export class Bucket {
  private tokens: number;
  private at: number;

  /** @param refusalCost tokens a refused call costs: channels that prolong the block of who keeps calling have > 0. */
  constructor(
    readonly name: string,
    private shape: BucketShape,
    private readonly now: () => number,
    private readonly refusalCost = 0,
  ) {
    this.tokens = shape.burst;
    this.at = now();
  }

  reshape(shape: BucketShape): void {
    this.shape = shape;
    this.tokens = shape.burst;
    this.at = this.now();
  }

  take(): boolean {
    this.refill();
    if (this.tokens >= 1) {
      this.tokens -= 1;
      return true;
    }
    this.tokens = Math.max(this.tokens - this.refusalCost, -this.shape.burst);
    return false;
  }

  reading(): BucketReading {
    this.refill();
    const missing = Math.max(0, 1 - this.tokens);
    return {
      name: this.name,
      ...this.shape,
      tokens: Math.round(this.tokens * 1000) / 1000,
      waitMs: missing === 0 ? 0 : Math.ceil((missing / this.shape.perSecond) * 1000),
    };
  }

  /** Share of the allowance used up, in whole per cent; above 100 while a block lasts. */
  usedPercent(): number {
    this.refill();
    return Math.round((1 - this.tokens / this.shape.burst) * 100);
  }

  private refill(): void {
    const now = this.now();
    this.tokens = Math.min(
      this.shape.burst,
      this.tokens + ((now - this.at) / 1000) * this.shape.perSecond,
    );
    this.at = now;
  }
}

/** Buckets made on first use, all of one kind sharing one shape. */
export class Buckets {
  private readonly made = new Map<string, Bucket>();

  constructor(
    private readonly shapes: Record<string, BucketShape>,
    private readonly now: () => number,
    private readonly refusalCost = 0,
  ) {}

  of(kind: string, owner: string): Bucket {
    const name = `${kind}:${owner}`;
    let bucket = this.made.get(name);
    if (!bucket) {
      const shape = this.shapes[kind];
      if (!shape) throw new Error(`no such kind of bucket: ${kind}`);
      bucket = new Bucket(name, shape, this.now, this.refusalCost);
      this.made.set(name, bucket);
    }
    return bucket;
  }

  kinds(): Record<string, BucketShape> {
    return { ...this.shapes };
  }

  /** @throws if the kind is unknown or the numbers are not positive */
  reshape(kind: string, shape: BucketShape): void {
    if (!this.shapes[kind]) throw new Error(`no such kind of bucket: ${kind}`);
    if (!(shape.burst >= 1) || !(shape.perSecond > 0))
      throw new Error('burst must be ≥ 1 and perSecond > 0');
    this.shapes[kind] = shape;
    for (const [name, bucket] of this.made) if (name.startsWith(`${kind}:`)) bucket.reshape(shape);
  }

  refillAll(): void {
    this.made.clear();
  }

  readings(): BucketReading[] {
    return [...this.made.values()].map((bucket) => bucket.reading());
  }
}
