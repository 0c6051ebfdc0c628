import type { Redis } from 'ioredis';
import { isParked, type Trouble } from '../retry';
import { LANES, workId, type Lane, type ParkedWork } from '../wake-up';

/** KEYS later, trouble · ARGV work, member, now → [may it run, trouble as JSON or '']. */
const BEGIN = `
local trouble = redis.call('HGET', KEYS[2], ARGV[1])
if trouble then
  local notBeforeAt = cjson.decode(trouble).notBeforeAt
  if notBeforeAt > tonumber(ARGV[3]) then
    redis.call('ZADD', KEYS[1], 'LT', notBeforeAt, ARGV[2])
    return {0, trouble}
  end
end
redis.call('ZREM', KEYS[1], ARGV[2])
return {1, trouble or ''}`;

/** KEYS later · ARGV now, leased until, limit → [next score or '', members due]. */
const TAKE_DUE = `
local due = redis.call('ZRANGEBYSCORE', KEYS[1], '-inf', ARGV[1], 'LIMIT', 0, ARGV[3])
for _, member in ipairs(due) do redis.call('ZADD', KEYS[1], ARGV[2], member) end
local nextOne = redis.call('ZRANGE', KEYS[1], 0, 0, 'WITHSCORES')
return {nextOne[2] or '', due}`;

interface Scripts {
  ganhBegin(
    later: string,
    trouble: string,
    work: string,
    member: string,
    now: number,
  ): Promise<[number, string]>;
  ganhTakeDue(
    later: string,
    now: number,
    until: number,
    limit: number,
  ): Promise<[string, string[]]>;
}

/** Due work stays in the set this long while its job is on the way, in case the process dies between the two. */
const LEASE_MS = 5_000;

export interface DueWork {
  lane: Lane;
  name: string;
  key: string;
}

/**
 * What BullMQ does not keep the way we need it. `later` is a sorted set of wake-ups with a delay: BullMQ's own delayed
 * jobs cannot take the earlier of two times, and a delayed wake-up replaces an immediate one while the work is active.
 * `trouble` is a hash of work that failed: were it in the job, the next wake-up would reset the attempts.
 */
export class WorkState {
  private readonly redis: Redis & Scripts;
  private readonly laterKey: string;
  private readonly troubleKey: string;

  constructor(redis: Redis, prefix: string) {
    this.redis = withScripts(redis);
    this.laterKey = `${prefix}:later`;
    this.troubleKey = `${prefix}:trouble`;
  }

  /** Forgets delayed wake-ups for the work, since it runs now; or puts it off to where its back-off ends. */
  async begin(work: DueWork, now: number): Promise<{ runs: boolean; trouble?: Trouble }> {
    const id = workId(work.name, work.key);
    const [runs, json] = await this.redis.ganhBegin(
      this.laterKey,
      this.troubleKey,
      id,
      member(work),
      now,
    );
    return {
      runs: runs === 1,
      trouble: json === '' ? undefined : (JSON.parse(json) as Trouble),
    };
  }

  /** The earlier of two times wins. */
  async wakeLater(entries: readonly (DueWork & { dueAt: number })[]): Promise<void> {
    const scores = entries.flatMap((entry) => [entry.dueAt, member(entry)]);
    await this.redis.zadd(this.laterKey, 'LT', ...scores);
  }

  async failed(work: DueWork, trouble: Trouble): Promise<void> {
    const id = workId(work.name, work.key);
    const both = this.redis.multi().hset(this.troubleKey, id, JSON.stringify(trouble));
    if (trouble.parkedAt === null) {
      both.zadd(this.laterKey, 'LT', trouble.notBeforeAt, member(work));
    }
    await both.exec();
  }

  async healed(work: DueWork): Promise<void> {
    await this.redis.hdel(this.troubleKey, workId(work.name, work.key));
  }

  /** Work whose time has come, and when to look again. */
  async takeDue(now: number, limit: number): Promise<{ due: DueWork[]; nextAt: number | null }> {
    const [next, members] = await this.redis.ganhTakeDue(this.laterKey, now, now + LEASE_MS, limit);
    return { due: members.map(parseMember), nextAt: next === '' ? null : Number(next) };
  }

  async parked(): Promise<ParkedWork[]> {
    const parked: ParkedWork[] = [];
    for (const [id, json] of Object.entries(await this.redis.hgetall(this.troubleKey))) {
      const trouble = JSON.parse(json) as Trouble;
      if (!isParked(trouble)) continue;
      const { lane, attempts, lastError, parkedAt } = trouble;
      const { name, key } = parseMember(`${lane}|${id}`);
      parked.push({ lane: laneOf(lane), name, key, attempts, lastError, parkedAt });
    }
    return parked;
  }

  /** The lane to wake it in, or null when it is not parked. */
  async unpark(name: string, key: string): Promise<Lane | null> {
    const id = workId(name, key);
    const json = await this.redis.hget(this.troubleKey, id);
    const trouble = json ? (JSON.parse(json) as Trouble) : null;
    if (!isParked(trouble)) return null;
    await this.redis.hdel(this.troubleKey, id);
    return laneOf(trouble.lane);
  }
}

function withScripts(redis: Redis): Redis & Scripts {
  redis.defineCommand('ganhBegin', { numberOfKeys: 2, lua: BEGIN });
  redis.defineCommand('ganhTakeDue', { numberOfKeys: 1, lua: TAKE_DUE });
  return redis as Redis & Scripts;
}

function member(work: DueWork): string {
  return `${work.lane}|${workId(work.name, work.key)}`;
}

function parseMember(text: string): DueWork {
  const [lane = '', name = '', ...rest] = text.split('|');
  return { lane: laneOf(lane), name, key: rest.join('|') };
}

function laneOf(text: string): Lane {
  const lane = LANES.find((known) => known === text);
  if (!lane) throw new Error(`unknown lane in Redis: ${text}`);
  return lane;
}
