import type { PushItem, ShopAccess } from '@ganh/channels/kit';
import {
  failureOf,
  itemOf,
  NOW,
  productOf,
  rowsOf,
  scriptedChannel,
  shopAccess,
  variantOf,
} from '../kit/scripted.suite';
import { batchRequest } from './catalog-item';
import { pushCatalog } from './catalog';
import { catalogTickets } from './catalog-tickets';

const app = { app_id: '77', app_secret: 'shh' };
const BATCH = 'facebook catalog items_batch';
const STATUS = 'facebook catalog check_batch_request_status';
const READ = 'facebook catalog products';
const settings = { catalogId: '901' };

function opened(answers: Record<string, unknown>, over: Partial<ShopAccess> = {}) {
  const channel = scriptedChannel(answers);
  return { channel, access: shopAccess(channel.send, { app, settings, ...over }) };
}
const two = () =>
  productOf({
    variants: [
      variantOf({ sku: 'G-1', optionName: 'Túi 500 g' }),
      variantOf({ sku: 'G-2', availableQty: 0 }),
    ],
  });

describe('one variant', () => {
  const dataOf = (product = productOf(), at = 0) => {
    const variant = product.variants[at];
    if (!variant) throw new Error('no variant');
    return batchRequest(product, variant).data;
  };

  it('is told whole', () => {
    expect(dataOf()).toEqual({
      id: 'G-1001',
      title: 'Miến dong Bến Lau 500 g',
      description: 'Miến dong phơi nắng, sợi dai.',
      availability: 'in stock',
      quantity_to_sell_on_facebook: 12,
      condition: 'new',
      price: '65000 VND',
      brand: 'HTX Bến Lau',
      link: 'https://htx.example/p/mien1',
      image_link: 'https://htx.example/media/p1.jpg',
      additional_image_link: [],
      visibility: 'published',
      custom_label_0: 'OCOP 4 sao',
    });
  });

  it.each([
    [0, 'out of stock', 0],
    [0.9, 'out of stock', 0],
    [1.2, 'in stock', 1],
    [-3, 'out of stock', 0],
  ])('with %d left is %s, in both words', (availableQty, availability, qty) => {
    expect(dataOf(productOf({ variants: [variantOf({ availableQty })] }))).toMatchObject({
      availability,
      quantity_to_sell_on_facebook: qty,
    });
  });

  it('hidden is staged; a lapsed certificate empties its label; variants share a group', () => {
    expect(dataOf(productOf({ hidden: true, ocopStars: null }))).toMatchObject({
      visibility: 'staging',
      custom_label_0: '',
    });
    expect(dataOf(productOf({ brand: '' }))).toMatchObject({ brand: 'Không thương hiệu' });
    expect(dataOf(two(), 1)).toMatchObject({ id: 'G-2', item_group_id: 'G-1' });
    expect(dataOf(two(), 0)['title']).toBe('Miến dong Bến Lau 500 g – Túi 500 g');
  });

  it('keeps within the lengths, by signs', () => {
    const title = [...String(dataOf(productOf({ title: '🍜'.repeat(200) })).title)];
    expect(title).toHaveLength(150);
    expect(title.at(-1)).toBe('…');
    expect(dataOf(productOf({ description: '' })).description).toBe('Miến dong Bến Lau 500 g');
  });
});

