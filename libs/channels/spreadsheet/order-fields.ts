import { type Columns, lackingOf, type SheetKind } from './sheet-kind';

export const ORDER_LABELS = {
  order: 'Mã đơn',
  date: 'Ngày đặt',
  status: 'Trạng thái',
  buyer: 'Tên khách',
  phone: 'Điện thoại',
  address: 'Địa chỉ',
  code: 'Mã hàng',
  name: 'Tên hàng',
  quantity: 'Số lượng',
  price: 'Giá một món',
  payment: 'Cách trả tiền',
  total: 'Tổng tiền đơn',
  note: 'Lời nhắn',
  updated: 'Lúc đổi trạng thái',
} as const;
export type OrderField = keyof typeof ORDER_LABELS;
export type OrderColumns = Columns<OrderField>;

/** §3.3; a code or a name is enough to know what was bought. */
const REQUIRED: readonly (readonly OrderField[])[] = [
  ['order'], ['date'], ['status'], ['buyer'], ['phone'], ['address'], ['code', 'name'], ['quantity'], ['price'], ['payment'],
]; // prettier-ignore

/** In search form, surest first. */
const ORDER_WORDS: readonly (readonly [OrderField, string])[] = [
  ['order', 'ma don hang|so don hang|ma don|so don|don hang|order id|order number|order no|ma dh|so hieu don'],
  ['updated', 'ngay cap nhat|thoi gian cap nhat|cap nhat luc|lan cap nhat cuoi|ngay doi trang thai'],
  ['date', 'ngay dat hang|ngay dat|thoi gian dat hang|thoi gian dat|ngay tao don|ngay tao|thoi gian tao|ngay mua|ngay|order date|thoi gian'],
  ['status', 'trang thai don hang|trang thai don|trang thai|tinh trang don hang|tinh trang|order status|status'],
  ['buyer', 'ten khach hang|khach hang|ten nguoi nhan|nguoi nhan|ten nguoi mua|nguoi mua|ho ten|ho va ten|ten khach|customer|buyer'],
  ['phone', 'so dien thoai|dien thoai|sdt|so dt|dt|sdt nguoi nhan|dien thoai nguoi nhan|phone'],
  ['address', 'dia chi giao hang|dia chi nhan hang|dia chi nguoi nhan|dia chi nhan|dia chi|noi nhan|address'],
  ['code', 'ma hang|ma san pham|ma sp|sku|ma bien the|ma phan loai|ma sku|product code|ma hang hoa'],
  ['name', 'ten san pham|ten hang|ten hang hoa|san pham|mat hang|ten mon|hang hoa|product name|ten sp'],
  ['quantity', 'so luong|sl|so luong mua|quantity|qty'],
  ['price', 'don gia|gia ban|gia mot mon|gia san pham|gia|unit price|price'],
  ['payment', 'hinh thuc thanh toan|phuong thuc thanh toan|thanh toan|cach tra tien|tra tien|cod|thu ho|payment'],
  ['total', 'tong tien don hang|tong thanh toan|tong tien|tong cong|tong gia tri|total|gia tri don hang|tong don'],
  ['note', 'ghi chu|loi nhan|ghi chu cua khach|note'],
]; // prettier-ignore

/** A list of orders, one row per line of an order. */
export const ORDER_SHEET: SheetKind<OrderField> = {
  name: 'orders',
  labels: ORDER_LABELS,
  words: ORDER_WORDS,
  enoughKnown: 4,
  lacking: (columns) => lackingOf(REQUIRED, columns),
  noHead: [
    'Không thấy dòng tiêu đề cột như mã đơn, tên khách, số lượng.',
    'Chọn đúng tệp danh sách đơn tải từ sàn.',
  ],
  noRows: ['Bảng này chưa có đơn nào.', 'Chọn tệp có đơn.'],
};
