import { createHash } from 'node:crypto';
import { idText, looseList, looseText, type ChannelEvent } from '@ganh/channels/kit';
import { z } from 'zod';

const party = z.looseObject({ id: idText });

export const eventSchema = z.looseObject({
  app_id: idText,
  event_name: z.string().min(1),
  timestamp: idText,
  oa_id: looseText,
  oaId: looseText,
});

const said = z.looseObject({
  sender: party,
  recipient: party,
  message: z.looseObject({
    msg_id: idText,
    text: looseText,
    attachments: looseList(z.looseObject({ type: looseText })),
  }),
});

const submitted = z.looseObject({
  sender: party,
  recipient: party,
  info: z.looseObject({
    name: looseText,
    phone: looseText,
    address: looseText,
    ward: looseText,
    district: looseText,
    city: looseText,
    full_address: z
      .looseObject({ user_address: looseText, user_ward: looseText, user_city: looseText })
      .nullish()
      .catch(null),
  }),
});

type Told = z.infer<typeof eventSchema>;

/** One delivery is one event. zalo spec §6.3 */
export function eventOf(event: Told, body: unknown): ChannelEvent {
  const name = event.event_name;
  // Groups and visitors without an account write too, but nobody there can be answered or delivered to.
  if (/^(user|oa)_send_(?!group)/.test(name) || name === 'user_asking_product') {
    const read = said.safeParse(body);
    if (read.success) return wrote(event, read.data, name.startsWith('oa_'));
  }
  if (name === 'user_submit_info') {
    const read = submitted.safeParse(body);
    if (read.success) return leftAddress(event, read.data);
  }
  return ignored(event, body);
}

function atOf({ timestamp }: Told): number {
  const at = Number(timestamp);
  return Number.isSafeInteger(at) && at > 0 ? at : 0;
}

function wrote(event: Told, told: z.infer<typeof said>, ours: boolean): ChannelEvent {
  const { sender, recipient, message } = told;
  const at = atOf(event);
  const files = message.attachments.map((file) => `[${file.type ?? 'file'}]`).join(' ');
  return {
    externalShopId: ours ? sender.id : recipient.id,
    key: `msg:${message.msg_id}`,
    at,
    kind: 'message',
    message: {
      externalId: message.msg_id,
      kind: 'message',
      threadId: ours ? recipient.id : sender.id,
      from: { externalId: sender.id, name: '' },
      text: message.text || files,
      at,
      ours,
    },
  };
}

/** The buyer filled in the form that asks for name, phone and address: words like any others. */
function leftAddress(
  event: Told,
  { sender, recipient, info }: z.infer<typeof submitted>,
): ChannelEvent {
  const at = atOf(event);
  const { full_address: full, name, phone, address, ward, district, city } = info;
  const parts = [
    name,
    phone,
    address ?? full?.user_address,
    ward ?? full?.user_ward,
    district,
    city ?? full?.user_city,
  ];
  const externalId = `info:${sender.id}:${event.timestamp}`;
  return {
    externalShopId: recipient.id,
    key: externalId,
    at,
    kind: 'message',
    message: {
      externalId,
      kind: 'message',
      threadId: sender.id,
      from: { externalId: sender.id, name: name ?? '' },
      text: parts.filter(Boolean).join(', '),
      at,
      ours: false,
    },
  };
}

const sides = z.looseObject({
  sender: party.nullish().catch(null),
  recipient: party.nullish().catch(null),
});

/** Receipts, followers, tags, templates: kept, nothing follows from them. */
function ignored(event: Told, body: unknown): ChannelEvent {
  const read = sides.safeParse(body);
  const { sender, recipient } = read.success ? read.data : {};
  const fromOa = /^oa_|^user_received/.test(event.event_name) ? sender?.id : recipient?.id;
  const digest = createHash('sha256').update(JSON.stringify(body)).digest('hex');
  return {
    externalShopId: event.oa_id ?? event.oaId ?? fromOa ?? '',
    key: `${event.event_name}:${digest}`,
    at: atOf(event),
    kind: 'ignored',
    what: event.event_name,
  };
}

export const probeSchema = z.strictObject({});
