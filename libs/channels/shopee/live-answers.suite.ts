import type { ChannelClient } from '@ganh/channels/kit';

const ok = (response: unknown) => ({ error: '', message: '', request_id: 'r', response });

/** Calls of a session, and the bodies they read on the way. */
export const LIVE_ANSWERS: [
  what: string,
  bodies: unknown,
  run: (client: ChannelClient) => unknown,
][] = [
  [
    'a session',
    ok({
      image_url: 'https://channel.example/i',
      session_id: 5,
      status: 0,
      start_time: 1,
      stream_url_list: { push_url: 'rtmp://x', push_key: 'k', domain_id: 7 },
    }),
    async ({ live }) => {
      const cover = { jpeg: async () => Buffer.from('j') };
      const id = await live?.create({ title: 't', description: '', cover, isTest: true });
      await live?.detail(id ?? '5');
      await live?.start(id ?? '5');
      await live?.end(id ?? '5');
    },
  ],
  [
    'its comments',
    ok({
      next_offset: 1,
      comment_id: 2,
      list: [{ comment_id: 1, content: 'c', timestamp: 1, user_id: 2, username: 'n' }],
    }),
    async ({ live }) => {
      const heard = await live?.comments('5', '');
      await live?.comments('5', heard?.next ?? '');
      await live?.post?.('5', 'a');
      await live?.ban?.('5', '2');
    },
  ],
  [
    'its items and numbers',
    ok({
      more: false,
      next_offset: 1,
      list: [
        {
          item_id: 1,
          name: 'n',
          price_info: { current_price: 5 },
          item: { item_id: 1 },
          metric: { item_clicks: 1, atc: 1, sold_items: 1 },
        },
      ],
      has_show_item: true,
      item: { item_id: 1 },
      gmv: 5,
      orders: 1,
    }),
    async ({ live }) => {
      await live?.items?.('5');
      await live?.addItems?.('5', ['1', '2']);
      await live?.show?.('5', null);
      await live?.metrics?.('5');
      await live?.itemMetrics?.('5');
    },
  ],
];
