import type { ChannelAdapter, ChannelClient, PushClient, ShopAccess } from '@ganh/channels/kit';
import { tiktokShopAuth } from './auth';
import { anyData, ask } from './call';
import { tiktokShopCategories } from './categories';
import { pushItem } from './item-push';
import { tiktokShopOrders } from './orders';
import { tiktokShopReadBack } from './read-back';
import { tiktokShopReturns } from './returns';
import { tiktokShopTickets } from './review';
import { tiktokShopSettlements } from './settlements';
import { tiktokShopShipping } from './shipping';
import { tiktokShopDescriptor } from './tiktok-shop.descriptor';
import { pushPrices, pushStock } from './values-push';
import { tiktokShopWebhooks } from './webhook';

/** tiktok-shop spec §6 */
const WANTED_EVENTS = [
  'ORDER_STATUS_CHANGE',
  'RECIPIENT_ADDRESS_UPDATE',
  'PACKAGE_UPDATE',
  'PRODUCT_STATUS_CHANGE',
  'PRODUCT_AUDIT_STATUS_CHANGE',
  'CANCELLATION_STATUS_CHANGE',
  'RETURN_STATUS_CHANGE',
  'SELLER_DEAUTHORIZATION',
  'UPCOMING_AUTHORIZATION_EXPIRATION',
];

function listings(access: ShopAccess): PushClient {
  return {
    async push(group, items) {
      if (group === 'stock') return pushStock(access, items);
      if (group === 'price') return pushPrices(access, items);
      if (group !== 'item') throw new Error(`tiktok-shop has no push group ${group}`);
      const outcomes = [];
      for (const item of items) outcomes.push(await pushItem(access, item));
      return outcomes;
    },
  };
}

function open(access: ShopAccess): ChannelClient {
  return {
    listings: listings(access),
    tickets: tiktokShopTickets(access),
    readBack: tiktokShopReadBack(access),
    orders: tiktokShopOrders(access),
    shipping: tiktokShopShipping(access),
    returns: tiktokShopReturns(access),
    settlements: tiktokShopSettlements(access),
    categories: tiktokShopCategories(access),
  };
}

/** Of this shop, event by event; what a shop has not set goes to the address in Partner Center. tiktok-shop spec §6 */
async function subscribe(access: ShopAccess, callbackUrl: string): Promise<void> {
  for (const event_type of WANTED_EVENTS) {
    const json = { address: callbackUrl, event_type };
    await ask(access, { path: '/event/202309/webhooks', method: 'PUT', json }, anyData);
  }
}

export const tiktokShop: ChannelAdapter = {
  descriptor: tiktokShopDescriptor,
  auth: tiktokShopAuth,
  webhooks: tiktokShopWebhooks,
  subscribe,
  open,
};
