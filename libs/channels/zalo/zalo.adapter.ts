import type {
  ChannelAdapter,
  ChannelClient,
  ItemOutcome,
  PushClient,
  ShopAccess,
} from '@ganh/channels/kit';
import { articleTickets, pushArticle } from './article';
import { zaloReadBack } from './article-read';
import { zaloAuth } from './auth';
import { zaloConversations } from './conversations';
import { zaloReplies } from './replies';
import { zaloWebhooks } from './webhook';
import { zaloDescriptor } from './zalo.descriptor';

function listings(access: ShopAccess): PushClient {
  return {
    async push(group, items) {
      if (group !== 'article') throw new Error(`zalo has no push group ${group}`);
      const outcomes: ItemOutcome[] = [];
      for (const item of items) outcomes.push(await pushArticle(access, item));
      return outcomes;
    },
  };
}

function open(access: ShopAccess): ChannelClient {
  return {
    listings: listings(access),
    tickets: articleTickets(access),
    readBack: zaloReadBack(access),
    conversations: zaloConversations(access),
    replies: zaloReplies(access),
  };
}

/** Where deliveries go is set in the app's console, so there is nothing to subscribe. zalo spec §6.1 */
export const zalo: ChannelAdapter = {
  descriptor: zaloDescriptor,
  auth: zaloAuth,
  webhooks: zaloWebhooks,
  open,
};
