export const editProduct = {
  title: 'Sửa món',
  faults: (count: number) => `Chưa lưu được, còn ${count} chỗ cần sửa`,
  look: 'Xem lại mấy chỗ này',
  first: 'Để đầu',
  drop: 'Bỏ ảnh',
  firstOf: (index: number) => `, ảnh ${index}`,
  newFirst: 'Ảnh mới để lên đầu',
  weightOf: (option: string) => `Cân nặng cả gói, loại ${option}`,
  spread: 'Lưu xong, các kênh đổi theo.',
  save: 'Lưu món',
  saving: 'Đang lưu…',
};
