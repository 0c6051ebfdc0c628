import type {
  ChannelAdapter,
  ChannelClient,
  ItemOutcome,
  PushItem,
  ShopAccess,
} from '@ganh/channels/kit';
import { tikiAuth } from './auth';
import { tikiCategories } from './categories';
import { tikiEvents } from './events';
import { pushItem } from './item-push';
import { tikiReadBack } from './listed';
import { pushOffers } from './offer-push';
import { tikiOrders } from './orders';
import { tikiSettlements } from './settlements';
import { tikiShipping } from './shipping';
import { tikiDescriptor } from './tiki.descriptor';

async function pushItems(
  access: ShopAccess,
  items: readonly PushItem[],
  ticket?: string,
): Promise<ItemOutcome[]> {
  const outcomes: ItemOutcome[] = [];
  for (const item of items) outcomes.push(await pushItem(access, item, ticket));
  return outcomes;
}

function open(access: ShopAccess): ChannelClient {
  return {
    listings: {
      async push(group, items) {
        if (group === 'item') return pushItems(access, items);
        if (group === 'offer') return pushOffers(access, items);
        throw new Error(`tiki has no push group ${group}`);
      },
    },
    tickets: { ask: (ticket, items) => pushItems(access, items, ticket) },
    readBack: tikiReadBack(access),
    orders: tikiOrders(access),
    shipping: tikiShipping(access),
    settlements: tikiSettlements(access),
    categories: tikiCategories(access),
    events: tikiEvents(access),
  };
}

/** Queues instead of webhooks, and no way to ask for returns. tiki spec §5, §6 */
export const tiki: ChannelAdapter = { descriptor: tikiDescriptor, auth: tikiAuth, open };
