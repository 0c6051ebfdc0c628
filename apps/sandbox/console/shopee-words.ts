import type { MarketWords } from './market-face';

export const SHOPEE_WORDS: MarketWords = {
  status: {
    UNPAID: 'chờ thanh toán',
    READY_TO_SHIP: 'chờ người bán chuẩn bị',
    PROCESSED: 'chờ lấy hàng',
    RETRY_SHIP: 'lấy hàng không được',
    SHIPPED: 'đang giao',
    TO_CONFIRM_RECEIVE: 'đã giao',
    IN_CANCEL: 'người mua xin huỷ',
    COMPLETED: 'hoàn thành',
    CANCELLED: 'đã huỷ',
  },
  step: {
    pay: 'Thanh toán',
    cancel: 'Huỷ đơn',
    'request-cancel': 'Xin huỷ',
    pickup: 'Shipper lấy hàng',
    'pickup-failed': 'Lấy hàng hụt',
    deliver: 'Giao đến nơi',
    complete: 'Đã nhận hàng',
  },
};
