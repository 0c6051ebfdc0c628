import { type ArgumentsHost, Catch, type ExceptionFilter, HttpException } from '@nestjs/common';
import { Problem, type ProblemCode, randomCode } from '@ganh/kernel';
import { Log } from '@ganh/sync';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { sendPage } from '../pages/page';
import type { Asked } from './actor';
import { drain } from './drain';

const STATUS: Readonly<Record<ProblemCode, number>> = {
  validation: 422,
  unauthenticated: 401,
  forbidden: 403,
  not_found: 404,
  conflict: 409,
  stale: 409,
  insufficient_stock: 409,
  idempotency_mismatch: 422,
  too_large: 413,
  unsupported_media: 415,
  rate_limited: 429,
  unavailable: 503,
  internal: 500,
};

/** Errors speak to a person: problem+json for programs, a page for people. */
@Catch()
export class ProblemFilter implements ExceptionFilter {
  constructor(private readonly log: Log) {}

  async catch(error: unknown, host: ArgumentsHost): Promise<void> {
    const request = host.switchToHttp().getRequest<Asked>();
    const reply = host.switchToHttp().getResponse<FastifyReply>();
    if (reply.sent) return;
    const problem = toProblem(error);
    if (problem.code === 'too_large') await drain(request.raw);
    const ref = newRef();
    const status = STATUS[problem.code];
    if (problem.code === 'internal')
      this.log.error('request failed', {
        ref,
        route: request.routeOptions.url,
        error: describe(error),
      });
    if (problem.code === 'forbidden')
      this.log.warn('refused', {
        ref,
        method: request.method,
        route: request.routeOptions.url,
        user: request.actor?.userId ?? null,
      });
    if (problem.code === 'rate_limited')
      void reply.header(
        'retry-after',
        Math.ceil(Number(problem.detail['retryAfterMs'] ?? 60_000) / 1000),
      );
    if (wantsPage(request)) this.page(request, reply, problem, status, ref);
    else
      void reply
        .status(status)
        .type('application/problem+json')
        .send(body(problem, status, ref));
  }

  private page(
    request: Asked,
    reply: FastifyReply,
    problem: Problem,
    status: number,
    ref: string,
  ): void {
    if (problem.code === 'unauthenticated') {
      void reply.status(303).header('location', '/dang-nhap').send();
      return;
    }
    const view = { title: titleOf(problem), what: problem.title, ref };
    sendPage(request, reply, 'error', view, { status });
  }
}

function wantsPage(request: Asked): boolean {
  return (
    !request.url.startsWith('/api/') &&
    !request.url.startsWith('/webhooks/') &&
    (request.headers.accept ?? '').includes('text/html')
  );
}

function titleOf(problem: Problem): string {
  return problem.code === 'not_found' ? 'Không tìm thấy' : 'Chưa làm được';
}

function body(problem: Problem, status: number, ref: string) {
  const { code, title, errors, detail } = problem;
  return {
    type: `about:blank#${code}`,
    title,
    status,
    code,
    ref,
    errors,
    ...(Object.keys(detail).length > 0 ? { detail } : {}),
  };
}

function toProblem(error: unknown): Problem {
  if (error instanceof Problem) return error;
  const code = (error as { code?: string } | null)?.code;
  const status =
    error instanceof HttpException
      ? error.getStatus()
      : ((error as { statusCode?: number } | null)?.statusCode ?? 500);
  if (status === 413 || code === 'FST_REQ_FILE_TOO_LARGE')
    return new Problem('too_large', 'Gửi lên nặng quá. Chọn tệp nhỏ hơn.');
  if (status === 415 || code === 'FST_INVALID_MULTIPART_CONTENT_TYPE')
    return new Problem('unsupported_media', 'Kiểu tệp này Gánh không đọc được.');
  if (status === 404) return Problem.notFound('Không có trang này.');
  if (status >= 400 && status < 500)
    return new Problem('validation', 'Yêu cầu viết chưa đúng. Xem lại rồi gửi lại.');
  return new Problem(
    'internal',
    'Chưa làm được, chưa rõ vì sao. Thử lại, hoặc gọi người lo kỹ thuật và đọc mã này.',
  );
}

/** An address that is none (`/%`): Fastify asks us before there is a route. */
export function answerBadAddress(
  _error: Error,
  _request: FastifyRequest,
  reply: FastifyReply,
): void {
  const problem = Problem.notFound('Không có trang này.');
  void reply
    .status(404)
    .type('application/problem+json')
    .send(JSON.stringify(body(problem, 404, newRef())));
}

/** Short enough to read over the phone. */
function newRef(): string {
  return `${randomCode(2)}-${randomCode(3)}`.toUpperCase();
}

/** For the log: the kind and place of an error, not what it was about: quotes may hold a buyer's words. */
export function describe(error: unknown): string {
  if (!(error instanceof Error)) return 'unknown';
  const code = (error as { code?: unknown; driverError?: { code?: unknown } }).driverError?.code;
  const where = (error.stack ?? '')
    .split('\n')
    .filter((line) => /^\s+at /.test(line))
    .slice(0, 3)
    .map((line) => line.trim())
    .join(' < ');
  const said = (error.message.split('\n')[0] ?? '')
    .replace(/(["'`“]).*(["'`”])/g, '$1…$2')
    .slice(0, 160);
  return `${error.name}${typeof code === 'string' ? ` ${code}` : ''}: ${said} ${where}`;
}
