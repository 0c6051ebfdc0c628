import type { ChannelAdapter, ChannelClient, PushClient, ShopAccess } from '@ganh/channels/kit';
import { shopeeAuth } from './auth';
import { anyAnswer, askAsApp } from './call';
import { shopeeCategories } from './categories';
import { pushItem } from './item-push';
import { shopeeLive } from './live';
import { shopeeLiveAuth } from './live-auth';
import { shopeeOrders } from './orders';
import { shopeeReadBack } from './read-back';
import { shopeeReturns } from './returns';
import { shopeeSettlements } from './settlements';
import { shopeeDescriptor } from './shopee.descriptor';
import { shopeeShipping } from './shipping';
import { pushPrices, pushStock } from './values-push';
import { shopeeWebhooks } from './webhook';

/** Authorisation, orders, tracking, items, reserved stock, labels, returns, parcels. shopee spec §6 */
const WANTED_PUSHES = [1, 2, 3, 4, 6, 8, 12, 15, 16, 22, 29, 30, 47];

function listings(access: ShopAccess): PushClient {
  return {
    async push(group, items) {
      if (group === 'stock') return pushStock(access, items);
      if (group === 'price') return pushPrices(access, items);
      if (group !== 'item') throw new Error(`shopee has no push group ${group}`);
      const outcomes = [];
      for (const item of items) outcomes.push(await pushItem(access, item));
      return outcomes;
    },
  };
}

function open(access: ShopAccess): ChannelClient {
  return {
    listings: listings(access),
    orders: shopeeOrders(access),
    readBack: shopeeReadBack(access),
    shipping: shopeeShipping(access),
    returns: shopeeReturns(access),
    settlements: shopeeSettlements(access),
    categories: shopeeCategories(access),
    ...(access.live && { live: shopeeLive(access, access.live) }),
  };
}

/** One address for the whole app; saving it sends a test push that must be answered within 3 s. shopee spec §6 */
async function subscribe(access: ShopAccess, callbackUrl: string): Promise<void> {
  const json = { callback_url: callbackUrl, set_push_config_on: WANTED_PUSHES };
  await askAsApp(access, { path: 'push/set_app_push_config', json }, anyAnswer);
}

export const shopee: ChannelAdapter = {
  descriptor: shopeeDescriptor,
  auth: shopeeAuth,
  liveAuth: shopeeLiveAuth,
  webhooks: shopeeWebhooks,
  subscribe,
  open,
};
