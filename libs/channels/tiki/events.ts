import {
  ChannelFailure,
  idText,
  looseText,
  type ChannelEvent,
  type EventsClient,
  type ShopAccess,
} from '@ganh/channels/kit';
import { z } from 'zod';
import { asApp } from './app-token';
import { ask } from './call';
import { ensureQueue } from './queue';

const event = z.looseObject({
  id: z.string().min(1),
  sid: looseText,
  type: z.string(),
  created_at: z.number(),
  payload: z
    .looseObject({
      order_code: looseText,
      orderCode: looseText,
      status: looseText,
      product_id: idText.nullish(),
    })
    .nullish()
    .catch(null),
});

type TikiEvent = z.infer<typeof event>;

const batch = z.looseObject({ events: z.array(event), ack_id: looseText });

/** The channel's queue of events: what is given out comes again until it is acknowledged. tiki spec §6 */
export function tikiEvents(access: ShopAccess): EventsClient {
  return {
    async pull(ack) {
      const code = access.settings['queue'] ?? (await ensureQueue(access, access.externalShopId));
      const call = {
        method: 'POST',
        path: `v1/queues/${encodeURIComponent(code)}/events/pull`,
        name: 'v1/queues/events/pull',
        json: { ack_id: ack || null },
        reads: true,
      } as const;
      const answer = await asApp(access, (app) => ask(app, call, batch));
      if (answer.events.length > 0 && !answer.ack_id)
        throw new ChannelFailure('unexpectedShape', { code: 'shape:ack_id' });
      return {
        events: answer.events.map((one) => readEvent(access, one)),
        next: answer.ack_id ?? '',
        more: answer.events.length > 0,
      };
    },
  };
}

/** A hint only: what it speaks of is read anew. A sample has both spellings of the order's code. tiki spec §6 */
export function readEvent(
  { externalShopId, settings }: Pick<ShopAccess, 'externalShopId' | 'settings'>,
  { id, sid, type, created_at: at, payload }: TikiEvent,
): ChannelEvent {
  const common = { externalShopId, at };
  const isOurs = !sid || !settings['sid'] || sid === settings['sid'];
  const orderCode = payload?.order_code ?? payload?.orderCode;
  if (isOurs && type.startsWith('ORDER_') && orderCode) {
    const key = ['tiki', type, orderCode, payload?.status ?? '', at].join(':');
    return { ...common, key, kind: 'order', externalOrderId: orderCode };
  }
  if (isOurs && type.startsWith('PRODUCT_') && payload?.product_id)
    return { ...common, key: `tiki:${id}`, kind: 'listing', externalItemId: payload.product_id };
  return { ...common, key: `tiki:${id}`, kind: 'ignored', what: type };
}
