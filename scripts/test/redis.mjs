// A Redis for the tests: the one that answers, else one of our own. Ours are keys under a prefix; nothing is ever flushed.
import { join } from 'node:path';
import { Redis } from 'ioredis';
import { isAlive } from '../lib.mjs';
import {
  dockerAnswers,
  freePort,
  installPackages,
  onPath,
  privateFolder,
  startContainer,
  startServer,
  waitFor,
} from './private.mjs';

export const HOW =
  'set GANH_TEST_REDIS=redis://host:6379, or install redis-server, or start Docker';

function connect(url) {
  const redis = new Redis(url, { lazyConnect: true, retryStrategy: null, connectTimeout: 3_000 });
  redis.on('error', () => undefined);
  return redis;
}

async function answers(url) {
  const redis = connect(url);
  try {
    await redis.connect();
    return (await redis.ping()) === 'PONG';
  } catch {
    return false;
  } finally {
    redis.disconnect();
  }
}

/** The address of a usable server, or null. Throws where the address that was asked for does not answer. */
export async function findRedis() {
  const asked = process.env.GANH_TEST_REDIS;
  if (asked) {
    if (await answers(asked)) return asked;
    throw new Error('GANH_TEST_REDIS is set, but no Redis answers there.');
  }
  const usual = 'redis://127.0.0.1:6379';
  if (await answers(usual)) return usual;
  return (await fromBinaries()) ?? (await fromDocker()) ?? (await fromPackages());
}

async function fromDocker() {
  if (!dockerAnswers()) return null;
  const port = startContainer('redis', 'redis:7', 6379);
  return port ? whenReady(`redis://127.0.0.1:${port}`) : null;
}

async function fromPackages() {
  return installPackages('redis-server') ? fromBinaries() : null;
}

async function fromBinaries() {
  const server = onPath('redis-server');
  if (!server) return null;
  const folder = privateFolder('redis');
  const port = String(await freePort());
  const policy = ['--save', '', '--appendonly', 'no', '--maxmemory-policy', 'noeviction'];
  const runs = startServer(folder, server, [
    '--port',
    port,
    '--bind',
    '127.0.0.1',
    '--dir',
    join(folder, 'data'),
    ...policy,
  ]);
  return whenReady(`redis://127.0.0.1:${port}`, runs);
}

async function whenReady(url, runs) {
  return (await waitFor(() => answers(url), runs)) ? url : null;
}

/** Keys of test processes that are gone. Only of this machine: a process number tells nothing elsewhere. */
export async function clearKeys(url) {
  if (!['localhost', '127.0.0.1'].includes(new URL(url).hostname)) return;
  const redis = connect(url);
  await redis.connect();
  for await (const keys of redis.scanStream({ match: 'ganh*test-*', count: 1_000 })) {
    const dead = keys.filter((key) => isOfTheDead(key));
    if (dead.length > 0) await redis.unlink(...dead);
  }
  redis.disconnect();
}

/** `ganhtest-<worker>-<pid>-…` (test/support/redis.ts), `ganh-test-<pid>-…` (test/support/world.ts), BullMQ's before a colon. */
function isOfTheDead(key) {
  const pid = /^(?:ganhtest-\d+|ganh-test)-(\d+)-/.exec(key)?.[1];
  return pid !== undefined && !isAlive(Number(pid));
}
