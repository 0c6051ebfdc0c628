import { text } from '../core/input';
import { notFound } from './refusal';
import { paged, sellerOf, type Endpoints, type TikiCall } from './world';

interface Category {
  id: number;
  name: string;
  parent_id: number;
  /** Only these take products. */
  is_primary: boolean;
}

const CATEGORIES: readonly Category[] = [
  { id: 2, name: 'Root', parent_id: 0, is_primary: false },
  { id: 4384, name: 'Bách Hóa Online', parent_id: 2, is_primary: false },
  { id: 26_000, name: 'Đặc sản vùng miền', parent_id: 4384, is_primary: true },
  { id: 26_010, name: 'Trà và cà phê', parent_id: 4384, is_primary: true },
  { id: 1883, name: 'Nhà Cửa - Đời Sống', parent_id: 2, is_primary: false },
  { id: 26_020, name: 'Mây tre đan', parent_id: 1883, is_primary: true },
];

const ATTRIBUTES = [
  { id: 11, code: 'brand', display_name: 'Thương hiệu', is_required: true, input_type: 'text' },
  { id: 12, code: 'origin', display_name: 'Xuất xứ', is_required: true, input_type: 'select' },
  {
    id: 13,
    code: 'require_expiry_date',
    display_name: 'Có hạn sử dụng',
    is_required: false,
    input_type: 'select',
  },
  { id: 14, code: 'weight_note', display_name: 'Quy cách', is_required: false, input_type: 'text' },
];

const ORIGIN_OPTIONS = ['Việt Nam', 'Lào'];
const YES_NO = ['1', '0'];

export function isLeaf(categoryId: number): boolean {
  return CATEGORIES.some((one) => one.id === categoryId && one.is_primary);
}

/** Names of attributes that the request left out. */
export function missingAttributes(given: Readonly<Record<string, unknown>>): string[] {
  return ATTRIBUTES.filter((one) => one.is_required && !text(given[one.code])).map(
    (one) => one.code,
  );
}

function categories({ query }: TikiCall) {
  const parent = query.get('parent');
  const name = query.get('name')?.toLocaleLowerCase('vi');
  const primary = query.get('primary');
  const rows = CATEGORIES.filter(
    (one) =>
      (parent === null || String(one.parent_id) === parent) &&
      (!name || one.name.toLocaleLowerCase('vi').includes(name)) &&
      (primary === null || one.is_primary === (primary === '1' || primary === 'true')),
  );
  return { json: paged(query, rows, (row) => row) };
}

function category({ params }: TikiCall) {
  const found = CATEGORIES.find((one) => String(one.id) === params['id']);
  if (!found) throw notFound('category');
  return found;
}

function attributes(call: TikiCall) {
  category(call);
  const data = ATTRIBUTES.map((one) => ({
    ...one,
    ...(one.input_type === 'select' && {
      values: (one.code === 'origin' ? ORIGIN_OPTIONS : YES_NO).map((value, at) => ({
        id: one.id * 100 + at,
        value,
      })),
    }),
  }));
  return { json: { data } };
}

function me(call: TikiCall) {
  const seller = sellerOf(call);
  return {
    json: {
      id: seller.id,
      sid: seller.sid,
      name: seller.name,
      active: seller.active ? 1 : 0,
      logo: '',
      operation_models: ['dropship'],
      can_update_product: seller.canUpdateProduct ? 1 : 0,
      registration_status: 'completed',
      live_at: seller.createdAt,
    },
  };
}

function warehouses(call: TikiCall) {
  const { warehouses: all } = sellerOf(call);
  return {
    json: paged(call.query, all, (one) => ({ ...one, status: 1, type: 1, street: 'Thôn Bến Lau' })),
  };
}

function allowUpdates(call: TikiCall) {
  sellerOf(call).canUpdateProduct = call.body['can_update_product'] === 1;
  return { json: { message: 'success' } };
}

/** Which of the seller's places serves which of Tiki's warehouses. tiki spec §5 */
function sellerInventories(call: TikiCall) {
  const codes = (call.query.get('tiki_warehouse_codes') ?? '').split(',').filter(Boolean);
  const data = sellerOf(call).warehouses.map((one) => ({
    seller_inventory_id: one.id,
    name: one.name,
    tiki_warehouses: codes.map((code) => ({ code })),
  }));
  return { json: { data } };
}

export const referenceEndpoints: Endpoints = {
  'GET v2/sellers/me': { scopes: [], run: me },
  'GET v2/sellers/me/warehouses': { scopes: [], run: warehouses },
  'POST v1/sellers/me/updateCanUpdateProduct': { scopes: ['product'], run: allowUpdates },
  'GET v2/categories': { scopes: ['product'], run: categories },
  'GET v2/categories/:id': {
    scopes: ['product'],
    run: (call) => ({ json: category(call) }),
  },
  'GET v2/categories/:id/attributes': { scopes: ['product'], run: attributes },
  'GET v2/seller-inventories': { scopes: ['order'], run: sellerInventories },
};
