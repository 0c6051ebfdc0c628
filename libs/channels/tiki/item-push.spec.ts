import {
  failureOf,
  itemOf,
  lostAnswer,
  productOf,
  scriptedChannel,
  shopAccess,
  variantOf,
} from '../kit/scripted.suite';
import { pushItem } from './item-push';
import { contentDigest } from './item-request';

const CREATE = 'tiki v2/requests';
const UPDATE = 'tiki v2/requests/updateProductInfo';
const TRACKING = 'tiki v2/tracking/id';
const FIND = 'tiki v2/products/findBy';

const product = productOf({ answers: { categoryId: '26000' } });
const [only] = product.variants;
const known = { ...product, variants: [{ ...only!, externalId: '71' }] };
const none = { status: 404, text: '{"errors":["product not found"]}' };
const found = { product_id: 71, original_sku: 'G-1001', name: product.title };
const script = (answers: Record<string, unknown> = {}) =>
  scriptedChannel({
    'tiki v2/categories/attributes': { data: [{ code: 'brand', is_required: 1 }] },
    [CREATE]: { track_id: 't1', state: 'queuing' },
    [UPDATE]: { track_id: 't2', state: 'queuing' },
    ...answers,
  });

describe('a new product', () => {
  it('is handed in once and waited for', async () => {
    const channel = script();
    expect(await pushItem(shopAccess(channel.send), itemOf(product))).toMatchObject({
      kind: 'pending',
      ticket: 't1',
      refs: { memory: { track: 't1', content: contentDigest(product) } },
    });
    expect(channel.bodyOf(CREATE)).toMatchObject({ variants: [{ sku: 'G-1001', price: 65_000 }] });
  });

  it('says what lacks before any request', async () => {
    const asked = { data: [{ code: 'origin', display_name: 'Xuất xứ', is_required: true }] };
    const channel = script({ 'tiki v2/categories/attributes': asked });
    const access = shopAccess(channel.send);
    expect(await pushItem(access, itemOf({ ...product, photos: [] }))).toMatchObject({
      kind: 'rejected',
      reason: { key: 'missing_photo' },
    });
    expect(channel.requests).toEqual([]);
    expect(await pushItem(access, itemOf(product))).toMatchObject({
      kind: 'rejected',
      reason: { key: 'missing_attribute', values: { field: 'Xuất xứ' } },
    });
    expect(channel.labels()).not.toContain(CREATE);
  });

  it('hidden from the start is not handed in', async () => {
    const channel = script();
    const hidden = itemOf({ ...product, hidden: true });
    expect(await pushItem(shopAccess(channel.send), hidden)).toMatchObject({ kind: 'unchanged' });
    expect(channel.requests).toEqual([]);
  });

  it('refused by the business is told by the field', async () => {
    const refusal = { status: 422, text: '{"errors":["attributes.origin is required"]}' };
    const channel = script({ [CREATE]: refusal });
    expect(await pushItem(shopAccess(channel.send), itemOf(product))).toMatchObject({
      kind: 'rejected',
      reason: { key: 'missing_attribute', field: 'attr:origin' },
    });
  });
});

describe('an answer that was lost', () => {
  it('is told with a time from which on there is something to find', async () => {
    const channel = script({ [CREATE]: lostAnswer() });
    const failure = await failureOf(() => pushItem(shopAccess(channel.send), itemOf(product)));
    expect(failure.detail).toMatchObject({ ambiguous: true, retryAfterMs: 5_000 });
  });

  it.each([
    ['found among the requests', { state: 'processing' }, 'request-410001'],
    ['looked past where it was refused', { state: 'rejected' }, 't1'],
  ])('%s', async (_what, more, ticket) => {
    // The same path asks for requests and makes one.
    const list = {
      track_id: 't1',
      data: [{ request_id: 410_001, variants: [{ sku: 'G-1001' }], ...more }],
    };
    const channel = script({ [FIND]: none, [CREATE]: list });
    const item = itemOf(product, { mayExist: true });
    expect(await pushItem(shopAccess(channel.send), item)).toMatchObject({
      kind: 'pending',
      ticket,
    });
    const made = channel.requests.filter((one) => one.label === CREATE && one.method === 'POST');
    expect(made).toHaveLength(ticket === 't1' ? 1 : 0);
  });

  it('became the product meanwhile: nothing is made', async () => {
    const channel = script({ [FIND]: found });
    const item = itemOf(product, { mayExist: true });
    expect(await pushItem(shopAccess(channel.send), item)).toMatchObject({
      kind: 'accepted',
      refs: { externalItemId: '71', externalVariantIds: { 'G-1001': '71' } },
    });
    expect(channel.labels()).toEqual([FIND]);
  });
});

