import type { Redis } from 'ioredis';
import { handlersByName } from '../handlers';
import type { QueueSettings } from '../settings';
import { WakeUpWorker, type QueueLog, type WakeUpHandler } from '../wake-up';
import { addJobs, type BullQueues } from './bull-queues';
import { BullRun } from './bull-run';
import { WorkState } from './work-state';

export class BullWorker extends WakeUpWorker {
  private run: BullRun | null = null;
  private readonly state: WorkState;

  constructor(
    private readonly settings: QueueSettings,
    producer: Redis,
    private readonly queues: BullQueues,
    private readonly log: QueueLog,
  ) {
    super();
    this.state = new WorkState(producer, settings.prefix);
  }

  async start(handlers: readonly WakeUpHandler[]): Promise<void> {
    if (this.run) throw new Error('the worker was started already');
    this.run = new BullRun(this.settings, this.queues, handlersByName(handlers), this.log);
    this.run.start();
  }

  async stop(graceMs: number): Promise<void> {
    const run = this.run;
    this.run = null;
    await run?.stop(graceMs);
  }

  parked() {
    return this.state.parked();
  }

  async retryParked(name: string, key: string): Promise<boolean> {
    const lane = await this.state.unpark(name, key);
    if (!lane) return false;
    await addJobs(this.queues, [{ lane, name, key }]);
    return true;
  }
}
