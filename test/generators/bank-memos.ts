/**
 * Orders and the bank lines that pay them, with what is true of each line: written from the memo study (payments spec §2.5),
 * without a look at how the matcher reads. References are given as plain strings.
 */
import { wrapMemo, type Parties } from './bank-memo-wraps';
import { mangleReference, type Mangling } from './mangled-references';
import { Random } from './random';
import { unrelatedMemo } from './unrelated-memos';

export interface MadeOrder {
  index: number;
  amount: number;
  at: number;
  customer: { name: string; phone: string };
}

export interface Truth {
  orders: number[];
  kind:
    | 'exact'
    | 'partial'
    | 'split'
    | 'over'
    | 'wrong-amount'
    | 'merged'
    | 'duplicate'
    | 'reversal'
    | 'unrelated';
  /** Every character of every reference still stands in the memo, in order (O = 0, I = 1). */
  whole: boolean;
  mangling: Mangling | 'absent' | 'unrelated';
}

export interface MadeTransfer {
  id: string;
  at: number;
  amount: number;
  bank: string;
  memo: string;
  payerName?: string;
  truth: Truth;
}

const HOUR_MS = 3_600_000;
const DAY_MS = 24 * HOUR_MS;
const FAMILY =
  'Nguyễn Trần Lê Phạm Hoàng Huỳnh Phan Vũ Võ Đặng Bùi Đỗ Hồ Ngô Dương Lý A Kpă Ksor Briu Zơrâm Alăng'.split(
    ' ',
  );
const MIDDLE = 'Thị Văn Đức Ngọc Minh Thanh Hữu Thu Kim Xuân Quốc Bảo Gia Khánh'.split(' ');
const GIVEN =
  'Lan Hạnh Bến Trung Hương Tuấn Anh Dũng Nga Phương Quỳnh Tâm Sơn Hà Linh Thảo Vy Khoa Đạt Bình Yến Jun Zin Hoa Mai Đào Cúc Trúc Liên Hồng Huệ Thủy Loan Oanh Phượng Nhung Tuyết Vân Nguyệt Hằng Trang Thắm Thơm Xuyến Ngân Giang Hải Long Phong Hùng Cường Mạnh Thắng Lợi Phúc Lộc Thọ Khang Thịnh Vinh Quang Huy Hoàng Nam Bắc Đông Tây Việt Quân Tùng Bách Lâm Kiên Trí Nhân Nghĩa Lễ Tín Duy Tiến Toàn Thành Công Danh Hậu Hiếu Thuận Hòa An Khánh Nhật Nguyên Thư Uyên My Nhi Ly Diệp Chi Châu Ánh Dung Hiền Thoa Sáu Bảy Tám Út'.split(
    ' ',
  );

export function stripMarks(text: string): string {
  return text.normalize('NFD').replace(/\p{M}/gu, '').replace(/đ/g, 'd').replace(/Đ/g, 'D');
}

function personName(r: Random): string {
  const middle = r.chance(0.8)
    ? ` ${r.pick(MIDDLE)}${r.chance(0.25) ? ` ${r.pick(MIDDLE)}` : ''}`
    : '';
  return `${r.pick(FAMILY)}${middle} ${r.pick(GIVEN)}`;
}

function phone(r: Random): string {
  return `0${r.pick(['3', '7', '8', '9'])}${r.pick(['2', '3', '6', '7', '8'])}${r.digits(7)}`;
}

/** Prices end on 500 or 1000; half the orders share thirty amounts, as in a shop with few goods. */
function orderAmount(r: Random, common: readonly number[]): number {
  return r.chance(0.5) ? r.pick(common) : 30_000 + r.below(3_000) * 500;
}

export function makeOrders(
  seed: number,
  count: number,
  from = Date.UTC(2026, 8, 1),
  days = 45,
): MadeOrder[] {
  const r = new Random(seed);
  const common = Array.from({ length: 30 }, () => 50_000 + r.below(80) * 5_000);
  const ats = Array.from({ length: count }, () => from + Math.floor(r.next() * days * DAY_MS)).sort(
    (a, b) => a - b,
  );
  return ats.map((at, index) => ({
    index,
    amount: orderAmount(r, common),
    at,
    customer: { name: personName(r), phone: phone(r) },
  }));
}

const LEAD = [
  '',
  '',
  '',
  'thanh toan don hang ',
  'tt don ',
  'CK ',
  'chuyen tien don ',
  'mua mat ong ',
  'tra tien tieu rung ',
  'Thanh toán đơn ',
  'e gui tien hang ',
  'don hang ',
];
const TAIL = [
  '',
  '',
  '',
  ' cam on shop',
  ' nhe chi',
  ' giao truoc 5h',
  ' 2kg tieu',
  ' sdt 0905123456',
  ' (2 hu)',
  ' ạ',
  ' 👍',
];

function present(memo: string, references: readonly string[]): boolean {
  const plain = stripMarks(memo.normalize('NFKC'))
    .toUpperCase()
    .replace(/O/g, '0')
    .replace(/I/g, '1');
  return references.every((reference) => {
    let at = -1;
    for (const char of reference.toUpperCase().replace(/O/g, '0').replace(/I/g, '1')) {
      at = plain.indexOf(char, at + 1);
      if (at < 0) return false;
    }
    return true;
  });
}

/** Makes the lines of one day of trade after another; keeps the little ledger that says what each line is. */
class LineMaker {
  readonly lines: Omit<MadeTransfer, 'id'>[] = [];

  constructor(
    private readonly r: Random,
    private readonly codes: Readonly<Record<string, string>>,
  ) {}

