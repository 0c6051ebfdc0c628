import { handlersByName, runOnce, type Ran } from '../handlers';
import { afterFailure, errorLine, isParked, type RetryPolicy, type Trouble } from '../retry';
import {
  LANES,
  workId,
  type Lane,
  type ParkedWork,
  type QueueLog,
  type WakeUp,
  type WakeUpHandler,
} from '../wake-up';

/** setTimeout takes at most 2^31 − 1 ms and fires at once beyond it. */
const LONGEST_TIMER_MS = 2_147_483_647;

interface Work {
  readonly name: string;
  readonly key: string;
  lane: Lane;
  /** When it wants to run; null while nothing is wanted. */
  dueAt: number | null;
  timer: NodeJS.Timeout | null;
  running: boolean;
  trouble?: Trouble;
}

interface LaneState {
  /** First come, first served: a Set keeps its order and forgets cheaply. */
  line: Set<Work>;
  running: number;
  pumping: boolean;
}

/**
 * Wake-ups and their work inside one process. Nothing survives the process: what a killed process knew is found again
 * by the sweepers.
 */
export class EmbeddedQueue {
  private readonly works = new Map<string, Work>();
  private readonly lanes = new Map<Lane, LaneState>(
    LANES.map((lane) => [lane, { line: new Set(), running: 0, pumping: false }]),
  );
  private readonly aborts = new Set<AbortController>();
  private handlers: ReadonlyMap<string, WakeUpHandler> | null = null;
  private onIdle: (() => void) | null = null;

  constructor(
    private readonly concurrency: Readonly<Record<Lane, number>>,
    private readonly retry: RetryPolicy,
    private readonly log: QueueLog,
  ) {}

  wake(wakeUp: WakeUp): void {
    const work = this.work(wakeUp.lane, wakeUp.name, wakeUp.key);
    this.want(work, Date.now() + Math.max(0, wakeUp.delayMs ?? 0));
  }

  start(handlers: readonly WakeUpHandler[]): void {
    if (this.handlers) throw new Error('the worker was started already');
    this.handlers = handlersByName(handlers);
    for (const work of this.works.values()) this.arm(work);
  }

  async stop(graceMs: number): Promise<void> {
    this.handlers = null;
    for (const work of this.works.values()) this.disarm(work);
    for (const state of this.lanes.values()) state.line.clear();
    if (!(await this.idleWithin(graceMs))) {
      for (const abort of this.aborts) abort.abort(new Error('the process is stopping'));
      if (!(await this.idleWithin(1_000))) this.log.warn('queue: work ran on after its abort');
    }
  }

  parked(): ParkedWork[] {
    const parked: ParkedWork[] = [];
    for (const { lane, name, key, trouble } of this.works.values()) {
      if (!isParked(trouble)) continue;
      const { attempts, lastError, parkedAt } = trouble;
      parked.push({ lane, name, key, attempts, lastError, parkedAt });
    }
    return parked;
  }

  retryParked(name: string, key: string): boolean {
    const work = this.works.get(workId(name, key));
    if (!work || !isParked(work.trouble)) return false;
    work.trouble = undefined;
    this.want(work, Date.now());
    return true;
  }

  private work(lane: Lane, name: string, key: string): Work {
    const id = workId(name, key);
    let work = this.works.get(id);
    if (!work) {
      work = { name, key, lane, dueAt: null, timer: null, running: false };
      this.works.set(id, work);
    }
    return work;
  }

  private want(work: Work, at: number): void {
    const dueAt = Math.max(at, work.trouble?.notBeforeAt ?? 0);
    if (work.dueAt !== null && work.dueAt <= dueAt) return;
    work.dueAt = dueAt;
    this.arm(work);
  }

  /** Puts waiting work into its line, or sets its timer. Running work is armed when it has finished. */
  private arm(work: Work): void {
    if (!this.handlers || work.running || work.dueAt === null) return;
    if (work.timer) clearTimeout(work.timer);
    const waitMs = work.dueAt - Date.now();
    if (waitMs > 0) {
      const rearm = () => {
        work.timer = null;
        this.arm(work);
      };
      work.timer = setTimeout(rearm, Math.min(waitMs, LONGEST_TIMER_MS));
      return;
    }
    work.timer = null;
    work.lane = this.handlers.get(work.name)?.lane ?? work.lane;
    this.lanes.get(work.lane)!.line.add(work);
    this.pump(work.lane);
  }

  private disarm(work: Work): void {
    if (work.timer) clearTimeout(work.timer);
    work.timer = null;
  }

  /** Starts work on a later turn of the event loop, so that a long line cannot hold the loop and `wake` returns first. */
  private pump(lane: Lane): void {
    const state = this.lanes.get(lane)!;
    if (state.pumping) return;
    state.pumping = true;
    setImmediate(() => {
      state.pumping = false;
      for (const work of state.line) {
        if (!this.handlers || state.running >= this.concurrency[lane]) break;
        state.line.delete(work);
        void this.run(work, state);
      }
    });
  }

  private async run(work: Work, state: LaneState): Promise<void> {
    const abort = new AbortController();
    this.aborts.add(abort);
    state.running += 1;
    work.running = true;
    work.dueAt = null;
    const handler = this.handlers?.get(work.name);
    const ran = await runOnce(handler, work.name, work.key, abort.signal);
    work.running = false;
    state.running -= 1;
    this.aborts.delete(abort);
    this.settle(work, ran);
    this.arm(work);
    if (work.dueAt === null && !work.trouble) this.works.delete(workId(work.name, work.key));
    if (state.line.size > 0) this.pump(work.lane);
    if (this.aborts.size === 0) this.onIdle?.();
  }

  private settle(work: Work, ran: Ran): void {
    const at = Date.now();
    if ('error' in ran) {
      work.trouble = afterFailure(
        work.trouble,
        { lane: work.lane, error: ran.error, at },
        this.retry,
      );
      const { parkedAt, notBeforeAt, attempts } = work.trouble;
      this.log.warn(
        `queue: ${work.name} ${work.key} failed (${attempts}): ${errorLine(ran.error)}`,
      );
      if (work.dueAt !== null) work.dueAt = Math.max(work.dueAt, notBeforeAt);
      if (parkedAt === null) this.want(work, notBeforeAt);
      else this.log.error(`queue: ${work.name} ${work.key} is parked`);
      return;
    }
    if ('aborted' in ran) return this.want(work, at);
    work.trouble = undefined;
    if ('againInMs' in ran) this.want(work, at + ran.againInMs);
  }

  private async idleWithin(ms: number): Promise<boolean> {
    if (this.aborts.size === 0) return true;
    return new Promise((resolve) => {
      const timer = setTimeout(() => resolve(false), ms);
      this.onIdle = () => {
        clearTimeout(timer);
        resolve(true);
      };
    });
  }
}
