import {
  looseNumber,
  type LiveClient,
  type LiveGrant,
  type LiveMetrics,
  type ShopAccess,
} from '@ganh/channels/kit';
import { z } from 'zod';
import { inResponse } from './call';
import { askAsUser, liveApp, type LiveCaller } from './live-call';
import { comments, post, silence } from './live-comments';
import { addItems, itemMetrics, items, removeItems, show, vnd } from './live-items';
import { create, detail, end, sessionQuery, start } from './live-sessions';

const count = looseNumber;
const metric = inResponse(
  z.looseObject({
    gmv: count,
    atc: count,
    orders: count,
    ccu: count,
    peak_ccu: count,
    likes: count,
    comments: count,
    shares: count,
    views: count,
  }),
);

/** Only what has one meaning: the unit of the viewing time is not told, and rates can be worked out. shopee spec §8 */
async function metrics(caller: LiveCaller, sessionId: string): Promise<LiveMetrics> {
  const call = { path: 'get_session_metric', query: sessionQuery(sessionId) };
  const told = await askAsUser(caller, call, metric);
  return {
    viewersNow: told.ccu,
    viewersMost: told.peak_ccu,
    views: told.views,
    likes: told.likes,
    comments: told.comments,
    shares: told.shares,
    addedToCart: told.atc,
    orders: told.orders,
    salesVnd: vnd(told.gmv),
  };
}

/** Shopee Live, in the streamer's name. It has no pushes: whoever holds the session asks. shopee spec §8 */
export function shopeeLive(shop: ShopAccess, grant: LiveGrant): LiveClient {
  const caller: LiveCaller = { access: liveApp(shop), grant };
  const shopId = shop.externalShopId;
  return {
    create: (plan) => create(caller, plan),
    detail: (id) => detail(caller, id),
    start: (id) => start(caller, id),
    end: (id) => end(caller, id),
    addItems: (id, wanted) => addItems(caller, shopId, id, wanted),
    removeItems: (id, gone) => removeItems(caller, shopId, id, gone),
    items: (id) => items(caller, id),
    show: (id, itemId) => show(caller, shopId, id, itemId),
    comments: (id, cursor) => comments(caller, id, cursor),
    post: (id, text) => post(caller, id, text),
    ban: (id, userId) => silence(caller, id, 'ban', userId),
    unban: (id, userId) => silence(caller, id, 'unban', userId),
    metrics: (id) => metrics(caller, id),
    itemMetrics: (id) => itemMetrics(caller, id),
  };
}
