import {
  idText,
  looseList,
  looseNumber,
  looseText,
  type ChannelMessage,
  type ConversationsClient,
  type ShopAccess,
} from '@ganh/channels/kit';
import { z } from 'zod';
import { askAsOa } from './call';

/** The most that one call shows. zalo spec §3.4 */
const PER_PAGE = 10;

const message = z.looseObject({
  time: looseNumber,
  type: looseText,
  message: looseText,
  message_id: idText,
  from_id: idText,
  to_id: idText,
  from_display_name: looseText,
});
const page = looseList(message);

/**
 * What is still to be read of one window. First the newest message of each conversation, page by page; after each page the
 * conversations that had news, one by one. `people` are those; `recentAt` is where the first list goes on, null = its end.
 */
const cursorSchema = z.object({
  people: z.array(z.string()),
  personAt: z.number().int(),
  recentAt: z.number().int().nullable(),
});
type Cursor = z.infer<typeof cursorSchema>;
type Page = { messages: ChannelMessage[]; next: string };

/** The only history there is; a page is a bare list, newest first. zalo spec §3.4 */
export function zaloConversations(access: ShopAccess): ConversationsClient {
  return {
    async pull({ fromAt, toAt }, cursor) {
      const { messages, next } = await readPage(access, fromAt, cursor);
      return { messages: messages.filter((one) => one.at >= fromAt && one.at <= toAt), next };
    },
  };
}

function cursorOf(text: string): Cursor {
  if (text === '') return { people: [], personAt: 0, recentAt: 0 };
  const read = cursorSchema.safeParse(JSON.parse(Buffer.from(text, 'base64url').toString('utf8')));
  if (!read.success) throw new RangeError('not a cursor of conversations');
  return read.data;
}

function cursorText(cursor: Cursor): string {
  if (cursor.people.length === 0 && cursor.recentAt === null) return '';
  return Buffer.from(JSON.stringify(cursor)).toString('base64url');
}

async function readPage(access: ShopAccess, fromAt: number, text: string): Promise<Page> {
  const cursor = cursorOf(text);
  const [person, ...others] = cursor.people;
  if (person !== undefined) {
    const found = await ask(access, 'conversation', { user_id: person, offset: cursor.personAt });
    const goesOn = found.length >= PER_PAGE && oldestOf(found) >= fromAt;
    const next = goesOn
      ? { ...cursor, personAt: cursor.personAt + PER_PAGE }
      : { ...cursor, people: others, personAt: 0 };
    return { messages: found, next: cursorText(next) };
  }
  const offset = cursor.recentAt ?? 0;
  const newest = await ask(access, 'listrecentchat', { offset });
  const people = newest.filter((one) => one.at >= fromAt).map((one) => one.threadId);
  const goesOn = newest.length >= PER_PAGE && oldestOf(newest) >= fromAt;
  const recentAt = goesOn ? offset + PER_PAGE : null;
  return {
    messages: [],
    next: cursorText({ people: [...new Set(people)], personAt: 0, recentAt }),
  };
}

const oldestOf = (messages: ChannelMessage[]) => Math.min(...messages.map((one) => one.at));

async function ask(
  access: ShopAccess,
  what: 'conversation' | 'listrecentchat',
  data: Record<string, unknown>,
): Promise<ChannelMessage[]> {
  const call = { path: `v2.0/oa/${what}`, data: { ...data, count: PER_PAGE } };
  return (await askAsOa(access, call, page)).map((one) => fromZalo(access, one));
}

/** A thread is named by the buyer. Who wrote is told by the ids: the meaning of `src` is not published. */
function fromZalo(access: ShopAccess, one: z.infer<typeof message>): ChannelMessage {
  const ours = one.from_id === access.externalShopId;
  return {
    externalId: one.message_id,
    kind: 'message',
    threadId: ours ? one.to_id : one.from_id,
    from: { externalId: one.from_id, name: one.from_display_name ?? '' },
    text: one.message || `[${one.type ?? 'file'}]`,
    at: one.time ?? 0,
    ours,
  };
}
