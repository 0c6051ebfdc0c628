/**
 * A worker process to be killed. Arguments: Redis URL, prefix, what to do with work: 'hang' or 'work'.
 * Says "running <key>" and "done <key>", one line each.
 */
require('./swc-register.cjs');
const { createQueue } = require('../../libs/queue/queue.ts');

const [, , redisUrl, prefix, does] = process.argv;
const queue = createQueue({ engine: 'distributed', redisUrl, prefix, stalledAfterMs: 1_000 });
const handle = (key) => {
  process.stdout.write(`running ${key}\n`);
  if (does === 'hang') return new Promise((done) => setTimeout(done, 600_000));
  process.stdout.write(`done ${key}\n`);
  return Promise.resolve();
};
queue.worker.start([{ name: 'push', lane: 'realtime', handle }]);
