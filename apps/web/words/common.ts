import type { MarkState, PayBadge, Role } from '@ganh/contracts';

export const nav = {
  product: 'Gánh',
  main: 'Chính',
  back: 'Quay lại',
  close: 'Đóng',
  skip: 'Tới nội dung chính',
  waiting: 'việc chờ',
  today: { short: 'Hôm nay', long: 'Hôm nay' },
  products: { short: 'Hàng', long: 'Hàng của tôi' },
  orders: { short: 'Đơn', long: 'Đơn hàng' },
  shops: { short: 'Kênh', long: 'Kênh bán' },
  more: { short: 'Thêm', long: 'Thêm' },
};

export const roles: Readonly<Record<Role, string>> = {
  seller: 'Bán hàng',
  packer: 'Gói hàng',
  host: 'Dẫn live',
  manager: 'Quản lý',
  officer: 'Cán bộ Liên minh',
  operator: 'Lo kỹ thuật',
};

export const marks: Readonly<Record<MarkState, string>> = {
  done: 'đã khớp',
  waiting: 'đang chờ',
  broken: 'cần sửa',
  absent: 'chưa đăng',
};

/** The closed list of badges (screens §6). */
export const pay: Readonly<Record<PayBadge, string>> = {
  'da-tra': 'Đã trả tiền',
  'cho-ck': 'Chờ chuyển khoản',
  'thu-khi-giao': 'Thu khi giao',
  'tra-mot-phan': 'Trả một phần',
  'hoan-tien': 'Hoàn tiền',
  'thieu-hang': 'Thiếu hàng',
};

export const stars = {
  long: (stars: number) => `OCOP ${stars} sao`,
  short: (stars: number) => `${stars} sao`,
};

export const help = {
  title: 'Cần người giúp?',
  call: (phone: string) => `Gọi ${phone}`,
  ask: 'Hỏi người quản lý HTX',
};
