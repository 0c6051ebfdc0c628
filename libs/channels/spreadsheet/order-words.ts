import type { ChannelOrder, ChannelOrderStatus } from '@ganh/channels/kit';
import { fold } from '@ganh/kernel';

/**
 * What marketplaces write for a state, in search form; the first that fits. No marketplace of these publishes its words, so
 * what fits none stays `unknown`: kept and shown, never guessed.
 */
const STATUS: readonly (readonly [RegExp, ChannelOrderStatus])[] = [
  [/\b(yeu cau huy|cho huy|xin huy|dang yeu cau huy|cancel request)/, 'cancel_requested'],
  [/^(da |bi |don )?huy\b|da huy|bi huy|\bcancel/, 'cancelled'],
  [/tra hang|hoan hang|chuyen hoan|hoan tien|tra lai|\breturn|\brefund/, 'returning'],
  [/hoan thanh|hoan tat|da doi soat|^complete|ket thuc/, 'completed'],
  [/(that bai|khong thanh cong|khong giao duoc)/, 'unknown'],
  [/giao( hang)? thanh cong|^da giao( hang)?( cho khach| cho nguoi nhan)?$|^da nhan( hang)?$|phat thanh cong|^delivered/, 'delivered'],
  [/dang giao|dang van chuyen|dang chuyen|dang phat|dang di giao|da gui|da ban giao|da giao (cho )?(don vi )?(van chuyen|dvvc|buu ta|buu cuc)|da lay hang|^ship|in transit/, 'shipping'],
  [/chua thanh toan|cho thanh toan|^unpaid/, 'unpaid'],
  [/da dong goi|dong goi xong|^packed|cho lay hang/, 'packed'],
  [/cho xac nhan|^moi\b|don moi|^new\b|dat hang thanh cong|^cho duyet/, 'to_confirm'],
  [/dang xu ly|cho xu ly|da xac nhan|da duyet|cho dong goi|dang dong goi|chuan bi hang|cho giao|processing|ready to ship/, 'to_pack'],
]; // prettier-ignore

export function statusOf(text: string): ChannelOrderStatus {
  const folded = fold(text);
  return STATUS.find(([words]) => words.test(folded))?.[1] ?? 'unknown';
}

/** How far an order has come; with it sheets that come late or out of order tell nothing older than what is known. */
const STAGES: readonly ChannelOrderStatus[] = [
  'unknown', 'unpaid', 'to_confirm', 'to_pack', 'packed', 'cancel_requested', 'shipping', 'delivered', 'completed', 'returning', 'cancelled',
]; // prettier-ignore

export function stageOf(status: ChannelOrderStatus): number {
  return STAGES.indexOf(status);
}

export function paymentOf(text: string): Pick<ChannelOrder, 'payment' | 'paid'> {
  const folded = fold(text);
  const isCod = /\bcod\b|khi nhan|khi giao|thu ho|tien mat/.test(folded);
  const isUnpaid = /chua (thanh toan|tra|chuyen)|cho (thanh toan|chuyen khoan)/.test(folded);
  const isPaid =
    !isUnpaid && /da (thanh toan|tra|chuyen|thu|nhan)|^paid|thanh toan roi/.test(folded);
  if (isCod) return { payment: 'cod', paid: isPaid };
  const isPrepaid =
    isPaid ||
    isUnpaid ||
    /chuyen khoan|online|truc tuyen|vi |vnpay|momo|zalopay|the |qr|tra truoc|prepaid/.test(
      `${folded} `,
    );
  // Names of ways to pay in advance say nothing of the money being there.
  return isPrepaid ? { payment: 'prepaid', paid: isPaid } : { payment: 'unknown', paid: false };
}
