import { formatQuantity } from '@ganh/kernel';
import type { StockMovement } from '@ganh/stock';

const WORDS: Readonly<Record<string, string>> = {
  received: 'Nhập thêm',
  retail: 'Bán lẻ',
  damaged: 'Hư hỏng',
  gift: 'Biếu',
  correction: 'Sửa lại',
  count: 'Đếm lại',
  undo: 'Hoàn tác',
  reserved: 'Khách đặt',
  posted: 'Giao đi',
  released: 'Khách huỷ, hàng về lại',
  expired: 'Hết giờ giữ hàng',
  returned: 'Khách trả lại',
};

/** One ledger line as a person reads it: "Nhập thêm 20 hũ". */
export function describeMovement(
  entry: StockMovement,
  of: { unit: string; stepsPerUnit: number },
): string {
  const steps = entry.onHandDelta !== 0 ? entry.onHandDelta : entry.reservedDelta;
  const word = WORDS[entry.reason ?? entry.phase] ?? WORDS[entry.phase] ?? 'Sửa số';
  return `${word} ${formatQuantity(Math.abs(steps), of.unit, of.stepsPerUnit)}`;
}
