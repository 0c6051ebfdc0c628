/** The main story on a browser without script: links and forms alone, reloading where a script would not. */
import type { Browser } from 'playwright-core';
import { control, openApp, PASSWORD, type TestApp } from '../support/app';
import { describeInBrowser, Handset, launchChromium, PhotoFile } from '../support/browser';
import { eventually } from '../support/eventually';

const HONEY = 'Mật ong rừng hũ 500 ml';

describeInBrowser('the story without script', () => {
  let test: TestApp;
  let browser: Browser;
  let phone: Handset;
  let photo: PhotoFile;
  let shopId: string;
  let pageId: string;

  beforeAll(async () => {
    [test, browser, photo] = await Promise.all([
      openApp('sqlite'),
      launchChromium(),
      PhotoFile.take(),
    ]);
    await test.person(['seller', 'manager']);
    phone = await Handset.open(browser, test.url, { javaScriptEnabled: false });
    shopId = String((await control<{ shopId: string }[]>(test, 'GET', 'shopee/shops'))[0]?.shopId);
    pageId = String((await control<{ id: string }[]>(test, 'GET', 'facebook/pages'))[0]?.id);
  }, 60_000);
  afterAll(async () => {
    await browser.close();
    await test.close();
    photo.remove();
  });
  afterEach(() => expect(phone.complaints.splice(0)).toEqual([]));

  /** A person without script presses "reload" until it is there. */
  const reloadsUntil = (text: string | RegExp) =>
    eventually(
      async () => {
        await phone.page.reload();
        return phone.page.getByText(text).filter({ visible: true }).count();
      },
      (count) => count > 0,
    );
  const onShopee = async () =>
    (
      await control<{ itemId: number; stock: number; price: number }[]>(
        test,
        'GET',
        `shopee/shops/${shopId}/items`,
      )
    )[0];

  it('logs in and connects both channels', async () => {
    const { page } = phone;
    await phone.logIn('0905 100 001', PASSWORD);
    await phone.tap(phone.link(/Nối kênh bán/));
    await phone.tap(phone.button('Nối Shopee'));
    await phone.tap(phone.button('Xác nhận cấp quyền'));
    await phone.sees('1 kênh chạy tốt');
    await phone.tap(phone.button('Nối Facebook'));
    await phone.button('Tiếp tục').waitFor();
    for (const other of (await page.getByRole('checkbox').all()).slice(1)) await other.uncheck();
    await phone.tap(phone.button('Tiếp tục'));
    await phone.sees('2 kênh chạy tốt');
  });

  it('a form with faults comes back with what was typed and what to do', async () => {
    const { page } = phone;
    await phone.open('/hang/moi');
    await page.getByLabel('Tên hàng').fill(HONEY);
    await page.getByLabel('Giá bán').fill('chưa biết');
    await phone.tap(phone.button(/^Đăng lên/));
    await phone.sees('Chưa đọc được giá này');
    expect(await page.getByLabel('Tên hàng').inputValue()).toBe(HONEY);
    phone.forgive(/status of 422/);
  });

  it('lists a product with its photo; both channels show it', async () => {
    const { page } = phone;
    await page.getByLabel('Giá bán').fill('95k');
    await page.getByLabel('Số lượng').fill('10');
    await page.getByLabel('Chọn ảnh trong máy').setInputFiles(photo.path);
    await phone.tap(phone.button(/^Đăng lên/));
    await page.waitForURL(/\/ket-qua$/);
    await reloadsUntil('2 kênh đang bán');
    expect(await onShopee()).toMatchObject({ stock: 10, price: 95_000 });
  }, 60_000);

  it('changes stock by one press, and a big price jump only after its question', async () => {
    const { page } = phone;
    await phone.open('/hang');
    await phone.tap(phone.link(/Sửa số lượng/));
    await phone.tap(phone.button('+20'));
    await phone.sees('Kho có 30 hũ');
    await page.getByRole('textbox', { name: 'Giá bán' }).fill('150.000');
    await phone.tap(phone.button('Lưu giá'));
    await phone.sees('đúng không?');
    phone.forgive(/status of 422/);
    await eventually(
      async () => (await onShopee())?.stock,
      (stock) => stock === 30,
    );
    expect(await onShopee()).toMatchObject({ price: 95_000 });
    // The question stands in the page; saying yes is a mark beside the price.
    await page.getByRole('textbox', { name: 'Giá bán' }).fill('150.000');
    await page.getByLabel(/^Giá này đúng/).check();
    await phone.tap(phone.button('Lưu giá'));
    await page.waitForURL(/xong=1/);
    await eventually(
      async () => (await onShopee())?.price,
      (price) => price === 150_000,
    );
  }, 60_000);

  it('an order comes in, is packed, cancelled, and the stock is back', async () => {
    const itemId = (await onShopee())?.itemId;
    await control(test, 'POST', `shopee/shops/${shopId}/buy`, {
      items: [{ itemId, quantity: 3 }],
      cod: true,
    });
    await phone.open('/don');
    await reloadsUntil('3 hũ');
    await phone.tap(phone.button('Gói xong'));
    await phone.sees('Gói xong, chờ giao');
    await phone.tap(phone.page.getByText('Huỷ đơn').first());
    await phone.page.getByLabel('Hết hàng').check();
    await phone.tap(phone.button('Huỷ đơn'));
    await phone.sees(/Đã huỷ|xin huỷ/);
    await reloadsUntil('Đã huỷ');
    await eventually(
      async () => (await onShopee())?.stock,
      (stock) => stock === 30,
    );
  }, 60_000);

  it('a comment becomes an order by two presses', async () => {
    const { page } = phone;
    await control(test, 'POST', `facebook/pages/${pageId}/comment`, {
      message: 'Chốt 2 hũ mật ong 0905 123 456',
      from: { name: 'Lan Phạm' },
    });
    await phone.open('/don/tin');
    await reloadsUntil('Chốt 2 hũ mật ong');
    phone.taps = 0;
    await phone.tap(page.locator('details > summary', { hasText: 'Tạo đơn' }));
    await phone.tap(phone.button('Tạo đơn'));
    expect(phone.taps).toBe(2);
    await page.waitForURL(/\/don\/\d+$/);
    await phone.sees('Lan Phạm');
    await phone.sees(/300\.000\s₫/);
  }, 60_000);

  it('a spreadsheet is read, shown, and what was chosen comes in', async () => {
    const { page } = phone;
    await phone.open('/hang/nhap-excel');
    await page
      .getByLabel('Chọn bảng tính')
      .setInputFiles('test/fixtures/catalogue/messy-products.xlsx');
    await phone.tap(phone.button('Đọc bảng này'));
    await phone.sees('món đủ thông tin');
    const ready = await page.locator('input[name=rows]:checked').count();
    expect(ready).toBeGreaterThan(50);
    await phone.tap(phone.button('Đưa các món đã chọn vào'));
    await page.waitForURL(/\/hang$/);
    await page.getByRole('link', { name: `Tất cả ${ready + 1}` }).waitFor();
  }, 60_000);

  it('disconnects after its question, and logs out', async () => {
    const { page } = phone;
    await phone.open('/kenh');
    await phone.tap(phone.link(/^Ngắt Facebook/));
    await phone.tap(phone.button('Ngắt Facebook'));
    await phone.sees('1 kênh chạy tốt');
    await phone.open('/them');
    await phone.tap(phone.button('Đăng xuất'));
    await page.waitForURL(/dang-nhap$/);
  });
});
