import fc from 'fast-check';
import type { ChannelOrderStatus } from '@ganh/channels/kit';
import { afterNews, firstStatus, movesFrom, nextStatus, type OrderStatus, tabOf } from './order';

interface News {
  status: ChannelOrderStatus;
  channelStatus: string;
  updatedAt: number;
}

/** Ends of a life on the channel come last and stay. */
const STEPS: readonly ChannelOrderStatus[] = [
  'unpaid',
  'to_confirm',
  'to_pack',
  'packed',
  'unknown',
  'shipping',
  'delivered',
  'cancel_requested',
  'returning',
  'completed',
];

/** A life in seconds that never go back, several steps within one second too; perhaps cancelled at the end. */
const lives = fc
  .tuple(
    fc.array(fc.tuple(fc.constantFrom(...STEPS), fc.nat(2)), { minLength: 1, maxLength: 7 }),
    fc.boolean(),
  )
  .map(([steps, isCancelled]): News[] => {
    let at = 1_000;
    const news = steps.map(([status, later]) => {
      at += later;
      return { status, channelStatus: status.toUpperCase(), updatedAt: at };
    });
    if (isCancelled)
      news.push({ status: 'cancelled', channelStatus: 'CANCELLED', updatedAt: at + 1 });
    return news;
  });

function tell(all: readonly News[]): OrderStatus {
  const [first, ...rest] = all as [News, ...News[]];
  let order = {
    status: firstStatus(first.status),
    channelStatus: first.channelStatus as string | null,
    channelUpdatedAt: first.updatedAt,
  };
  for (const news of rest) {
    const status = afterNews(order, news);
    const isTaken = news.updatedAt > order.channelUpdatedAt || status !== order.status;
    order = isTaken
      ? { status, channelStatus: news.channelStatus, channelUpdatedAt: news.updatedAt }
      : { ...order, status };
  }
  return order.status;
}

describe('news of an order', () => {
  it('end in the same status in any order and however often they are repeated', () => {
    const told = lives.chain((life) =>
      fc.tuple(
        fc.constant(life),
        fc.shuffledSubarray([...life, ...life, ...life], { minLength: life.length }),
      ),
    );
    fc.assert(
      fc.property(told, ([life, some]) => {
        const missing = life.filter((one) => !some.includes(one));
        expect(tell([...some, ...missing])).toBe(tell(life));
      }),
      { numRuns: 2_000 },
    );
  });

  it('leave packed what our people packed until the channel itself moves', () => {
    const packed = {
      status: 'packed' as const,
      channelStatus: 'READY_TO_SHIP',
      channelUpdatedAt: 5,
    };
    const news = (status: ChannelOrderStatus, channelStatus: string) =>
      afterNews(packed, { status, channelStatus, updatedAt: 9 });
    expect(news('to_pack', 'READY_TO_SHIP')).toBe('packed');
    expect(news('shipping', 'SHIPPED')).toBe('shipping');
    expect(news('to_pack', 'ANOTHER')).toBe('to_pack');
    expect(news('cancelled', 'CANCELLED')).toBe('cancelled');
  });

  it('leave a cancel that we asked for under way until the channel has decided', () => {
    const asked = { status: 'cancelling' as const, channelStatus: 'UNPAID', channelUpdatedAt: 5 };
    const news = (status: ChannelOrderStatus) =>
      afterNews(asked, { status, channelStatus: status, updatedAt: 9 });
    expect(news('to_pack')).toBe('cancelling');
    expect(news('shipping')).toBe('shipping');
    expect(news('cancelled')).toBe('cancelled');
  });
});

describe('moves by people', () => {
  const ALL: readonly OrderStatus[] = [
    'unpaid',
    'new',
    'to_pack',
    'packed',
    'shipping',
    'completed',
    'cancelling',
    'cancel_requested',
    'cancelled',
    'returning',
    'unknown',
  ];

  it('lead nowhere from an end, and only where the table says', () => {
    const table = Object.fromEntries(
      ALL.map((status) => [
        status,
        movesFrom(status).map((move) => `${move}>${nextStatus(status, move)}`),
      ]),
    );
    expect(table).toEqual({
      unpaid: ['paid>to_pack', 'cancel>cancelled'],
      new: ['confirm>to_pack', 'cancel>cancelled'],
      to_pack: ['pack>packed', 'arrange>packed', 'hand-over>shipping', 'cancel>cancelled'],
      packed: ['arrange>packed', 'unpack>to_pack', 'hand-over>shipping', 'cancel>cancelled'],
      shipping: ['complete>completed'],
      completed: [],
      cancelling: [],
      cancel_requested: ['accept-cancel>cancelled'],
      cancelled: [],
      returning: [],
      unknown: [],
    });
  });

  it('keep an order in exactly one tab; what is short and still promised is in trouble', () => {
    for (const status of ALL) {
      expect(tabOf({ status, short: false })).toBeDefined();
      const isPromised = !['shipping', 'completed', 'cancelled', 'returning'].includes(status);
      if (isPromised) expect(tabOf({ status, short: true })).toBe('co-chuyen');
    }
    expect(tabOf({ status: 'cancelled', short: true })).toBe('xong');
  });
});
