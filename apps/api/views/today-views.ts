import { Injectable } from '@nestjs/common';
import type { ProductRow, ShopRow, TaskRow, TodayView } from '@ganh/contracts';
import { type Actor } from '@ganh/identity';
import { Clock } from '@ganh/kernel';
import { OrderDesk } from '@ganh/orders';
import { ProductViews } from './product-views';
import { ShellViews } from './shell';
import { isUrgent, ShopRows } from './shop-rows';
import { type InboxCounts, TodayInbox } from './today-inbox';

const DAY_MS = 86_400_000;
const VIETNAM_MS = 7 * 3_600_000;
const WEEKDAYS = ['CN', 'T2', 'T3', 'T4', 'T5', 'T6', 'T7'];

@Injectable()
export class TodayViews {
  constructor(
    private readonly clock: Clock,
    private readonly desk: OrderDesk,
    private readonly inbox: TodayInbox,
    private readonly products: ProductViews,
    private readonly shops: ShopRows,
    private readonly shell: ShellViews,
  ) {}

  async page(actor: Actor): Promise<TodayView> {
    const today = dayStart(this.clock.now());
    const [shell, inbox, rows, shops, sold] = await Promise.all([
      this.shell.of(actor),
      this.inbox.counts(actor),
      this.products.rows(actor),
      this.shops.rows(actor),
      this.desk.sold(actor, today, today + DAY_MS),
    ]);
    const isFirstDay = rows.length === 0 || shops.length === 0;
    return {
      shell,
      tasks: tasksOf({ inbox, rows, shops, at: this.clock.now() }),
      ...sold,
      firstSteps: isFirstDay
        ? [
            { title: 'Nối kênh bán', href: '/kenh', done: shops.length > 0 },
            { title: 'Đăng món đầu tiên', href: '/hang/moi', done: rows.length > 0 },
          ]
        : [],
      shops,
      lastDays: await this.lastDays(actor, today),
    };
  }

  private lastDays(actor: Actor, today: number): Promise<TodayView['lastDays']> {
    return Promise.all(
      Array.from({ length: 7 }, async (_, i) => {
        const from = today - (6 - i) * DAY_MS;
        const { soldVnd } = await this.desk.sold(actor, from, from + DAY_MS);
        return {
          label: i === 6 ? 'nay' : (WEEKDAYS[new Date(from + VIETNAM_MS).getUTCDay()] as string),
          soldVnd,
        };
      }),
    );
  }
}

/** What needs somebody now, in an order that is always the same; what is nothing is left out. */
function tasksOf(now: {
  inbox: InboxCounts;
  rows: readonly ProductRow[];
  shops: readonly ShopRow[];
  at: number;
}): TaskRow[] {
  const { inbox, rows, shops } = now;
  const { orders: counts, messages, oddReturns } = inbox;
  const low = rows.filter((row) => row.low);
  const troubles = rows.flatMap(({ trouble }) => trouble ?? []);
  const tasks: TaskRow[] = [
    ...shopTasks(shops, now.at),
    task(
      'pack',
      counts['dong-goi'],
      'Khách đang chờ',
      'Đơn cần đóng gói',
      'Gói',
      '/don?tab=dong-goi',
    ),
    task('confirm', counts.moi, 'Nhận để khách yên tâm', 'Đơn mới', 'Xem', '/don?tab=moi'),
    task(
      'messages',
      messages,
      'Bình luận và tin nhắn chưa thành đơn',
      'Tin hỏi mua',
      'Xem',
      '/don/tin',
    ),
    task(
      'short',
      counts['co-chuyen'],
      'Thiếu hàng, xin huỷ hoặc trả hàng',
      'Đơn có chuyện',
      'Xem',
      '/don?tab=co-chuyen',
    ),
    ...oddReturnTasks(oddReturns, shops),
    task(
      'unpaid',
      counts['cho-tien'],
      'Chưa thấy tiền về',
      'Đơn chờ khách trả tiền',
      'Xem',
      '/don?tab=cho-tien',
    ),
    task(
      'low_stock',
      low.length,
      low[0] ? `${low[0].name}: còn ${low[0].availableText}` : '',
      'Hàng sắp hết',
      'Thêm',
      `/hang/sua/${low[0]?.variantId ?? 0}`,
    ),
    task(
      'listing_trouble',
      troubles.length,
      // What happened; what is safe stands beside the product.
      troubles[0]?.text.split('. ')[0] ?? '',
      'Hàng đăng bị vướng',
      'Sửa',
      '/hang?loc=vuong',
    ),
  ];
  return tasks.filter((one) => one.count > 0);
}

/** Nobody can answer them here: the sentence says where. */
function oddReturnTasks(odd: InboxCounts['oddReturns'], shops: readonly ShopRow[]): TaskRow[] {
  return odd.map(({ channel, count }) => {
    const name = shops.find((shop) => shop.channel === channel)?.channelName ?? channel;
    const why = `Chưa rõ của đơn nào. Mở ${name} để xem và trả lời.`;
    return task('odd_return', count, why, `Khách ${name} xin trả hàng`, 'Xem', '/kenh');
  });
}

function shopTasks(shops: readonly ShopRow[], now: number): TaskRow[] {
  const lost = shops.filter((shop) => shop.state === 'lost');
  const ending = shops.filter((shop) => shop.state === 'expiring' && isUrgent(shop, now));
  return [
    task('shop_lost', lost.length, lost[0]?.text ?? '', 'Kênh cần nối lại', 'Xem', '/kenh'),
    task(
      'shop_expiring',
      ending.length,
      ending[0]?.text ?? '',
      'Kênh sắp hết phép',
      'Gia hạn',
      '/kenh',
    ),
  ];
}

function task(
  kind: TaskRow['kind'],
  count: number,
  why: string,
  title: string,
  verb: string,
  href: string,
): TaskRow {
  return { kind, count, title, why, verb, href };
}

/** Midnight in Vietnam. */
function dayStart(at: number): number {
  return Math.floor((at + VIETNAM_MS) / DAY_MS) * DAY_MS - VIETNAM_MS;
}
