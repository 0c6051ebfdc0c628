import { readSettings } from '@ganh/config';
import { CoreModule } from '@ganh/sync';
import { ApiModule } from './api.module';
import { serve } from './serve';

/** HTTP alone: wake-ups go to the workers through Redis. */
async function main(): Promise<void> {
  const settings = readSettings();
  const { url } = await serve(
    {
      module: class Api {},
      imports: [await CoreModule.forRoot(settings), ApiModule.forRoot(settings)],
    },
    settings,
  );
  console.log(`api ready ${url}`);
}

main().catch((error: unknown) => {
  console.error(error instanceof Error ? error.message : error);
  process.exit(1);
});
