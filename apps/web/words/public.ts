export const productPage = {
  soldOut: 'Tạm hết hàng',
  call: 'Gọi mua',
  callMore: 'Gọi đặt trước',
  by: (coop: string) => `${coop} làm và bán`,
  photoOf: (name: string, index: number) => `${name}, ảnh ${index}`,
};

export const errorPage = {
  again: 'Thử lại',
  home: 'Về Hôm nay',
  ref: 'Vẫn chưa được? Báo người giúp và đọc số',
};

export const offlinePage = {
  title: 'Đang không có mạng',
  what: 'Có mạng lại, màn hình này mở tiếp. Hàng và đơn vẫn còn nguyên.',
  again: 'Thử lại',
};
