import 'reflect-metadata';
import { createServer } from 'node:http';
import { NestFactory } from '@nestjs/core';
import { readSettings } from '@ganh/config';
import { Database } from '@ganh/persistence';
import { QUEUE } from '@ganh/queue';
import { CoreModule } from '@ganh/sync';
import { WorkerModule } from './worker.module';

/** Background work alone; no HTTP but health, on GANH_PORT. */
async function main(): Promise<void> {
  const settings = readSettings();
  const app = await NestFactory.createApplicationContext(
    { module: class Worker {}, imports: [await CoreModule.forRoot(settings), WorkerModule] },
    { abortOnError: false },
  );
  app.enableShutdownHooks();
  const [db, queue] = [app.get(Database), app.get<{ ready(): Promise<void> }>(QUEUE)];
  const health = createServer((request, response) => {
    const ready =
      request.url === '/readyz'
        ? Promise.all([db.read(async () => undefined), queue.ready()])
        : Promise.resolve();
    ready.then(
      () => response.writeHead(200).end('{"ok":true}'),
      () => response.writeHead(503).end('{"ok":false}'),
    );
  });
  health.listen(settings.http.port, settings.http.host);
  for (const signal of ['SIGINT', 'SIGTERM'] as const) process.once(signal, () => health.close());
  console.log(`worker ready http://${settings.http.host}:${settings.http.port}/readyz`);
}

main().catch((error: unknown) => {
  console.error(error instanceof Error ? error.message : error);
  process.exit(1);
});
