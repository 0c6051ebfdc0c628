export const more = {
  title: 'Thêm',
  importProducts: 'Nhập từ Excel',
  shops: 'Kênh bán',
  messages: 'Tin hỏi mua',
  acts: 'Việc vừa làm',
  background: 'Nền màn hình',
  backgrounds: { light: 'Sáng', dark: 'Tối', auto: 'Theo máy' },
  size: 'Cỡ chữ',
  sizes: { '1': 'Thường', '2': 'To', '3': 'Rất to' },
  keys: 'Phím tắt',
  signOut: 'Đăng xuất',
  account: 'Tài khoản',
};
