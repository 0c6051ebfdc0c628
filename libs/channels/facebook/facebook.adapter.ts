import {
  ChannelFailure,
  type ChannelAdapter,
  type ChannelClient,
  type ItemOutcome,
  type PushClient,
  type ShopAccess,
} from '@ganh/channels/kit';
import { z } from 'zod';
import { facebookAuth } from './auth';
import { appToken, askAsApp, askAsPage } from './call';
import { pushCatalog } from './catalog';
import { facebookReadBack } from './catalog-read';
import { catalogTickets } from './catalog-tickets';
import { facebookConversations } from './conversations';
import { facebookDescriptor } from './facebook.descriptor';
import { pushPost } from './post';
import { facebookReplies } from './replies';
import { facebookWebhooks } from './webhook';

function listings(access: ShopAccess): PushClient {
  return {
    async push(group, items) {
      if (group === 'catalog') return pushCatalog(access, items);
      if (group !== 'post') throw new Error(`facebook has no push group ${group}`);
      const outcomes: ItemOutcome[] = [];
      for (const item of items)
        outcomes.push(await unlessRefused(item.key, pushPost(access, item)));
      return outcomes;
    },
  };
}

/** A refusal that speaks of the item is its outcome, not the call's failure. */
async function unlessRefused(key: string, pushed: Promise<ItemOutcome>): Promise<ItemOutcome> {
  try {
    return await pushed;
  } catch (error) {
    const reason =
      error instanceof ChannelFailure && error.kind === 'rejected'
        ? error.detail.reason
        : undefined;
    if (!reason) throw error;
    return { key, kind: 'rejected', reason };
  }
}

function open(access: ShopAccess): ChannelClient {
  return {
    listings: listings(access),
    tickets: catalogTickets(access),
    readBack: facebookReadBack(access),
    conversations: facebookConversations(access),
    replies: facebookReplies(access),
  };
}

/** The app's fields; a Page subscribes to the same ones. facebook spec §7.2 */
const FIELDS = 'feed,messages,messaging_postbacks,message_echoes';
const done = z.looseObject({ success: z.literal(true) });

/** Both levels: the app to the address (Meta asks it at once), then the Page to the app. facebook spec §7.2 */
async function subscribe(access: ShopAccess, callbackUrl: string): Promise<void> {
  const app: [string, string][] = [
    ['object', 'page'],
    ['callback_url', callbackUrl],
    ['verify_token', access.app['verify_token'] ?? ''],
    ['fields', FIELDS],
    ['include_values', 'true'],
  ];
  const appCall = {
    method: 'POST' as const,
    path: `${access.app['app_id'] ?? ''}/subscriptions`,
    name: 'app subscriptions',
    body: { form: app },
  };
  await askAsApp(access, appCall, done, appToken(access));
  const page: [string, string][] = [['subscribed_fields', FIELDS]];
  const { externalShopId } = access;
  const pageCall = {
    method: 'POST' as const,
    path: `${externalShopId}/subscribed_apps`,
    name: 'page subscribed_apps',
    limit: 'page' as const,
    objectId: externalShopId,
    body: { form: page },
  };
  await askAsPage(access, pageCall, done);
}

export const facebook: ChannelAdapter = {
  descriptor: facebookDescriptor,
  auth: facebookAuth,
  webhooks: facebookWebhooks,
  subscribe,
  open,
};
