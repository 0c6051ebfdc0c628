import { isFields, text, whole, type Fields } from '../core/input';

const AVAILABILITY = [
  'in stock',
  'out of stock',
  'preorder',
  'available for order',
  'discontinued',
  'pending',
  'mark_as_sold',
];
const CONDITION = [
  'new',
  'refurbished',
  'used',
  'used_like_new',
  'used_good',
  'used_fair',
  'cpo',
  'open_box_new',
];
const NEEDED = [
  'title',
  'description',
  'availability',
  'condition',
  'price',
  'link',
  'image_link',
  'brand',
];

/** What is seen at once, before a handle is given: the reason, or undefined. facebook spec §4.3 */
export function shapeProblem(request: unknown): string | undefined {
  if (!isFields(request)) return 'A request must be an object';
  if (!['CREATE', 'UPDATE', 'DELETE'].includes(text(request['method']) ?? ''))
    return 'Unknown method';
  const data = request['data'];
  if (!isFields(data)) return 'Can not find required field data';
  const id = text(data['id']);
  if (!id) return 'Can not find required field id';
  return id.length > 100 ? 'The field id is too long' : undefined;
}

/** What is seen when the batch is worked off: the reason, or undefined. `before` = the item as it was. */
export function valueProblem(
  method: string,
  data: Fields,
  before: Fields | undefined,
  allowUpsert: boolean,
): string | undefined {
  if (method === 'DELETE') return before ? undefined : 'Product item does not exist';
  if (method === 'UPDATE' && !before && !allowUpsert)
    return 'Product item does not exist and allow_upsert is false';
  if (!before) {
    const gap = NEEDED.find((key) => text(data[key]) === undefined || text(data[key]) === '');
    if (gap) return `The required field ${gap} is missing`;
  }
  return wordProblem(data) ?? placeProblem(data);
}

function wordProblem(data: Fields): string | undefined {
  const has = (key: string) => data[key] !== undefined;
  const title = text(data['title']);
  if (has('title') && (!title || title.length > 200)) return 'title must have 1 to 200 characters';
  if ((text(data['description']) ?? '').length > 9999) return 'description is too long';
  for (const key of ['price', 'sale_price']) {
    if (has(key) && !/^\d+(\.\d{1,2})? [A-Z]{3}$/.test(String(data[key])))
      return `${key} is not of the form "10000 VND"`;
    if (has(key) && /^\d+\.\d+ VND$/.test(String(data[key])))
      return `${key}: VND has no minor unit`;
  }
  if (has('price') && parseFloat(String(data['price'])) <= 0)
    return 'EMPTY_PRICE: price must be above zero';
  if (has('availability') && !AVAILABILITY.includes(String(data['availability'])))
    return 'availability is not a known value';
  if (has('condition') && !CONDITION.includes(String(data['condition'])))
    return 'condition is not a known value';
  if (has('visibility') && !['published', 'staging'].includes(String(data['visibility'])))
    return 'visibility is not a known value';
  for (const key of ['quantity_to_sell_on_facebook', 'inventory']) {
    if (has(key) && (whole(data[key]) ?? -1) < 0)
      return `${key} must be a whole number of at least 0`;
  }
  return undefined;
}

function placeProblem(data: Fields): string | undefined {
  for (const key of ['link', 'image_link']) {
    if (data[key] !== undefined && !publicAddress(String(data[key])))
      return `${key} must be a public https address`;
  }
  return undefined;
}

/** https; plain http only on this machine, where a trial runs. */
export function publicAddress(address: string): boolean {
  if (!URL.canParse(address)) return false;
  const { protocol, hostname } = new URL(address);
  return protocol === 'https:' || (protocol === 'http:' && onThisMachine(hostname));
}

export function onThisMachine(hostname: string): boolean {
  return hostname === 'localhost' || hostname === '127.0.0.1' || hostname === '[::1]';
}