  private line(
    orders: readonly MadeOrder[],
    kind: Truth['kind'],
    at: number,
    amount: number,
  ): void {
    const { r } = this;
    const [first] = orders as [MadeOrder];
    const isCustomer = r.chance(0.8);
    const payer = stripMarks(isCustomer ? first.customer.name : personName(r)).toUpperCase();
    const parties: Parties = {
      payer,
      payerPhone: isCustomer ? first.customer.phone : phone(r),
      payerAccount: r.digits(13),
      receiver: 'HTX NONG NGHIEP SONG THU',
      receiverAccount: '0071001234567',
      at,
    };
    const references = orders.map((order) => this.codes[order.index]!);
    const { text, mangling } = this.typed(references, payer);
    const memo = wrapMemo(text, r, parties);
    const named = r.chance(0.5) ? { payerName: payer } : {};
    const whole = mangling !== 'absent' && present(memo, references);
    this.lines.push({
      at,
      amount,
      bank: r.pick(['VCB', 'CTG', 'BIDV', 'MB', 'ACB']),
      memo,
      ...named,
      truth: { orders: orders.map((o) => o.index), kind, whole, mangling },
    });
  }

  private typed(
    references: readonly string[],
    payer: string,
  ): { text: string; mangling: Truth['mangling'] } {
    const { r } = this;
    if (r.chance(0.07))
      return {
        text: r.pick([
          `${payer} chuyen tien`,
          `${payer} chuyen khoan`,
          'chuyen tien hang',
          `${payer} ck tien hang`,
        ]),
        mangling: 'absent',
      };
    const made = references.map((reference) => mangleReference(reference, r));
    const text = made.map((one) => one.text).join(r.pick([' ', ' ', ',', '+', ' va ', '', '-']));
    const mangling = made.find((one) => one.mangling !== 'none')?.mangling ?? 'none';
    return { text: r.chance(0.4) ? text : `${r.pick(LEAD)}${text}${r.pick(TAIL)}`, mangling };
  }

  private soon(at: number): number {
    const { r } = this;
    return at + Math.floor(r.chance(0.7) ? r.next() * 2 * HOUR_MS : r.next() * 2 * DAY_MS) + 1;
  }

  /** One order's life: how many lines it gets and of what kind. */
  pay(order: MadeOrder): void {
    const { r } = this;
    const at = this.soon(order.at);
    const fate = r.next();
    if (fate < 0.72) {
      this.line([order], 'exact', at, order.amount);
      if (r.chance(0.05)) this.line([order], 'duplicate', this.soon(at), order.amount);
      else if (r.chance(0.05)) this.line([order], 'reversal', this.soon(at), -order.amount);
    } else if (fate < 0.86) {
      const part = Math.max(
        1_000,
        Math.round((order.amount * (0.2 + 0.6 * r.next())) / 1_000) * 1_000,
      );
      this.line([order], 'partial', at, part);
      if (part < order.amount && r.chance(0.7))
        this.line([order], 'split', this.soon(at), order.amount - part);
    } else if (fate < 0.93) {
      this.line([order], 'over', at, order.amount + r.pick([500, 1_000, 5_000, 10_000, 20_000]));
    } else if (fate < 0.96) {
      this.line(
        [order],
        'wrong-amount',
        at,
        r.chance(0.5) ? order.amount * 10 : Math.floor(order.amount / 40) + 7,
      );
    }
  }

  payTogether(orders: readonly MadeOrder[]): void {
    const at = this.soon(Math.max(...orders.map((order) => order.at)));
    this.line(
      orders,
      'merged',
      at,
      orders.reduce((sum, order) => sum + order.amount, 0),
    );
  }

  unrelated(at: number, amount: number): void {
    const { r } = this;
    const payer = stripMarks(personName(r)).toUpperCase();
    const parties = {
      payer,
      payerPhone: phone(r),
      payerAccount: r.digits(13),
      receiver: 'HTX NONG NGHIEP SONG THU',
      receiverAccount: '0071001234567',
      at,
    };
    const memo = wrapMemo(unrelatedMemo(r, payer), r, parties);
    const named = r.chance(0.5) ? { payerName: payer } : {};
    this.lines.push({
      at,
      amount,
      bank: r.pick(['VCB', 'CTG', 'BIDV', 'MB']),
      memo,
      ...named,
      truth: { orders: [], kind: 'unrelated', whole: false, mangling: 'unrelated' },
    });
  }
}

/**
 * About `count` lines in time order for `orders`, a third of them unrelated. `codes` are the references by order index.
 * Orders that get no line stay open, as they do in a shop.
 */
export function makeTransfers(
  seed: number,
  orders: readonly MadeOrder[],
  codes: Readonly<Record<string, string>>,
  count: number,
): MadeTransfer[] {
  const r = new Random(seed);
  const maker = new LineMaker(r, codes);
  const related = Math.floor((count * 2) / 3);
  for (let i = 0; i < orders.length && maker.lines.length < related; i += 1) {
    if (r.chance(0.05) && i + 2 < orders.length) {
      const size = r.chance(0.8) ? 2 : 3;
      maker.payTogether(orders.slice(i, i + size));
      i += size - 1;
    } else maker.pay(orders[i]!);
  }
  const until = maker.lines[maker.lines.length - 1]?.at ?? 0;
  const since = orders[0]?.at ?? 0;
  while (maker.lines.length < count) {
    const amount = r.chance(0.4)
      ? r.pick(orders).amount
      : r.pick([20_000, 50_000, 100_000, 200_000, 500_000, 1_000_000, 123_456, 99_000]) *
        (r.chance(0.06) ? -1 : 1);
    maker.unrelated(since + Math.floor(r.next() * (until - since)), amount);
  }
  return maker.lines.sort((a, b) => a.at - b.at).map((line, i) => ({ id: `t${i}`, ...line }));
}
