import { errorLine } from '../retry';
import type { QueueLog } from '../wake-up';
import type { DueWork, WorkState } from './work-state';

/** How late another process's delayed wake-up may be noticed. */
const LOOK_EVERY_MS = 100;
const AT_ONCE = 500;

/** Moves delayed wake-ups into their lanes when their time comes. Every worker process runs one; doubles coalesce. */
export class LaterFeeder {
  private timer: NodeJS.Timeout | null = null;
  private running = false;
  private failing = false;

  constructor(
    private readonly state: WorkState,
    private readonly add: (due: DueWork[]) => Promise<void>,
    private readonly log: QueueLog,
  ) {}

  start(): void {
    this.running = true;
    void this.look();
  }

  stop(): void {
    this.running = false;
    if (this.timer) clearTimeout(this.timer);
  }

  private async look(): Promise<void> {
    let waitMs = LOOK_EVERY_MS;
    try {
      const { due, nextAt } = await this.state.takeDue(Date.now(), AT_ONCE);
      if (due.length > 0) await this.add(due);
      if (nextAt !== null) waitMs = Math.min(waitMs, Math.max(1, nextAt - Date.now()));
      this.failing = false;
    } catch (error) {
      // What was taken is due again when its lease ends.
      if (!this.failing && this.running)
        this.log.warn(`queue: delayed wake-ups: ${errorLine(error)}`);
      this.failing = true;
      waitMs = 1_000;
    }
    if (this.running) this.timer = setTimeout(() => void this.look(), waitMs);
  }
}
