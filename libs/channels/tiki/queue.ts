import { type AppAccess } from '@ganh/channels/kit';
import { z } from 'zod';
import { ask, askToken, listIn, type Caller } from './call';

const queue = z.looseObject({ code: z.string().min(1), name: z.string() });
const subscription = z.looseObject({ event_type: z.string() });

/** Only news of orders: a seller's own pushes would come back as events of price and stock. tiki spec §6 */
const WANTED = ['ORDER_CREATED_SUCCESSFULLY', 'ORDER_STATUS_UPDATED'];

/** A token in the app's own name: queues are the app's. tiki spec §1, §6 */
export async function asApp(access: AppAccess): Promise<Caller> {
  const answer = await askToken(access, [
    ['grant_type', 'client_credentials'],
    ['scope', 'order product inventory'],
  ]);
  return { ...access, tokens: { accessToken: answer.access_token } };
}

/** The code of the seller's own queue, made and subscribed where that has not been done. tiki spec §6 */
export async function ensureQueue(seller: Caller, sellerId: string): Promise<string> {
  const app = await asApp(seller);
  const name = `ganh-${sellerId}`;
  const all = await ask(app, { method: 'GET', path: 'v1/queues' }, listIn(queue));
  const { code } =
    all.find((one) => one.name === name) ??
    (await ask(app, { method: 'POST', path: 'v1/queues', json: { name } }, queue));
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
