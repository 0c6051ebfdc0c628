import { type Columns, lackingOf, type SheetKind } from './sheet-kind';

const LABELS = {
  order: 'Mã đơn',
  date: 'Ngày trả tiền',
  amount: 'Tiền thực nhận',
  goods: 'Tiền hàng',
  fee: 'Phí',
  kind: 'Khoản gì',
  line: 'Mã giao dịch',
  statement: 'Mã đợt trả tiền',
} as const;
export type PayoutField = keyof typeof LABELS;

/** §3.3: order number, amount, fee, payout date. Where the amount is not said, goods less fee are it. */
function lacking(columns: Columns<PayoutField>): PayoutField[] {
  return lackingOf([['order'], ['date'], ['goods', 'amount'], ['amount', 'fee']], columns);
}

const WORDS: readonly (readonly [PayoutField, string])[] = [
  ['line', 'ma giao dich|ma but toan|so giao dich|ma gd|transaction id|transaction'],
  ['statement', 'ma dot tra tien|ma dot|dot thanh toan|ky doi soat|ma doi soat|ma phien|so bang ke|statement|payout id'],
  ['order', 'ma don hang|so don hang|ma don|so don|don hang|order id|order number|order no|ma dh|so hieu don|ma van don'],
  ['date', 'ngay tra tien|ngay chuyen tien|ngay thanh toan|ngay chi tra|ngay chuyen khoan|ngay doi soat|ngay giao dich|thoi gian chuyen tien|thoi gian|payout date|ngay'],
  ['fee', 'tong phi|phi dich vu|phi san|phi hoa hong|hoa hong|phi|chiet khau|fee|commission'],
  ['amount', 'tien thuc nhan|so tien thuc nhan|thuc nhan|tien nhan|so tien nhan|so tien thanh toan|tien thanh toan|con nhan|thuc linh|so tien chuyen|payout amount|so tien|amount'],
  ['goods', 'tien hang|gia tri don hang|gia tri don|doanh thu|tien cod|thu ho|tien thu ho|tong tien don hang|tong tien'],
  ['kind', 'loai giao dich|loai|noi dung|khoan muc|dien giai|ly do|mo ta|type'],
]; // prettier-ignore

/** What a marketplace paid out, one row per payout of an order, fee or refund. */
export const PAYOUT_SHEET: SheetKind<PayoutField> = {
  name: 'payouts',
  labels: LABELS,
  words: WORDS,
  enoughKnown: 3,
  lacking,
  noHead: [
    'Không thấy dòng tiêu đề cột như mã đơn, tiền thực nhận, ngày trả tiền.',
    'Chọn đúng tệp bảng trả tiền tải từ sàn.',
  ],
  noRows: ['Bảng này chưa có dòng trả tiền nào.', 'Chọn tệp có dòng trả tiền.'],
};
