export const today = {
  title: 'Hôm nay',
  /** A form of address inside the sentence begins small: "Chào chị Hạnh". */
  hello: (name: string) =>
    `Chào ${name.replace(/^(Bác|Cô|Chú|Anh|Chị|Em|Ông|Bà) /, (word) => word.toLowerCase())}`,
  tasks: 'Việc cần làm',
  nothing: 'Xong việc rồi. Chưa có đơn mới.',
  nothingMore: 'Có việc gì mới, Gánh hiện ngay ở đây.',
  firstSteps: 'Những bước đầu tiên',
  done: 'xong',
  add: 'Đăng hàng',
  editStock: 'Sửa số lượng',
  sold: 'Hôm nay bán được',
  orders: (count: number) => `${count} đơn`,
  money: 'Tiền đã về',
  stillWaiting: 'còn chờ',
  lastDays: 'Những ngày qua',
  million: '(triệu đồng)',
  chart: (days: string) => `Tiền bán mỗi ngày, triệu đồng: ${days}`,
  shops: 'Kênh bán',
  shopsToSee: (count: number) => `${count} kênh cần xem`,
  updated: (time: string) => `Số liệu lúc ${time}`,
};
