import type { OrderAction, OrderTab } from '@ganh/contracts';

export const orders = {
  title: 'Đơn hàng',
  kinds: 'Loại đơn',
  tabs: {
    moi: 'Mới',
    'cho-tien': 'Chờ tiền',
    'dong-goi': 'Đóng gói',
    'dang-giao': 'Đang giao',
    xong: 'Xong',
    'co-chuyen': 'Có chuyện',
  } satisfies Readonly<Record<OrderTab, string>>,
  number: (number: number) => `Đơn ${number}`,
  call: (name: string) => `Gọi ${name}`,
  callFor: (name: string) => `Gọi ${name} hỏi ý`,
  lacking: (text: string) => `thiếu ${text}`,
  shipBy: (when: string) => `Giao trước ${when}`,
  messages: (count: number) => `${count} tin hỏi mua chưa thành đơn`,
  messagesVerb: 'Xem tin',
  emptyTitle: 'Chưa có đơn nào ở đây',
  emptyText: 'Có đơn mới, Gánh hiện ngay, không cần bấm gì.',
  older: 'Xem đơn cũ hơn',
  placed: (channel: string, when: string) => `${channel} · đặt lúc ${when}`,
  doing: 'Đang lưu…',
};

/** What a toast says when the act is done, and the act that takes it back, where there is one (screens §7). */
export const acts: Readonly<
  Record<OrderAction, { done: (number: number) => string; undo: OrderAction | null }>
> = {
  confirm: { done: (n) => `Đơn ${n} đã nhận`, undo: null },
  pack: { done: (n) => `Đơn ${n} đã gói xong`, undo: 'unpack' },
  unpack: { done: (n) => `Đơn ${n} trở lại Đóng gói`, undo: 'pack' },
  'hand-over': { done: (n) => `Đơn ${n} đã giao cho bưu tá`, undo: null },
  cancel: { done: (n) => `Đơn ${n} đã huỷ`, undo: null },
  complete: { done: (n) => `Đơn ${n} đã xong`, undo: null },
  'accept-cancel': { done: (n) => `Đơn ${n} đã huỷ theo ý khách`, undo: null },
  paid: { done: (n) => `Đơn ${n} đã nhận tiền`, undo: null },
  arrange: { done: (n) => `Đang báo kênh: đơn ${n} đã gói`, undo: null },
  found: { done: (n) => `Đơn ${n} đã đủ hàng`, undo: null },
};

export const order = {
  title: (number: number) => `Đơn ${number}`,
  goods: 'Hàng',
  total: 'Khách trả',
  past: 'Việc đã qua',
  next: (when: string) => `Trước ${when}`,
  nextDuty: 'Giao cho bưu tá',
  shipTo: 'Giao tới',
  noAddress: 'Khách chưa ghi địa chỉ.',
  addressOnLabel: (channel: string) => `Địa chỉ nằm trên phiếu giao của ${channel}.`,
  otherAmounts: 'Phí giao, giảm giá',
  note: 'Khách dặn',
  onChannel: (channel: string) => `Trên ${channel}`,
  channelNumber: (id: string) => `Số đơn ${id}`,
  cancelAsk: 'Khách đã trả tiền. Huỷ thì phải trả lại tiền cho khách.',
  told: 'Nói với khách',
  cancelReason: 'Vì sao huỷ?',
  reasons: { buyer_asked: 'Khách không mua nữa', out_of_stock: 'Hết hàng' },
};

export const afterSale = {
  parcels: 'Kiện hàng',
  tracking: (code: string) => `Mã vận đơn ${code}`,
  noTracking: 'Chưa có mã vận đơn, Gánh tự hỏi lại.',
  print: 'In phiếu gửi',
  back: 'Hàng trả',
  refund: (amount: string) => `Khách xin hoàn ${amount}`,
  answerBy: (when: string) => `Trả lời trước ${when}`,
  refuseThere: (channel: string) => `Không muốn nhận thì trả lời trên trang của ${channel}.`,
  onlyThere: (channel: string) => `Trả lời khách trên trang của ${channel}.`,
  restocked: 'Đã nhập lại kho.',
  restockHint: 'Chỉ bấm khi hàng đã về và còn tốt.',
  why: 'Vì sao không nhận?',
  doing: 'Đang lưu…',
  payout: (amount: string, fees: string, taxes: string) =>
    `Sàn trả: ${amount}, phí ${fees}, thuế ${taxes}`,
  paidOut: 'Tiền sàn trả',
  done: {
    accept: 'Đang báo kênh: nhận hàng trả',
    refuse: 'Đang báo kênh: không nhận',
    restock: 'Đã nhập lại kho',
  },
};

export const messages = {
  title: 'Tin hỏi mua',
  comment: 'bình luận',
  message: 'tin nhắn',
  make: 'Tạo đơn',
  makeFor: (name: string) => `Tạo đơn cho ${name}`,
  what: 'Món',
  choose: 'Chọn món…',
  left: (name: string, left: string) => `${name} · còn ${left}`,
  howMany: 'Số lượng',
  buyerName: 'Tên khách',
  buyerPhone: 'Số điện thoại',
  guess: 'Gánh đoán',
  stepHint: (step: string) => `Mỗi số là ${step}.`,
  made: (name: string) => `Đã tạo đơn cho ${name}`,
  emptyTitle: 'Chưa có ai hỏi mua',
  emptyText: 'Bình luận và tin nhắn hỏi mua hiện ở đây.',
  cancel: 'Thôi',
};

export const answers = {
  answer: 'Trả lời',
  to: (name: string) => `Trả lời ${name}`,
  how: 'Trả lời ở đâu?',
  text: 'Lời nhắn',
  send: 'Gửi',
  doing: 'Đang gửi…',
  done: { again: 'Đang gửi lại', arrived: 'Đã ghi: khách nhận được' },
};
