import type { MarketWords } from './market-face';

export const LAZADA_WORDS: MarketWords = {
  status: {
    unpaid: 'chờ thanh toán',
    pending: 'chờ người bán đóng gói',
    packed: 'đã đóng gói',
    ready_to_ship: 'chờ lấy hàng',
    shipped: 'đang giao',
    delivered: 'đã giao',
    canceled: 'đã huỷ',
    returned: 'đã trả hàng',
    cancel_asked: 'người mua xin huỷ',
  },
  step: {
    pay: 'Thanh toán',
    cancel: 'Huỷ đơn',
    'request-cancel': 'Xin huỷ',
    pickup: 'Shipper lấy hàng',
    deliver: 'Giao đến nơi',
    complete: 'Đã nhận hàng',
    'request-return': 'Xin trả hàng',
  },
};
