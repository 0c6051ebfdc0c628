// A MariaDB for the tests: the one that answers, else one of our own.
import { spawnSync } from 'node:child_process';
import { join } from 'node:path';
import { createConnection } from 'mysql2/promise';
import { isAlive, say } from '../lib.mjs';
import {
  dockerAnswers,
  freePort,
  installPackages,
  isRoot,
  onPath,
  privateFolder,
  startContainer,
  startServer,
  waitFor,
} from './private.mjs';

const PLACES = [
  'mysql://root@localhost/?socketPath=/run/mysqld/mysqld.sock',
  'mysql://root@127.0.0.1:3306/',
];
export const HOW =
  'set GANH_TEST_MARIADB=mysql://root@host:3306/, or install mariadb-server 10.11+, or start Docker';

async function connect(url) {
  const at = new URL(url);
  const socketPath = at.searchParams.get('socketPath') ?? undefined;
  return createConnection({
    user: decodeURIComponent(at.username),
    password: decodeURIComponent(at.password),
    ...(socketPath ? { socketPath } : { host: at.hostname, port: Number(at.port || 3306) }),
    connectTimeout: 5_000,
  });
}

/** Whether we may make databases of our own there; says why not. */
async function answers(url, quiet = false) {
  const name = `ganh_test_probe_${process.pid}`;
  try {
    const server = await connect(url);
    await server.query(`CREATE DATABASE IF NOT EXISTS ${name}`);
    await server.query(`DROP DATABASE ${name}`);
    await server.end();
    return true;
  } catch (error) {
    if (!quiet) say(`MariaDB at ${url.replace(/:[^:@/]*@/, ':…@')}: ${error.message}`);
    return false;
  }
}

/** The address of a usable server, or null. Throws where the address that was asked for does not answer. */
export async function findMariadb() {
  const asked = process.env.GANH_TEST_MARIADB;
  if (asked) {
    if (await answers(asked)) return asked;
    throw new Error(
      'GANH_TEST_MARIADB is set, but no MariaDB that lets us make databases answers there.',
    );
  }
  for (const place of PLACES) if (await answers(place, true)) return place;
  return (await fromBinaries()) ?? (await fromDocker()) ?? (await fromPackages());
}

async function fromDocker() {
  if (!dockerAnswers()) return null;
  const port = startContainer('mariadb', 'mariadb:10.11', 3306, [
    '-e',
    'MARIADB_ALLOW_EMPTY_ROOT_PASSWORD=1',
  ]);
  return port ? whenReady(`mysql://root@127.0.0.1:${port}/`) : null;
}

async function fromPackages() {
  return installPackages('mariadb-server-core', 'mariadb-client-core') ? fromBinaries() : null;
}

async function fromBinaries() {
  // Debian keeps servers out of the path of people who are not root.
  const find = (name) => onPath(name, `/usr/sbin/${name}`);
  const [server, setUp] = [find('mariadbd'), find('mariadb-install-db')];
  if (!server || !setUp) return null;
  const folder = privateFolder('mariadb');
  const data = [`--datadir=${join(folder, 'data')}`, ...(isRoot ? ['--user=root'] : [])];
  const made = spawnSync(
    setUp,
    ['--no-defaults', ...data, '--auth-root-authentication-method=normal', '--skip-test-db'],
    {
      encoding: 'utf8',
    },
  );
  if (made.status !== 0) {
    say(
      `mariadb-install-db failed: ${(made.stderr || made.stdout).trim().split('\n').slice(0, 3).join(' ')}`,
    );
    return null;
  }
  const port = await freePort();
  const runs = startServer(folder, server, [
    '--no-defaults',
    ...data,
    `--socket=${join(folder, 'sock')}`,
    `--port=${port}`,
    '--bind-address=127.0.0.1',
    '--skip-name-resolve',
    '--max-connections=400',
    '--innodb-buffer-pool-size=256M',
  ]);
  return whenReady(`mysql://root@127.0.0.1:${port}/`, runs);
}

async function whenReady(url, runs) {
  return (await waitFor(() => answers(url, true), runs)) ? url : null;
}

/** Databases of test processes that are gone and that nobody has open. Only of this machine: a number tells nothing elsewhere. */
export async function clearDatabases(url) {
  const at = new URL(url);
  if (!['localhost', '127.0.0.1'].includes(at.hostname)) return;
  const server = await connect(url);
  const [found] = await server.query(
    `SELECT schema_name AS name FROM information_schema.schemata
     WHERE schema_name LIKE 'ganh\\_test\\_%'
       AND schema_name NOT IN (SELECT db FROM information_schema.processlist WHERE db IS NOT NULL)`,
  );
  for (const { name } of found) {
    const pid = /^ganh_test_(?:\d+|probe)_(\d+)/.exec(name)?.[1];
    if (pid && !isAlive(Number(pid))) await server.query(`DROP DATABASE IF EXISTS \`${name}\``);
  }
  await server.end();
}
