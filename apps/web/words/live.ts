export const live = {
  offline: 'Đang không có mạng',
  stale: (time: string) => `Số liệu lúc ${time}. Có mạng lại, Gánh tự cập nhật.`,
  waiting: (count: number) => `${count} việc chờ gửi`,
  drop: 'Bỏ',
  putAside: 'Chưa có mạng. Gánh giữ lại, có mạng sẽ gửi.',
  undo: 'Hoàn tác',
  undone: 'Đã hoàn tác.',
  undoFailed: 'Chưa hoàn tác được. Mở lại món đó để sửa.',
  noNetwork: 'Không có mạng, chưa làm được. Bấm lại khi có mạng.',
  failed: 'Chưa làm được. Bấm lại giúp.',
  ref: (ref: string) => `(${ref})`,
  busy: 'Đang lưu…',
  close: 'Đóng',
};

export const keys = {
  title: 'Phím tắt',
  list: [
    ['/', 'Tìm hàng'],
    ['Alt + 1…5', 'Đi tới từng mục bên trái'],
    ['Ctrl + Z', 'Hoàn tác việc vừa làm'],
    ['↑ ↓', 'Thêm, bớt 1 khi sửa số'],
    ['Page Up, Page Down', 'Thêm, bớt 10 khi sửa số'],
    ['Esc', 'Đóng bảng đang mở'],
    ['?', 'Mở bảng này'],
  ],
} as const;
