import { startSandbox, type Sandbox } from '../../apps/sandbox';
import { rawControl } from '../clients/raw-control';
import { rawGraph, type GraphAccess } from '../clients/raw-graph';
import { listItem, rawShopee, type ShopeeAccess } from '../clients/raw-shopee';

describe('the console, on which a person plays the buyer', () => {
  let sandbox: Sandbox;
  let shopee: ShopeeAccess;
  let meta: GraphAccess;
  beforeEach(async () => {
    sandbox = await startSandbox({ timeScale: 1000 });
    shopee = sandbox.index().shopee as unknown as ShopeeAccess;
    meta = sandbox.index().facebook as unknown as GraphAccess;
  });
  afterEach(() => sandbox.close());

  const open = async (path: string) => {
    const answer = await fetch(sandbox.indexUrl + path);
    return { status: answer.status, html: await answer.text() };
  };
  /** Presses a button as a browser does, and shows the page it leads to. */
  const press = async (path: string, form: Record<string, string>) => {
    const answer = await fetch(sandbox.indexUrl + path, {
      method: 'POST',
      body: new URLSearchParams(form),
      redirect: 'manual',
    });
    expect(answer.status).toBe(303);
    return open(answer.headers.get('location') ?? '/');
  };

  it('leads to every shop and Page, readable on a phone', async () => {
    const { html } = await open('/');
    expect(html).toContain('<meta name="viewport"');
    expect(html).toContain(`/console/shopee/${shopee.shop_id}`);
    for (const page of meta.pages) expect(html).toContain(`/console/facebook/${page.page_id}`);
    expect((await open('/console/shopee/1')).status).toBe(404);
    expect((await open('/nothing')).status).toBe(404);
  });

  it('shows what the shop shows, sells it, moves the order', async () => {
    const name = 'Mật ong <b>rừng</b> 500ml';
    const itemId = await listItem(rawShopee(shopee), 'HONEY', { item_name: name });
    const path = `/console/shopee/${shopee.shop_id}`;
    const before = await open(path);
    expect(before.html).toContain('150.000đ');
    expect(before.html).toContain('còn 10');
    expect(before.html).not.toContain('<b>rừng');
    const bought = await press(`${path}/buy`, {
      itemId: String(itemId),
      modelId: '0',
      quantity: '2',
      pay: 'later',
    });
    const sn = /Đã đặt đơn (\w+)/.exec(bought.html)?.[1] ?? '';
    expect(bought.html).toContain('còn 8');
    expect(bought.html).toContain('chờ thanh toán');
    expect((await press(`${path}/orders/${sn}`, { step: 'pay' })).html).toContain(
      'chờ người bán chuẩn bị',
    );
    expect((await press(`${path}/orders/${sn}`, { step: 'deliver' })).html).toContain(
      'không deliver được',
    );
    expect(
      (
        await press(`${path}/buy`, {
          itemId: String(itemId),
          modelId: '0',
          quantity: '99',
          pay: 'cod',
        })
      ).html,
    ).toContain('hết hàng');
  });

  it('comments and writes on Facebook', async () => {
    const path = `/console/facebook/${meta.page_id}`;
    await rawGraph(meta).post(`${meta.page_id}/feed`, { message: 'Miến dong 65.000đ' });
    const shown = await press(`${path}/comment`, {
      name: 'Lan',
      message: 'chốt 2 hộp',
      postId: '',
    });
    expect(shown.html).toContain('<b>Lan</b>: chốt 2 hộp');
    expect((await press(`${path}/message`, { from: 'Lan', text: 'Còn không ạ?' })).html).toContain(
      'Còn không ạ?',
    );
    expect(
      (
        await press(`/console/facebook/${meta.pages[1]?.page_id}/comment`, {
          name: 'Lan',
          message: 'x',
        })
      ).html,
    ).toContain('no such post');
  });

  it('makes channels misbehave and shows the journal', async () => {
    expect(
      (await press('/console/shopee/behave', { fault: 'slow', shopId: '', count: '3' })).html,
    ).toContain('còn 3');
    expect((await press('/console/shopee/behave', { fault: 'none' })).html).not.toContain('còn 3');
    await rawShopee(shopee).get('shop/get_shop_info');
    expect((await open('/console/shopee/journal')).html).toContain('shop/get_shop_info');
    expect((await open('/console/facebook/journal')).status).toBe(200);
  });

  it('lists what the control door can do', async () => {
    const { routes, faults } = await rawControl(sandbox.indexUrl).get<{
      routes: string[];
      faults: string[];
    }>('shopee/');
    expect(routes).toEqual(
      expect.arrayContaining(['POST behave', 'GET journal', 'POST shops/:id/buy']),
    );
    expect(faults).toContain('accepted-but-dropped');
  });
});
