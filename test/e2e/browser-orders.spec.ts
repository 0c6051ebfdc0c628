/** Orders on the phone: they arrive by themselves, are packed in two taps, come out of comments in two, and give stock back. */
import type { Browser } from 'playwright-core';
import { connectShop, control, openApp, type TestApp, type Visitor } from '../support/app';
import { describeInBrowser, Handset, launchChromium, listProduct } from '../support/browser';
import { eventually } from '../support/eventually';

const HONEY = 'Mật ong rừng hũ 500 ml';

describeInBrowser('orders on the phone', () => {
  let test: TestApp;
  let browser: Browser;
  let phone: Handset;
  let shopId: string;
  let pageId: string;

  beforeAll(async () => {
    [test, browser] = await Promise.all([openApp('sqlite'), launchChromium()]);
    const seller: Visitor = await test.person(['seller', 'manager']);
    await connectShop(test, seller, 'shopee');
    await connectShop(test, seller, 'facebook');
    shopId = String((await control<{ shopId: string }[]>(test, 'GET', 'shopee/shops'))[0]?.shopId);
    pageId = String((await control<{ id: string }[]>(test, 'GET', 'facebook/pages'))[0]?.id);
    await listProduct(seller, { name: HONEY, stock: 10, priceVnd: 95_000, weightGrams: 700 });
    phone = await Handset.open(browser, test.url);
    await phone.wearSession(seller.cookie);
    await eventually(
      () => onShopee(),
      (item) => item?.stock === 10,
    );
  }, 60_000);
  afterAll(async () => {
    await browser.close();
    await test.close();
  });
  afterEach(() => expect(phone.complaints.splice(0)).toEqual([]));

  const onShopee = async () =>
    (
      await control<{ itemId: number; stock: number }[]>(
        test,
        'GET',
        `shopee/shops/${shopId}/items`,
      )
    )[0];
  const buy = async (quantity: number) => {
    const itemId = (await onShopee())?.itemId;
    await control(test, 'POST', `shopee/shops/${shopId}/buy`, {
      items: [{ itemId, quantity }],
      cod: true,
    });
  };
  const stockInHouse = () => phone.page.getByRole('link', { name: /Sửa số lượng/ }).textContent();

  it('an empty inbox says that nothing has to be pressed', async () => {
    await phone.open('/don');
    await phone.sees('Chưa có đơn nào ở đây');
  });

  it('bought on Shopee, the order stands in the open inbox without reloading', async () => {
    const { page } = phone;
    await page.evaluate(() => Object.assign(window, { neverReloaded: true }));
    await buy(3);
    await page.locator('#orders > li').waitFor();
    await phone.sees('3 hũ');
    await page.getByRole('link', { name: 'Đóng gói 1' }).waitFor();
    expect(await page.evaluate(() => 'neverReloaded' in window)).toBe(true);
    await phone.open('/hang');
    expect(await stockInHouse()).toMatch(/^7 ?hũ/);
  });

  it('is packed in 2 taps from Hôm nay, and that can be taken back', async () => {
    const { page } = phone;
    await phone.open('/');
    phone.taps = 0;
    await phone.tap(phone.link(/Đơn cần đóng gói/));
    await phone.tap(phone.button('Gói xong'));
    expect(phone.taps).toBe(2);
    await phone.sees(/Đơn \d+ đã gói xong/);
    await phone.button('Báo đã gói').waitFor();
    await phone.tap(phone.button('Hoàn tác'));
    await phone.button('Gói xong').waitFor();
    expect(await page.locator('#orders > li').count()).toBe(1);
  });

  it('is in one tab only; its page shows no code of the channel and sums that add up', async () => {
    const { page } = phone;
    for (const tab of ['Mới', 'Chờ tiền', 'Đang giao', 'Xong', 'Có chuyện']) {
      await phone.tap(page.getByRole('link', { name: new RegExp(`^${tab}`) }));
      await page.locator(`nav.tabs [aria-current=page]`, { hasText: tab }).waitFor();
      expect(await page.locator('#orders > li').count()).toBe(0);
    }
    await phone.tap(page.getByRole('link', { name: /^Đóng gói/ }));
    await phone.tap(page.locator('#orders a.order'));
    await phone.sees('Việc đã qua');
    const text = await page.locator('main').innerText();
    expect(text).not.toMatch(/[A-Z]+_[A-Z]+/);
    const [lines, rest, total] = [...text.matchAll(/([\d.]+)\s₫/g)].map((match) =>
      Number(match[1]?.replace(/\./g, '')),
    );
    expect((lines ?? 0) + (rest ?? 0)).toBe(total);
  });

  it('cancelled by the seller, the stock is back in the house and on Shopee', async () => {
    await phone.tap(phone.page.getByText('Huỷ đơn').first());
    await phone.tap(phone.page.getByLabel('Hết hàng'));
    await phone.tap(phone.page.getByRole('button', { name: 'Huỷ đơn' }));
    await phone.sees(/Đã huỷ|xin huỷ/);
    // Shopee counts it back by itself, at times before it has told us.
    await eventually(
      async () => {
        await phone.open('/hang');
        return stockInHouse();
      },
      (text) => /^10 ?hũ/.test(text ?? ''),
    );
    await eventually(
      async () => (await onShopee())?.stock,
      (stock) => stock === 10,
    );
    await phone.open('/don?tab=xong');
    await phone.sees('khach1');
  }, 60_000);

  it('a comment on Facebook becomes an order in 2 taps, once', async () => {
    const { page } = phone;
    await phone.open('/don/tin');
    await phone.sees('Chưa có ai hỏi mua');
    await control(test, 'POST', `facebook/pages/${pageId}/comment`, {
      message: 'Chốt 2 hũ mật ong 0905 123 456',
      from: { name: 'Lan Phạm' },
    });
    await phone.sees('Chốt 2 hũ mật ong 0905 123 456');
    phone.taps = 0;
    await phone.tap(page.locator('summary', { hasText: 'Tạo đơn' }));
    await phone.tap(page.locator('dialog button.p'));
    expect(phone.taps).toBe(2);
    await phone.sees('Đã tạo đơn cho Lan Phạm');
    await phone.sees('Chưa có ai hỏi mua');
    await phone.open('/don');
    await phone.sees('Lan Phạm');
    expect(await page.locator('#orders > li').count()).toBe(1);
    await phone.sees(/190\.000\s₫/);
    await eventually(
      async () => (await onShopee())?.stock,
      (stock) => stock === 8,
    );
  }, 60_000);

  it('under the post of a product, a number alone is enough for the two taps', async () => {
    const { page } = phone;
    const [post] = await control<{ id: string }[]>(test, 'GET', `facebook/pages/${pageId}/posts`);
    await control(test, 'POST', `facebook/pages/${pageId}/comment`, {
      postId: post?.id,
      message: 'Chốt 3 nhé chị',
      from: { name: 'Hoa Trần' },
    });
    await phone.open('/don/tin');
    await phone.sees('Chốt 3 nhé chị');
    await phone.tap(page.locator('summary', { hasText: 'Tạo đơn' }));
    await phone.sees('Khách viết dưới bài bán món này');
    await phone.tap(page.locator('dialog button.p'));
    await phone.sees('Đã tạo đơn cho Hoa Trần');
    await eventually(
      async () => (await onShopee())?.stock,
      (stock) => stock === 5,
    );
  }, 60_000);

  /** Messenger tells an app no names without a further permission (facebook spec §7). */
  it('a message to the Page is in the same inbox, with a call button', async () => {
    await phone.open('/don');
    await control(test, 'POST', `facebook/pages/${pageId}/message`, {
      from: 'Cô Bảy',
      text: 'Còn mật ong không, gọi cô 0905 222 333',
    });
    await phone.tap(phone.page.locator('#messages-link'));
    await phone.sees('Còn mật ong không');
    expect(await phone.link('Gọi Người mua ẩn tên').getAttribute('href')).toBe('tel:+84905222333');
  });

  it('a channel is disconnected only after its question, and the rest goes on', async () => {
    const { page } = phone;
    await phone.open('/kenh');
    await phone.sees('2 kênh chạy tốt');
    await phone.tap(phone.link(/^Ngắt Facebook/));
    await phone.sees('Ngắt kênh Facebook?');
    await phone.tap(phone.link('Giữ lại'));
    await phone.sees('2 kênh chạy tốt');
    await phone.tap(phone.link(/^Ngắt Facebook/));
    await phone.tap(phone.button('Ngắt Facebook'));
    await page.waitForURL(/\/kenh$/);
    await phone.sees('1 kênh chạy tốt');
    await buy(1);
    await phone.open('/don');
    await phone.sees('1 hũ');
  });

  it('logged out, nothing can be seen any more', async () => {
    await phone.tap(phone.link('Thêm'));
    await phone.tap(phone.button('Đăng xuất'));
    await phone.page.waitForURL(/dang-nhap$/);
    await phone.open('/don');
    expect(new URL(phone.page.url()).pathname).toBe('/dang-nhap');
  });
});
