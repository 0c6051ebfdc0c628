import { formatVnd } from '@ganh/kernel';
import type { Evidence } from './evidence';
import type { NearMiss } from './near-misses';
import type { OrderBook } from './order-book';
import type { Plan } from './plan';

const MINUTE_MS = 60_000;
const HOUR_MS = 3_600_000;
const DAY_MS = 86_400_000;

/** Plain Vietnamese for the manager (ui.md §8). No names, no phone numbers: a reason may be logged. */
function orderNames(book: OrderBook, slots: readonly number[]): string {
  return slots.map((slot) => `đơn ${book.number(slot)}`).join(', ');
}

/** What was read: "Nội dung có mã JKMPXRVQB của đơn 12." */
export function readSentence(
  book: OrderBook,
  slots: readonly number[],
  isScattered: boolean,
): string {
  const codes = slots
    .map((slot) => `${book.reference(slot)} của đơn ${book.number(slot)}`)
    .join(', ');
  return `Nội dung có mã ${codes}${isScattered ? ', còn đủ chữ dù bị chen ký tự khác' : ''}.`;
}

/** What the amount means. Call before booking: it speaks of what was left until now. */
export function amountSentence(book: OrderBook, plan: Plan, amountVnd: number): string {
  const slots = plan.bookings.length > 0 ? plan.bookings.map((b) => b.slot) : plan.suggest;
  const money = formatVnd(Math.abs(amountVnd));
  const leftVnd = slots.reduce((sum, slot) => sum + Math.max(0, book.leftVnd(slot)), 0);
  switch (plan.kind) {
    case 'exact':
      return `Đúng số tiền ${money}.`;
    case 'partial':
      return `Mới trả ${money}, còn thiếu ${formatVnd(leftVnd - amountVnd)}.`;
    case 'split':
      return leftVnd === amountVnd
        ? `Trả nốt ${money}, vậy là đủ.`
        : `Trả thêm ${money}, còn thiếu ${formatVnd(leftVnd - amountVnd)}.`;
    case 'over':
      return `Trả ${money}, thừa ${formatVnd(amountVnd - leftVnd)}.`;
    case 'merged':
      return `Một lần trả ${slots.length} đơn, đúng tổng ${money}.`;
    case 'duplicate':
      return `${orderNames(book, slots).replace(/^đ/, 'Đ')} đã trả đủ trước đó: ${money} này là chuyển lần nữa.`;
    case 'reversal':
      return `Tiền đi ra ${money}: trả lại cho đơn này.`;
    case 'wrong-amount':
      return `Số tiền ${money} không khớp với ${formatVnd(leftVnd)} phải trả: nên xem lại.`;
    case 'unrelated':
      return '';
  }
}

export const NO_ORDER =
  'Nội dung không có mã đơn nào, cũng không trùng khách nào đang chờ trả tiền.';
export const UNKNOWN_REFERENCE =
  'Có mã đúng dạng nhưng không thuộc đơn nào đã đặt trước lúc chuyển tiền.';
export const NO_MONEY = 'Dòng này không có tiền vào hay ra.';
export const TOLD_TWICE =
  'Ngân hàng báo lại đúng khoản đã ghi: cùng nội dung, số tiền và phút. Không ghi thêm.';
export const SUM_FITS = 'Cộng lại đúng số tiền.';
export const CHOOSE = 'Chọn đơn rồi khớp tay.';

/** Why a broken reference suggests its order. */
export function damagedSentence(
  book: OrderBook,
  { slot, near }: { slot: number; near: NearMiss | null },
  agrees: boolean,
): string {
  const damage =
    near === null
      ? 'bị chen ký tự khác'
      : near.cut > 0
        ? `mất ${near.cut} chữ cuối`
        : 'sai hoặc thiếu chữ';
  const amount = agrees ? ', đúng số tiền' : ', số tiền không khớp';
  return `Có chữ giống mã ${book.reference(slot)} của đơn ${book.number(slot)} (${damage})${amount}.`;
}

function age(ms: number): string {
  if (ms < HOUR_MS) return `${Math.max(1, Math.floor(ms / MINUTE_MS))} phút`;
  return ms < 2 * DAY_MS ? `${Math.floor(ms / HOUR_MS)} giờ` : `${Math.floor(ms / DAY_MS)} ngày`;
}

/** Why an order is suggested without a reference. */
export function evidenceSentence(book: OrderBook, evidence: Evidence, at: number): string {
  const marks = [
    evidence.phone ? 'số điện thoại trùng khách' : '',
    evidence.name ? 'tên trùng khách' : '',
    evidence.amount ? 'đúng số tiền' : 'số tiền không khớp',
    `chuyển sau khi đặt ${age(at - book.at(evidence.slot))}`,
  ].filter((mark) => mark !== '');
  return `Không có mã. Đơn ${book.number(evidence.slot)}: ${marks.join(', ')}.`;
}

/** Further orders that could be meant. */
export function maybeSentence(book: OrderBook, slots: readonly number[]): string {
  return `Cũng có thể là ${orderNames(book, slots)}.`;
}

export function severalSentence(book: OrderBook, slots: readonly number[]): string {
  return `Nội dung đọc ra được nhiều mã: ${orderNames(book, slots)}.`;
}
