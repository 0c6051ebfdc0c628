import { text, whole } from '../core/input';
import { hex } from '../core/random';
import { knownPerson } from './messages';
import { invalidField } from './refusal';
import type { Person } from './state';
import type { Endpoints, ZaloCall } from './world';

const MOST_PER_LIST = 50;
const VIETNAM_MS = 7 * 3_600_000;

/** Kinds of files and their largest size. zalo spec §3.4 */
const FILES: Readonly<Record<string, { types: string[]; maxBytes: number; gives: string }>> = {
  image: { types: ['image/jpeg', 'image/png'], maxBytes: 1024 * 1024, gives: 'attachment_id' },
  gif: { types: ['image/gif'], maxBytes: 5 * 1024 * 1024, gives: 'attachment_id' },
  file: {
    types: [
      'application/pdf',
      'application/msword',
      'application/vnd.openxmlformats-officedocument.wordprocessingml.document',
      'text/csv',
    ],
    maxBytes: 5 * 1024 * 1024,
    gives: 'token',
  },
};

function account({ world, oa }: ZaloCall): unknown {
  const people = Object.values(world.state.people).filter((one) => one.oaId === oa.oaId);
  return {
    oaid: oa.oaId,
    name: oa.name,
    is_verified: true,
    oa_type: 2,
    num_follower: people.filter((one) => one.isFollower).length,
    package_name: 'Nâng cao',
  };
}

/** DD/MM/YYYY in Vietnam's time. */
function dayOf(at: number): string {
  const [year, month, day] = new Date(at + VIETNAM_MS).toISOString().slice(0, 10).split('-');
  return `${day}/${month}/${year}`;
}

function personView(person: Person): Record<string, unknown> {
  return {
    user_id: person.userId,
    user_id_by_app: person.userIdByApp,
    display_name: person.name,
    user_alias: person.name,
    is_sensitive: false,
    user_last_interaction_date: person.lastAt ? dayOf(person.lastAt) : '',
    user_is_follower: person.isFollower,
    avatar: '',
    shared_info: {},
  };
}

function people({ world, oa, params }: ZaloCall): unknown {
  const offset = whole(params['offset']) ?? 0;
  const count = whole(params['count']) ?? MOST_PER_LIST;
  if (offset < 0 || offset > 9_951 || count < 1 || count > MOST_PER_LIST)
    throw invalidField('count');
  const all = Object.values(world.state.people).filter((one) => one.oaId === oa.oaId);
  const users = all.slice(offset, offset + count).map(({ userId }) => ({ user_id: userId }));
  return { total: all.length, count: users.length, offset, users };
}

async function upload(call: ZaloCall, kind: string): Promise<unknown> {
  const { world, oa, params } = call;
  const rule = FILES[kind];
  const file = params['file'];
  if (!rule || !(file instanceof Blob) || !rule.types.includes(file.type))
    throw invalidField('file');
  if (file.size === 0 || file.size > rule.maxBytes) throw invalidField('file');
  const id = hex(20);
  const name = `zalo-${id}`;
  world.setting.media.put(name, Buffer.from(await file.arrayBuffer()));
  world.state.uploads[id] = { oaId: oa.oaId, file: name, at: world.setting.now() };
  call.note([id]);
  return { [rule.gives]: id };
}

export const accountEndpoints: Endpoints = {
  'GET /v2.0/oa/getoa': account,
  'GET /v3.0/oa/user/detail': ({ world, oa, params }) =>
    personView(knownPerson(world, oa, text(params['user_id']))),
  'GET /v3.0/oa/user/getlist': people,
  'POST /v2.0/oa/upload/image': (call) => upload(call, 'image'),
  'POST /v2.0/oa/upload/gif': (call) => upload(call, 'gif'),
  'POST /v2.0/oa/upload/file': (call) => upload(call, 'file'),
};
