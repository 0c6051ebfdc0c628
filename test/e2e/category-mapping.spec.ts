/** A kind's place on a channel and what it asks there: said once, remembered, used for all goods of the kind. */
import sharp from 'sharp';
import type { ListingId, ProductId } from '@ganh/kernel';
import { engines } from '../support/engines';
import { eventually } from '../support/eventually';
import { World } from '../support/world';

type Coop = Awaited<ReturnType<World['bareCoop']>>;

const SPECIALITIES = '26000';
const ORIGIN = 'attr:origin';

describe.each(engines)('categories once for a kind (%s)', (engine) => {
  let world: World;
  let first: Coop;
  beforeAll(async () => {
    world = await World.open({ engine });
    first = await coopOnTiki();
  }, 60_000);
  afterAll(() => world.close());

  async function coopOnTiki(): Promise<Coop> {
    const coop = await world.bareCoop();
    await world.moreShop(coop, 'tiki');
    return coop;
  }

  async function list(coop: Coop, name: string, kind = ''): Promise<ProductId> {
    const { catalogue, sync } = world.product;
    const shade = Math.floor(Math.random() * 0xffffff).toString(16);
    const photo = await sharp({
      create: { width: 800, height: 800, channels: 3, background: `#${shade.padStart(6, '0')}` },
    })
      .jpeg()
      .toBuffer();
    const variant = {
      optionName: '',
      unit: 'hũ',
      stepsPerUnit: 1,
      packAmount: 500,
      packMeasure: 'ml' as const,
      weightGrams: 700,
      sellerSku: null,
      priceVnd: 95_000,
      parts: [],
    };
    const product = {
      name,
      kind,
      description: 'Lấy từ rừng tràm, lọc vải, đóng hũ thuỷ tinh.',
      producer: 'HTX Thử',
      certificateId: null,
      photoKeys: [await catalogue.media.put(coop, photo)],
      variants: [variant],
    };
    return sync.publishing.create(coop, { product, stock: [10] }, coop.userId);
  }

  async function stateOf(coop: Coop, productId: ProductId): Promise<string> {
    const { listings, pushes } = await world.product.shops.listings.ofProducts(coop, [productId]);
    const refused = pushes.find((push) => push.refusedRev >= push.wantedRev && push.reason);
    return listings[0]?.liveAt ? 'live' : (refused?.reason?.key ?? 'waiting');
  }

  async function listingOf(coop: Coop, productId: ProductId): Promise<ListingId> {
    const { listings } = await world.product.shops.listings.ofProducts(coop, [productId]);
    return listings[0]!.id;
  }

  const comesTo = (coop: Coop, productId: ProductId, state: string) =>
    eventually(
      () => stateOf(coop, productId),
      (now) => now === state,
      45_000,
    ).catch((error: Error) => {
      throw new Error(`${error.message}\n${world.log.lines.slice(-12).join('\n')}`);
    });

  it('two jars wait for one answer, go together, and the third is asked nothing', async () => {
    const { categories } = world.product.sync;
    const [one, two] = [await list(first, 'Mật ong rừng'), await list(first, 'Mật ong hoa cà phê')];
    const tea = await list(first, 'Trà hoa vàng');
    for (const id of [one, two, tea]) await comesTo(first, id, 'missing_category');

    const sheet = await listingOf(first, one);
    const offers = await categories.offers(first, sheet, 'dac san');
    expect(offers).toMatchObject({ isKnown: true, chosen: null });
    expect(offers.found).toEqual([
      expect.objectContaining({ id: SPECIALITIES, name: 'Đặc sản vùng miền' }),
    ]);

    await categories.answer(first, sheet, { categoryId: SPECIALITIES }, true);
    for (const id of [one, two]) await comesTo(first, id, 'missing_attribute');
    expect(await stateOf(first, tea)).toBe('missing_category');

    const asked = (await categories.asked(first, sheet)) ?? [];
    const origin = asked.find((attribute) => attribute.field === ORIGIN);
    expect(origin).toMatchObject({ isRequired: true, guess: 'Việt Nam', isForLabel: false });
    await categories.answer(first, sheet, { [ORIGIN]: 'Việt Nam' }, true);
    for (const id of [one, two]) await comesTo(first, id, 'live');

    const three = await list(first, 'Mật ong bạc hà');
    await comesTo(first, three, 'live');
    expect((await categories.asked(first, await listingOf(first, three)))?.length).toBe(
      asked.length - 1,
    );
  }, 150_000);

  it('another cooperative is offered the place, by its id and nothing else, and is not moved there', async () => {
    const { categories } = world.product.sync;
    const second = await coopOnTiki();
    const jar = await list(second, 'mat ong u minh');
    await comesTo(second, jar, 'missing_category');
    const offers = await categories.offers(second, await listingOf(second, jar), '');
    expect(offers.suggested[0]).toMatchObject({ id: SPECIALITIES });
    const asked = await categories.asked(second, await listingOf(second, jar));
    expect(asked).toBeNull();
  }, 90_000);

  it('a place chosen for one product alone is not its kind’s, and the product’s own comes first', async () => {
    const { categories } = world.product.sync;
    const [one, two] = [await list(first, 'Gạo lứt'), await list(first, 'Gạo nếp')];
    for (const id of [one, two]) await comesTo(first, id, 'missing_category');
    const sheet = await listingOf(first, one);
    await categories.answer(first, sheet, { categoryId: '26010', [ORIGIN]: 'Việt Nam' }, false);
    await comesTo(first, one, 'live');
    expect(await stateOf(first, two)).toBe('missing_category');
    await categories.answer(
      first,
      await listingOf(first, two),
      { categoryId: SPECIALITIES, [ORIGIN]: 'Việt Nam' },
      true,
    );
    await comesTo(first, two, 'live');
    expect((await categories.offers(first, sheet, '')).chosen?.id).toBe('26010');
  }, 120_000);

  it('a branch of the tree and a stranger are refused in words', async () => {
    const { categories } = world.product.sync;
    const product = await list(first, 'Rượu nếp');
    await comesTo(first, product, 'missing_category');
    const sheet = await listingOf(first, product);
    for (const categoryId of ['4384', '99'])
      await expect(categories.answer(first, sheet, { categoryId }, true)).rejects.toMatchObject({
        errors: [{ field: 'answers.categoryId', code: 'unknown' }],
      });
  }, 60_000);

  it('a corrected kind brings the answers of the right one', async () => {
    const { catalogue, sync } = world.product;
    const odd = await list(first, 'Quà rừng');
    await comesTo(first, odd, 'missing_category');
    const { rev } = await catalogue.products.find(first, odd);
    await sync.publishing.patch(first, odd, { kind: 'honey' }, rev, first.userId);
    await comesTo(first, odd, 'live');
  }, 90_000);
});
