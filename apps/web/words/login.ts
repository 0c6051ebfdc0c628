export const login = {
  title: 'Đăng nhập',
  motto: 'Đăng hàng một lần, bán khắp nơi',
  phone: 'Số điện thoại',
  password: 'Mật khẩu',
  show: 'Hiện chữ',
  hide: 'Giấu chữ',
  submit: 'Vào Gánh',
  remember: 'Máy này sẽ nhớ trong 30 ngày.',
};
