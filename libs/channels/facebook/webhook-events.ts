import { createHash } from 'node:crypto';
import { idText, looseList, looseNumber, looseText, type ChannelEvent } from '@ganh/channels/kit';
import { z } from 'zod';
import { authorOf, graphTimeAt, messageContent, personSchema, wordsOf } from './message-read';

const commentChange = z.looseObject({
  field: z.literal('feed'),
  value: z.looseObject({
    item: z.literal('comment'),
    verb: z.string(),
    comment_id: idText,
    post_id: idText,
    created_time: looseNumber,
    from: personSchema,
    message: looseText,
  }),
});

const party = z.looseObject({ id: idText });
const written = z.looseObject({
  sender: party,
  recipient: party,
  timestamp: z.number(),
  message: messageContent.extend({
    mid: z.string().min(1),
    is_echo: z.boolean().nullish().catch(null),
  }),
});
const pressed = z.looseObject({
  sender: party,
  recipient: party,
  timestamp: z.number(),
  postback: z.looseObject({ mid: looseText, title: looseText, payload: looseText }),
});

/** Up to 1,000 updates in one body, of several Pages. facebook spec §7.4 */
export const deliverySchema = z.looseObject({
  object: z.string(),
  entry: z.array(z.unknown()),
});

const entrySchema = z.looseObject({
  id: idText,
  time: looseNumber,
  changes: looseList(z.unknown()),
  messaging: looseList(z.unknown()),
});

type Entry = z.infer<typeof entrySchema>;

/** One event for every change; what cannot be read is kept as ignored and harms none of the others. facebook spec §7.4 */
export function eventsOf(delivery: z.infer<typeof deliverySchema>): ChannelEvent[] {
  if (delivery.object !== 'page') return [];
  return delivery.entry.flatMap((one) => {
    const entry = entrySchema.safeParse(one);
    if (!entry.success) return [];
    const { changes, messaging } = entry.data;
    return [
      ...changes.map((change) => changeEvent(entry.data, change)),
      ...messaging.map((event) => messagingEvent(entry.data, event)),
    ];
  });
}

/** Adding and editing bring words; taking away and hiding do not. Our own replies come back too (facebook spec §7.4). */
function changeEvent(entry: Entry, change: unknown): ChannelEvent {
  const at = (entry.time ?? 0) * 1000;
  const read = commentChange.safeParse(change);
  if (!read.success) return ignored(entry, change, at, `change ${fieldOf(change)}`);
  const {
    verb,
    comment_id: id,
    post_id: postId,
    created_time: created,
    from,
    message,
  } = read.data.value;
  const key = `comment:${id}:${verb}:${created ?? ''}`;
  if (verb !== 'add' && verb !== 'edited')
    return { externalShopId: entry.id, key, at, kind: 'ignored', what: `comment ${verb}` };
  return {
    externalShopId: entry.id,
    key,
    at,
    kind: 'message',
    message: {
      externalId: id,
      kind: 'comment',
      threadId: postId,
      from: authorOf(from),
      text: message ?? '',
      at: graphTimeAt(created),
      ours: from?.id === entry.id,
    },
  };
}

/** Messages, echoes of our own, and pressed buttons; receipts and reactions bring no words. facebook spec §7.4 */
function messagingEvent(entry: Entry, event: unknown): ChannelEvent {
  const message = written.safeParse(event);
  if (message.success) {
    const { mid, is_echo: echo, ...content } = message.data.message;
    return wrote(entry, message.data, {
      id: mid,
      key: `mid:${mid}`,
      text: wordsOf(content),
      echo: echo === true,
    });
  }
  const button = pressed.safeParse(event);
  if (button.success) {
    const { sender, timestamp, postback } = button.data;
    const key = `postback:${sender.id}:${timestamp}:${postback.payload ?? ''}`;
    return wrote(entry, button.data, {
      id: postback.mid ?? key,
      key,
      text: postback.title ?? '',
      echo: false,
    });
  }
  return ignored(entry, event, entry.time ?? 0, 'messaging');
}

function wrote(
  entry: Entry,
  {
    sender,
    recipient,
    timestamp,
  }: Pick<z.infer<typeof written>, 'sender' | 'recipient' | 'timestamp'>,
  said: { id: string; key: string; text: string; echo: boolean },
): ChannelEvent {
  const ours = said.echo || sender.id === entry.id;
  return {
    externalShopId: entry.id,
    key: said.key,
    at: timestamp,
    kind: 'message',
    message: {
      externalId: said.id,
      kind: 'message',
      threadId: ours ? recipient.id : sender.id,
      from: { externalId: sender.id, name: '' },
      text: said.text,
      at: timestamp,
      ours,
    },
  };
}

function ignored(entry: Entry, what: unknown, at: number, word: string): ChannelEvent {
  const key = `${entry.id}:${createHash('sha256')
    .update(JSON.stringify([entry.time, what]))
    .digest('hex')}`;
  return { externalShopId: entry.id, key, at, kind: 'ignored', what: word };
}

function fieldOf(change: unknown): string {
  const read = z.looseObject({ field: looseText }).safeParse(change);
  return (read.success && read.data.field) || 'unknown';
}
