import { orderTab, type OrdersView } from '@ganh/contracts';
import { Empty } from '../components/empty';
import { Icon } from '../components/icon';
import { OrderCard } from '../components/order-card';
import { Frame } from '../components/shell';
import type { Page } from '../page';
import { orders as words } from '../words/orders';

/** All six at once, never scrolling sideways; each a link, so that back and sharing work. */
function Tabs(props: { view: OrdersView }) {
  const { view } = props;
  return (
    <nav class="tabs" aria-label={words.kinds}>
      {orderTab.options.map((tab) => {
        const count = view.counts[tab];
        const trouble = tab === 'co-chuyen' && count > 0;
        return (
          <a
            class={trouble ? 'tab bad-tab' : 'tab'}
            key={tab}
            href={`/don?tab=${tab}`}
            aria-current={tab === view.tab ? 'page' : undefined}
          >
            {words.tabs[tab]}
            {count > 0 && tab !== 'xong' && <span class="c">{count}</span>}
          </a>
        );
      })}
    </nav>
  );
}

function MessagesLink(props: { count: number }) {
  if (props.count === 0) return null;
  return (
    <a class="note wait apart" href="/don/tin" id="messages-link">
      <Icon name="chat" />
      <b class="grow">{words.messages(props.count)}</b>
      <Icon name="next" />
    </a>
  );
}

export const ordersPage: Page<OrdersView> = {
  title: () => words.title,
  sheets: ['shell', 'marks', 'orders'],
  islands: [],
  live: ['order.changed', 'message.changed'],
  body: (view) => (
    <Frame shell={view.shell} here="orders" title={words.title}>
      <Tabs view={view} />
      <div class="stack">
        <MessagesLink count={view.messages} />
        {view.rows.length === 0 && <Empty title={words.emptyTitle} text={words.emptyText} />}
        <ul class="orders" id="orders">
          {view.rows.map((order) => (
            <OrderCard key={order.id} order={order} now={view.shell.nowAt} />
          ))}
        </ul>
        {view.nextCursor !== null && (
          <a
            class="btn o"
            href={`/don?tab=${view.tab}&cursor=${encodeURIComponent(view.nextCursor)}`}
          >
            {words.older}
          </a>
        )}
      </div>
    </Frame>
  ),
};
