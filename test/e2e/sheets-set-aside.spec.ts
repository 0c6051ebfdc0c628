/** Stock that is kept for a marketplace whose sales are known only when a file comes, on both engines. */
import { engines } from '../support/engines';
import { connectShop, openApp, type TestApp, type Visitor } from '../support/app';
import { connectByForm, makeGoods, type SheetGoods } from '../support/sheet-shop';

interface State {
  offers: { variantId: number; name: string; freeUnits: number; units: number }[];
  kept: { variantId: number; units: number }[];
  otherShops: number;
  newShops: number;
}

describe.each(engines)('stock set aside for a shop served by hand (%s)', (engine) => {
  let test: TestApp;
  let person: Visitor;
  let shop: number;
  let honey: SheetGoods;
  let pepper: SheetGoods;
  let last: SheetGoods;

  beforeAll(async () => {
    test = await openApp(engine);
    person = await test.person(['seller', 'manager']);
    honey = await makeGoods(person, 'Mật ong rừng', 180_000, 50);
    // A kilogram is 20 steps of 50 g.
    pepper = await makeGoods(person, 'Tiêu sọ', 240_000, 4, {
      variants: [{ unit: 'kg', stepsPerUnit: 20, priceVnd: 240_000, stock: 80 }],
    });
    last = await makeGoods(person, 'Hũ cuối', 90_000, 1);
    shop = await connectByForm(person, 'Nông sản Sông Thu');
  }, 90_000);
  afterAll(() => test.close());

  const at = () => `/api/v1/shops/${shop}/sheets/set-aside`;
  const state = async (visitor = person) =>
    (await visitor.send<{ setAside: State }>('GET', `/api/v1/shops/${shop}/sheets`)).body.setAside;
  const keep = (units: unknown = []) => person.send<State>('POST', at(), { units });
  /** What each shop is offered, in steps. */
  async function offered(goods: SheetGoods): Promise<Record<string, number>> {
    const { body } = await person.send<{ items: { channel: string; offeredQty: number }[] }>(
      'GET',
      `/api/v1/variants/${goods.variantId}/allocations`,
    );
    return Object.fromEntries(body.items.map((one) => [one.channel, one.offeredQty]));
  }

  it('is of no use while goods are sold in one place only', async () => {
    expect(await state()).toEqual({ offers: [], kept: [], otherShops: 0, newShops: 0 });
    expect((await keep()).status).toBe(409);
  });

  it('is offered once they are sold elsewhere: a fifth in whole units, never the last one', async () => {
    await connectShop(test, person, 'facebook');
    const { offers, otherShops } = await state();
    expect(otherShops).toBe(1);
    expect(offers.map(({ name, freeUnits, units }) => [name, freeUnits, units])).toEqual([
      ['Mật ong rừng', 50, 10],
      ['Tiêu sọ', 4, 1],
    ]);
  });

  it('one press keeps it for all: the shop gets its part, the others the rest, together no more than there is', async () => {
    const { body } = await keep();
    expect([body.kept.map(({ units }) => units), body.offers]).toEqual([[10, 1], []]);
    expect(await offered(honey)).toEqual({ spreadsheet: 10, facebook: 40 });
    expect(await offered(pepper)).toEqual({ spreadsheet: 20, facebook: 60 });
    expect(await offered(last)).toEqual({ spreadsheet: 1, facebook: 1 });
    // Pressed again, also by two at once, it changes nothing.
    await Promise.all([keep(), keep()]);
    expect(await offered(honey)).toEqual({ spreadsheet: 10, facebook: 40 });
  });

  it('the file that goes there shows the part, and what is sold elsewhere does not eat it', async () => {
    const files = `/api/v1/shops/${shop}/sheets/files`;
    const { id } = (await person.send<{ id: number }>('POST', files, { which: 'all' })).body;
    const csv = await person.send('GET', `${files}/${id}?format=csv`);
    expect(csv.text).toMatch(/;Mật ong rừng;[^\n]*;180000;;10;hũ;/);
    const line = { variantId: honey.variantId, quantity: 35 };
    await person.send('POST', '/api/v1/orders', { opId: 'ban-35-hu-o-cho', lines: [line] });
    expect(await offered(honey)).toEqual({ spreadsheet: 10, facebook: 5 });
  });

  it('taken back everything is as before, but for what a person has set by hand since', async () => {
    const own = { kind: 'share', value: 50 };
    const facebook = await shopOf('facebook');
    const path = `/api/v1/variants/${pepper.variantId}/allocations/${facebook}`;
    expect((await person.send('PUT', path, own)).status).toBe(200);
    const back = await person.send<State>('DELETE', at());
    expect([back.status, back.body.kept]).toEqual([200, []]);
    expect(await offered(honey)).toEqual({ spreadsheet: 15, facebook: 15 });
    expect(await offered(pepper)).toEqual({ spreadsheet: 80, facebook: 40 });
    expect((await person.send('DELETE', at())).status).toBe(200);
    expect(await offered(honey)).toEqual({ spreadsheet: 15, facebook: 15 });
  });

  it('other numbers may be said, 0 leaves one out; too many, or nonsense, is refused and changes nothing', async () => {
    const { variantId } = honey;
    const bad: [unknown, number][] = [
      [[{ variantId, units: 16 }], 422],
      [[{ variantId, units: -1 }], 422],
      [[{ variantId, units: 1.5 }], 422],
      [[{ variantId: 999_999_999, units: 1 }], 404],
      ['all', 422],
    ];
    for (const [units, status] of bad)
      expect([units, (await keep(units)).status]).toEqual([units, status]);
    expect((await state()).kept).toEqual([]);
    const { kept } = (
      await keep([
        { variantId, units: 7 },
        { variantId: pepper.variantId, units: 0 },
      ])
    ).body;
    expect(kept.map(({ units }) => units)).toEqual([7]);
    expect(await offered(honey)).toEqual({ spreadsheet: 7, facebook: 8 });
    await person.send('DELETE', at());
  });

  it('two marketplaces served by hand each have their part; taking one back leaves the other’s', async () => {
    await keep([{ variantId: honey.variantId, units: 3 }]);
    const first = shop;
    expect((await state()).newShops).toBe(0);
    shop = await connectByForm(person, 'Chợ thứ hai');
    const second = shop;
    // A shop that is connected later sells from what is kept until the same button is pressed again.
    shop = first;
    expect((await state()).newShops).toBe(1);
    await keep([{ variantId: pepper.variantId, units: 0 }]);
    expect((await state()).newShops).toBe(0);
    shop = second;
    await keep([{ variantId: honey.variantId, units: 2 }]);
    const { body } = await person.send<{ items: { shopId: number; offeredQty: number }[] }>(
      'GET',
      `/api/v1/variants/${honey.variantId}/allocations`,
    );
    const parts = body.items.map(({ offeredQty }) => offeredQty).sort((a, b) => a - b);
    expect(parts).toEqual([2, 3, 10]);
    shop = first;
    await person.send('DELETE', at());
    const items = (
      await person.send<{ items: { shopId: number; offeredQty: number }[] }>(
        'GET',
        `/api/v1/variants/${honey.variantId}/allocations`,
      )
    ).body.items;
    const of = (id: number) => items.find(({ shopId }) => shopId === id)?.offeredQty;
    expect([of(first), of(second)]).toEqual([13, 2]);
    const door = (id: number) => `/api/v1/shops/${id}/sheets/set-aside`;
    await person.send('DELETE', door(second));
    expect(await offered(honey)).toMatchObject({ facebook: 15 });

    // Both at once, by two people.
    for (let round = 0; round < 5; round += 1) {
      const wish = (units: number) => ({ units: [{ variantId: honey.variantId, units }] });
      await Promise.all([
        person.send('POST', door(first), wish(3)),
        person.send('POST', door(second), wish(2)),
      ]);
      expect(await offered(honey)).toMatchObject({ facebook: 10 });
      await Promise.all([first, second].map((id) => person.send('DELETE', door(id))));
      expect(await offered(honey)).toMatchObject({ facebook: 15 });
    }
  });

  it('the page offers it with the age of the last list beside it, and does it without script', async () => {
    const html = { accept: 'text/html' };
    const page = `/kenh/${shop}/bang`;
    const shown = await person.send('GET', page, undefined, html);
    expect(shown.text).toMatch(/Để riêng hàng cho Voso[^]*Chưa nhận đơn nào từ đây\./);
    const name = `units.${honey.variantId}`;
    const wrong = new URLSearchParams({ [name]: 'nhiều' });
    const refused = await person.send('POST', `${page}/de-rieng`, wrong, html);
    expect([refused.status, refused.text.includes('không phải số lượng')]).toEqual([422, true]);
    const form = new URLSearchParams({ [name]: '4' });
    expect((await person.send('POST', `${page}/de-rieng`, form, html)).status).toBe(303);
    expect(await offered(honey)).toMatchObject({ facebook: 11 });
    await person.send('POST', `${page}/de-rieng/thoi`, new URLSearchParams(), html);
    expect(await offered(honey)).toMatchObject({ facebook: 15 });
    const packer = await test.person(['packer'], person.coopId);
    expect((await packer.send('POST', at(), { units: [] })).status).toBe(403);
  });

  it('a shop that is disconnected gives its part back', async () => {
    await keep([{ variantId: honey.variantId, units: 5 }]);
    expect(await offered(honey)).toMatchObject({ facebook: 10 });
    expect((await person.send('DELETE', `/api/v1/shops/${shop}`)).status).toBe(204);
    expect(await offered(honey)).toMatchObject({ facebook: 15 });
  });

  async function shopOf(channel: string): Promise<number> {
    const { body } = await person.send<{ items: { shopId: number; channel: string }[] }>(
      'GET',
      '/api/v1/shops',
    );
    return body.items.find((one) => one.channel === channel)?.shopId ?? 0;
  }
});
