import { formatVnd } from '@ganh/kernel';
import type { AuditEntry } from '@ganh/identity';
import type { PastMove } from '@ganh/stock';
import type { SeenAction } from './act-rules';

/** What an act speaks of, as people call it. */
export interface ActNames {
  goods: string;
  channel: string;
  person: string;
  /** Smallest steps of the goods as people read them: "20 hũ". */
  quantity: (steps: number) => string;
}

/** After the name of whoever did it: "nhập thêm 20 hũ Mật ong rừng". */
export function moveText(move: PastMove, { goods, quantity }: ActNames): string {
  if (move.counted !== null) return `đếm lại ${goods}: trong kho có ${quantity(move.counted)}`;
  const amount = `${quantity(Math.abs(move.delta))} ${goods}`;
  if (move.reason === 'correction')
    return `sửa số cho đúng: ${move.delta > 0 ? 'thêm' : 'bớt'} ${amount}`;
  if (move.delta > 0) return `nhập thêm ${amount}`;
  return `${TAKEN[move.reason] ?? 'bớt'} ${amount}`;
}

const TAKEN: Readonly<Record<string, string>> = {
  retail: 'bán lẻ',
  damaged: 'bỏ đi vì hư hỏng',
  gift: 'biếu',
};

const FIELDS: Readonly<Record<string, string>> = {
  name: 'tên',
  description: 'lời giới thiệu',
  producer: 'nơi làm',
  kind: 'loại hàng',
  certificateId: 'giấy',
  photoKeys: 'ảnh',
  weightGrams: 'cân nặng',
  pack: 'quy cách',
};

type Detail = AuditEntry['detail'];
const numberIn = (detail: Detail, key: string): number => Number(detail[key] ?? 0);

const TEXTS: Readonly<Record<SeenAction, (detail: Detail, names: ActNames) => string>> = {
  'price.change': (detail, { goods }) =>
    `đổi giá ${goods}: ${formatVnd(numberIn(detail, 'from'))} → ${formatVnd(numberIn(detail, 'to'))}`,
  'product.create': (detail, { goods }) => {
    const shops = numberIn(detail, 'shops');
    return shops > 0 ? `đăng ${goods} lên ${shops} kênh` : `đăng ${goods}`;
  },
  'product.change': (detail, { goods }) => {
    if (typeof detail['hidden'] === 'boolean')
      return `${detail['hidden'] ? 'tạm ngừng bán' : 'bán lại'} ${goods}`;
    const fields = Array.isArray(detail['fields']) ? detail['fields'] : [];
    const said = fields.map((field) => FIELDS[String(field)]).filter(Boolean);
    return said.length > 0 ? `sửa ${said.join(', ')} của ${goods}` : `sửa ${goods}`;
  },
  'product.remove': (_, { goods }) => `thôi bán ${goods}`,
  'allocation.change': (_, { goods }) => `đổi cách chia ${goods} cho các kênh`,
  'buffer.change': (detail, { goods, quantity }) =>
    `để dành ${quantity(numberIn(detail, 'buffer'))} ${goods}, không bán qua kênh`,
  'order.placed': (detail) => `ghi đơn ${numberIn(detail, 'number')}`,
  'order.status': (detail) => statusText(detail),
  'order.asked': (detail, { channel }) => askedText(detail, channel),
  'order.found': (detail) => `tìm đủ hàng cho đơn ${numberIn(detail, 'number')}`,
  'order.restocked': (detail) => `nhập lại kho hàng trả của đơn ${numberIn(detail, 'number')}`,
  'shop.connect': (_, { channel }) => `nối ${channel}`,
  'shop.disconnect': (_, { channel }) => `ngắt ${channel}`,
  'shop.list-all': (detail, { channel }) =>
    `đưa ${numberIn(detail, 'products')} món lên ${channel}`,
  'sheet.uploaded': (detail, { channel }) =>
    `đưa bảng ${numberIn(detail, 'rows')} dòng lên ${channel}`,
  'sheet.orders': (detail, { channel }) =>
    `nhận bảng đơn của ${channel}: ${numberIn(detail, 'made')} đơn mới`,
  'sheet.payouts': (_, { channel }) => `nhận bảng tiền của ${channel}`,
  'stock.set-aside': (detail, { channel }) =>
    `để riêng ${numberIn(detail, 'variants')} món cho ${channel}`,
  'stock.give-back': (detail, { channel }) =>
    `thôi để riêng ${numberIn(detail, 'variants')} món cho ${channel}`,
  'feed.on': (_, { channel }) => `bật đường dẫn hàng của ${channel}`,
  'feed.off': (_, { channel }) => `tắt đường dẫn hàng của ${channel}`,
  'feed.renew': (_, { channel }) => `đổi đường dẫn hàng của ${channel}`,
  'member.add': (_, { person }) => `thêm ${person} vào HTX`,
  'member.remove': (_, { person }) => `cho ${person} thôi việc`,
  'member.restore': (_, { person }) => `cho ${person} làm việc lại`,
  'member.roles': (_, { person }) => `đổi việc của ${person}`,
  'password.reset': (_, { person }) => `đặt lại mật khẩu cho ${person}`,
};

export function entryText(action: SeenAction, detail: Detail, names: ActNames): string {
  return TEXTS[action](detail, names);
}

function statusText(detail: Detail): string {
  const order = `đơn ${numberIn(detail, 'number')}`;
  switch (detail['status']) {
    case 'to_pack':
      if (detail['from'] === 'packed') return `đưa ${order} về chỗ chưa gói`;
      return detail['from'] === 'unpaid' ? `ghi ${order} đã trả tiền` : `nhận ${order}`;
    case 'packed':
      return `gói xong ${order}`;
    case 'shipping':
      return `giao ${order} cho bưu tá`;
    case 'completed':
      return detail['collected'] ? `ghi ${order} xong, đã thu tiền` : `ghi ${order} xong`;
    case 'cancelled':
      return `huỷ ${order}`;
    default:
      return `đổi trạng thái ${order}`;
  }
}

function askedText(detail: Detail, channel: string): string {
  const order = `đơn ${numberIn(detail, 'number')}`;
  switch (detail['what']) {
    case 'confirm':
      return `báo ${channel} nhận ${order}`;
    case 'arrange':
      return `báo ${channel} đã gói ${order}`;
    case 'return-accept':
      return `nhận hàng trả của ${order}`;
    case 'return-refuse':
      return `không nhận hàng trả của ${order}`;
    default:
      return `xin ${channel} huỷ ${order}`;
  }
}
