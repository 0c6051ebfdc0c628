import type { AppKind, Grant, Shop, ShopeeState } from './state';

interface App {
  kind: AppKind;
  partnerId: number;
  partnerKey: string;
}

/** The app that sells and the one for livestreams: each has a key, a leave and tokens of its own. shopee spec §1, §8 */
export function appNumbered(state: ShopeeState, partnerId: number | undefined): App | undefined {
  const apps: App[] = [
    { kind: 'seller', ...state.app },
    { kind: 'live', ...state.live.app },
  ];
  return apps.find((one) => one.partnerId === partnerId);
}

export function isLinked(state: ShopeeState, kind: AppKind, shop: Shop): boolean {
  return kind === 'live' ? state.live.linkedShopIds.includes(shop.shopId) : shop.linked;
}

export function setLinked(state: ShopeeState, kind: AppKind, shop: Shop, linked: boolean): void {
  if (kind === 'seller') {
    shop.linked = linked;
    return;
  }
  const others = state.live.linkedShopIds.filter((id) => id !== shop.shopId);
  state.live.linkedShopIds = linked ? [...others, shop.shopId] : others;
}

export const isOf = (one: Pick<Grant, 'live'>, kind: AppKind) =>
  (one.live === true) === (kind === 'live');
