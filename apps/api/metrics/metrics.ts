import { Injectable } from '@nestjs/common';
import { Clock } from '@ganh/kernel';
import { Database, type Tx } from '@ganh/persistence';
import { collectDefaultMetrics, Gauge, Histogram, Registry } from 'prom-client';
import { MetricsStore } from './metrics.store';

/** What an operator watches: request times, what is overdue, shops that are lost. */
@Injectable()
export class Metrics {
  private readonly registry = new Registry();
  private readonly store = new MetricsStore();
  private readonly requests: Histogram;
  private readonly due: Gauge;
  private readonly lost: Gauge;

  constructor(
    private readonly db: Database,
    private readonly clock: Clock,
  ) {
    const registers = [this.registry];
    collectDefaultMetrics({ register: this.registry, prefix: 'ganh_' });
    this.requests = new Histogram({
      name: 'ganh_http_request_seconds',
      help: 'Time to answer, by route',
      labelNames: ['method', 'route', 'status'],
      buckets: [0.005, 0.02, 0.05, 0.1, 0.3, 1, 3, 10],
      registers,
    });
    this.due = new Gauge({
      name: 'ganh_work_due',
      help: 'Rows of work whose time has come',
      labelNames: ['kind'],
      registers,
    });
    this.lost = new Gauge({
      name: 'ganh_shops_lost',
      help: 'Shops that a person must connect again',
      registers,
    });
  }

  observe(method: string, route: string, status: number, seconds: number): void {
    this.requests.observe({ method, route, status: String(status) }, seconds);
  }

  ping(tx: Tx): Promise<void> {
    return this.store.ping(tx);
  }

  async text(): Promise<string> {
    const backlog = await this.db.read((tx) =>
      this.store.backlog(tx, { allCoopsFor: 'operator' }, this.clock.now()),
    );
    this.due.set({ kind: 'push' }, backlog.pushesDue);
    this.due.set({ kind: 'delivery' }, backlog.deliveriesDue);
    this.due.set({ kind: 'event' }, backlog.eventsDue);
    this.lost.set(backlog.shopsLost);
    return this.registry.metrics();
  }
}
