/** Everything the simulated Meta remembers. Times are milliseconds. Ids are strings of digits, as on the wire. */
export interface FacebookState {
  app: { appId: string; appSecret: string; verifyToken: string };
  user: { id: string; name: string };
  business: { id: string; name: string };
  pages: Record<string, Page>;
  codes: { code: string; redirectUri: string; pageIds: string[]; expiresAt: number }[];
  tokens: Record<string, Token>;
  catalogs: Record<string, Catalog>;
  handles: Record<string, BatchHandle>;
  photos: Record<string, Photo>;
  posts: Record<string, Post>;
  comments: Record<string, Comment>;
  people: Record<string, Person>;
  messages: Message[];
  lives: Record<string, Live>;
  subscription: { callbackUrl: string; fields: string[]; verifyToken: string } | null;
  counters: { id: number };
  settings: FacebookSettings;
}

interface FacebookSettings {
  requireAppSecret: boolean;
  /** Without Advanced Access: `from` is left out, private replies go to role-holders only. */
  standardAccess: boolean;
  handleMs: number;
  reviewMs: number;
  longTokenMs: number;
  shortTokenMs: number;
  /** Events of this long are sent together in one body; 0 = each at once. */
  batchMs: number;
  /** After failing this long the app is unsubscribed from the Page. */
  disableAfterMs: number;
  /** Answers 10/1893063 to every message. */
  messengerRestricted: boolean;
}

export interface Page {
  id: string;
  name: string;
  catalogId: string;
  tasks: string[];
  /** Fields this Page has subscribed the app to; null = not subscribed. */
  subscribedFields: string[] | null;
  failingSince: number | null;
}

export interface Token {
  kind: 'user' | 'page';
  pageId?: string;
  /** Pages the user let the app see. */
  pageIds?: string[];
  /** 0 = never. */
  expiresAt: number;
  issuedAt: number;
  /** Set when it has died: the subcode of error 190. */
  dead?: number;
  readyMade?: boolean;
}

export interface Catalog {
  id: string;
  pageId: string;
  name: string;
  items: Record<string, CatalogItem>;
}

export interface CatalogItem {
  id: string;
  retailerId: string;
  data: Record<string, unknown>;
  imageStatus: 'NO_STATUS' | 'FETCHED' | 'FETCH_FAILED';
  review: '' | 'pending' | 'approved' | 'rejected';
  reviewAt: number;
  rejectReason?: string;
  updatedAt: number;
}

export interface BatchRequest {
  method: string;
  data: Record<string, unknown>;
}

export interface BatchHandle {
  handle: string;
  catalogId: string;
  acceptedAt: number;
  finishAt: number;
  applied: boolean;
  allowUpsert: boolean;
  requests: BatchRequest[];
  /** Ids struck by partial-batch. */
  struck: string[];
  errors: { line: number; id: string; message: string }[];
}

export interface Photo {
  id: string;
  pageId: string;
  postId?: string;
  url?: string;
  /** Name of the bytes on the media shelf, if it was uploaded or fetched. */
  file?: string;
  type: string;
  caption: string;
  published: boolean;
  createdAt: number;
}

export interface Post {
  id: string;
  pageId: string;
  message: string;
  link?: string;
  photoIds: string[];
  published: boolean;
  scheduledAt?: number;
  createdAt: number;
  updatedAt: number;
}

export interface Comment {
  id: string;
  /** Post or live object it stands under. */
  objectId: string;
  pageId: string;
  parentId?: string;
  from?: { id: string; name: string };
  message: string;
  createdAt: number;
  hidden: boolean;
  lowQuality: boolean;
  privatelyReplied: boolean;
  likes: number;
}

/** Somebody as one Page knows them: under comments by one id, in Messenger by another (PSID). */
export interface Person {
  id: string;
  psid: string;
  pageId: string;
  name: string;
  lastMessageAt: number;
  blocked: boolean;
  role: boolean;
}

export interface Message {
  mid: string;
  pageId: string;
  psid: string;
  fromPage: boolean;
  text: string;
  at: number;
  payload?: Record<string, unknown>;
}

export interface Live {
  id: string;
  videoId: string;
  postId: string;
  pageId: string;
  title: string;
  description: string;
  status: string;
  createdAt: number;
}

const DEMO_PAGES = ['HTX Mây Ngàn', 'HTX Bến Lau', 'HTX Đồi Sương'];

export function freshState(): FacebookState {
  const state: FacebookState = {
    app: {
      appId: '410000000000001',
      appSecret: '6d61796e67616e64656d6f6170703031',
      verifyToken: 'ganh-demo-verify',
    },
    user: { id: '420000000000001', name: 'Nguyễn Thị Gánh' },
    business: { id: '430000000000001', name: 'Hợp tác xã dùng thử' },
    pages: {},
    codes: [],
    tokens: {},
    catalogs: {},
    handles: {},
    photos: {},
    posts: {},
    comments: {},
    people: {},
    messages: [],
    lives: {},
    subscription: null,
    counters: { id: 0 },
    settings: {
      requireAppSecret: false,
      standardAccess: false,
      handleMs: 2000,
      reviewMs: 1000,
      longTokenMs: 60 * 86_400_000,
      shortTokenMs: 2 * 3_600_000,
      batchMs: 0,
      disableAfterMs: 3_600_000,
      messengerRestricted: false,
    },
  };
  for (const name of DEMO_PAGES) addPage(state, name);
  return state;
}

/** A new id that looks like Meta's: fifteen digits. */
export function newId(state: FacebookState): string {
  return String(122_000_000_000_000 + ++state.counters.id);
}

/** A Page with an empty catalogue of its own, run by the one demo user. */
export function addPage(state: FacebookState, name: string): Page {
  const at = Object.keys(state.pages).length + 1;
  const id = String(100_000_000_000_000 + at);
  const catalogId = String(200_000_000_000_000 + at);
  state.pages[id] = {
    id,
    name,
    catalogId,
    tasks: ['ADVERTISE', 'ANALYZE', 'CREATE_CONTENT', 'MESSAGING', 'MODERATE', 'MANAGE'],
    subscribedFields: null,
    failingSince: null,
  };
  state.catalogs[catalogId] = { id: catalogId, pageId: id, name: `Sản phẩm ${name}`, items: {} };
  return state.pages[id];
}

export function postsOf(state: FacebookState, pageId: string): Post[] {
  return Object.values(state.posts)
    .filter((post) => post.pageId === pageId)
    .sort((a, b) => b.createdAt - a.createdAt || (a.id < b.id ? 1 : -1));
}
