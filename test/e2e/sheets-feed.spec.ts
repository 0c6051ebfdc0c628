/** What portals fetch by themselves, through HTTP and on both engines. */
import { engines } from '../support/engines';
import { openApp, type TestApp, type Visitor } from '../support/app';
import { connectByForm, makeGoods, type SheetGoods } from '../support/sheet-shop';

describe.each(engines)('the feed of a shop (%s)', (engine) => {
  let test: TestApp;
  let person: Visitor;
  let shop: number;
  let honey: SheetGoods;

  beforeAll(async () => {
    test = await openApp(engine);
    person = await test.person(['seller', 'manager']);
    honey = await makeGoods(person, '=HYPERLINK("http://xau.example";"Mật ong")', 180_000, 10, {
      description: 'Ong rừng, đạt OCOP 4 sao',
    });
    shop = await connectByForm(person, 'Cổng tỉnh');
  }, 90_000);
  afterAll(() => test.close());

  const at = (path = '') => `/api/v1/shops/${shop}/sheets${path}`;
  const turn = (on: unknown, visitor = person) => visitor.send('PUT', at('/feed'), { on });
  const address = async () =>
    (await person.send<{ feedUrl: string | null }>('GET', at())).body.feedUrl;
  /** As a portal does: no session, no cookie. */
  const fetched = async (url: string, headers: Record<string, string> = {}) => {
    const answer = await fetch(url, { headers });
    return { status: answer.status, headers: answer.headers, text: await answer.text() };
  };
  const items = async (url: string) =>
    (JSON.parse((await fetched(`${url}.json`)).text) as { items: Record<string, unknown>[] }).items;

  it('is off until the manager switches it on; its address cannot be guessed', async () => {
    expect(await address()).toBeNull();
    const seller = await test.person(['seller'], person.coopId);
    expect((await turn(true, seller)).status).toBe(403);
    expect((await turn('yes')).status).toBe(422);
    expect((await turn(true)).status).toBe(204);
    const url = (await address()) ?? '';
    expect(url).toMatch(/\/nguon\/[2-9a-z]{32}$/);
    expect((await turn(true)).status).toBe(204);
    expect(await address()).toBe(url);
  });

  it('tells the neutral columns; what looks like a formula is text in the CSV, a claim without paper is left out', async () => {
    const url = (await address()) ?? '';
    const csv = await fetched(`${url}.csv`);
    expect([csv.status, csv.headers.get('content-type')]).toEqual([200, 'text/csv; charset=utf-8']);
    const [head, row] = csv.text.replace(/^\uFEFF/, '').split('\r\n');
    expect(head).toBe(
      'ma_san_pham,ma_bien_the,ten_san_pham,mo_ta_ngan,mo_ta_day_du,nhom_hang,gia_vnd,gia_khuyen_mai_vnd,ton_kho,don_vi_tinh,khoi_luong_gram,dai_cm,rong_cm,cao_cm,han_su_dung_ngay,xuat_xu,hang_sao_ocop,so_quyet_dinh_ocop,giay_attp,ma_vach,anh_1,anh_2,anh_3,anh_4,anh_5,anh_6,anh_7,anh_8,link_video,hop_tac_xa,dien_thoai',
    );
    expect(row).toContain(`${honey.sku},"'=HYPERLINK(""http`);
    const [goods] = await items(url);
    expect(goods).toMatchObject({
      ma_bien_the: honey.sku,
      ten_san_pham: '=HYPERLINK("http://xau.example";"Mật ong")',
      gia_vnd: 180_000,
      ton_kho: 10,
      hang_sao_ocop: null,
    });
    expect(String(goods?.['mo_ta_day_du'])).not.toContain('OCOP');
  });

  it('is asked again cheaply, and is new as soon as something is', async () => {
    const url = `${await address()}.csv`;
    const etag = (await fetched(url)).headers.get('etag') ?? '';
    expect(etag).toMatch(/^"[0-9a-f]{32}"$/);
    for (const known of [etag, `W/${etag}`, `"x", ${etag}`]) {
      const again = await fetched(url, { 'if-none-match': known });
      expect([again.status, again.text]).toEqual([304, '']);
    }
    const move = { opId: 'ban-le-ba-hu', delta: -3 };
    await person.send('POST', `/api/v1/variants/${honey.variantId}/stock-moves`, move);
    const after = await fetched(url, { 'if-none-match': etag });
    expect([after.status, after.headers.get('etag') === etag]).toEqual([200, false]);
    expect((await items((await address()) ?? ''))[0]).toMatchObject({ ton_kho: 7 });
  });

  it('leaves out what is hidden, and has nothing of another cooperative', async () => {
    const other = await test.person(['seller', 'manager']);
    await makeGoods(other, 'Của người khác', 10_000, 5);
    const url = (await address()) ?? '';
    const hidden = await makeGoods(person, 'Cất đi', 20_000, 5);
    const names = async () => (await items(url)).map((one) => one['ten_san_pham']);
    expect(await names()).toContain('Cất đi');
    const patch = { hidden: true, baseRev: 1 };
    const sent = await person.send('PATCH', `/api/v1/products/${hidden.productId}`, patch);
    expect(sent.status).toBeLessThan(300);
    expect(await names()).toEqual(['=HYPERLINK("http://xau.example";"Mật ong")']);
    expect((await turn(true, other)).status).toBe(404);
    expect((await other.send('POST', at('/feed/renew'))).status).toBe(404);
  });

  it('renewed, the old address leads nowhere; switched off, none does; on again, it is where it was', async () => {
    const old = (await address()) ?? '';
    expect((await person.send('POST', at('/feed/renew'))).status).toBe(204);
    const url = (await address()) ?? '';
    expect(url).not.toBe(old);
    const status = async (one: string) => (await fetched(`${one}.json`)).status;
    expect([await status(old), await status(url)]).toEqual([404, 200]);
    await turn(false);
    expect([await address(), await status(url)]).toEqual([null, 404]);
    expect((await person.send('POST', at('/feed/renew'))).status).toBe(409);
    await turn(true);
    expect([await address(), await status(url)]).toEqual([url, 200]);
    const code = url.slice(-32);
    for (const name of ['', '.csv', code, `${code}.xlsx`, `${code.toUpperCase()}.csv`, '%.csv'])
      expect([name, (await fetched(`${test.url}/nguon/${name}`)).status]).toEqual([name, 404]);
  });

  it('the page does the same without script; with the shop gone the feed is', async () => {
    const html = { accept: 'text/html' };
    const page = `/kenh/${shop}/bang`;
    const url = (await address()) ?? '';
    expect((await person.send('GET', page, undefined, html)).text).toContain(`${url}.csv`);
    const off = new URLSearchParams({ on: '0' });
    expect((await person.send('POST', `${page}/nguon`, off, html)).status).toBe(303);
    const shown = await person.send('GET', page, undefined, html);
    expect([shown.text.includes(url), shown.text.includes('Bật đường dẫn')]).toEqual([false, true]);
    const refused = await person.send('POST', `${page}/nguon/doi`, new URLSearchParams(), html);
    expect([refused.status, refused.text.includes('Bật lên trước.')]).toEqual([422, true]);
    await person.send('POST', `${page}/nguon`, new URLSearchParams({ on: '1' }), html);
    expect((await fetched(`${url}.csv`)).status).toBe(200);
    await person.send('DELETE', `/api/v1/shops/${shop}`);
    expect((await fetched(`${url}.csv`)).status).toBe(404);
  });
});
