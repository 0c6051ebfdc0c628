/** People and files on the other side of a marketplace without a way in: a clerk who types in what our sheet says. */
import { readSheets, writeCsv, writeXlsx, type WrittenCell } from '@ganh/sheets';

export interface Displayed {
  code: string;
  name: string;
  priceVnd: number;
  stock: number;
}

export interface ClerkOrder {
  number: WrittenCell;
  date: WrittenCell;
  status: string;
  buyer: string;
  phone: WrittenCell;
  address: string;
  lines: { code: string; name: string; quantity: number; price: WrittenCell }[];
  payment: string;
}

export interface ClerkPayout {
  order?: WrittenCell;
  words?: string;
  amount: WrittenCell;
  fee?: WrittenCell;
  date?: WrittenCell;
}

const TITLES = [
  'Mã đơn hàng', 'Ngày đặt', 'Trạng thái', 'Người nhận', 'SĐT', 'Địa chỉ', 'Mã hàng', 'Tên hàng', 'Số lượng', 'Đơn giá', 'Thanh toán',
]; // prettier-ignore

export class MarketplaceClerk {
  readonly shown = new Map<string, Displayed>();

  /** Types in a sheet as it came; what the sheet does not name stays as it was. */
  async takeSheet(bytes: Buffer, fileName: string): Promise<void> {
    const [sheet] = await readSheets(bytes, fileName);
    const [head = [], ...rows] = sheet?.rows ?? [];
    const at = (title: string) => head.indexOf(title);
    for (const row of rows) {
      const code = String(row[at('ma_bien_the')]);
      this.shown.set(code, {
        code,
        name: String(row[at('ten_san_pham')]),
        priceVnd: Number(row[at('gia_vnd')]),
        stock: Number(row[at('ton_kho')]),
      });
    }
  }

  /** A buyer orders here: what the clerk sees falls. */
  sell(
    code: string,
    quantity: number,
    number: WrittenCell,
    over: Partial<ClerkOrder> = {},
  ): ClerkOrder {
    const goods = this.shown.get(code);
    if (!goods) throw new Error(`nobody typed in ${code}`);
    goods.stock -= quantity;
    return {
      number,
      date: '20/11/2026 09:15',
      status: 'Chờ xử lý',
      buyer: 'Trần Thị Lan',
      phone: '0905123456',
      address: '12 Lê Lợi, Tam Kỳ',
      lines: [
        { code, name: goods.name, quantity, price: `${goods.priceVnd.toLocaleString('vi-VN')}đ` },
      ],
      payment: 'COD',
      ...over,
    };
  }

  /** The list of orders as downloaded: a heading, a blank line, a total below. `titles` of the day. */
  list(
    orders: readonly ClerkOrder[],
    how: { format?: 'xlsx' | 'csv'; rename?: Readonly<Record<string, string>> } = {},
  ): { name: string; bytes: Buffer } {
    const titles = TITLES.map((title) => how.rename?.[title] ?? title);
    const rows = orders.flatMap(
      (order) =>
      order.lines.map((line): WrittenCell[] => [
        order.number, order.date, order.status, order.buyer, order.phone, order.address, line.code, line.name, line.quantity, line.price, order.payment,
      ]), // prettier-ignore
    );
    const total: WrittenCell[] = [
      'Tổng cộng',
      null,
      null,
      null,
      null,
      null,
      null,
      null,
      rows.length,
    ];
    const table = {
      name: 'Đơn hàng',
      rows: [['DANH SÁCH ĐƠN HÀNG'], [], titles, ...rows, [], total],
    };
    return how.format === 'csv'
      ? { name: 'don.csv', bytes: writeCsv(table, ',') }
      : { name: 'don.xlsx', bytes: writeXlsx(table) };
  }

  /** What the marketplace paid out, as downloaded; `total`: what its last row says. */
  paid(
    lines: readonly ClerkPayout[],
    how: { format?: 'xlsx' | 'csv'; head?: readonly string[]; total?: WrittenCell } = {},
  ): { name: string; bytes: Buffer } {
    const head = how.head ?? ['Mã đơn hàng', 'Nội dung', 'Số tiền', 'Phí', 'Ngày chuyển tiền'];
    const rows = lines.map((line): WrittenCell[] => [
      line.order ?? null,
      line.words ?? null,
      line.amount,
      line.fee ?? null,
      line.date ?? '21/11/2026',
    ]);
    const total = how.total === undefined ? [] : [[], ['Tổng cộng', null, how.total]];
    const table = { name: 'Đối soát', rows: [['BẢNG TRẢ TIỀN'], head, ...rows, ...total] };
    return how.format === 'csv'
      ? { name: 'tra-tien.csv', bytes: writeCsv(table, ';') }
      : { name: 'tra-tien.xlsx', bytes: writeXlsx(table) };
  }
}
