import type { SettlementsClient, ShopAccess } from '@ganh/channels/kit';
import { pullEscrow } from './escrow';
import { pullWallet } from './wallet';

/** First what was released for orders, then what else moved in the wallet; the cursor names the list and its page. */
export function shopeeSettlements(access: ShopAccess): SettlementsClient {
  return {
    async pull(window, cursor) {
      const [list, page] = cursor === '' ? ['escrow', '1'] : cursor.split(':');
      const pageNo = Number(page);
      if (list === 'wallet') {
        const { entries, more } = await pullWallet(access, window, pageNo);
        return { entries, next: more ? `wallet:${pageNo + 1}` : '' };
      }
      const { entries, more } = await pullEscrow(access, window, pageNo);
      return { entries, next: more ? `escrow:${pageNo + 1}` : 'wallet:0' };
    },
  };
}
