import type { ChannelAdapter, ChannelClient, PushClient, ShopAccess } from '@ganh/channels/kit';
import { lazadaAuth } from './auth';
import { lazadaCategories } from './categories';
import { askReview, pushItem } from './item-push';
import { lazadaDescriptor } from './lazada.descriptor';
import { lazadaOrders } from './orders';
import { lazadaReadBack } from './read-back';
import { lazadaReturns } from './returns';
import { lazadaSettlements } from './settlements';
import { lazadaShipping } from './shipping';
import { pushPrices, pushStock } from './values-push';
import { lazadaWebhooks } from './webhook';

function listings(access: ShopAccess): PushClient {
  return {
    async push(group, items) {
      if (group === 'stock') return pushStock(access, items);
      if (group === 'price') return pushPrices(access, items);
      if (group !== 'item') throw new Error(`lazada has no push group ${group}`);
      const outcomes = [];
      for (const item of items) outcomes.push(await pushItem(access, item));
      return outcomes;
    },
  };
}

function open(access: ShopAccess): ChannelClient {
  return {
    listings: listings(access),
    tickets: { ask: (ticket, items) => askReview(access, ticket, items) },
    readBack: lazadaReadBack(access),
    orders: lazadaOrders(access),
    shipping: lazadaShipping(access),
    returns: lazadaReturns(access),
    settlements: lazadaSettlements(access),
    categories: lazadaCategories(access),
  };
}

/** Where messages go is set in the app's own console: there is no call for it. lazada spec §7 */
export const lazada: ChannelAdapter = {
  descriptor: lazadaDescriptor,
  auth: lazadaAuth,
  webhooks: lazadaWebhooks,
  open,
};
