import {
  failureOf,
  itemOf,
  productOf,
  rowsOf,
  scriptedChannel,
  shopAccess,
  variantOf,
} from '../kit/scripted.suite';
import { pushOffers } from './offer-push';

const PUT = 'tiki v2.1/products/updateSku';
const settings = { warehouseId: '9' };
const product = productOf({ variants: [variantOf({ externalId: '71', availableQty: 12.9 })] });
const approved = { state: 'approved' };
const refused = (text: string) => ({ status: 422, text: JSON.stringify({ errors: [text] }) });

async function pushed(answers: unknown, over: Partial<typeof product> = {}) {
  const channel = scriptedChannel({ [PUT]: answers });
  const rows = rowsOf({ ...product, ...over });
  const [outcome] = await pushOffers(shopAccess(channel.send, { settings }), rows);
  return { channel, outcome };
}

it('tells price, whole pieces and on sale together, absolute', async () => {
  const { channel, outcome } = await pushed(approved);
  expect(outcome).toEqual({ key: 'G-1001', kind: 'accepted' });
  expect(channel.bodyOf(PUT)).toEqual({
    product_id: 71,
    active: 1,
    price: 65_000,
    seller_warehouse: '9',
    warehouse_quantities: [{ warehouse_id: 9, qty_available: 12 }],
  });
});

it('hidden goes off sale, its stock still told', async () => {
  const { channel } = await pushed(approved, { hidden: true });
  expect(channel.bodyOf(PUT)).toMatchObject({ active: 0 });
});

it('waits for the product, and for nothing where it is hidden', async () => {
  const variants = [variantOf()];
  const { channel, outcome } = await pushed(approved, { variants });
  expect(outcome).toMatchObject({ kind: 'deferred' });
  expect(channel.requests).toEqual([]);
  expect((await pushed(approved, { variants, hidden: true })).outcome).toMatchObject({
    kind: 'unchanged',
  });
});

it('a price that is refused does not keep the stock from arriving', async () => {
  const answers = [refused('price must be greater than ten percent listing price'), approved];
  const { channel, outcome } = await pushed(answers);
  expect(outcome).toMatchObject({ kind: 'rejected', reason: { key: 'price_invalid' } });
  expect(channel.requests).toHaveLength(2);
  expect(channel.bodyOf(PUT)).not.toHaveProperty('price');
  expect(channel.bodyOf(PUT)).toMatchObject({ warehouse_quantities: [{ qty_available: 12 }] });
});

it.each([
  ['taken and not yet approved', { state: 'processing' }, { kind: 'deferred' }],
  [
    'refused without a word we know',
    refused('system busy'),
    { kind: 'deferred', reason: { key: 'other' } },
  ],
  [
    'no longer there',
    { status: 404, text: '{}' },
    { kind: 'rejected', reason: { key: 'gone', code: 'http_404' } },
  ],
])('%s', async (_what, answer, wanted) => {
  expect((await pushed(answer)).outcome).toMatchObject(wanted);
});

it('asks for the place where authorisation found none; without one nothing can be told', async () => {
  const where = 'tiki v2/sellers/me/warehouses';
  const channel = scriptedChannel({ [PUT]: approved, [where]: { data: [{ id: 5 }] } });
  await pushOffers(shopAccess(channel.send), rowsOf(product));
  expect(channel.bodyOf(PUT)).toMatchObject({ seller_warehouse: '5' });
  const without = scriptedChannel({ [where]: { data: [] } });
  expect(await pushOffers(shopAccess(without.send), rowsOf(product))).toMatchObject([
    { kind: 'deferred', reason: { code: 'no_warehouse' } },
  ]);
});

it('trouble of the call is thrown; a row without a variant is refused', async () => {
  const failure = await failureOf(() => pushed({ status: 503, text: '' }));
  expect(failure).toMatchObject({ kind: 'transient', detail: { ambiguous: true } });
  const channel = scriptedChannel({});
  expect(await pushOffers(shopAccess(channel.send), [itemOf(product)])).toMatchObject([
    { kind: 'rejected' },
  ]);
});

describe('several in one call', () => {
  const ALL = 'tiki v2.1/products/updateSkus';
  const three = productOf({
    variants: ['71', '72', '73'].map((externalId) =>
      variantOf({ sku: `G-${externalId}`, externalId }),
    ),
  });
  async function told(
    answers: Record<string, unknown>,
    app = {},
    over: Partial<typeof three> = {},
  ) {
    const channel = scriptedChannel(answers);
    const access = shopAccess(channel.send, { settings, app });
    const outcomes = await pushOffers(access, rowsOf({ ...three, ...over }));
    return { channel, outcomes, kinds: outcomes.map((one) => one.kind) };
  }

  it('are told together, each with its own price, stock and state', async () => {
    const { channel, outcomes } = await told({ [ALL]: approved });
    expect(outcomes).toEqual(three.variants.map(({ sku: key }) => ({ key, kind: 'accepted' })));
    expect(channel.bodyOf(ALL)).toEqual({
      data: [71, 72, 73].map((product_id) => ({
        product_id,
        price: 65_000,
        status: 1,
        seller_warehouse: '9',
        warehouse_quantities: [{ warehouse_id: 9, qty_available: 12 }],
      })),
    });
    const { channel: hidden } = await told({ [ALL]: approved }, {}, { hidden: true });
    expect(hidden.bodyOf(ALL)).toMatchObject({
      data: [{ status: 2 }, { status: 2 }, { status: 2 }],
    });
  });

  it.each([
    ['refused', refused('product is being updated')],
    ['too many', { status: 400, text: '{}' }],
    ['naming one that is gone', { status: 404, text: '{}' }],
  ])('%s are told again one by one: each has its own answer', async (_what, together) => {
    const alone = [approved, refused('Price is not valid'), approved, { status: 404, text: '{}' }];
    const { kinds } = await told({ [ALL]: together, [PUT]: alone });
    expect(kinds).toEqual(['accepted', 'rejected', 'rejected']);
  });

  it.each([
    [{ status: 403, text: '{}' }, 'rejected'],
    [{ status: 503, text: '' }, 'transient'],
    [{ status: 401, text: '{}' }, 'tokenExpired'],
    [{ state: null }, 'unexpectedShape'],
  ])('trouble of the call (%j) is not told again', async (answer, kind) => {
    expect((await failureOf(() => told({ [ALL]: answer }))).kind).toBe(kind);
  });

  it('not yet approved, all wait; those that wait for their product are not among them', async () => {
    const { kinds } = await told({ [ALL]: { state: 'processing' } });
    expect(kinds).toEqual(['deferred', 'deferred', 'deferred']);
    const variants = [...three.variants.slice(0, 2), variantOf({ sku: 'G-new' })];
    const { channel, outcomes } = await told({ [ALL]: approved }, {}, { variants });
    expect(outcomes.map((one) => [one.key, one.kind])).toEqual([
      ['G-71', 'accepted'],
      ['G-72', 'accepted'],
      ['G-new', 'deferred'],
    ]);
    expect(channel.bodyOf(ALL)).toMatchObject({ data: [{ product_id: 71 }, { product_id: 72 }] });
  });

  it.each([
    ['1', [PUT, PUT, PUT]],
    ['2', [ALL, PUT]],
    ['x', [ALL]],
    ['0', [ALL]],
  ])('as many as the operator says: %s', async (batch_size, labels) => {
    const { channel } = await told({ [ALL]: approved, [PUT]: approved }, { batch_size });
    expect(channel.labels()).toEqual(labels);
  });
});
