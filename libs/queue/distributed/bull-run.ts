import type { Job, Worker } from 'bullmq';
import type { Redis } from 'ioredis';
import { runOnce, type Ran } from '../handlers';
import { afterFailure, errorLine, type Trouble } from '../retry';
import type { QueueSettings } from '../settings';
import { LANES, workId, type Lane, type QueueLog, type WakeUpHandler } from '../wake-up';
import { addJobs, type BullQueues, type WakeUpJob } from './bull-queues';
import { connectWorker, LONGEST_RETRY_MS } from './connections';
import { LaterFeeder } from './later-feeder';
import { loadBullMq } from './load';
import { within } from './within';
import { WorkState, type DueWork } from './work-state';

/** A worker that died so often over one piece of work was killed by it. */
const DEATHS_BEFORE_PARKED = 16;
/** Where Redis lost its memory, the same work may come while it still runs here. */
const BUSY_AGAIN_MS = 250;

/** From start to stop: one BullMQ worker a lane, the feeder of delayed wake-ups, and their connections. */
export class BullRun {
  private readonly redis: Redis;
  private readonly state: WorkState;
  private readonly feeder: LaterFeeder;
  private readonly running = new Map<string, AbortController>();
  private workers: Worker<WakeUpJob>[] = [];
  private stopped = false;

  constructor(
    private readonly settings: QueueSettings,
    private readonly queues: BullQueues,
    private readonly handlers: ReadonlyMap<string, WakeUpHandler>,
    private readonly log: QueueLog,
  ) {
    this.redis = connectWorker(settings.redisUrl, log, () => this.stopped);
    this.state = new WorkState(this.redis, settings.prefix);
    this.feeder = new LaterFeeder(this.state, (due) => addJobs(queues, due), log);
  }

  start(): void {
    this.workers = LANES.map((lane) => this.openWorker(lane));
    this.feeder.start();
  }

  async stop(graceMs: number): Promise<void> {
    this.stopped = true;
    this.feeder.stop();
    if (this.redis.status !== 'ready') await this.connectionsEnd();
    const closed = Promise.all(this.workers.map((worker) => worker.close()));
    if (!(await within(closed, graceMs))) {
      for (const abort of this.running.values()) abort.abort(new Error('the process is stopping'));
      if (!(await within(closed, 1_000))) this.log.warn('queue: work ran on after its abort');
    }
    this.redis.disconnect();
  }

  /** BullMQ cannot close a connection that waits to try again, so those must have given up first. */
  private async connectionsEnd(): Promise<void> {
    const ended = new Promise<void>((resolve) => this.redis.once('end', resolve));
    await within(ended, LONGEST_RETRY_MS + 500);
  }

  private openWorker(lane: Lane): Worker<WakeUpJob> {
    const { Worker } = loadBullMq();
    const { prefix, concurrency, stalledAfterMs } = this.settings;
    const worker = new Worker<WakeUpJob>(lane, (job) => this.process(lane, job), {
      connection: this.redis,
      prefix,
      concurrency: concurrency[lane],
      lockDuration: stalledAfterMs,
      stalledInterval: stalledAfterMs,
      // BullMQ's 1 would give work up when two workers were killed over it; we park it ourselves, where it is seen.
      maxStalledCount: Number.MAX_SAFE_INTEGER,
      runRetryDelay: 1_000,
    });
    let last = '';
    worker.on('error', (error) => {
      const line = errorLine(error);
      if (line !== last) this.log.warn(`queue: ${lane} worker: ${line}`);
      last = line;
    });
    return worker;
  }

  private async process(lane: Lane, job: Job<WakeUpJob>): Promise<void> {
    const { key } = job.data;
    const work: DueWork = { lane, name: job.name, key };
    const handler = this.handlers.get(job.name);
    if (handler && handler.lane !== lane) {
      return addJobs(this.queues, [{ ...work, lane: handler.lane }]);
    }
    const id = workId(job.name, key);
    const now = Date.now();
    if (this.running.has(id)) {
      return this.state.wakeLater([{ ...work, dueAt: now + BUSY_AGAIN_MS }]);
    }
    const abort = new AbortController();
    this.running.set(id, abort);
    try {
      const { runs, trouble } = await this.state.begin(work, now);
      if (!runs) return;
      const deadly = job.stalledCounter >= DEATHS_BEFORE_PARKED;
      const ran: Ran = deadly
        ? { error: new Error(`its worker died ${job.stalledCounter} times`) }
        : await runOnce(handler, job.name, key, abort.signal);
      await this.settle(work, ran, trouble, deadly);
    } finally {
      this.running.delete(id);
    }
  }

  private async settle(
    work: DueWork,
    ran: Ran,
    before: Trouble | undefined,
    deadly: boolean,
  ): Promise<void> {
    const at = Date.now();
    if ('error' in ran) {
      const { retry } = this.settings;
      const policy = deadly ? { ...retry, maxAttempts: 1 } : retry;
      const trouble = afterFailure(before, { lane: work.lane, error: ran.error, at }, policy);
      await this.state.failed(work, trouble);
      const what = `queue: ${work.name} ${work.key}`;
      this.log.warn(`${what} failed (${trouble.attempts}): ${trouble.lastError}`);
      if (trouble.parkedAt !== null) this.log.error(`${what} is parked`);
      return;
    }
    if ('aborted' in ran) return this.state.wakeLater([{ ...work, dueAt: at }]);
    if ('againInMs' in ran) await this.state.wakeLater([{ ...work, dueAt: at + ran.againInMs }]);
    if (before) await this.state.healed(work);
  }
}
