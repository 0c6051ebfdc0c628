import type { ShopRow, ShopsView } from '@ganh/contracts';
import { formatAge, formatDate } from '@ganh/kernel';
import type { Tone } from '../components/badge';
import { Icon } from '../components/icon';
import { ChannelTile, StateMark } from '../components/mark';
import { Note } from '../components/note';
import { Frame } from '../components/shell';
import { markOfShop } from '../components/shop-state';
import type { Page } from '../page';
import { shops as words } from '../words/shops';

type State = ShopRow['state'];
const ORDER: readonly State[] = ['lost', 'expiring', 'waiting', 'ok', 'paused'];
const TONES: Readonly<Record<State, Tone>> = {
  lost: 'bad',
  expiring: 'look',
  waiting: 'wait',
  ok: 'ok',
  paused: 'wait',
};

function Connect(props: {
  channel: string;
  text: string;
  look: 'p' | 'o';
  icon: 'link' | 'sync' | 'plus';
}) {
  return (
    <form method="post" action={`/kenh/noi/${props.channel}`}>
      <button class={`btn ${props.look} w`}>
        <Icon name={props.icon} />
        {props.text}
      </button>
    </form>
  );
}

/** Nothing about a permission that is lost, or a shop that needs none. */
function permission(shop: ShopRow): string {
  if (shop.permissionUntilAt !== null) return words.until(formatDate(shop.permissionUntilAt));
  return shop.state === 'lost' ? '' : words.noUntil;
}

function Switch(props: { name: string; text: string; on: boolean }) {
  return (
    <label class="switch">
      <span class="grow">{props.text}</span>
      <input type="checkbox" role="switch" name={props.name} value="1" checked={props.on} />
      <span class="track" aria-hidden="true" />
    </label>
  );
}

/** What Gánh does in this shop without being asked each time; off until somebody says so. */
function ByItself(props: { shop: ShopRow }) {
  const { shop } = props;
  if (shop.hidesPhones === null && shop.sendsNotices === null) return null;
  return (
    <details class="more" id={`tu-lam-${shop.shopId}`}>
      <summary>
        {words.byItself}
        <span class="sr"> {shop.channelName}</span>
      </summary>
      <form class="stack" method="post" action={`/kenh/${shop.shopId}/tra-loi`}>
        {shop.hidesPhones !== null && (
          <Switch name="hidesPhones" text={words.hidesPhones} on={shop.hidesPhones} />
        )}
        {shop.sendsNotices !== null && (
          <Switch name="sendsNotices" text={words.sendsNotices} on={shop.sendsNotices} />
        )}
        <button class="btn o w" data-busy={words.doing}>
          {words.save}
        </button>
      </form>
    </details>
  );
}

function ShopCard(props: { shop: ShopRow; now: number }) {
  const { shop, now } = props;
  const facts = [
    shop.lastOkAt === null ? '' : words.updated(formatAge(shop.lastOkAt, now)),
    permission(shop),
  ].filter((fact) => fact !== '');
  return (
    <li class={shop.state === 'lost' ? 'card is-lost' : 'card'} data-key={shop.shopId}>
      <div class="row">
        <StateMark
          channel={shop.channel}
          name={shop.channelName}
          state={markOfShop(shop)}
          size={44}
        />
        <div class="grow">
          <h2>{shop.channelName}</h2>
          <div class="small">{shop.name}</div>
        </div>
        <a class="btn q k" href={`/kenh/${shop.shopId}/ngat`}>
          {words.disconnect}
          <span class="sr">
            {' '}
            {shop.channelName} {shop.name}
          </span>
        </a>
      </div>
      <p class={`how ${TONES[shop.state]}`}>{shop.text}</p>
      <p class="small">{facts.join(' ')}</p>
      {shop.refused > 0 && (
        <a class="btn o w" href="/hang?loc=vuong">
          <Icon name="alert" />
          {words.refused(shop.refused)}
        </a>
      )}
      {shop.channel === 'spreadsheet' && (
        <a class="btn o w" href={`/kenh/${shop.shopId}/bang`}>
          <Icon name="sheet" />
          {words.sheets}
        </a>
      )}
      {shop.state !== 'lost' && shop.unlisted > 0 && (
        <form method="post" action={`/kenh/${shop.shopId}/dang-het`}>
          <button class={`btn ${shop.listed === 0 ? 'p' : 'o'} w`}>
            <Icon name="plus" />
            {words.listAll(shop.unlisted, shop.channelName)}
          </button>
        </form>
      )}
      {shop.state === 'lost' && (
        <Connect channel={shop.channel} text={words.reconnect} look="p" icon="link" />
      )}
      {shop.state === 'expiring' && (
        <Connect channel={shop.channel} text={words.renew} look="o" icon="sync" />
      )}
      <ByItself shop={shop} />
    </li>
  );
}

function Summary(props: { shops: readonly ShopRow[] }) {
  const count = (state: State) => props.shops.filter((shop) => shop.state === state).length;
  const troubles = [
    count('lost') > 0 ? words.lost(count('lost')) : '',
    count('expiring') > 0 ? words.expiring(count('expiring')) : '',
  ].filter((text) => text !== '');
  return (
    <p>
      <b>{words.good(props.shops.length - count('lost') - count('expiring'))}</b>
      {troubles.length > 0 && ` ${troubles.join(', ')}.`}
    </p>
  );
}

function Connectable(props: { view: ShopsView }) {
  if (props.view.connectable.length === 0) return null;
  return (
    <section id="them-kenh" class="stack">
      <h2>{words.connectMore}</h2>
      <ul class="shops">
        {props.view.connectable.map((one) => (
          <li class="card" key={one.channel}>
            <div class="row">
              <ChannelTile channel={one.channel} name={one.channelName} size={44} silent />
              <div class="grow">
                <h3>{one.channelName}</h3>
                <div class="small">{one.what}</div>
              </div>
            </div>
            <Connect
              channel={one.channel}
              text={words.connect(one.channelName)}
              look="o"
              icon="plus"
            />
          </li>
        ))}
      </ul>
    </section>
  );
}

export const shopsPage: Page<ShopsView> = {
  title: () => words.title,
  sheets: ['shell', 'marks', 'forms', 'shops'],
  islands: [],
  live: ['shop.changed', 'listing.changed'],
  body: (view) => {
    const shops = [...view.shops].sort((a, b) => ORDER.indexOf(a.state) - ORDER.indexOf(b.state));
    const more = view.connectable.length > 0 && shops.length > 0 && (
      <a class="btn o k" href="#them-kenh">
        <Icon name="plus" />
        {words.connectMore}
      </a>
    );
    return (
      <Frame shell={view.shell} here="shops" title={words.title} tools={more}>
        <div class="stack">
          {view.problem && <Note tone="bad" head={view.problem} />}
          {shops.length > 0 ? (
            <Summary shops={shops} />
          ) : (
            <Note tone="wait" head={words.none}>
              {words.noneMore}
            </Note>
          )}
          <ul class="shops">
            {shops.map((shop) => (
              <ShopCard key={shop.shopId} shop={shop} now={view.shell.nowAt} />
            ))}
          </ul>
          <Connectable view={view} />
        </div>
      </Frame>
    );
  },
};
