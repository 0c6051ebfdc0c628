export const results = {
  title: 'Đã lưu hàng',
  live: (count: number) => `${count} kênh đang bán`,
  waiting: (count: number) => `${count} kênh đang chờ`,
  broken: (count: number) => `${count} kênh cần sửa`,
  noShops: 'Hàng đã lưu. Nối kênh bán để đăng lên.',
  view: 'Xem',
  viewOn: (channel: string) => `Xem trên ${channel}`,
  again: 'Thử lại',
  closing: 'Đóng màn hình này được. Gánh tự làm tiếp và báo khi xong.',
  printCard: 'In thẻ bán hàng',
  another: 'Đăng món khác',
  done: 'Xong',
};

export const missing = {
  title: (channel: string, count: number) => `${channel} cần thêm ${count} điều`,
  intro: 'Gánh đã đoán sẵn. Nếu đúng, bấm một lần là xong.',
  introBlank: 'Ghi giúp chỗ còn trống, xong Gánh gửi ngay.',
  send: (channel: string) => `Đúng rồi, gửi ${channel}`,
  sendBlank: (channel: string) => `Gửi ${channel}`,
  later: 'Để sau',
  choose: 'Chọn…',
  openChoice: 'Hoặc ghi khác',
  categoryTitle: (channel: string) => `Chọn nhóm trên ${channel}`,
  category: 'Xếp vào nhóm hàng nào?',
  chosen: (path: string) => `Đang xếp ở: ${path}`,
  changeCategory: 'Đổi nhóm',
  noSuggestion: 'Gánh chưa đoán được. Gõ tên nhóm để tìm.',
  unknown: (channel: string) => `Chưa hỏi được ${channel} có những nhóm nào.`,
  unknownMore: 'Để sau, hoặc thử lại trong ít phút. Các kênh khác vẫn bán.',
  find: 'Tìm nhóm khác',
  findHint: 'Gõ có dấu hay không đều được',
  findButton: 'Tìm',
  found: (count: number) => (count === 0 ? 'Không có nhóm nào tên vậy.' : `Thấy ${count} nhóm`),
  onlyThis: 'Chỉ món này',
  onlyThisMore: 'Không chọn thì món cùng loại dùng chung, trừ số giấy, khối lượng, thành phần.',
};

export const kinds = {
  is: (name: string | null, isGuess: boolean) =>
    name === null ? 'Món này là gì?' : `${isGuess ? 'Gánh đoán' : 'Món này'} là: ${name}`,
  other: 'Chọn loại khác',
  save: 'Lưu loại này',
  inForm: 'Loại hàng',
  guess: 'Gánh đoán theo tên',
};
