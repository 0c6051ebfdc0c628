import { createHmac } from 'node:crypto';

/** What index.json says of one Shopee shop, as far as tests need it. */
export interface ShopeeAccess {
  baseUrl: string;
  partner_id: number;
  partner_key: string;
  shop_id: number;
  access_token: string;
  /** Set where calls are a streamer's, signed with this id and no shop's. */
  user_id?: number;
}

interface ShopeeAnswer {
  httpStatus: number;
  error: string;
  message: string;
  response: Record<string, unknown> & unknown[];
  [top: string]: unknown;
}

export interface RawShopee {
  get: (path: string, query?: Record<string, string | number>) => Promise<ShopeeAnswer>;
  post: (path: string, body?: unknown) => Promise<ShopeeAnswer>;
  publicPost: (path: string, body?: unknown) => Promise<ShopeeAnswer>;
  /** The signed address of a call, to be spoilt by tests. */
  url: (path: string, kind: 'shop' | 'public', query?: Record<string, string | number>) => URL;
}

/** Calls Shopee by hand: signs as its page "API calls" says, and nothing more. */
export function rawShopee(access: ShopeeAccess, now: () => number = Date.now): RawShopee {
  const url = (
    path: string,
    kind: 'shop' | 'public',
    query: Record<string, string | number> = {},
  ) => {
    const full = `/api/v2/${path}`;
    const timestamp = Math.floor(now() / 1000);
    const { access_token, shop_id, user_id } = access;
    const tail = kind === 'shop' ? `${access_token}${user_id ?? shop_id}` : '';
    const target = new URL(full, access.baseUrl);
    const actor = user_id === undefined ? { shop_id } : { user_id };
    const common = kind === 'shop' ? { access_token, ...actor } : {};
    const sign = createHmac('sha256', access.partner_key)
      .update(`${access.partner_id}${full}${timestamp}${tail}`)
      .digest('hex');
    const all = { ...query, partner_id: access.partner_id, timestamp, ...common, sign };
    for (const [key, value] of Object.entries(all)) target.searchParams.set(key, String(value));
    return target;
  };
  const send = async (target: URL, body?: unknown): Promise<ShopeeAnswer> => {
    const answer = await fetch(target, {
      method: body === undefined ? 'GET' : 'POST',
      headers: { 'content-type': 'application/json' },
      body: body === undefined ? undefined : JSON.stringify(body),
    });
    return { ...((await answer.json()) as ShopeeAnswer), httpStatus: answer.status };
  };
  return {
    url,
    get: (path, query) => send(url(path, 'shop', query)),
    post: (path, body = {}) => send(url(path, 'shop'), body),
    publicPost: (path, body = {}) => send(url(path, 'public'), body),
  };
}

/** A picture of one pixel. */
export const PNG = Buffer.from(
  'iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg==',
  'base64',
);

/** Uploads one picture and lists one plain item; returns its id. */
export async function listItem(
  shopee: RawShopee,
  sku: string,
  more: Record<string, unknown> = {},
): Promise<number> {
  const form = new FormData();
  form.append('image', new Blob([new Uint8Array(PNG)], { type: 'image/png' }), 'a.png');
  const uploaded = await fetch(shopee.url('media_space/upload_image', 'public'), {
    method: 'POST',
    body: form,
  });
  const { response } = (await uploaded.json()) as {
    response: { image_info: { image_id: string } };
  };
  const added = await shopee.post(
    'product/add_item',
    itemBody(sku, response.image_info.image_id, more),
  );
  if (added.error) throw new Error(`${added.error}: ${added.message}`);
  return added.response['item_id'] as number;
}

function itemBody(sku: string, imageId: string, more: Record<string, unknown> = {}) {
  return {
    item_name: 'Mật ong rừng 500ml',
    description: 'Mật ong rừng nguyên chất',
    original_price: 150000,
    weight: 0.7,
    item_sku: sku,
    category_id: 100663,
    image: { image_id_list: [imageId] },
    logistic_info: [{ logistic_id: 50021, enabled: true, is_free: false }],
    seller_stock: [{ stock: 10 }],
    ...more,
  };
}
