import 'reflect-metadata';
import compress from '@fastify/compress';
import cookie from '@fastify/cookie';
import multipart from '@fastify/multipart';
import {
  ConsoleLogger,
  type DynamicModule,
  type LoggerService,
  type LogLevel,
  type Type,
} from '@nestjs/common';
import { NestFactory } from '@nestjs/core';
import { FastifyAdapter, type NestFastifyApplication } from '@nestjs/platform-fastify';
import type { Settings } from '@ganh/config';
import { secureHeaders } from './edge/headers';
import { answerBadAddress } from './edge/problem.filter';
import { Metrics } from './metrics/metrics';
import { serveOpenApi } from './open-api';

const JSON_LIMIT = 1024 * 1024;
/** Twelve megabytes over slow 3G take four minutes; whoever dawdles longer is let go. */
const REQUEST_MS = 5 * 60_000;
const FILE_LIMIT = 12 * 1024 * 1024;
const LEVELS: readonly LogLevel[] = ['error', 'warn', 'log', 'debug'];

/** Starts an application that serves HTTP; answers it and the address it listens on. */
export async function serve(
  root: Type | DynamicModule,
  settings: Settings,
): Promise<{ app: NestFastifyApplication; url: string }> {
  const adapter = new FastifyAdapter({
    bodyLimit: JSON_LIMIT,
    // Anybody can write X-Forwarded-For: only what a proxy of ours says of the caller counts.
    trustProxy: settings.http.publicUrl !== null && [...settings.http.trustedProxies],
    forceCloseConnections: true,
    requestTimeout: REQUEST_MS,
    routerOptions: { maxParamLength: 300 },
    frameworkErrors: answerBadAddress,
  });
  const app = await NestFactory.create<NestFastifyApplication>(root, adapter, {
    rawBody: true,
    logger: consoleFor(settings.log),
    abortOnError: false,
  });
  await app.register(cookie);
  await app.register(multipart, {
    limits: { fileSize: FILE_LIMIT, files: 9, fields: 5100, fieldSize: 16_384, parts: 5200 },
  });
  await app.register(compress, { threshold: 1024, encodings: ['br', 'gzip'] });
  await secureHeaders(app, settings.http.publicUrl);
  observe(app);
  serveOpenApi(app);
  app.enableShutdownHooks();
  await app.listen(settings.http.port, settings.http.host);
  return { app, url: await app.getUrl() };
}

function observe(app: NestFastifyApplication): void {
  const metrics = app.get(Metrics);
  app
    .getHttpAdapter()
    .getInstance()
    .addHook('onResponse', (request, reply, done) => {
      metrics.observe(
        request.method,
        request.routeOptions.url ?? 'none',
        reply.statusCode,
        reply.elapsedTime / 1000,
      );
      done();
    });
}

/** Nest tells of each route it maps; who runs Gánh wants to hear of Gánh. */
const CHATTER = new Set([
  'RouterExplorer',
  'RoutesResolver',
  'InstanceLoader',
  'NestFactory',
  'NestApplication',
]);

class Console extends ConsoleLogger {
  override log(message: unknown, ...rest: unknown[]): void {
    if (!CHATTER.has(String(rest.at(-1)))) super.log(message, ...(rest as [string]));
  }
}

export function consoleFor(level: Settings['log']): LoggerService | false {
  if (level === 'silent') return false;
  const count = { error: 1, warn: 2, info: 3, debug: 4 }[level];
  return new Console({ logLevels: LEVELS.slice(0, count), timestamp: true });
}
