/** What a stranger asks for: every operation of the API document, and the pages that stand outside it. */
import { randomUUID } from 'node:crypto';
import { productBody } from '../support/app';

export const MARK = 'Bí mật của HTX Một';

export interface Owned {
  product: number;
  variant: number;
  listing: number;
  shop: number;
  order: number;
  message: number;
  reply: number;
  certificate: number;
  member: number;
  importId: string;
  opId: string;
  act: number;
}

interface Case {
  path: (owned: Owned) => string;
  body?: (owned: Owned) => unknown;
  /** `hidden`: 404. `own`: answers, with nothing of the first's inside. `stream`: never ends. */
  want: 'hidden' | 'own' | 'stream';
}

const hidden = (path: Case['path'], body?: Case['body']): Case => ({ path, body, want: 'hidden' });
const own = (path: string, body?: Case['body']): Case => ({ path: () => path, body, want: 'own' });

const aSheet = () => {
  const form = new FormData();
  form.append('file', new Blob(['Mã đơn,Tên\n1,2\n']), 'don.csv');
  return form;
};

export const CASES: Record<string, Case> = {
  'POST /api/v1/session': own('/api/v1/session', () => ({
    phone: '0905 000 000',
    password: 'khong-dung',
  })),
  'GET /api/v1/session': own('/api/v1/session'),
  'PUT /api/v1/session/password': own('/api/v1/session/password', () => ({
    current: 'khong-dung',
    next: 'mot-cau-moi-dai',
  })),
  'DELETE /api/v1/session': own('/api/v1/session'),
  'GET /api/v1/products': own('/api/v1/products?limit=200'),
  'POST /api/v1/products': own('/api/v1/products', ({ variant, shop }) =>
    productBody({
      shopIds: [shop],
      variants: [{ unit: 'bộ', priceVnd: 1000, parts: [{ variantId: variant, quantity: 1 }] }],
    }),
  ),
  'GET /api/v1/products/{id}': hidden(({ product }) => `/api/v1/products/${product}`),
  'PATCH /api/v1/products/{id}': hidden(
    ({ product }) => `/api/v1/products/${product}`,
    () => ({ name: 'Đổi tên', baseRev: 1 }),
  ),
  'POST /api/v1/products/{id}/remove': hidden(
    ({ product }) => `/api/v1/products/${product}/remove`,
  ),
  'POST /api/v1/products/{id}/restore': hidden(
    ({ product }) => `/api/v1/products/${product}/restore`,
  ),
  'GET /api/v1/products/{id}/listings': hidden(
    ({ product }) => `/api/v1/products/${product}/listings`,
  ),
  'POST /api/v1/products/{id}/listings/{shopId}': hidden(
    ({ product, shop }) => `/api/v1/products/${product}/listings/${shop}`,
  ),
  'PUT /api/v1/listings/{id}/answers': hidden(
    ({ listing }) => `/api/v1/listings/${listing}/answers`,
    () => ({ answers: { weightGrams: '1' } }),
  ),
  'GET /api/v1/listings/{id}/categories': hidden(
    ({ listing }) => `/api/v1/listings/${listing}/categories?q=tieu`,
  ),
  'GET /api/v1/listings/{id}/attributes': hidden(
    ({ listing }) => `/api/v1/listings/${listing}/attributes`,
  ),
  'GET /api/v1/kinds': own('/api/v1/kinds'),
  'POST /api/v1/listings/{id}/retry': hidden(({ listing }) => `/api/v1/listings/${listing}/retry`),
  'GET /api/v1/variants/{id}/stock': hidden(({ variant }) => `/api/v1/variants/${variant}/stock`),
  'GET /api/v1/variants/{id}/movements': hidden(
    ({ variant }) => `/api/v1/variants/${variant}/movements`,
  ),
  'POST /api/v1/variants/{id}/stock-moves': hidden(
    ({ variant }) => `/api/v1/variants/${variant}/stock-moves`,
    () => ({ opId: randomUUID(), delta: 5 }),
  ),
  'POST /api/v1/variants/{id}/stock-counts': hidden(
    ({ variant }) => `/api/v1/variants/${variant}/stock-counts`,
    () => ({ opId: randomUUID(), counted: 1, baseRev: 1 }),
  ),
  'PUT /api/v1/variants/{id}/price': hidden(
    ({ variant }) => `/api/v1/variants/${variant}/price`,
    () => ({ opId: randomUUID(), priceVnd: 1, baseRev: 1 }),
  ),
  'POST /api/v1/stock-moves/{opId}/undo': hidden(({ opId }) => `/api/v1/stock-moves/${opId}/undo`),
  'GET /api/v1/variants/{id}/allocations': hidden(
    ({ variant }) => `/api/v1/variants/${variant}/allocations`,
  ),
  'PUT /api/v1/variants/{id}/allocations/{shopId}': hidden(
    ({ variant, shop }) => `/api/v1/variants/${variant}/allocations/${shop}`,
    () => ({ kind: 'cap', value: 0 }),
  ),
  'PUT /api/v1/variants/{id}/buffer': hidden(
    ({ variant }) => `/api/v1/variants/${variant}/buffer`,
    () => ({ buffer: 1 }),
  ),
  'GET /api/v1/orders': own('/api/v1/orders?tab=dong-goi'),
  'POST /api/v1/orders': own('/api/v1/orders', ({ variant }) => ({
    opId: randomUUID(),
    lines: [{ variantId: variant, quantity: 1 }],
  })),
  'GET /api/v1/orders/{id}': hidden(({ order }) => `/api/v1/orders/${order}`),
  'GET /api/v1/orders/{id}/label': hidden(({ order }) => `/api/v1/orders/${order}/label`),
  // A return that there is: after-sale-api.spec.ts.
  'POST /api/v1/returns/{id}/{act}': hidden(
    ({ order }) => `/api/v1/returns/${order}/restock`,
    () => ({}),
  ),
  'POST /api/v1/orders/{id}/{action}': hidden(
    ({ order }) => `/api/v1/orders/${order}/cancel`,
    () => ({}),
  ),
  'GET /api/v1/messages': own('/api/v1/messages'),
  'POST /api/v1/messages/{id}/order': hidden(
    ({ message }) => `/api/v1/messages/${message}/order`,
    ({ variant }) => ({ lines: [{ variantId: variant, quantity: 1 }] }),
  ),
  'GET /api/v1/messages/{id}/replies': hidden(
    ({ message }) => `/api/v1/messages/${message}/replies`,
  ),
  'POST /api/v1/messages/{id}/replies': hidden(
    ({ message }) => `/api/v1/messages/${message}/replies`,
    () => ({ opId: randomUUID(), way: 'private', text: 'Chào' }),
  ),
  'POST /api/v1/replies/{id}/{act}': hidden(({ reply }) => `/api/v1/replies/${reply}/again`),
  'PUT /api/v1/shops/{id}/replies': hidden(
    ({ shop }) => `/api/v1/shops/${shop}/replies`,
    () => ({ hidesPhones: true, sendsNotices: true }),
  ),
  'DELETE /api/v1/messages/{id}': hidden(({ message }) => `/api/v1/messages/${message}`),
  'POST /api/v1/messages/{id}/show': hidden(({ message }) => `/api/v1/messages/${message}/show`),
  'GET /api/v1/shops': own('/api/v1/shops'),
  'POST /api/v1/shops/connect': own('/api/v1/shops/connect', () => ({ channel: 'shopee' })),
  'GET /api/v1/shops/{id}': hidden(({ shop }) => `/api/v1/shops/${shop}`),
  'POST /api/v1/shops/{id}/listings': hidden(({ shop }) => `/api/v1/shops/${shop}/listings`),
  'DELETE /api/v1/shops/{id}': hidden(({ shop }) => `/api/v1/shops/${shop}`),
  'GET /api/v1/shops/{id}/sheets': hidden(({ shop }) => `/api/v1/shops/${shop}/sheets`),
  'POST /api/v1/shops/{id}/sheets/files': hidden(
    ({ shop }) => `/api/v1/shops/${shop}/sheets/files`,
    () => ({ which: 'all' }),
  ),
  'GET /api/v1/shops/{id}/sheets/files/{fileId}': hidden(
    ({ shop }) => `/api/v1/shops/${shop}/sheets/files/1`,
  ),
  'POST /api/v1/shops/{id}/sheets/files/{fileId}/uploaded': hidden(
    ({ shop }) => `/api/v1/shops/${shop}/sheets/files/1/uploaded`,
  ),
  'POST /api/v1/shops/{id}/sheets/template': hidden(
    ({ shop }) => `/api/v1/shops/${shop}/sheets/template`,
    aSheet,
  ),
  'PUT /api/v1/shops/{id}/sheets/template': hidden(
    ({ shop }) => `/api/v1/shops/${shop}/sheets/template`,
    () => ({ titles: ['Tên'], fields: ['ten_san_pham'] }),
  ),
  'DELETE /api/v1/shops/{id}/sheets/template': hidden(
    ({ shop }) => `/api/v1/shops/${shop}/sheets/template`,
  ),
  'POST /api/v1/shops/{id}/sheets/{list}': hidden(
    ({ shop }) => `/api/v1/shops/${shop}/sheets/payouts`,
    aSheet,
  ),
  'GET /api/v1/shops/{id}/sheets/{list}/{importId}': hidden(
    ({ shop }) => `/api/v1/shops/${shop}/sheets/payouts/1`,
  ),
  'PUT /api/v1/shops/{id}/sheets/{list}/{importId}/columns': hidden(
    ({ shop }) => `/api/v1/shops/${shop}/sheets/orders/1/columns`,
    () => ({ columns: { order: 'Mã' } }),
  ),
  'POST /api/v1/shops/{id}/sheets/{list}/{importId}/accept': hidden(
    ({ shop }) => `/api/v1/shops/${shop}/sheets/payouts/1/accept`,
  ),
  'POST /api/v1/shops/{id}/sheets/set-aside': hidden(
    ({ shop }) => `/api/v1/shops/${shop}/sheets/set-aside`,
    ({ variant }) => ({ units: [{ variantId: variant, units: 1 }] }),
  ),
  'DELETE /api/v1/shops/{id}/sheets/set-aside': hidden(
    ({ shop }) => `/api/v1/shops/${shop}/sheets/set-aside`,
  ),
  'PUT /api/v1/shops/{id}/sheets/feed': hidden(
    ({ shop }) => `/api/v1/shops/${shop}/sheets/feed`,
    () => ({ on: true }),
  ),
  'POST /api/v1/shops/{id}/sheets/feed/renew': hidden(
    ({ shop }) => `/api/v1/shops/${shop}/sheets/feed/renew`,
  ),
  // A feed stands open to whoever was given its address, and by nothing that can be guessed; one that there is: sheets-feed.spec.ts.
  'GET /nguon/{name}': hidden(() => `/nguon/${'2'.repeat(32)}.csv`),
  'PUT /api/v1/shops/{id}/sheets/matches': hidden(
    ({ shop }) => `/api/v1/shops/${shop}/sheets/matches`,
    () => ({ matches: [] }),
  ),
  'GET /api/v1/certificates': own('/api/v1/certificates'),
  'POST /api/v1/certificates': own('/api/v1/certificates', () => ({
    kind: 'ocop',
    stars: 3,
    number: 'B-1',
    issuedBy: 'UBND',
    issuedOn: '2026-01-01',
    validUntil: '2029-01-01',
  })),
  'GET /api/v1/members': own('/api/v1/members'),
  'POST /api/v1/members': own('/api/v1/members', () => ({
    phone: '0906 000 111',
    name: 'Người mới',
    password: 'mot-cau-moi-dai',
    roles: ['packer'],
  })),
  'PATCH /api/v1/members/{id}': hidden(
    ({ member }) => `/api/v1/members/${member}`,
    () => ({ roles: ['packer'] }),
  ),
  'PUT /api/v1/members/{id}/password': hidden(
    ({ member }) => `/api/v1/members/${member}/password`,
    () => ({ password: 'mot-cau-moi-dai' }),
  ),
  'DELETE /api/v1/members/{id}': hidden(({ member }) => `/api/v1/members/${member}`),
  'POST /api/v1/members/{id}/restore': hidden(({ member }) => `/api/v1/members/${member}/restore`),
  'GET /api/v1/audit': own('/api/v1/audit?limit=200'),
  'GET /api/v1/acts': own('/api/v1/acts?limit=200'),
  'POST /api/v1/acts/{id}/undo': hidden(({ act }) => `/api/v1/acts/${act}/undo`),
  'GET /api/v1/parked-work': own('/api/v1/parked-work'),
  'POST /api/v1/parked-work/{name}/{key}/retry': own('/api/v1/parked-work/poll/1/retry'),
  'POST /api/v1/photos': own('/api/v1/photos', () => new FormData()),
  // Photos stand open to channels and buyers, by the hash of their content and by nothing that can be guessed.
  'GET /anh/{name}': hidden(() => `/anh/${'0'.repeat(64)}.jpg`),
  'POST /api/v1/imports': own('/api/v1/imports', () => new FormData()),
  'GET /api/v1/imports/{id}': hidden(({ importId }) => `/api/v1/imports/${importId}`),
  'POST /api/v1/imports/{id}/accept': hidden(
    ({ importId }) => `/api/v1/imports/${importId}/accept`,
    () => ({ rows: [0] }),
  ),
  'GET /api/v1/views/today': own('/api/v1/views/today'),
  'GET /api/v1/views/products': own('/api/v1/views/products'),
  'GET /api/v1/views/listing-results/{id}': hidden(
    ({ product }) => `/api/v1/views/listing-results/${product}`,
  ),
  'GET /api/v1/views/orders': own('/api/v1/views/orders'),
  'GET /api/v1/views/orders/{id}': hidden(({ order }) => `/api/v1/views/orders/${order}`),
  'GET /api/v1/views/messages': own('/api/v1/views/messages'),
  'GET /api/v1/views/shops': own('/api/v1/views/shops'),
  'GET /api/v1/events': { path: () => '/api/v1/events', want: 'stream' },
};

