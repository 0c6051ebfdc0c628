import { startSandbox } from './index';

const LOOPBACK = ['127.0.0.1', 'localhost', ''];

/** `SANDBOX_PORT` (4100; 0 = free ports), `SANDBOX_STATE` (var/sandbox.json; `:memory:`), `SANDBOX_TIME_SCALE` (1). */
async function main(): Promise<void> {
  const {
    SANDBOX_HOST = '',
    SANDBOX_PORT = '4100',
    SANDBOX_STATE = 'var/sandbox.json',
    SANDBOX_TIME_SCALE = '1',
  } = process.env;
  if (!LOOPBACK.includes(SANDBOX_HOST))
    throw new Error('the sandbox has known keys and listens on 127.0.0.1 only');
  const port = Number(SANDBOX_PORT);
  const timeScale = Number(SANDBOX_TIME_SCALE);
  if (!Number.isInteger(port) || port < 0 || port > 65_533)
    throw new Error(`SANDBOX_PORT=${SANDBOX_PORT} is not a port`);
  if (!(timeScale > 0)) throw new Error(`SANDBOX_TIME_SCALE=${SANDBOX_TIME_SCALE} must be above 0`);
  const sandbox = await startSandbox({ port, stateFile: SANDBOX_STATE, timeScale });
  process.stdout.write(`sandbox ready ${sandbox.indexUrl}\n`);
  for (const signal of ['SIGTERM', 'SIGINT'] as const) {
    process.once(signal, () => void sandbox.close().then(() => process.exit(0)));
  }
}

main().catch((error: unknown) => {
  process.stderr.write(`sandbox: ${error instanceof Error ? error.message : String(error)}\n`);
  process.exit(1);
});
