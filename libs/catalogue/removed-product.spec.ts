import { type CoopScope, ManualClock, type ProductId } from '@ganh/kernel';
import { describeOnBoth, type TestDatabase } from '../../test/support/engines';
import {
  CertificateStore,
  MediaRecords,
  MediaStore,
  type ProductPatch,
  ProductService,
  ProductStore,
} from '.';

describeOnBoth('a removed product', (open) => {
  let test: TestDatabase;
  let products: ProductService;
  let coop: CoopScope;
  let other: CoopScope;
  let productId: ProductId;

  beforeAll(async () => {
    test = await open();
    const clock = new ManualClock(1_790_000_000_000);
    // No photo is put: nothing is written there.
    const media = new MediaStore('/nonexistent', test.db, clock, new MediaRecords());
    const papers = new CertificateStore();
    products = new ProductService(test.db, test.ids, clock, new ProductStore(), papers, media);
  });
  afterAll(() => test.close());
  beforeEach(async () => {
    coop = { coopId: test.ids.next() };
    other = { coopId: test.ids.next() };
    const variant = {
      optionName: '',
      unit: 'hũ',
      stepsPerUnit: 1,
      packAmount: null,
      packMeasure: null,
      weightGrams: null,
      sellerSku: null,
      priceVnd: 95_000,
      parts: [],
    };
    const product = {
      name: 'Mật ong rừng',
      description: '',
      producer: '',
      kind: '',
      certificateId: null,
      photoKeys: [],
      variants: [variant],
    };
    ({ productId } = await test.db.write((tx) => products.create(tx, coop, product)));
  });

  const patch = (change: ProductPatch, baseRev: number) =>
    test.db.write((tx) => products.patch(tx, coop, productId, change, baseRev));
  const remove = (removed: boolean, scope = coop) =>
    test.db.write((tx) => products.setRemoved(tx, scope, productId, removed));

  it('leaves the lists and the public page, is found by its id, and comes back as it was', async () => {
    const { code } = await products.find(coop, productId);
    expect(await remove(true)).toBe(true);
    expect(await products.list(coop, 0, 10)).toEqual([]);
    expect(await products.namesakes(coop, 'Mật ong rừng')).toEqual([]);
    expect(await products.findByCode({ allCoopsFor: 'delivery' }, code)).toBeNull();
    expect(await products.find(coop, productId)).toMatchObject({
      removed: true,
      hidden: true,
      rev: 2,
      variants: [{ priceVnd: 95_000 }],
    });
    await expect(patch({ hidden: false }, 2)).rejects.toMatchObject({ code: 'conflict' });
    expect(await remove(false)).toBe(true);
    const back = { removed: false, hidden: false, rev: 3 };
    expect(await products.find(coop, productId)).toMatchObject(back);
    expect((await products.list(coop, 0, 10)).map(({ id }) => id)).toEqual([productId]);
  });

  it('that was hidden before is hidden after', async () => {
    await patch({ hidden: true }, 1);
    await remove(true);
    await remove(false);
    expect(await products.find(coop, productId)).toMatchObject({ removed: false, hidden: true });
  });

  it('is removed once however often it is asked, at once too, and never for another cooperative', async () => {
    const answers = await Promise.all([1, 2, 3].map(() => remove(true)));
    expect(answers.filter(Boolean).length).toBe(1);
    expect((await products.find(coop, productId)).rev).toBe(2);
    await expect(remove(false, other)).rejects.toMatchObject({ code: 'not_found' });
    expect((await products.find(coop, productId)).removed).toBe(true);
  });
});
