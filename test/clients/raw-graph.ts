/** What index.json says of Meta, as far as tests need it. */
export interface GraphAccess {
  baseUrl: string;
  authUrl: string;
  app_id: string;
  app_secret: string;
  verify_token: string;
  user_access_token: string;
  page_id: string;
  page_access_token: string;
  catalog_id: string;
  pages: { page_id: string; name: string; catalog_id: string; page_access_token: string }[];
}

interface GraphAnswer {
  httpStatus: number;
  headers: Headers;
  error?: {
    code: number;
    error_subcode?: number;
    message: string;
    type: string;
    is_transient: boolean;
    fbtrace_id: string;
  };
  [field: string]: unknown;
}

/** Calls the Graph API by hand. Values that are no text go as JSON text in the query, as JSON in a body. */
export function rawGraph(access: GraphAccess, token = access.page_access_token) {
  const call = async (
    method: string,
    path: string,
    params: Record<string, unknown> = {},
  ): Promise<GraphAnswer> => {
    const url = new URL(`v26.0/${path}`, `${access.baseUrl}/`);
    const inQuery = method === 'GET' || method === 'DELETE';
    if (inQuery) {
      for (const [key, value] of Object.entries(params)) {
        url.searchParams.set(key, typeof value === 'string' ? value : JSON.stringify(value));
      }
    }
    const answer = await fetch(url, {
      method,
      headers: { authorization: `Bearer ${token}`, 'content-type': 'application/json' },
      body: inQuery ? undefined : JSON.stringify(params),
    });
    return {
      ...((await answer.json()) as object),
      httpStatus: answer.status,
      headers: answer.headers,
    };
  };
  return {
    get: (path: string, params?: Record<string, unknown>) => call('GET', path, params),
    post: (path: string, params?: Record<string, unknown>) => call('POST', path, params),
    delete: (path: string) => call('DELETE', path),
  };
}

/** A complete catalogue item. */
export function catalogItem(id: string, more: Record<string, unknown> = {}) {
  return {
    id,
    title: 'Miến dong 500g',
    description: 'Miến dong phơi nắng',
    availability: 'in stock',
    condition: 'new',
    price: '65000 VND',
    brand: 'HTX Mây Ngàn',
    link: 'https://htx.example/p/1',
    image_link: 'https://htx.example/a.jpg',
    quantity_to_sell_on_facebook: 40,
    visibility: 'published',
    ...more,
  };
}
