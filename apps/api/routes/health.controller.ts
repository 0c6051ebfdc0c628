import { timingSafeEqual } from 'node:crypto';
import { Controller, Get, Inject, Req, Res } from '@nestjs/common';
import { ApiExcludeController } from '@nestjs/swagger';
import type { Settings } from '@ganh/config';
import { Problem } from '@ganh/kernel';
import { Database } from '@ganh/persistence';
import { QUEUE } from '@ganh/queue';
import type { FastifyReply } from 'fastify';
import { type Asked, Public } from '../edge/actor';
import { Metrics } from '../metrics/metrics';
import { SETTINGS } from '../tokens';

@ApiExcludeController()
@Public()
@Controller()
export class HealthController {
  constructor(
    private readonly db: Database,
    @Inject(QUEUE) private readonly queue: { ready(): Promise<void> },
    private readonly metrics: Metrics,
    @Inject(SETTINGS) private readonly settings: Settings,
  ) {}

  /** The process is alive. */
  @Get('healthz')
  alive() {
    return { ok: true };
  }

  /** It can do its work: database and queue answer. */
  @Get('readyz')
  async ready(@Res() reply: FastifyReply): Promise<void> {
    const checks = {
      database: await works(() => this.db.read((tx) => this.metrics.ping(tx))),
      queue: await works(() => this.queue.ready()),
    };
    const ok = checks.database && checks.queue;
    void reply.status(ok ? 200 : 503).send({ ok, checks });
  }

  /** With the token of the settings, or from this machine. To others it is not there. */
  @Get('metrics')
  async show(@Req() request: Asked, @Res() reply: FastifyReply): Promise<void> {
    if (!mayWatch(request, this.settings.http.metricsToken)) throw Problem.notFound();
    void reply.type('text/plain; version=0.0.4').send(await this.metrics.text());
  }
}

async function works(check: () => Promise<unknown>): Promise<boolean> {
  return check().then(
    () => true,
    () => false,
  );
}

function mayWatch(request: Asked, token: string | null): boolean {
  const { authorization = '', forwarded } = request.headers;
  if (token !== null) return isSame(authorization, `Bearer ${token}`);
  // A proxy on this machine is no local caller, trusted or not.
  const isForwarded = forwarded !== undefined || 'x-forwarded-for' in request.headers;
  return !isForwarded && /^(127\.|::1$|::ffff:127\.)/.test(request.socket.remoteAddress ?? '');
}

function isSame(said: string, wanted: string): boolean {
  const [a, b] = [Buffer.from(said), Buffer.from(wanted)];
  return a.length === b.length && timingSafeEqual(a, b);
}
