/** Time is milliseconds UTC from the process's clock; the database's clock is never used. */
export abstract class Clock {
  abstract now(): number;
}

export class SystemClock extends Clock {
  now(): number {
    return Date.now();
  }
}

/** A clock that tests and replays set by hand. */
export class ManualClock extends Clock {
  constructor(private at: number) {
    super();
  }
  now(): number {
    return this.at;
  }
  set(at: number): void {
    this.at = at;
  }
  advance(ms: number): void {
    this.at += ms;
  }
}
