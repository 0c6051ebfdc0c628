import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { type CoopScope, ManualClock, type ProductId, type VariantId } from '@ganh/kernel';
import { describeOnBoth, type TestDatabase } from '../../test/support/engines';
import {
  CertificateService,
  CertificateStore,
  MediaRecords,
  MediaStore,
  type NewProduct,
  type NewVariant,
  ProductService,
  ProductStore,
} from '.';

const DAY_MS = 86_400_000;

const variant = (over: Partial<NewVariant> = {}): NewVariant => ({
  optionName: '',
  unit: 'hũ',
  stepsPerUnit: 1,
  packAmount: null,
  packMeasure: null,
  weightGrams: null,
  sellerSku: null,
  priceVnd: 95_000,
  parts: [],
  ...over,
});
const product = (over: Partial<NewProduct> = {}): NewProduct => ({
  name: 'Mật ong rừng',
  description: '',
  producer: '',
  kind: '',
  certificateId: null,
  photoKeys: [],
  variants: [variant()],
  ...over,
});

describeOnBoth('the catalogue', (open) => {
  let test: TestDatabase;
  let clock: ManualClock;
  let products: ProductService;
  let certificates: CertificateService;
  let media: MediaRecords;
  let coop: CoopScope;
  let other: CoopScope;
  const dir = mkdtempSync(join(tmpdir(), 'ganh-media-'));

  beforeAll(async () => {
    test = await open();
    clock = new ManualClock(1_790_000_000_000);
    const papers = new CertificateStore();
    certificates = new CertificateService(test.db, test.ids, clock, papers);
    media = new MediaRecords();
    const store = new MediaStore(dir, test.db, clock, media);
    products = new ProductService(test.db, test.ids, clock, new ProductStore(), papers, store);
  });
  afterAll(async () => {
    await test.close();
    rmSync(dir, { recursive: true });
  });
  beforeEach(() => {
    coop = { coopId: test.ids.next() };
    other = { coopId: test.ids.next() };
  });

  const create = (input: NewProduct, scope = coop) =>
    test.db.write((tx) => products.create(tx, scope, input));
  const patch = (id: ProductId, change: Parameters<ProductService['patch']>[3], baseRev: number) =>
    test.db.write((tx) => products.patch(tx, coop, id, change, baseRev));
  const price = (id: VariantId, priceVnd: number, baseRev: number, scope = coop) =>
    test.db.write((tx) => products.setPrice(tx, scope, id, priceVnd, baseRev));

  it('keeps a product as it was given, in the order it was given', async () => {
    const names = ['500 g', '250 g', '1 kg'];
    const { productId, variantIds } = await create(
      product({
        name: '  Chè  dây '.normalize('NFD'),
        description: 'Dòng một\nDòng hai',
        variants: names.map((optionName, i) =>
          variant({
            optionName,
            priceVnd: 50_000 + i,
            sellerSku: `CD-${i}`,
            packAmount: 500,
            packMeasure: 'g',
          }),
        ),
      }),
    );
    const found = await products.find(coop, productId);
    expect(found).toMatchObject({
      name: 'Chè dây',
      description: 'Dòng một\nDòng hai',
      rev: 1,
      hidden: false,
    });
    expect(found.variants.map((v) => [v.id, v.optionName, v.priceVnd, v.pack])).toEqual(
      names.map((name, i) => [variantIds[i], name, 50_000 + i, { amount: 500, measure: 'g' }]),
    );
    const skus = found.variants.map((v) => v.sku);
    expect(new Set(skus).size).toBe(3);
    for (const sku of skus) expect(sku).toMatch(/^G[2-9a-z]{9}$/);
    expect(
      (await test.db.read((tx) => products.bySku(tx, coop, [skus[1] ?? '']))).map((v) => v.id),
    ).toEqual([variantIds[1]]);
  });

  it('is not there for another cooperative, by any way in', async () => {
    const { productId, variantIds } = await create(product());
    const id = variantIds[0]!;
    await expect(products.find(other, productId)).rejects.toMatchObject({ code: 'not_found' });
    await expect(products.variant(other, id)).rejects.toMatchObject({ code: 'not_found' });
    await expect(price(id, 1, 1, other)).rejects.toMatchObject({ code: 'not_found' });
    const { sku } = await products.variant(coop, id);
    expect(await test.db.read((tx) => products.bySku(tx, other, [sku]))).toEqual([]);
    expect(await products.list(other, 0, 10)).toEqual([]);
    expect(await products.namesakes(other, 'Mật ong rừng')).toEqual([]);
  });

  it('takes the highest price there is and no number beyond, and none below one', async () => {
    const { variantIds } = await create(
      product({ variants: [variant({ priceVnd: 1_000_000_000 })] }),
    );
    expect((await products.variant(coop, variantIds[0]!)).priceVnd).toBe(1_000_000_000);
    await expect(create(product({ variants: [variant({ priceVnd: 0 })] }))).rejects.toThrow();
    expect((await products.list(coop, 0, 10)).length).toBe(1);
  });

  it.each<[string, Partial<NewProduct>, string]>([
    ['a paper that is not there', { certificateId: 99 }, 'certificateId'],
    ['a photo that was not uploaded', { photoKeys: ['0'.repeat(64)] }, 'photoKeys'],
    ['two options of one name', { variants: [variant(), variant()] }, 'variants[1].optionName'],
    [
      'a part that is not there',
      { variants: [variant({ parts: [{ variantId: 5, quantity: 1 }] })] },
      'variants[0].parts[0].variantId',
    ],
    ['a name longer than fits', { name: 'ô'.repeat(201) }, 'name'],
    [
      'a unit longer than fits',
      { variants: [variant({ unit: 'ô'.repeat(41) })] },
      'variants[0].unit',
    ],
  ])('refuses %s, and keeps nothing of it', async (_, over, field) => {
    await expect(create(product(over))).rejects.toMatchObject({
      code: 'validation',
      errors: [{ field }],
    });
    expect(await products.list(coop, 0, 10)).toEqual([]);
  });

  it('takes names as long as fit, marks and all', async () => {
    const { productId } = await create(
      product({ name: 'ộ'.repeat(200), variants: [variant({ unit: 'ộ'.repeat(40) })] }),
    );
    expect((await products.find(coop, productId)).name.length).toBe(200);
    await patch(productId, { producer: 'ộ'.repeat(200) }, 1);
    await expect(patch(productId, { name: 'ộ'.repeat(201) }, 2)).rejects.toMatchObject({
      errors: [{ field: 'name' }],
    });
  });

  it('tells ma, mã, MA and má apart as names, and finds a namesake however it is written', async () => {
    for (const name of ['ma', 'mã', 'MA', 'má']) await create(product({ name }));
    expect((await products.list(coop, 0, 10)).map((p) => p.name)).toEqual(['ma', 'mã', 'MA', 'má']);
    expect((await products.namesakes(coop, 'Mạ ')).length).toBe(4);
    await create(product({ name: 'Trà 100%_x', variants: [variant({ optionName: 'nhỏ' })] }));
    expect((await products.namesakes(coop, 'trà 100%_X')).length).toBe(1);
    expect((await products.namesakes(coop, 'tr%')).length).toBe(0);
  });

  describe('a change', () => {
    it('touches what it names and counts up; on an old revision it changes nothing', async () => {
      const { productId } = await create(product({ description: 'cũ', producer: 'Bà Sáu' }));
      const before = await patch(productId, { name: ' Mật ong  hoa ', hidden: true }, 1);
      expect(before).toMatchObject({ name: 'Mật ong rừng', hidden: false, rev: 1 });
      expect(await products.find(coop, productId)).toMatchObject({
        name: 'Mật ong hoa',
        hidden: true,
        description: 'cũ',
        producer: 'Bà Sáu',
        rev: 2,
      });
      await expect(patch(productId, { name: 'Khác' }, 1)).rejects.toMatchObject({ code: 'stale' });
      expect((await products.find(coop, productId)).name).toBe('Mật ong hoa');
      expect((await products.namesakes(coop, 'mat ong hoa')).length).toBe(1);
    });

    it('of two made at once on one revision holds for one', async () => {
      const { productId } = await create(product());
      const outcomes = await Promise.allSettled([
        patch(productId, { name: 'Một' }, 1),
        patch(productId, { name: 'Hai' }, 1),
      ]);
      expect(outcomes.map((one) => one.status).sort()).toEqual(['fulfilled', 'rejected']);
      expect((await products.find(coop, productId)).rev).toBe(2);
    });

    it('of a variant touches the weight and pack that it names, of this product alone', async () => {
      const { productId, variantIds } = await create(
        product({
          variants: [
            variant({ weightGrams: 700, packAmount: 500, packMeasure: 'ml' }),
            variant({ optionName: 'lớn', weightGrams: 900 }),
          ],
        }),
      );
      const [small, large] = variantIds as [VariantId, VariantId];
      await patch(productId, { variants: [{ id: small, weightGrams: 650 }] }, 1);
      await patch(productId, { variants: [{ id: large, weightGrams: null }] }, 2);
      const pack = { amount: 350, measure: 'ml' } as const;
      await patch(productId, { variants: [{ id: small, pack }] }, 3);
      const { variants, rev } = await products.find(coop, productId);
      expect(variants.map((one) => [one.weightGrams, one.pack])).toEqual([
        [650, pack],
        [null, null],
      ]);
      expect([rev, variants[0]?.priceVnd, variants[0]?.priceRev]).toEqual([4, 95_000, 1]);
      const another = await create(product());
      await expect(
        patch(another.productId, { variants: [{ id: small, weightGrams: 1 }] }, 1),
      ).rejects.toMatchObject({ errors: [{ field: 'variants[0].id' }] });
      expect((await products.variant(coop, small)).weightGrams).toBe(650);
    });

    it('hides a product from its public page, and shows it again', async () => {
      const { productId } = await create(product());
      const { code } = await products.find(coop, productId);
      const shown = () => products.findByCode({ allCoopsFor: 'delivery' }, code);
      expect((await shown())?.scope).toEqual(coop);
      await patch(productId, { hidden: true }, 1);
      expect(await shown()).toBeNull();
      await patch(productId, { hidden: false }, 2);
      expect((await shown())?.product.id).toBe(productId);
    });

    it('replaces photos in the order given, each once', async () => {
      const keys = ['a', 'b', 'c'].map((letter) => letter.repeat(64));
      const size = { width: 1, height: 1, bytes: 1 };
      await test.db.write(async (tx) => {
        for (const key of keys) await media.insert(tx, coop, key, size, 0);
      });
      const { productId } = await create(product({ photoKeys: [keys[2]!, keys[0]!, keys[2]!] }));
      expect((await products.find(coop, productId)).photoKeys).toEqual([keys[2], keys[0]]);
      await patch(productId, { photoKeys: [keys[1]!] }, 1);
      expect((await products.find(coop, productId)).photoKeys).toEqual([keys[1]]);
      await expect(create(product({ photoKeys: keys }), other)).rejects.toMatchObject({
        errors: [{ field: 'photoKeys' }],
      });
    });
  });

  describe('a price', () => {
    it('moves on the revision that was seen, answers the former, and is undone unless it moved since', async () => {
      const { variantIds } = await create(product());
      const id = variantIds[0]!;
      expect((await price(id, 100_000, 1)).priceVnd).toBe(95_000);
      expect(await products.variant(coop, id)).toMatchObject({ priceVnd: 100_000, priceRev: 2 });
      await price(id, 95_000, 2);
      await price(id, 120_000, 3);
      await expect(price(id, 100_000, 3)).rejects.toMatchObject({
        code: 'stale',
        detail: { priceVnd: 120_000, priceRev: 4 },
      });
    });

    it('sent twice by one press is one change', async () => {
      const { variantIds } = await create(product());
      const id = variantIds[0]!;
      await Promise.all([price(id, 99_000, 1), price(id, 99_000, 1), price(id, 99_000, 1)]);
      expect(await products.variant(coop, id)).toMatchObject({ priceVnd: 99_000, priceRev: 2 });
    });
  });

  describe('a combo', () => {
    it('knows its parts, and parts know their combos', async () => {
      const parts = await create(
        product({ variants: [variant(), variant({ optionName: 'lớn' })] }),
      );
      const [small, large] = parts.variantIds as [VariantId, VariantId];
      const combo = await create(
        product({
          name: 'Combo',
          variants: [
            variant({
              parts: [
                { variantId: large, quantity: 2 },
                { variantId: small, quantity: 1 },
              ],
            }),
          ],
        }),
      );
      const id = combo.variantIds[0]!;
      const known = await test.db.read((tx) => products.partsOf(tx, coop, [id, small]));
      expect([...known]).toEqual([
        [
          id,
          [
            { partVariantId: small, quantity: 1 },
            { partVariantId: large, quantity: 2 },
          ],
        ],
      ]);
      expect(await test.db.read((tx) => products.combosOf(tx, coop, [small, large]))).toEqual([id]);
      expect(await test.db.read((tx) => products.combosOf(tx, other, [small]))).toEqual([]);
    });

    it('takes no combo, no stranger and nothing twice as a part', async () => {
      const [single] = (await create(product())).variantIds as [VariantId];
      const comboOf = (...ids: number[]) =>
        create(
          product({
            name: 'Combo',
            variants: [variant({ parts: ids.map((variantId) => ({ variantId, quantity: 1 })) })],
          }),
        );
      const [combo] = (await comboOf(single)).variantIds as [VariantId];
      const [foreign] = (await create(product(), other)).variantIds as [VariantId];
      const field = 'variants[0].parts[0].variantId';
      await expect(comboOf(combo)).rejects.toMatchObject({ errors: [{ field, code: 'unknown' }] });
      await expect(comboOf(foreign)).rejects.toMatchObject({
        errors: [{ field, code: 'unknown' }],
      });
      await expect(comboOf(single, single)).rejects.toMatchObject({
        errors: [{ field: 'variants[0].parts[1].variantId', code: 'repeated' }],
      });
    });
  });

  it('pages through products, each once, also while more are added', async () => {
    for (let i = 0; i < 7; i++) await create(product({ name: `Món ${i}` }));
    const seen: number[] = [];
    for (let after: ProductId | 0 = 0; ;) {
      const page = await products.list(coop, after, 3);
      seen.push(...page.map((p) => p.id));
      if (page.length < 3) break;
      if (seen.length === 3) await create(product({ name: 'Món thêm' }));
      after = page.at(-1)!.id;
    }
    expect(seen.length).toBe(8);
    expect(new Set(seen).size).toBe(8);
  });

  describe('a certificate', () => {
    const paper = (over: object = {}) => ({
      kind: 'ocop' as const,
      stars: 4,
      number: ' OCOP  1 ',
      issuedBy: 'UBND',
      issuedAt: clock.now() - DAY_MS,
      validUntilAt: clock.now() + DAY_MS,
      ...over,
    });

    it('needs stars when it is of OCOP, has none when it is not, and ends after it begins', async () => {
      await expect(certificates.add(coop, paper({ stars: null }))).rejects.toMatchObject({
        errors: [{ field: 'stars' }],
      });
      await expect(
        certificates.add(coop, paper({ validUntilAt: clock.now() - DAY_MS })),
      ).rejects.toMatchObject({ errors: [{ field: 'validUntil' }] });
      expect(await certificates.add(coop, paper({ kind: 'vietgap' }))).toMatchObject({
        stars: null,
        number: 'OCOP 1',
      });
      expect((await certificates.list(coop)).length).toBe(1);
      expect(await certificates.list(other)).toEqual([]);
    });

    it('turns the products that rest on it in the very window in which it begins or lapses', async () => {
      const { id } = await certificates.add(coop, paper());
      const { productId } = await create(product({ certificateId: id }));
      await create(product({ name: 'Không giấy' }));
      const turning = async (from: number, to: number) =>
        (await certificates.productsTurning({ allCoopsFor: 'sweeper' }, from, to)).filter(
          (one) => one.coopId === coop.coopId,
        );
      const [begin, end] = [clock.now() - DAY_MS, clock.now() + DAY_MS];
      expect(await turning(end - 1, end)).toEqual([{ coopId: coop.coopId, productId }]);
      expect(await turning(begin - 1, begin)).toEqual([{ coopId: coop.coopId, productId }]);
      expect(await turning(end, end + DAY_MS)).toEqual([]);
      expect(await turning(begin, end - 1)).toEqual([]);
      await expect(create(product({ certificateId: id }), other)).rejects.toMatchObject({
        errors: [{ field: 'certificateId' }],
      });
    });
  });
});