describe('a batch', () => {
  it('goes in one call and is followed by its handle', async () => {
    const { channel, access } = opened({ [BATCH]: { handles: ['Acz1'] } });
    const outcomes = await pushCatalog(access, rowsOf(two()));
    expect(outcomes).toEqual(
      ['G-1', 'G-2'].map((sku) => ({
        key: sku,
        kind: 'pending',
        ticket: `Acz1@${NOW}`,
        askAfterMs: 5_000,
        refs: { externalVariantIds: { [sku]: sku } },
      })),
    );
    expect(channel.requests).toHaveLength(1);
    expect(channel.requests[0]?.url).toContain('/901/items_batch');
    expect(channel.bodyOf(BATCH)).toMatchObject({
      item_type: 'PRODUCT_ITEM',
      allow_upsert: true,
      requests: [{ method: 'UPDATE' }, {}],
    });
  });

  it('refused inside a 200 refuses those it names', async () => {
    const validation_status = [
      { retailer_id: 'G-1', errors: [{ message: 'Can not find required field id' }], warnings: [] },
      { retailer_id: 'G-2', errors: [], warnings: [{ message: 'short title' }] },
    ];
    const { access } = opened({ [BATCH]: { handles: ['Acz1'], validation_status } });
    expect(await pushCatalog(access, rowsOf(two()))).toMatchObject([
      {
        key: 'G-1',
        kind: 'rejected',
        reason: {
          key: 'other',
          code: 'validation_status',
          values: { message: 'Can not find required field id' },
        },
      },
      { key: 'G-2', kind: 'pending' },
    ]);
  });

  it('without a handle took nothing: the others come again', async () => {
    const validation_status = [{ retailer_id: 'G-1', errors: [{ message: 'bad' }] }];
    const { access } = opened({ [BATCH]: { handles: [], validation_status } });
    const outcomes = await pushCatalog(access, rowsOf(two()));
    expect(outcomes.map((one) => one.kind)).toEqual(['rejected', 'deferred']);
  });

  it('with neither handle nor error is no answer', async () => {
    const { access } = opened({ [BATCH]: {} });
    expect(await failureOf(() => pushCatalog(access, rowsOf(two())))).toMatchObject({
      kind: 'unexpectedShape',
      detail: { ambiguous: true },
    });
  });

  it('never holds one sku twice; the newest row counts, and both get the outcome', async () => {
    const { channel, access } = opened({ [BATCH]: { handles: ['Acz1'] } });
    const row = (key: string, availableQty: number): PushItem => {
      const product = productOf({ variants: [variantOf({ availableQty })] });
      return itemOf(product, { key, variant: product.variants[0] ?? null });
    };
    const outcomes = await pushCatalog(access, [row('old', 5), row('new', 3)]);
    expect(outcomes.map((one) => [one.key, one.kind])).toEqual([
      ['old', 'pending'],
      ['new', 'pending'],
    ]);
    expect(channel.bodyOf(BATCH)).toMatchObject({
      requests: [{ data: { quantity_to_sell_on_facebook: 3 } }],
    });
    expect((channel.bodyOf(BATCH) as { requests: unknown[] }).requests).toHaveLength(1);
  });

  it('stays under 3,000 items and 28 MB; what does not fit comes with the next', async () => {
    const { channel, access } = opened({ [BATCH]: { handles: ['Acz1'] } });
    const many = productOf({
      variants: Array.from({ length: 3_100 }, (_, at) => variantOf({ sku: `G-${at}` })),
    });
    const kinds = (await pushCatalog(access, rowsOf(many))).map((one) => one.kind);
    expect(kinds.filter((kind) => kind === 'pending')).toHaveLength(3_000);
    expect(kinds.filter((kind) => kind === 'deferred')).toHaveLength(100);
    const long = productOf({ ...many, description: 'ộ'.repeat(9_990) });
    await pushCatalog(access, rowsOf(long));
    const bytes = Buffer.byteLength(JSON.stringify(channel.bodyOf(BATCH)));
    expect(bytes).toBeLessThan(28 * 1024 * 1024);
    expect(bytes).toBeGreaterThan(27 * 1024 * 1024);
  });

  it('refuses what lacks something before it is sent, and everything without a catalogue', async () => {
    const { channel, access } = opened({});
    expect(await pushCatalog(access, rowsOf(productOf({ photos: [] })))).toMatchObject([
      { kind: 'rejected', reason: { key: 'missing_photo' } },
    ]);
    expect(
      await pushCatalog(access, rowsOf(productOf({ variants: [variantOf({ priceVnd: 0 })] }))),
    ).toMatchObject([{ kind: 'rejected', reason: { key: 'price_invalid' } }]);
    const none = { ...access, settings: {} };
    expect(await pushCatalog(none, rowsOf(productOf()))).toMatchObject([
      { kind: 'rejected', reason: { code: 'no_catalog' } },
    ]);
    expect(channel.requests).toHaveLength(0);
  });
});