/** Pages stand outside the document; these show or change one thing of a cooperative. */
export const PAGES: [string, (owned: Owned) => string, URLSearchParams?][] = [
  ['GET', ({ product }) => `/hang/${product}/ket-qua`],
  ['GET', ({ product, listing }) => `/hang/${product}/thieu/${listing}`],
  [
    'POST',
    ({ product, listing }) => `/hang/${product}/thieu/${listing}`,
    new URLSearchParams({ 'answers.categoryId': '1' }),
  ],
  ['POST', ({ product }) => `/hang/${product}/loai`, new URLSearchParams({ kind: 'tea' })],
  ['POST', ({ product, listing }) => `/hang/${product}/thu-lai/${listing}`, new URLSearchParams()],
  ['POST', ({ product }) => `/hang/${product}/an`, new URLSearchParams({ hidden: '1' })],
  ['GET', ({ product }) => `/hang/${product}/sua`],
  ['POST', ({ product }) => `/hang/${product}/sua`, new URLSearchParams({ name: 'Đổi tên' })],
  ['GET', ({ product }) => `/hang/${product}/thoi-ban`],
  ['POST', ({ product }) => `/hang/${product}/thoi-ban`, new URLSearchParams()],
  ['POST', ({ product }) => `/hang/${product}/ban-lai`, new URLSearchParams()],
  ['GET', ({ variant }) => `/hang/sua/${variant}`],
  ['POST', ({ variant }) => `/hang/sua/${variant}/so`, new URLSearchParams({ delta: '5' })],
  ['POST', ({ variant }) => `/hang/sua/${variant}/gia`, new URLSearchParams({ price: '1000' })],
  ['POST', ({ act }) => `/them/viec-vua-lam/${act}/hoan-tac`, new URLSearchParams()],
  ['GET', ({ order }) => `/don/${order}`],
  ['POST', ({ order }) => `/don/${order}/cancel`, new URLSearchParams()],
  ['GET', ({ order }) => `/don/${order}/phieu-gui`],
  ['POST', ({ order }) => `/don/tra/${order}/restock`, new URLSearchParams()],
  [
    'POST',
    ({ message }) => `/don/tin/${message}`,
    new URLSearchParams({ variantId: '1', quantity: '1' }),
  ],
  [
    'POST',
    ({ message }) => `/don/tin/${message}/tra-loi`,
    new URLSearchParams({ way: 'private', text: 'Chào' }),
  ],
  ['POST', ({ reply }) => `/don/tin/tra-loi/${reply}/again`, new URLSearchParams()],
  ['POST', ({ shop }) => `/kenh/${shop}/tra-loi`, new URLSearchParams({ hidesPhones: '1' })],
  ['GET', ({ shop }) => `/kenh/${shop}/bang`],
  ['POST', ({ shop }) => `/kenh/${shop}/bang/tep`, new URLSearchParams({ which: 'all' })],
  ['GET', ({ shop }) => `/kenh/${shop}/bang/tep/1`],
  ['POST', ({ shop }) => `/kenh/${shop}/bang/tep/1/da-dua`, new URLSearchParams()],
  ['POST', ({ shop }) => `/kenh/${shop}/bang/mau/bo`, new URLSearchParams()],
  ['GET', ({ shop }) => `/kenh/${shop}/bang/don/1`],
  ['POST', ({ shop }) => `/kenh/${shop}/bang/don/1/nhan`, new URLSearchParams()],
  ['POST', ({ shop }) => `/kenh/${shop}/bang/nguon`, new URLSearchParams({ on: '1' })],
  ['POST', ({ shop }) => `/kenh/${shop}/bang/nguon/doi`, new URLSearchParams()],
  ['POST', ({ shop }) => `/kenh/${shop}/bang/de-rieng`, new URLSearchParams()],
  ['POST', ({ shop }) => `/kenh/${shop}/bang/de-rieng/thoi`, new URLSearchParams()],
  ['GET', ({ shop }) => `/kenh/${shop}/bang/the`],
  ['GET', ({ product }) => `/hang/${product}/the`],
  ['GET', ({ shop }) => `/kenh/${shop}/bang/tien/1`],
  ['POST', ({ shop }) => `/kenh/${shop}/bang/tien/1/nhan`, new URLSearchParams()],
  ['GET', ({ shop }) => `/kenh/${shop}/ngat`],
  ['POST', ({ shop }) => `/kenh/${shop}/ngat`, new URLSearchParams()],
  ['POST', ({ importId }) => `/hang/nhap-excel/${importId}`, new URLSearchParams({ rows: '0' })],
];
