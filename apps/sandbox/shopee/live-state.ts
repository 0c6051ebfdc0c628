import type { Shop, ShopeeState } from './state';

/** What the simulated Shopee Live remembers. Times are Unix seconds unless the name says ms. shopee spec §8 */
export interface LiveState {
  /** Of the type "Livestream Management": an app of its own, with its own leave. */
  app: { partnerId: number; partnerKey: string };
  linkedShopIds: number[];
  sessions: Record<string, LiveSession>;
}

export interface LiveItem {
  itemId: number;
  shopId: number;
}

export interface LiveComment {
  commentId: number;
  userId: number;
  username: string;
  content: string;
  atMs: number;
}

export interface LiveSession {
  sessionId: number;
  shopId: number;
  title: string;
  description: string;
  coverImageUrl: string;
  isTest: boolean;
  /** 0 initial, 1 ongoing, 2 ended */
  status: 0 | 1 | 2;
  createTime: number;
  updateTime: number;
  startTime: number;
  endTime: number;
  domainId: number;
  pushKey: string;
  items: LiveItem[];
  shown?: LiveItem;
  comments: LiveComment[];
  bannedUserIds: number[];
}

export function freshLive(): LiveState {
  return {
    app: {
      partnerId: 2010202,
      partnerKey: '6d61796e67616e2d64656d6f2d6c6976652d6b65792d30303030303030303031',
    },
    linkedShopIds: [],
    sessions: {},
  };
}

const USERS_FROM = 200_000_000;

/** The streamer behind a shop: one user a shop. */
export const userIdOf = (shop: Shop) => shop.userId ?? shop.shopId + USERS_FROM;

export function shopOfUser(state: ShopeeState, userId: number): Shop | undefined {
  return Object.values(state.shops).find((shop) => userIdOf(shop) === userId);
}

export function sessionsOf(state: ShopeeState, shopId: number): LiveSession[] {
  return Object.values(state.live.sessions).filter((one) => one.shopId === shopId);
}
