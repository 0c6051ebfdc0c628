import { z } from 'zod';
import { asApp } from './app-token';
import { ask, listIn, type Caller } from './call';

const queue = z.looseObject({ code: z.string().min(1), name: z.string() });
const subscription = z.looseObject({ event_type: z.string() });

/** Only news of orders: a seller's own pushes would come back as events of price and stock. tiki spec §6 */
const WANTED = ['ORDER_CREATED_SUCCESSFULLY', 'ORDER_STATUS_UPDATED'];

/** The code of the seller's own queue, made and subscribed where that has not been done. tiki spec §6 */
export async function ensureQueue(seller: Caller, sellerId: string): Promise<string> {
  const name = `ganh-${sellerId}`;
  const { code } = await asApp(seller, async (app) => {
    const all = await ask(app, { method: 'GET', path: 'v1/queues' }, listIn(queue));
    return (
      all.find((one) => one.name === name) ??
      ask(app, { method: 'POST', path: 'v1/queues', json: { name } }, queue)
    );
  });
  const path = `v1/queues/${encodeURIComponent(code)}/subscriptions`;
  const label = 'v1/queues/subscriptions';
  const has = await ask(seller, { method: 'GET', path, name: label }, listIn(subscription));
  for (const type of WANTED.filter((one) => !has.some((known) => known.event_type === one)))
    await ask(
      seller,
      { method: 'POST', path, name: label, json: { event_type: type } },
      subscription,
    );
  return code;
}
