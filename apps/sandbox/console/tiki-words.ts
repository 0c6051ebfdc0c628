import type { MarketWords } from './market-face';

export const TIKI_WORDS: MarketWords = {
  status: {
    waiting_payment: 'chờ thanh toán',
    processing: 'Tiki đang xử lý',
    queueing: 'chờ nhà bán xác nhận',
    picking: 'chờ lấy hàng',
    shipping: 'đang giao',
    successful_delivery: 'đã giao',
    complete: 'hoàn thành',
    canceled: 'đã huỷ',
  },
  step: {
    pay: 'Thanh toán',
    cancel: 'Huỷ đơn',
    pickup: 'Shipper lấy hàng',
    deliver: 'Giao đến nơi',
    complete: 'Đã nhận hàng',
  },
};
