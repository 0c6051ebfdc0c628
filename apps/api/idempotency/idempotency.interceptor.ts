import { createHash } from 'node:crypto';
import {
  type CallHandler,
  type ExecutionContext,
  Injectable,
  type NestInterceptor,
} from '@nestjs/common';
import { type AllCoops, Clock, type CoopScope, Problem } from '@ganh/kernel';
import { Database } from '@ganh/persistence';
import type { FastifyReply } from 'fastify';
import { catchError, from, type Observable, of, switchMap } from 'rxjs';
import type { Asked } from '../edge/actor';
import { IdempotencyStore } from './idempotency.store';

const KEYS: AllCoops = { allCoopsFor: 'sweeper' };
const KEY = /^[0-9A-Za-z_-]{8,80}$/;
/** Longer than any request may take. */
const ABANDONED_MS = 60_000;
/** Answers hold buyers' data: kept no longer than anybody repeats a request. */
const KEPT_MS = 24 * 3_600_000;
const CLEAR_EVERY_MS = 3_600_000;

/**
 * `Idempotency-Key`: kept with the request's hash and the answer. The same key and request get the same answer, the same
 * key with another request is refused. A failed request frees its key. What the request does is idempotent by itself too
 * (opId, comment id): a crash between the work and the stored answer repeats nothing. For the API's own routes; a key on
 * a form or an upload is not looked at: photos are kept by content, a preview saves nothing.
 */
@Injectable()
export class IdempotencyInterceptor implements NestInterceptor {
  private readonly store = new IdempotencyStore();
  private clearedAt = 0;

  constructor(
    private readonly db: Database,
    private readonly clock: Clock,
  ) {}

  async intercept(
    context: ExecutionContext,
    next: CallHandler<unknown>,
  ): Promise<Observable<unknown>> {
    const request = context.switchToHttp().getRequest<Asked>();
    const reply = context.switchToHttp().getResponse<FastifyReply>();
    const key = request.headers['idempotency-key'];
    const { actor } = request;
    if (typeof key !== 'string' || !actor || !takesKeys(request)) return next.handle();
    if (!KEY.test(key))
      throw Problem.field(
        'Idempotency-Key',
        'malformed',
        'Khoá chống lặp viết chưa đúng.',
        'Dùng 8 đến 80 chữ cái, chữ số, - hoặc _.',
      );
    const hash = createHash('sha256')
      .update(`${actor.userId} ${request.method} ${request.url}\n`)
      .update(request.rawBody ?? '')
      .digest('hex');
    const kept = await this.begin(actor, key, hash);
    if (kept) {
      void reply.status(kept.status).header('idempotency-replayed', 'true');
      return of(JSON.parse(kept.answer) as unknown);
    }
    return next.handle().pipe(
      switchMap((answer) => from(this.finish(actor, key, reply.statusCode, answer))),
      catchError((error: unknown) => from(this.forget(actor, key, error))),
    );
  }

  /** null: the caller does the work. */
  private async begin(
    scope: CoopScope,
    key: string,
    hash: string,
  ): Promise<{ status: number; answer: string } | null> {
    const now = this.clock.now();
    const isTimeToClear = now - this.clearedAt > CLEAR_EVERY_MS;
    if (isTimeToClear) this.clearedAt = now;
    return this.db.write(async (tx) => {
      if (isTimeToClear) await this.store.forgetOlder(tx, KEYS, now - KEPT_MS);
      if (await this.store.begin(tx, scope, key, hash, now)) return null;
      const kept = await this.store.find(tx, scope, key);
      if (!kept || kept.requestHash !== hash)
        throw new Problem(
          'idempotency_mismatch',
          'Khoá này đã dùng cho việc khác. Tạo khoá mới cho mỗi lần bấm.',
        );
      if (kept.status !== null) return { status: kept.status, answer: kept.answer ?? 'null' };
      if (await this.store.takeOver(tx, scope, key, now - ABANDONED_MS, now)) return null;
      throw new Problem('conflict', 'Việc này đang làm dở. Đợi vài giây rồi xem lại.');
    });
  }

  private async finish(
    scope: CoopScope,
    key: string,
    status: number,
    answer: unknown,
  ): Promise<unknown> {
    await this.db.write((tx) =>
      this.store.finish(tx, scope, key, status, JSON.stringify(answer ?? null)),
    );
    return answer;
  }

  private async forget(scope: CoopScope, key: string, error: unknown): Promise<never> {
    await this.db.write((tx) => this.store.forget(tx, scope, key));
    throw error;
  }
}

function takesKeys(request: Asked): boolean {
  return request.method !== 'GET' && request.url.startsWith('/api/v1/') && !request.isMultipart();
}
