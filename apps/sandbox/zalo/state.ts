/** Everything the simulated Zalo remembers. Times are milliseconds; ids are strings of digits beyond 2^53, as on the wire. */
export interface ZaloState {
  app: {
    appId: string;
    appSecret: string;
    /** Signs webhooks; a key of its own. zalo spec §6.2 */
    oaSecret: string;
    /** The one whose challenge stands in the console. zalo spec §1.2 */
    codeVerifier: string;
  };
  oas: Record<string, Oa>;
  codes: { code: string; oaId: string; expiresAt: number }[];
  tokens: Record<string, AccessToken>;
  refreshTokens: Record<string, { oaId: string; expiresAt: number; isUsed: boolean }>;
  articles: Record<string, Article>;
  /** By the token of the call that asked for it. */
  articleWork: Record<string, ArticleWork>;
  people: Record<string, Person>;
  messages: Message[];
  uploads: Record<string, { oaId: string; file: string; at: number }>;
  templates: Record<string, Template>;
  notices: Notice[];
  webhook: { url: string; isOn: boolean };
  counters: { id: number };
  settings: ZaloSettings;
}

interface ZaloSettings {
  accessTokenMs: number;
  refreshTokenMs: number;
  /** Until a new or changed article stands there. */
  articleMs: number;
  /** Articles that still may be made; then -223. */
  articlesLeft: number;
  /** Until the receipt of a notice by phone. */
  receiptMs: number;
  noticesPerDay: number;
  requireProof: boolean;
  /** Every call of an OA is refused with this code (-209, -212, -221, -224, -320, -321 …); 0 = none. */
  refuseWith: number;
  /** Not published: what a used refresh token is answered with. zalo spec §1.2 */
  usedRefreshCode: number;
  /** Not published: what `/message/transaction` is answered with since 1 Mar 2026. zalo spec §12 */
  discontinuedCode: number;
}

export interface Oa {
  oaId: string;
  name: string;
  isRevoked: boolean;
}

interface AccessToken {
  oaId: string;
  expiresAt: number;
}

export interface ArticleContent {
  title: string;
  author: string;
  description: string;
  status: 'show' | 'hide';
  cover: Record<string, unknown>;
  body: Record<string, unknown>[];
}

export interface Article extends ArticleContent {
  id: string;
  oaId: string;
  createdAt: number;
  updatedAt: number;
}

interface ArticleWork {
  oaId: string;
  articleId: string;
  content: ArticleContent;
  readyAt: number;
  isDone: boolean;
}

/** Somebody as one OA knows them. */
export interface Person {
  userId: string;
  userIdByApp: string;
  oaId: string;
  name: string;
  isFollower: boolean;
  /** 0 = never wrote. */
  lastAt: number;
  isInactive: boolean;
  hasRefused: boolean;
}

export interface Message {
  id: string;
  oaId: string;
  userId: string;
  isFromOa: boolean;
  type: string;
  text: string;
  at: number;
}

export interface Template {
  id: string;
  name: string;
  /** 1 transaction, 2 care, 3 promotion. */
  tag: 1 | 2 | 3;
  status: 'ENABLE' | 'PENDING_REVIEW' | 'REJECT' | 'DISABLE';
  params: { name: string; maxLength: number; isRequired: boolean }[];
}

/** A template as it was sent, by phone or to a user. */
export interface Notice {
  id: string;
  oaId: string;
  to: string;
  templateId: string;
  data: Record<string, unknown>;
  trackingId: string;
  at: number;
  isDelivered: boolean;
}

const DEMO_OAS = ['HTX Mây Ngàn', 'HTX Bến Lau', 'HTX Đồi Sương'];
const HOUR = 3_600_000;

export function freshState(): ZaloState {
  const state: ZaloState = {
    app: {
      appId: '431243214321432',
      appSecret: 'ZaloDemoAppSecret01',
      oaSecret: 'ZaloDemoOaSecret01',
      codeVerifier: 'dBjftJeZ4CVP-mB92K27uhbUJU1p1r_wW1gFWFOEjXk',
    },
    oas: {},
    codes: [],
    tokens: {},
    refreshTokens: {},
    articles: {},
    articleWork: {},
    people: {},
    messages: [],
    uploads: {},
    templates: {},
    notices: [],
    webhook: { url: '', isOn: true },
    counters: { id: 0 },
    settings: {
      accessTokenMs: 25 * HOUR,
      refreshTokenMs: 90 * 24 * HOUR,
      articleMs: 3_000,
      articlesLeft: 10_000,
      receiptMs: 1_000,
      noticesPerDay: 500,
      requireProof: false,
      refuseWith: 0,
      usedRefreshCode: -14014,
      discontinuedCode: -233,
    },
  };
  for (const name of DEMO_OAS) addOa(state, name);
  const params = (names: string[]) =>
    names.map((name) => ({ name, maxLength: 30, isRequired: true }));
  addTemplate(state, 'Xác nhận đơn hàng', params(['customer_name', 'order_code']));
  addTemplate(state, 'Nhắc chuyển khoản', params(['customer_name', 'order_code', 'amount']));
  addTemplate(state, 'Đã gửi hàng', params(['customer_name', 'order_code', 'tracking_code']));
  return state;
}

/** A new id as large as Zalo's: nineteen digits. */
export function newId(state: ZaloState): string {
  return String(8_234_567_890_123_000_000n + BigInt(++state.counters.id));
}

export function addOa(state: ZaloState, name: string): Oa {
  const oaId = newId(state);
  state.oas[oaId] = { oaId, name, isRevoked: false };
  return state.oas[oaId];
}

function addTemplate(state: ZaloState, name: string, params: Template['params']): void {
  const id = String(300_001 + Object.keys(state.templates).length);
  state.templates[id] = { id, name, tag: 1, status: 'ENABLE', params };
}

export function articlesOf(state: ZaloState, oaId: string): Article[] {
  return Object.values(state.articles)
    .filter((one) => one.oaId === oaId)
    .sort((a, b) => b.createdAt - a.createdAt || (a.id < b.id ? 1 : -1));
}
