import { fields, list, text, whole } from '../core/input';
import { hex } from '../core/random';
import { invalidField, ZaloRefusal } from './refusal';
import { newId, type Message, type Oa, type Person } from './state';
import { nfc, type Endpoints, type World, type ZaloCall } from './world';

const HOUR_MS = 3_600_000;
const FREE_MS = 48 * HOUR_MS;
const OPEN_MS = 7 * 24 * HOUR_MS;
const UPLOAD_MS = 7 * 24 * HOUR_MS;
const MOST_PER_PAGE = 10;
const MOST_TEXT = 2_000;

/** A buyer as one OA knows them; made on first sight. */
export function personNamed(world: World, oaId: string, name: string): Person {
  const known = Object.values(world.state.people).find(
    (one) => one.oaId === oaId && one.name === name,
  );
  if (known) return known;
  const person: Person = {
    userId: newId(world.state),
    userIdByApp: newId(world.state),
    oaId,
    name,
    isFollower: true,
    lastAt: 0,
    isInactive: false,
    hasRefused: false,
  };
  world.state.people[person.userId] = person;
  return person;
}

export function knownPerson(world: World, oa: Oa, userId: unknown): Person {
  const person = world.state.people[text(userId) ?? ''];
  if (!person || person.oaId !== oa.oaId) throw invalidField('user_id');
  return person;
}

/** Free for 48 hours after the last word, billed for 7 days. zalo spec §3.1 */
function mayBeWritten(world: World, person: Person): void {
  if (person.isInactive)
    throw new ZaloRefusal(-227, 'User is banned or has been inactive for more than 45 days');
  if (person.hasRefused) throw new ZaloRefusal(-244, 'User has restricted this type of message');
  if (person.lastAt === 0) throw new ZaloRefusal(-232, 'User has not interacted with the OA');
  if (world.setting.now() - person.lastAt > OPEN_MS)
    throw new ZaloRefusal(-230, 'User has not interacted with the OA in the past 7 days');
}

function checkContent(call: ZaloCall, message: Record<string, unknown>): string {
  const said = nfc(text(message['text']) ?? '');
  if ([...said].length > MOST_TEXT) throw invalidField('message.text');
  const payload = fields(fields(message['attachment'])['payload']);
  for (const element of (list(payload['elements']) ?? []).map(fields)) {
    const id = text(element['attachment_id']);
    const upload = id === undefined ? undefined : call.world.state.uploads[id];
    const isFresh = upload && call.world.setting.now() - upload.at <= UPLOAD_MS;
    if (id !== undefined && !isFresh) throw new ZaloRefusal(-100, 'attachment_id is expired');
  }
  if (said === '' && message['attachment'] === undefined) throw invalidField('message');
  return said;
}

function consult(call: ZaloCall): unknown {
  const { world, oa, params } = call;
  const person = knownPerson(world, oa, fields(params['recipient'])['user_id']);
  const said = checkContent(call, fields(params['message']));
  mayBeWritten(world, person);
  const message = sayAsOa(world, person, said);
  call.note([message.id]);
  const isFree = world.setting.now() - person.lastAt <= FREE_MS;
  return {
    message_id: message.id,
    user_id: person.userId,
    sent_time: String(message.at),
    quota: { quota_type: isFree ? 'sub_quota' : 'purchase_quota', remain: '8' },
  };
}

function keep(world: World, message: Message): Message {
  world.state.messages.push(message);
  world.setting.changed();
  return message;
}

/** The OA writes, through the API or by a person in Zalo's own app; it comes back as an event. zalo spec §6.3 */
export function sayAsOa(world: World, person: Person, said: string): Message {
  const at = world.setting.now();
  const { oaId, userId } = person;
  const id = hex(16);
  const message = keep(world, { id, oaId, userId, isFromOa: true, type: 'text', text: said, at });
  world.hooks.message(person, message, 'oa_send_text');
  return message;
}

/** A buyer writes: the OA may answer for a while. */
export function hear(world: World, person: Person, said: string): Message {
  const at = world.setting.now();
  const { oaId, userId } = person;
  person.lastAt = at;
  const id = hex(16);
  const message = keep(world, { id, oaId, userId, isFromOa: false, type: 'text', text: said, at });
  world.hooks.message(person, message, 'user_send_text');
  return message;
}

function view(world: World, message: Message) {
  const person = world.state.people[message.userId];
  const oa = world.state.oas[message.oaId];
  const user = { id: message.userId, name: person?.name ?? '' };
  const us = { id: message.oaId, name: oa?.name ?? '' };
  const [from, to] = message.isFromOa ? [us, user] : [user, us];
  return {
    src: message.isFromOa ? 0 : 1,
    time: message.at,
    type: message.type,
    message: message.text,
    message_id: message.id,
    from_id: from.id,
    to_id: to.id,
    from_display_name: from.name,
    to_display_name: to.name,
  };
}

/** A bare list of at most ten, newest first. zalo spec §3.4 */
function shown({ world, params }: ZaloCall, messages: Message[]): unknown {
  const offset = whole(params['offset']) ?? 0;
  const count = whole(params['count']) ?? MOST_PER_PAGE;
  if (offset < 0 || count < 1 || count > MOST_PER_PAGE) throw invalidField('count');
  return messages.slice(offset, offset + count).map((one) => view(world, one));
}

/** The newest message of each conversation. */
function recent(call: ZaloCall): unknown {
  const newest = new Map<string, Message>();
  for (const one of call.world.state.messages)
    if (one.oaId === call.oa.oaId) newest.set(one.userId, one);
  return shown(
    call,
    [...newest.values()].sort((a, b) => b.at - a.at),
  );
}

function conversation(call: ZaloCall): unknown {
  const person = knownPerson(call.world, call.oa, call.params['user_id']);
  const own = call.world.state.messages.filter((one) => one.userId === person.userId);
  return shown(call, own.toReversed());
}

function quota({ world, oa, params }: ZaloCall): unknown {
  const person = knownPerson(world, oa, params['user_id']);
  const isFree = person.lastAt > 0 && world.setting.now() - person.lastAt <= FREE_MS;
  return {
    last_interaction: String(person.lastAt),
    cs_reply: { remain: isFree ? '8' : '0', total: '8' },
    promotion: { remain: '0', total: '0' },
  };
}

function gone({ world }: ZaloCall): never {
  throw new ZaloRefusal(world.state.settings.discontinuedCode, 'This API has been discontinued');
}

export const messageEndpoints: Endpoints = {
  'POST /v3.0/oa/message/cs': consult,
  'POST /v3.0/oa/quota/message': quota,
  'GET /v2.0/oa/listrecentchat': recent,
  'GET /v2.0/oa/conversation': conversation,
  'POST /v3.0/oa/message/transaction': gone,
  'POST /v3.0/oa/message/promotion': gone,
  'POST /v2.0/oa/message': () => {
    throw new ZaloRefusal(-240, 'MessageV2 has been shut down, please switch to MessageV3');
  },
};
