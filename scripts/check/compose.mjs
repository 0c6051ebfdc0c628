// docker-compose.yml against its schema and against itself; by Docker too, where Docker has the compose plugin.
import { spawnSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import Ajv from 'ajv';
import { parse } from 'yaml';
import { root } from '../lib.mjs';

const FILE = 'docker-compose.yml';
const SCHEMA = JSON.parse(readFileSync(join(root, 'scripts/check/compose-schema.json'), 'utf8'));

/** Every fault, one line each; nothing = the file is good. */
export function composeFaults(text) {
  const compose = parse(text, { merge: true });
  const isValid = new Ajv({ allErrors: true, allowUnionTypes: true }).compile(SCHEMA);
  if (!isValid(compose))
    return isValid.errors.map(
      ({ instancePath, message, params }) =>
        `${instancePath || '/'} ${message} ${JSON.stringify(params)}`,
    );
  return [...danglingNames(compose), ...unhealthyWaits(compose), ...queueThatForgets(compose)];
}

function* danglingNames({ services, volumes = {} }) {
  for (const [name, service] of Object.entries(services)) {
    for (const other of Object.keys(service.depends_on ?? {}))
      if (!services[other]) yield `${name} depends on ${other}, which is no service`;
    for (const mount of service.volumes ?? []) {
      const [source] = mount.split(':');
      if (!/^[./~]/.test(source) && !(source in volumes)) yield `${name}: no volume ${source}`;
    }
  }
}

/** A wait for health needs a health check. */
function* unhealthyWaits({ services }) {
  for (const [name, { depends_on: waits = {} }] of Object.entries(services))
    for (const [other, { condition }] of Object.entries(waits))
      if (condition === 'service_healthy' && !services[other]?.healthcheck)
        yield `${name} waits for the health of ${other}, which has no health check`;
}

/** A Redis that evicts keys loses queued work. */
function* queueThatForgets({ services }) {
  for (const [name, { image = '', command = [] }] of Object.entries(services))
    if (/^redis:/.test(image) && !/--maxmemory-policy noeviction/.test([command].flat().join(' ')))
      yield `${name} is a Redis without --maxmemory-policy noeviction`;
}

function dockerFaults() {
  if (spawnSync('docker', ['compose', 'version']).status !== 0) return [];
  const env = { ...process.env, DB_PASSWORD: 'check' };
  const args = ['compose', '-f', join(root, FILE), 'config', '--quiet'];
  const said = spawnSync('docker', args, { encoding: 'utf8', env });
  return said.status === 0 ? [] : [said.stderr.trim()];
}

if (process.argv[1] === import.meta.filename) {
  const faults = [...composeFaults(readFileSync(join(root, FILE), 'utf8')), ...dockerFaults()];
  for (const fault of faults) console.log(`${FILE}: ${fault}`);
  process.exitCode = faults.length > 0 ? 1 : 0;
}
