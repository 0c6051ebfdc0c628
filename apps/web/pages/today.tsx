import type { ShopRow, TaskRow, TodayView } from '@ganh/contracts';
import { formatTime, formatVnd, formatWeekday } from '@ganh/kernel';
import { Badge, type Tone } from '../components/badge';
import { Bars, Meter } from '../components/chart';
import { Icon } from '../components/icon';
import { StateMark } from '../components/mark';
import { Frame } from '../components/shell';
import type { Page } from '../page';
import { today as words } from '../words/today';
import { markOfShop } from '../components/shop-state';

const TONES: Readonly<Record<TaskRow['kind'], Tone | 'go'>> = {
  pack: 'go',
  confirm: 'go',
  messages: 'wait',
  unpaid: 'wait',
  low_stock: 'look',
  listing_trouble: 'bad',
  shop_lost: 'bad',
  shop_expiring: 'look',
  short: 'bad',
  odd_return: 'bad',
};

function Task(props: { task: TaskRow }) {
  const { task } = props;
  return (
    <li>
      <a class="task" href={task.href}>
        <span class={`n num ${TONES[task.kind]}`}>{task.count}</span>
        <span class="grow">
          <span class="what">{task.title}</span>
          {task.why && <span class="small block">{task.why}</span>}
        </span>
        <span class="verb">
          {task.verb}
          <Icon name="next" size={20} />
        </span>
      </a>
    </li>
  );
}

function FirstSteps(props: { steps: TodayView['firstSteps'] }) {
  if (props.steps.length === 0) return null;
  return (
    <>
      <h2 class="sr">{words.firstSteps}</h2>
      <ol class="card lines step">
        {props.steps.map((step, index) => (
          <li key={step.href}>
            <a class="task" href={step.href}>
              <span class={step.done ? 'n go' : 'n num'}>
                {step.done ? <Icon name="check" size={28} /> : index + 1}
              </span>
              <span class="grow what">
                {step.title}
                {step.done && <span class="sr">, {words.done}</span>}
              </span>
              <Icon name="next" size={20} />
            </a>
          </li>
        ))}
      </ol>
    </>
  );
}

function Tasks(props: { view: TodayView }) {
  const { tasks, firstSteps } = props.view;
  if (tasks.length > 0) {
    return (
      <ul class="card lines">
        {tasks.map((task) => (
          <Task key={task.kind} task={task} />
        ))}
      </ul>
    );
  }
  if (firstSteps.length > 0) return null;
  return (
    <div class="card pad">
      <p class="bold">{words.nothing}</p>
      <p class="small">{words.nothingMore}</p>
    </div>
  );
}

function Sold(props: { view: TodayView }) {
  const { soldVnd, waitingVnd, orders } = props.view;
  const arrived = Math.max(0, soldVnd - waitingVnd);
  return (
    <div class="card pad">
      <h2 id="sold">{words.sold}</h2>
      <div class="row apart wrap">
        <span class="hero num">{formatVnd(soldVnd)}</span>
        <span class="small">{words.orders(orders)}</span>
      </div>
      <Meter part={arrived} whole={soldVnd} />
      <p class="small">
        {words.money} <b class="num ok">{formatVnd(arrived)}</b> · {words.stillWaiting}{' '}
        <b class="num">{formatVnd(waitingVnd)}</b>
      </p>
    </div>
  );
}

function LastDays(props: { days: TodayView['lastDays'] }) {
  if (props.days.length === 0) return null;
  const bars = props.days.map((day) => ({
    label: day.label,
    value: day.soldVnd,
    text: (day.soldVnd / 1_000_000).toFixed(1).replace('.', ','),
  }));
  return (
    <div class="card pad wide">
      <h2>
        {words.lastDays} <span class="small">{words.million}</span>
      </h2>
      <Bars
        bars={bars}
        sentence={words.chart(bars.map((bar) => `${bar.label} ${bar.text}`).join(', '))}
      />
    </div>
  );
}

function Shops(props: { shops: readonly ShopRow[]; at: number }) {
  if (props.shops.length === 0) return null;
  const toSee = props.shops.filter(
    (shop) => shop.state === 'lost' || shop.state === 'expiring',
  ).length;
  return (
    <div class="card pad wide">
      <div class="row apart wrap">
        <h2>{words.shops}</h2>
        {toSee > 0 && <Badge tone="look" icon="alert" text={words.shopsToSee(toSee)} />}
      </div>
      <div class="marks gap">
        {props.shops.map((shop) => (
          <StateMark
            key={shop.shopId}
            channel={shop.channel}
            name={shop.channelName}
            state={markOfShop(shop)}
          />
        ))}
      </div>
      <p class="small gap">{words.updated(formatTime(props.at))}</p>
    </div>
  );
}

export const todayPage: Page<TodayView> = {
  title: () => words.title,
  sheets: ['shell', 'marks', 'today'],
  islands: [],
  live: ['listing.changed', 'stock.changed', 'order.changed', 'shop.changed', 'message.changed'],
  body: (view) => {
    const day = formatWeekday(view.shell.nowAt);
    return (
      <Frame
        shell={view.shell}
        here="today"
        title={words.hello(view.shell.userName)}
        tools={<span class="small wide">{day}</span>}
      >
        <p class="small narrow day-line">
          {day} · {view.shell.coopName}
        </p>
        <div class="halves">
          <section aria-labelledby="tasks">
            <h2 id="tasks" class="sr">
              {words.tasks}
            </h2>
            <FirstSteps steps={view.firstSteps} />
            <Tasks view={view} />
            <div class="two">
              <a class="btn p" href="/hang/moi">
                <Icon name="plus" />
                {words.add}
              </a>
              <a class="btn o" href="/hang">
                <Icon name="pencil" />
                {words.editStock}
              </a>
            </div>
          </section>
          <section class="figures" aria-labelledby="sold">
            <Sold view={view} />
            <LastDays days={view.lastDays} />
            <Shops shops={view.shops} at={view.shell.nowAt} />
          </section>
        </div>
      </Frame>
    );
  },
};