describe('a handle', () => {
  const asked = (status: unknown, ageMs = 0, more: Record<string, unknown> = {}) => {
    const { channel, access } = opened({ [STATUS]: status, ...more });
    return { channel, outcomes: catalogTickets(access).ask(`Acz1@${NOW - ageMs}`, rowsOf(two())) };
  };
  const told = (status: string, over: object = {}) => ({
    data: [{ handle: 'Acz1', status, errors: [], ids_of_invalid_requests: [], ...over }],
  });

  it.each([
    ['started', 0, 5_000],
    ['in_progress', 6_000, 15_000],
    ['dispatched', 25_000, 30_000],
    ['a_word_of_tomorrow', 120_000, 60_000],
  ])('%s after %i ms is asked again in %i', async (status, ageMs, askAfterMs) => {
    const ticket = `Acz1@${NOW - ageMs}`;
    expect(await asked(told(status), ageMs).outcomes).toMatchObject([
      { key: 'G-1', kind: 'pending', ticket, askAfterMs },
      { key: 'G-2', kind: 'pending', ticket, askAfterMs },
    ]);
  });

  it('finished is done, but for those it names', async () => {
    const one = asked(
      told('finished', {
        errors_total_count: 1,
        errors: [{ id: 'G-1', message: 'image_link must be a public https address' }],
        ids_of_invalid_requests: ['G-1'],
      }),
    );
    expect(await one.outcomes).toMatchObject([
      {
        key: 'G-1',
        kind: 'rejected',
        reason: { key: 'other', code: 'check_batch_request_status' },
      },
      { key: 'G-2', kind: 'accepted' },
    ]);
    expect(one.channel.queryOf(STATUS)).toMatchObject({
      handle: 'Acz1',
      load_ids_of_invalid_requests: 'true',
    });
  });

  it.each([
    ['EMPTY_PRICE', 'rejected', 'price_invalid'],
    ['IMAGE_FETCH_FAILED', 'rejected', 'photo_unusable'],
    ['POLICY_VIOLATION', 'rejected', 'not_allowed'],
  ])('an error of type %s is %s %s', async (error_type, kind, key) => {
    const status = told('finished', { errors: [{ retailer_id: 'G-1', error_type, message: 'x' }] });
    expect((await asked(status).outcomes)[0]).toMatchObject({
      kind,
      reason: { key, code: error_type },
    });
  });

  it("an error that is not the item's comes again", async () => {
    const status = told('finished', {
      errors: [{ id: 'G-1', message: 'An unknown error occurred while saving this item' }],
    });
    expect((await asked(status).outcomes)[0]).toMatchObject({
      kind: 'deferred',
      reason: { key: 'other' },
    });
  });

  it('named only in the list of ids is refused all the same', async () => {
    expect(
      (await asked(told('finished', { ids_of_invalid_requests: ['G-1'] })).outcomes)[0],
    ).toMatchObject({ kind: 'rejected' });
  });

  it('that ended badly is pushed again', async () => {
    expect((await asked(told('canceled')).outcomes).map((one) => one.kind)).toEqual([
      'deferred',
      'deferred',
    ]);
  });

  it.each([
    ['half an hour old', told('in_progress'), 1_900_000],
    ['unknown there', { error: { code: 100, message: '(#100) Invalid or expired handle' } }, 0],
  ])('%s: the items themselves are looked at', async (_what, status, ageMs) => {
    const listed = (sku: string, qty: number) => ({
      data: [
        { id: '5', retailer_id: sku, quantity_to_sell_on_facebook: qty, visibility: 'published' },
      ],
    });
    const one = asked(status, ageMs, { [READ]: [listed('G-1', 12), listed('G-2', 7)] });
    expect(await one.outcomes).toMatchObject([
      { key: 'G-1', kind: 'accepted' },
      { key: 'G-2', kind: 'deferred' },
    ]);
    expect(one.channel.queryOf(READ)['filter']).toBe('{"retailer_id":{"eq":"G-2"}}');
  });

  it('that cannot be asked about fails as a call', async () => {
    expect(
      (await failureOf(() => asked({ error: { code: 80009, message: '' } }).outcomes)).kind,
    ).toBe('throttled');
  });

  it('of a stranger is a mistake of ours', async () => {
    const { access } = opened({});
    await expect(catalogTickets(access).ask('nonsense', [])).rejects.toThrow(RangeError);
  });
});
