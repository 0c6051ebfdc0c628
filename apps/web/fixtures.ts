/** Views of an invented cooperative, for tests and for looking at the pages. */
import type * as views from '@ganh/contracts';
import { acts, olderActs } from './fixtures/acts';
import { photoKey, shell } from './fixtures/coop';
import * as listing from './fixtures/listing';
import {
  messages,
  order,
  orders,
  returnedOrder,
  toldOrder,
  troubledOrder,
} from './fixtures/orders';
import * as productEdit from './fixtures/product-edit';
import { products } from './fixtures/products';
import * as sheets from './fixtures/sheets';
import { disconnect, firstDay, shops, today } from './fixtures/shops';
import type { PageName, PageViews } from './render';

const productPage: views.ProductPageView = {
  coopName: 'HTX Sông Thu',
  name: 'Mật ong rừng hũ 500 ml',
  description: 'Ong lấy mật hoa rừng Tiên Phước, vắt tay, lọc vải.\nĐể nơi mát, không cần tủ lạnh.',
  photos: [photoKey('1'), photoKey('b')],
  priceText: '180.000\u00a0₫ / hũ',
  stars: 4,
  soldOut: false,
  phone: '+84905123456',
};

export interface Example<Name extends PageName = PageName> {
  /** Name of the screenshot. */
  label: string;
  page: Name;
  view: PageViews[Name];
}

function example<Name extends PageName>(
  label: string,
  page: Name,
  view: PageViews[Name],
): Example<Name> {
  return { label, page, view };
}

/** Every page, with its other states beside it. */
export const examples = [
  example('01-dang-nhap', 'login', { phone: '0905 123 456', problem: null }),
  example('01-dang-nhap-sai', 'login', {
    phone: '0905 123 456',
    problem: 'Số điện thoại hoặc mật khẩu chưa đúng.',
  }),
  example('02-hom-nay', 'today', today),
  example('02-ngay-dau', 'today', firstDay),
  example('03-hang', 'products', products),
  example('03b-tim', 'products', {
    ...products,
    query: 'mat ong',
    rows: products.rows.slice(1, 2),
  }),
  example('13a-trong', 'products', {
    ...products,
    counts: { all: 0, low: 0, trouble: 0 },
    rows: [],
  }),
  example('04a-dang-hang', 'addProduct', listing.addProduct),
  example('13f-loi-o-nhap', 'addProduct', listing.refusedProduct),
  example('04b-ket-qua', 'listingResults', listing.listingResults),
  example('04c-thieu-gi', 'missing', listing.missing),
  example('04c-chon-nhom', 'missing', listing.missingCategory),
  example('04c-chua-hoi-duoc', 'missing', listing.missingUnknown),
  example('04c-nhom-can-them', 'missing', listing.missingAttributes),
  example('05-sua-nhanh', 'quickEdit', listing.quickEdit),
  example('13d-xung-dot', 'quickEdit', listing.recount),
  example('05-sua-gia-vuong', 'quickEdit', listing.refusedPrice),
  example('05-sua-ky', 'quickEdit', listing.quickEditBulk),
  example('05c-sua-mon', 'editProduct', productEdit.editProduct),
  example('05c-sua-mon-vuong', 'editProduct', productEdit.staleProduct),
  example('05-da-thoi-ban', 'quickEdit', productEdit.removedProduct),
  example('05b-thoi-ban', 'removeProduct', productEdit.removeProduct),
  example('06a-don-hang', 'orders', orders),
  example('06a-trong', 'orders', { ...orders, rows: [], nextCursor: null, messages: 0 }),
  example('06b-don', 'order', order),
  example('06b-don-thieu', 'order', troubledOrder),
  example('06c-don-tra', 'order', returnedOrder),
  example('06d-don-nhan-tin', 'order', toldOrder),
  example('06-tin', 'messages', messages),
  example('10-kenh', 'shops', shops),
  example('10b-ngat', 'disconnect', disconnect),
  example('10c-bang', 'sheets', sheets.sheets),
  example('10c-mau', 'sheets', sheets.matching),
  example('10d-don', 'sheetOrders', sheets.orders),
  example('10d-cot', 'sheetOrders', sheets.columns),
  example('10d-xong', 'sheetOrders', { ...sheets.columns, step: 'done' }),
  example('10e-them', 'sheetConnect', sheets.connect),
  example('10g-the-a6', 'cardsA6', sheets.cards),
  example('10g-the-a5', 'cardsA5', { ...sheets.cards, more: 12 }),
  example('10f-tien', 'sheetPayouts', sheets.payouts),
  example('10f-xong', 'sheetPayouts', { ...sheets.payouts, step: 'done', payouts: [], taken: 5 }),
  example('14-nhap-excel', 'importProducts', listing.importProducts),
  example('14-nhap-dau', 'importProducts', {
    ...listing.importProducts,
    importId: null,
    fileName: null,
    rows: [],
  }),
  example('15-them', 'more', { shell }),
  example('15b-viec-vua-lam', 'acts', acts),
  example('15b-viec-cu', 'acts', olderActs),
  example('15b-trong', 'acts', { ...acts, acts: [], nextCursor: null }),
  example('12-mon-hang', 'productPage', productPage),
  example('13e-loi', 'error', {
    title: 'Chưa mở được đơn hàng',
    what: 'Máy chủ đang bận. Đơn vẫn còn nguyên, không mất gì.',
    ref: 'K7-204',
  }),
  example('13c-mat-mang', 'offline', null),
] as const;
