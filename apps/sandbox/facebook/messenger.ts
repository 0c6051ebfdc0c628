import { fields, list, parseJson, text, type Fields } from '../core/input';
import { hex } from '../core/random';
import { needPage } from './caller';
import { paginate } from './paging';
import { GraphRefusal, invalid } from './refusal';
import { personNamed } from './comments';
import { throttleBy } from './throttle';
import type { Comment, Message, Page, Person } from './state';
import { graphTime, pageOf, type Edges, type GraphCall, type World } from './world';

const DAY_MS = 86_400_000;
const OLD_TAGS = ['CONFIRMED_EVENT_UPDATE', 'ACCOUNT_UPDATE', 'POST_PURCHASE_UPDATE'];
const OUTSIDE = '(#10) This message is sent outside of allowed window.';

/** JSON bodies bring objects, forms bring their text. */
function part(value: unknown): Fields {
  return fields(typeof value === 'string' ? parseJson(value) : value);
}

function sendMessage(call: GraphCall): unknown {
  const { world, params } = call;
  const page = pageOf(world, call.path[0] ?? '');
  needPage(call, page.id);
  if (world.state.settings.messengerRestricted) {
    const message = '(#10) The Page is temporarily restricted from sending messages.';
    throw new GraphRefusal({ code: 10, subcode: 1893063, message });
  }
  const recipient = part(params['recipient']);
  const commentId = text(recipient['comment_id']);
  if (params['sender_action']) return senderAction(world, page, text(recipient['id']) ?? '');
  const message = checkMessage(part(params['message']));
  if (commentId !== undefined) return privateReply(call, page, commentId, message);
  const person = knownPerson(world, page, text(recipient['id']) ?? '');
  checkWindow(world, person, params);
  return deliver(world, page, person, message, call);
}

function senderAction(world: World, page: Page, psid: string): unknown {
  return { recipient_id: knownPerson(world, page, psid).psid };
}

function checkMessage(message: Fields): Fields {
  const body = text(message['text']);
  if (body === undefined && message['attachment'] === undefined)
    throw invalid('The parameter message is required.');
  if (body !== undefined && (body.length === 0 || body.length > 2000)) {
    throw invalid('Length of param message[text] must be between 1 and 2000.');
  }
  if ((list(message['quick_replies']) ?? []).length > 13)
    throw invalid('At most 13 quick replies are allowed.');
  return message;
}

function knownPerson(world: World, page: Page, psid: string): Person {
  const person = Object.values(world.state.people).find(
    (one) => one.pageId === page.id && one.psid === psid,
  );
  if (!person) throw invalid('No matching user found', 2018001);
  if (person.blocked) {
    throw new GraphRefusal({
      code: 551,
      subcode: 1545041,
      message: "(#551) This person isn't available right now.",
    });
  }
  return person;
}

/** Free for 24 hours after the person wrote; with HUMAN_AGENT for 7 days. facebook spec §7.1 */
function checkWindow(world: World, person: Person, params: Fields): void {
  const tag = text(params['tag']);
  if (tag && OLD_TAGS.includes(tag))
    throw invalid(`The message tag ${tag} is no longer supported.`);
  const age = world.setting.now() - person.lastMessageAt;
  const allowed = tag === 'HUMAN_AGENT' ? 7 * DAY_MS : DAY_MS;
  if (age > allowed) throw new GraphRefusal({ code: 10, subcode: 2018278, message: OUTSIDE });
}

/** Once for each comment, for seven days, also to somebody who never wrote. facebook spec §6.4 */
function privateReply(call: GraphCall, page: Page, commentId: string, message: Fields): unknown {
  const { world } = call;
  const comment = world.state.comments[commentId];
  if (!comment || comment.pageId !== page.id) throw invalid('Invalid comment_id', 2018292);
  throttleBy(world, 'private_replies', page.id);
  if (comment.privatelyReplied) {
    throw new GraphRefusal({ code: 10900, message: '(#10900) Activity already replied to' });
  }
  if (comment.from?.id === page.id) {
    throw new GraphRefusal({ code: 10902, message: '(#10902) This activity cannot be replied to' });
  }
  if (world.setting.now() - comment.createdAt > 7 * DAY_MS) {
    throw new GraphRefusal({ code: 10, subcode: 2018278, message: OUTSIDE });
  }
  const person = authorOf(world, comment);
  if (person.blocked || (world.state.settings.standardAccess && !person.role)) {
    throw new GraphRefusal({ code: 10903, message: '(#10903) This user cannot be replied to' });
  }
  comment.privatelyReplied = true;
  return deliver(world, page, person, message, call);
}

