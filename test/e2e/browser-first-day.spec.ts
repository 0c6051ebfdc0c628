/** A seller's first day with the phone in the hand, before the real product: connect, list once, repair, change. */
import type { Browser } from 'playwright-core';
import { control, openApp, PASSWORD, type TestApp, type Visitor } from '../support/app';
import { describeInBrowser, Handset, launchChromium, PhotoFile } from '../support/browser';
import { eventually } from '../support/eventually';

interface ShownItem {
  name: string;
  price: number;
  stock: number;
}

describeInBrowser('the first day', () => {
  let test: TestApp;
  let browser: Browser;
  let seller: Visitor;
  let phone: Handset;
  let photo: PhotoFile;
  let shopId: string;

  beforeAll(async () => {
    [test, browser, photo] = await Promise.all([
      openApp('sqlite'),
      launchChromium(),
      PhotoFile.take(),
    ]);
    seller = await test.person(['seller', 'manager']);
    phone = await Handset.open(browser, test.url);
    const [first] = await control<{ shopId: string }[]>(test, 'GET', 'shopee/shops');
    shopId = String(first?.shopId);
  }, 60_000);
  afterAll(async () => {
    await browser.close();
    await test.close();
    photo.remove();
  });
  afterEach(() => expect(phone.complaints.splice(0)).toEqual([]));

  const onShopee = async (name: string) =>
    (await control<ShownItem[]>(test, 'GET', `shopee/shops/${shopId}/items`)).find(
      (item) => item.name === name,
    );

  /** Hôm nay → the new product is on its way; answers the taps. */
  async function list(name: string, price: string, quantity: string): Promise<number> {
    const { page } = phone;
    await phone.open('/');
    phone.taps = 0;
    await phone.tap(phone.link('Đăng hàng').first());
    // Shutter, then "use this photo", both inside the phone's camera.
    await phone.choosePhoto(page.getByLabel('Chụp ảnh'), photo.path, 2);
    await phone.tap(page.getByLabel('Tên hàng'));
    await page.keyboard.type(name);
    await page.keyboard.press('Tab');
    await page.keyboard.type(price);
    await page.keyboard.press('Tab');
    await page.keyboard.type(quantity);
    await phone.tap(phone.button(/^Đăng lên/));
    await page.waitForURL(/\/ket-qua$/);
    return phone.taps;
  }

  it('a wrong password opens nothing and says what to do', async () => {
    const { page } = phone;
    await phone.open('/dang-nhap');
    await page.getByLabel('Số điện thoại').fill('0905 100 001');
    await page.getByLabel('Mật khẩu').fill('khong-phai');
    await phone.tap(phone.button('Vào Gánh'));
    await phone.sees('Số điện thoại hoặc mật khẩu chưa đúng');
    expect(await page.getByLabel('Số điện thoại').inputValue()).toBe('0905 100 001');
    expect(await page.getByLabel('Mật khẩu').inputValue()).toBe('');
    phone.forgive(/status of 401/);
    await phone.open('/hang');
    expect(new URL(page.url()).pathname).toBe('/dang-nhap');
  });

  it('logged in, the first day says what comes first', async () => {
    await phone.logIn('0905 100 001', PASSWORD);
    await phone.sees('Nối kênh bán');
    await phone.sees('Đăng món đầu tiên');
    await phone.tap(phone.link(/Nối kênh bán/));
    await phone.sees('Chưa nối kênh nào');
  });

  it('both channels are connected on their own consent pages', async () => {
    const { page } = phone;
    await phone.tap(phone.button('Nối Shopee'));
    await phone.tap(phone.button('Xác nhận cấp quyền'));
    await phone.sees('1 kênh chạy tốt');
    await phone.tap(phone.button('Nối Facebook'));
    await phone.button('Tiếp tục').waitFor();
    for (const other of (await page.getByRole('checkbox').all()).slice(1)) await other.uncheck();
    await phone.tap(phone.button('Tiếp tục'));
    await phone.sees('2 kênh chạy tốt');
  });

  it('a refusal on the consent page connects nothing and says so', async () => {
    await phone.tap(phone.button('Nối Facebook'));
    await phone.tap(phone.button('Không cho phép'));
    await phone.page.getByRole('heading', { name: 'Kênh bán' }).waitFor();
    await phone.sees('2 kênh chạy tốt');
    expect(await phone.page.locator('.note').textContent()).toMatch(/chưa|không/i);
    phone.forgive(/status of 409/);
  });

  it('pressed before the photo has gone up, the product still has it', async () => {
    const { page } = phone;
    await page.route('**/api/v1/photos', async (route) => {
      await new Promise((done) => setTimeout(done, 1_500));
      await route.continue();
    });
    await list('Bánh tráng 300 g', '25000', '8');
    await page.unroute('**/api/v1/photos');
    await page.locator('main img').first().waitFor();
  });

  it('listed once, live on both, seen without reloading; at most 6 taps', async () => {
    const taps = await list('Mật ong rừng hũ 500 ml', '95000', '24');
    expect(taps).toBeLessThanOrEqual(6);
    await phone.sees('2 kênh đang bán', 30_000);
    expect(await onShopee('Mật ong rừng hũ 500 ml')).toMatchObject({ price: 95_000, stock: 24 });
    await phone.open('/');
    await phone.sees('Hôm nay bán được');
    expect(await phone.page.getByText('Đăng món đầu tiên').count()).toBe(0);
  }, 60_000);

  it('what Shopee lacks is asked with a guess, and given in 2 taps', async () => {
    await list('Mắm cái hũ ngon', '60000', '30');
    await phone.sees('Shopee cần thêm cân nặng');
    await phone.sees('1 kênh đang bán', 30_000);
    phone.taps = 0;
    await phone.tap(phone.link(/^Bổ sung/));
    expect(await phone.page.getByLabel(/nặng bao nhiêu/).inputValue()).toBe('680');
    await phone.tap(phone.button('Đúng rồi, gửi Shopee'));
    expect(phone.taps).toBe(2);
    await phone.sees('2 kênh đang bán', 30_000);
    expect(await onShopee('Mắm cái hũ ngon')).toMatchObject({ stock: 30 });
  }, 60_000);

  it('stock changes in 3 taps, reaches Shopee, and can be taken back', async () => {
    await phone.open('/hang');
    phone.taps = 0;
    await phone.tap(phone.link(/Sửa số lượng Mật ong/));
    await phone.tap(phone.button('+20'));
    await phone.tap(phone.button('Lưu: còn 44 hũ'));
    expect(phone.taps).toBe(3);
    await phone.sees('Mật ong rừng hũ 500 ml: còn 44 hũ');
    const stock = async () => (await onShopee('Mật ong rừng hũ 500 ml'))?.stock;
    await eventually(stock, (shown) => shown === 44);
    await phone.tap(phone.button('Hoàn tác'));
    await phone.sees('Đã hoàn tác');
    await eventually(stock, (shown) => shown === 24);
    await phone.link(/^24 ?hũ.*Sửa số lượng Mật ong/).waitFor();
  }, 60_000);

  it('a price that jumps by more than 30 % is asked for; "no" changes nothing', async () => {
    await phone.tap(phone.link(/Sửa số lượng Mật ong/));
    await phone.page.getByRole('textbox', { name: 'Giá bán' }).fill('950000');
    await phone.tap(phone.button(/^Lưu giá/));
    await phone.sees(/Giá từ 95\.000\s₫ thành 950\.000\s₫, đúng không\?/);
    await phone.tap(phone.button('Sửa lại giá'));
    await phone.page.getByRole('textbox', { name: 'Giá bán' }).fill('150000');
    await phone.tap(phone.button(/^Lưu giá/));
    await phone.tap(phone.button(/^Đúng, giá 150\.000/));
    await phone.sees(/Mật ong rừng hũ 500 ml: giá 150\.000\s₫/);
    await eventually(
      async () => (await onShopee('Mật ong rừng hũ 500 ml'))?.price,
      (shown) => shown === 150_000,
    );
    const { body } = await seller.send<{ rows: { name: string; priceVnd: number }[] }>(
      'GET',
      '/api/v1/views/products',
    );
    expect(body.rows.map(({ priceVnd }) => priceVnd).sort()).toEqual([150_000, 25_000, 60_000]);
  }, 60_000);
});
