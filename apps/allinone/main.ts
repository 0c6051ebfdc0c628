import { readSettings } from '@ganh/config';
import { CoreModule } from '@ganh/sync';
import { ApiModule } from '../api/api.module';
import { serve } from '../api/serve';
import { WorkerModule } from '../worker/worker.module';
import { plantDemo } from './demo';

/** Both roles in one process on the embedded engine: the default. `--demo` plants an invented cooperative, once. */
async function main(): Promise<void> {
  const settings = readSettings();
  const { app, url } = await serve(
    {
      module: class AllInOne {},
      imports: [await CoreModule.forRoot(settings), ApiModule.forRoot(settings), WorkerModule],
    },
    settings,
  );
  console.log(`ganh ready ${url}`);
  if (!process.argv.includes('--demo')) return;
  // What stands serves on; what is lacking is planted at the next start.
  await plantDemo(app, settings).then(
    () => console.log('demo ready'),
    (error: unknown) => console.log(`demo failed ${describe(error)}`),
  );
}

function describe(error: unknown): string {
  return error instanceof Error ? error.message : String(error);
}

main().catch((error: unknown) => {
  console.error(describe(error));
  process.exit(1);
});