/** Also a comment without a visible author has one, whom a private reply reaches. */
function authorOf(world: World, comment: Comment): Person {
  return personNamed(
    world,
    comment.pageId,
    comment.from?.name ?? `Ẩn danh ${comment.id}`,
    comment.from?.id,
  );
}

function deliver(
  world: World,
  page: Page,
  person: Person,
  message: Fields,
  call: GraphCall,
): unknown {
  const sent: Message = {
    mid: `m_${hex(24)}`,
    pageId: page.id,
    psid: person.psid,
    fromPage: true,
    text: text(message['text']) ?? '',
    at: world.setting.now(),
    payload: message,
  };
  world.state.messages.push(sent);
  world.setting.changed();
  call.note([sent.mid]);
  world.hooks.messaging(page.id, 'message_echoes', {
    sender: { id: page.id },
    recipient: { id: person.psid },
    timestamp: sent.at,
    message: {
      mid: sent.mid,
      text: sent.text,
      is_echo: true,
      app_id: Number(world.state.app.appId),
      ...(message['metadata'] === undefined ? {} : { metadata: message['metadata'] }),
    },
  });
  return { recipient_id: person.psid, message_id: sent.mid };
}

/** A buyer writes to the Page: this opens the 24-hour window. */
export function receiveMessage(world: World, page: Page, person: Person, body: string): Message {
  const at = world.setting.now();
  const message: Message = {
    mid: `m_${hex(24)}`,
    pageId: page.id,
    psid: person.psid,
    fromPage: false,
    text: body,
    at,
  };
  person.lastMessageAt = at;
  world.state.messages.push(message);
  world.setting.changed();
  world.hooks.messaging(page.id, 'messages', {
    sender: { id: person.psid },
    recipient: { id: page.id },
    timestamp: at,
    message: { mid: message.mid, text: body },
  });
  return message;
}

function conversations(call: GraphCall): unknown {
  const { world, query, params } = call;
  const page = pageOf(world, call.path[0] ?? '');
  needPage(call, page.id);
  throttleBy(world, 'conversations', page.id);
  const only = text(params['user_id']);
  const threads = new Map<string, Message[]>();
  for (const message of world.state.messages) {
    if (message.pageId !== page.id || (only && message.psid !== only)) continue;
    threads.set(message.psid, [message, ...(threads.get(message.psid) ?? [])]);
  }
  const rows = [...threads].map(([psid, messages]) =>
    conversationView(world, page, psid, messages),
  );
  rows.sort((a, b) => b.at - a.at);
  const link = (after: string) => `${world.url()}/${page.id}/conversations?after=${after}`;
  const { shown, paging } = paginate(rows, (row) => row.id, query, link);
  return { data: shown.map(({ at: _at, ...row }) => row), ...(paging ? { paging } : {}) };
}

function conversationView(world: World, page: Page, psid: string, messages: Message[]) {
  const person = Object.values(world.state.people).find((one) => one.psid === psid);
  const buyer = { id: psid, name: person?.name ?? '' };
  const us = { id: page.id, name: page.name };
  const newest = messages[0]?.at ?? 0;
  return {
    id: `t_${psid}`,
    at: newest,
    updated_time: graphTime(newest),
    message_count: messages.length,
    participants: { data: [buyer, us] },
    messages: {
      data: messages.slice(0, 25).map((one) => ({
        id: one.mid,
        message: one.text,
        created_time: graphTime(one.at),
        from: one.fromPage ? us : buyer,
        to: { data: [one.fromPage ? buyer : us] },
      })),
    },
  };
}

export const messengerEdges: Edges = {
  'POST messages': { budget: 'messenger', run: sendMessage },
  'GET conversations': { budget: 'pages', run: conversations },
};
