import type { ReturnAct } from '@ganh/contracts';

const STATUS: Readonly<Record<string, string>> = {
  requested: 'Khách xin trả hàng',
  accepted: 'Đã nhận cho trả hàng',
  on_the_way: 'Hàng trả đang về',
  received: 'Hàng trả đã về',
  refunded: 'Đã hoàn tiền cho khách',
  refused: 'Không nhận hàng trả',
  disputed: 'Kênh đang xét việc trả hàng',
  closed: 'Việc trả hàng đã xong',
};

export function returnText(status: string): string {
  return STATUS[status] ?? 'Kênh báo trạng thái trả hàng lạ';
}

export const RETURN_VERBS: Readonly<Record<ReturnAct, string>> = {
  accept: 'Nhận hàng trả',
  refuse: 'Không nhận',
  restock: 'Nhập lại kho',
};
