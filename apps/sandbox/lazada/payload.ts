import { fields, isFields, list, parseJson, text, type Fields } from '../core/input';
import { LazadaRefusal, missing } from './refusal';

/** `Request.Product` of a payload, which comes as JSON or as XML. lazada spec §1 */
export function productOf(parameters: Readonly<Record<string, string>>, name = 'payload'): Fields {
  const raw = parameters[name]?.trim();
  if (!raw) throw missing(name);
  const whole = raw.startsWith('<') ? parseXml(raw) : parseJson(raw);
  const product = fields(fields(whole)['Request'])['Product'];
  if (!isFields(product)) throw new LazadaRefusal('5', 'E005: Invalid Request Format');
  return product;
}

/** The children under a list's own element: `Skus.Sku`, once or often. */
export function childrenOf(parent: unknown, name: string): unknown[] {
  const found = fields(parent)[name];
  return list(found) ?? (found === undefined || found === '' ? [] : [found]);
}

export function skusOf(product: Fields): Fields[] {
  return childrenOf(product['Skus'], 'Sku').map(fields);
}

/** A JSON list in a parameter: ids come as numbers or as texts. */
export function idsIn(raw: string | undefined): string[] {
  const parsed = list(parseJson(raw ?? ''));
  return (parsed ?? []).flatMap((one) => text(one) ?? []);
}

const PIECE =
  /<\?[^>]*\?>|<!--[\s\S]*?-->|<!\[CDATA\[([\s\S]*?)\]\]>|<(\/?)([\w.-]+)[^>]*?(\/?)>|([^<]+)/g;

interface Open {
  name: string;
  text: string;
  children: [string, unknown][];
}

/** Elements as fields, repeated ones as lists, those without children as text. */
function parseXml(raw: string): unknown {
  const stack: Open[] = [{ name: '', text: '', children: [] }];
  const top = () => stack[stack.length - 1] as Open;
  for (const [, cdata, closes, name, empty, words] of raw.matchAll(PIECE)) {
    if (cdata !== undefined) top().text += cdata;
    else if (words !== undefined) top().text += plain(words);
    else if (name && closes) {
      const done = stack.length > 1 ? stack.pop() : undefined;
      if (done?.name !== name) throw new LazadaRefusal('5', 'E005: Invalid Request Format');
      top().children.push([name, valueOf(done)]);
    } else if (name && empty) top().children.push([name, '']);
    else if (name) stack.push({ name, text: '', children: [] });
  }
  if (stack.length !== 1) throw new LazadaRefusal('5', 'E005: Invalid Request Format');
  return valueOf(top());
}

function valueOf({ children, text: words }: Open): unknown {
  if (children.length === 0) return words.trim();
  const found: Fields = {};
  for (const [name, value] of children) {
    const before = found[name];
    if (before === undefined) found[name] = value;
    else found[name] = Array.isArray(before) ? [...(before as unknown[]), value] : [before, value];
  }
  return found;
}

const ENTITIES: Record<string, string> = { lt: '<', gt: '>', amp: '&', quot: '"', apos: "'" };

function plain(words: string): string {
  return words.replace(/&(\w+);/g, (whole, name: string) => ENTITIES[name] ?? whole);
}
