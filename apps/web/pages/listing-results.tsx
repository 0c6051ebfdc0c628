import type { ListingResult, ListingResultsView } from '@ganh/contracts';
import type { Tone } from '../components/badge';
import { Icon, type IconName } from '../components/icon';
import { KindLine } from '../components/kind-choice';
import { ChannelTile } from '../components/mark';
import { Note } from '../components/note';
import { Thumb } from '../components/photo';
import { Frame } from '../components/shell';
import type { Page } from '../page';
import { nav } from '../words/common';
import { results as words } from '../words/listings';

type State = ListingResult['state'];

/** Problems first, then what waits, then what is live. */
const ORDER: readonly State[] = ['broken', 'lost', 'waiting', 'live'];
const LOOKS: Readonly<Record<State, { tone: Tone; icon: IconName }>> = {
  broken: { tone: 'bad', icon: 'alert' },
  lost: { tone: 'bad', icon: 'alert' },
  waiting: { tone: 'wait', icon: 'clock' },
  live: { tone: 'ok', icon: 'check' },
};

function Summary(props: { listings: readonly ListingResult[] }) {
  const count = (...states: State[]) =>
    props.listings.filter((one) => states.includes(one.state)).length;
  const parts = [
    { count: count('live'), text: words.live },
    { count: count('waiting'), text: words.waiting },
    { count: count('broken', 'lost'), text: words.broken },
  ].filter((part) => part.count > 0);
  if (parts.length === 0) return <p>{words.noShops}</p>;
  const [first, ...others] = parts.map((part) => part.text(part.count));
  return (
    <p>
      <b>{first}</b>
      {others.map((text) => `, ${text}`)}.
    </p>
  );
}

function Action(props: { productId: number; one: ListingResult }) {
  const { one, productId } = props;
  if (one.repair) {
    return (
      <a class="btn p k" href={one.repair.href}>
        {one.repair.label}
        <span class="sr"> {one.channelName}</span>
      </a>
    );
  }
  if (one.state === 'broken') {
    return (
      <form method="post" action={`/hang/${productId}/thu-lai/${one.listingId}`}>
        <button class="btn o k">
          {words.again}
          <span class="sr"> {one.channelName}</span>
        </button>
      </form>
    );
  }
  if (one.viewUrl === null) return null;
  return (
    <a class="btn q k" href={one.viewUrl} rel="noopener" target="_blank">
      {words.view}
      <span class="sr"> {one.channelName}</span>
    </a>
  );
}

function Row(props: { productId: number; one: ListingResult }) {
  const { one } = props;
  const { tone, icon } = LOOKS[one.state];
  return (
    <li class="result" data-key={one.listingId}>
      <ChannelTile channel={one.channel} name={one.channelName} size={44} silent />
      <div class="grow">
        <b class="block">{one.channelName}</b>
        <span class={`state ${tone}`}>
          <Icon name={icon} size={20} />
          <span>{one.text}</span>
        </span>
        {one.shopName !== one.channelName && <span class="small block">{one.shopName}</span>}
      </div>
      <Action productId={props.productId} one={one} />
    </li>
  );
}

export const listingResultsPage: Page<ListingResultsView> = {
  title: () => words.title,
  sheets: ['shell', 'forms', 'marks', 'shops'],
  islands: [],
  live: ['listing.changed'],
  body: (view) => {
    const listings = [...view.listings].sort(
      (a, b) => ORDER.indexOf(a.state) - ORDER.indexOf(b.state),
    );
    const close = (
      <a class="icon-btn" href="/hang" aria-label={nav.close}>
        <Icon name="close" size={28} />
      </a>
    );
    return (
      <Frame shell={view.shell} here="products" title={words.title} back="/hang" tools={close}>
        <div class="narrower stack" data-saved="1">
          <div class="row card pad">
            <Thumb photo={view.photo} name={view.name} size={72} />
            <h2 class="grow">{view.name}</h2>
          </div>
          <div role="status">
            <Summary listings={listings} />
          </div>
          <ul class="card lines">
            {listings.map((one) => (
              <Row key={one.listingId} productId={view.productId} one={one} />
            ))}
          </ul>
          {view.leftOut.map((text) => (
            <Note tone="look" head={text} key={text} />
          ))}
          <KindLine productId={view.productId} kind={view.kind} />
          <a class="btn q w" href={`/hang/${view.productId}/the`}>
            {words.printCard}
          </a>
          <p class="small">{words.closing}</p>
        </div>
        <div class="foot">
          <a class="btn o" href="/hang/moi">
            {words.another}
          </a>
          <a class="btn p" href="/hang">
            {words.done}
          </a>
        </div>
      </Frame>
    );
  },
};
