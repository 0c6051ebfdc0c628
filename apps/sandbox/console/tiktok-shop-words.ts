import type { MarketWords } from './market-face';

export const TIKTOK_SHOP_WORDS: MarketWords = {
  status: {
    UNPAID: 'chờ thanh toán',
    ON_HOLD: 'chờ hết giờ đổi ý',
    AWAITING_SHIPMENT: 'chờ người bán đóng gói',
    AWAITING_COLLECTION: 'chờ lấy hàng',
    IN_TRANSIT: 'đang giao',
    DELIVERED: 'đã giao',
    COMPLETED: 'hoàn thành',
    CANCELLED: 'đã huỷ',
  },
  step: {
    pay: 'Thanh toán',
    'end-hold': 'Hết giờ đổi ý',
    cancel: 'Huỷ đơn',
    'request-cancel': 'Xin huỷ',
    pickup: 'Shipper lấy hàng',
    deliver: 'Giao đến nơi',
    complete: 'Đã nhận hàng',
    'request-return': 'Xin trả hàng',
  },
};