describe('under review', () => {
  const waiting = { ...product, memory: { track: 't1', content: contentDigest(product) } };

  it.each([
    ['queuing', 5_000],
    ['awaiting_approve', 60_000],
  ])('%s: asked again after %d ms', async (state, askAfterMs) => {
    const channel = script({ [TRACKING]: { state } });
    expect(await pushItem(shopAccess(channel.send), itemOf(waiting))).toMatchObject({
      kind: 'pending',
      ticket: 't1',
      askAfterMs,
    });
  });

  it('approved: the product is found by our code', async () => {
    const channel = script({ [TRACKING]: { state: 'approved' }, [FIND]: found });
    expect(await pushItem(shopAccess(channel.send), itemOf(waiting), 't1')).toMatchObject({
      kind: 'accepted',
      refs: { externalItemId: '71', memory: { track: '' } },
    });
  });

  it('refused: told once when asked, handed in again when pushed anew', async () => {
    const review = { state: 'rejected', reason: { name: 'image is blurred' } };
    const asked = script({ [TRACKING]: review, [FIND]: none });
    expect(await pushItem(shopAccess(asked.send), itemOf(waiting), 't1')).toMatchObject({
      kind: 'rejected',
      reason: { key: 'photo_unusable' },
      refs: { memory: { track: '', content: '' } },
    });
    const anew = script({ [TRACKING]: review, [FIND]: none });
    expect(await pushItem(shopAccess(anew.send), itemOf(waiting))).toMatchObject({
      kind: 'pending',
      ticket: 't1',
    });
    expect(anew.labels()).toContain(CREATE);
  });

  it('handed in twice: the first of them is the product', async () => {
    const review = { state: 'rejected', reason: '420: sku is not unique' };
    const channel = script({ [TRACKING]: review, [FIND]: found });
    expect(await pushItem(shopAccess(channel.send), itemOf(waiting), 't1')).toMatchObject({
      kind: 'accepted',
      refs: { externalItemId: '71' },
    });
  });

  it('no longer told of after thirty days: what there is decides', async () => {
    const channel = script({ [TRACKING]: none, [FIND]: found });
    expect(await pushItem(shopAccess(channel.send), itemOf(waiting))).toMatchObject({
      kind: 'accepted',
    });
  });
});

describe('a product that is there', () => {
  it('with the same words is left alone', async () => {
    const channel = script();
    const same = itemOf({ ...known, memory: { content: contentDigest(known) } });
    expect(await pushItem(shopAccess(channel.send), same)).toMatchObject({ kind: 'accepted' });
    expect(channel.requests).toEqual([]);
  });

  it('with other words has them approved, each variant by itself', async () => {
    const second = variantOf({ sku: 'G-1002', externalId: '72' });
    const two = { ...known, variants: [...known.variants, second] };
    const channel = script({ [UPDATE]: [{ track_id: 't2' }, { track_id: 't3' }] });
    expect(await pushItem(shopAccess(channel.send), itemOf(two))).toMatchObject({
      kind: 'pending',
      ticket: 't2,t3',
      refs: { memory: { content: contentDigest(two) } },
    });
  });

  it('a later variant is handed in alone', async () => {
    const channel = script();
    const more = { ...known, variants: [...known.variants, variantOf({ sku: 'G-1002' })] };
    await pushItem(shopAccess(channel.send), itemOf(more));
    expect(channel.bodyOf(CREATE)).toMatchObject({ variants: [{ sku: 'G-1002' }] });
  });
});
