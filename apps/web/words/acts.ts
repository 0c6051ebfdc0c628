export const acts = {
  title: 'Việc vừa làm',
  undo: 'Hoàn tác',
  undoing: 'Đang hoàn tác…',
  /** What is heard of the button beside its word. */
  undoOf: (what: string) => `: ${what}`,
  done: 'Đã hoàn tác.',
  undone: (who: string, when: string) => `${who} đã hoàn tác lúc ${when}`,
  older: 'Xem thêm',
  newest: 'Về việc mới nhất',
  emptyTitle: 'Chưa có việc nào',
  emptyText: 'Nhập kho, đổi giá, gói đơn xong thì hiện ở đây. Bấm nhầm thì hoàn tác được.',
  endTitle: 'Hết rồi',
  endText: 'Không còn việc nào cũ hơn.',
};
