import type { Role, Shell } from '@ganh/contracts';
import type { ComponentChildren } from 'preact';
import { nav as words, roles } from '../words/common';
import { Icon, type IconName } from './icon';
import { Logo } from './logo';

export type Place = 'today' | 'products' | 'orders' | 'shops' | 'more';

interface Stop {
  place: Place;
  href: string;
  icon: IconName;
  short: string;
  long: string;
  roles: readonly Role[];
}

const STOPS: readonly Stop[] = [
  { place: 'today', href: '/', icon: 'home', ...words.today, roles: ['seller', 'manager'] },
  {
    place: 'products',
    href: '/hang',
    icon: 'box',
    ...words.products,
    roles: ['seller', 'host', 'manager'],
  },
  {
    place: 'orders',
    href: '/don',
    icon: 'receipt',
    ...words.orders,
    roles: ['seller', 'packer', 'manager'],
  },
  { place: 'shops', href: '/kenh', icon: 'link', ...words.shops, roles: ['seller', 'manager'] },
  { place: 'more', href: '/them', icon: 'menu', ...words.more, roles: [] },
];

/** What a role may not do is absent, not grey (screens §5). */
function stopsFor(roles: readonly Role[]): readonly Stop[] {
  return STOPS.filter(
    (stop) => stop.roles.length === 0 || stop.roles.some((role) => roles.includes(role)),
  );
}

function Waiting(props: { stop: Stop; shell: Shell }) {
  const count = props.shell.badges.orders + props.shell.badges.trouble;
  if (props.stop.place !== 'orders' || count === 0) return null;
  return (
    <span class="count">
      {count}
      <span class="sr"> {words.waiting}</span>
    </span>
  );
}

function Stops(props: { shell: Shell; here: Place; long?: boolean }) {
  return (
    <>
      {stopsFor(props.shell.roles).map((stop) => (
        <a
          href={stop.href}
          key={stop.place}
          aria-current={stop.place === props.here ? 'page' : undefined}
        >
          <Icon name={stop.icon} />
          {props.long ? stop.long : stop.short}
          <Waiting stop={stop} shell={props.shell} />
        </a>
      ))}
    </>
  );
}

interface FrameProps {
  shell: Shell;
  here: Place;
  title: string;
  /** Where the back arrow leads; pages with one have no bottom bar. */
  back?: string | undefined;
  tools?: ComponentChildren;
  children: ComponentChildren;
}

/** Bottom bar on phones, side bar from 960 px on: the same places in the same order. */
export function Frame(props: FrameProps) {
  const { shell } = props;
  return (
    <>
      <nav class="side" id="side" aria-label={words.main}>
        <a class="brand" href="/">
          <Logo width={52} />
          {words.product}
        </a>
        <Stops shell={shell} here={props.here} long />
        <div class="me">
          <div class="bold">{shell.userName}</div>
          <div class="small">
            {shell.roles.map((role) => roles[role]).join(', ')} · {shell.coopName}
          </div>
        </div>
      </nav>
      <header class={props.back ? 'top back' : 'top'} id="top">
        {props.back && (
          <a class="icon-btn" href={props.back} aria-label={words.back}>
            <Icon name="back" size={28} />
          </a>
        )}
        <h1 class="grow" tabindex={-1}>
          {props.title}
        </h1>
        {props.tools}
      </header>
      <div id="notice" data-keep role="status" />
      <main id="main">{props.children}</main>
      {!props.back && (
        <nav class="bar" id="bar" aria-label={words.main}>
          <Stops shell={shell} here={props.here} />
        </nav>
      )}
    </>
  );
}
