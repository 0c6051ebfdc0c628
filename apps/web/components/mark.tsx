import type { Channel, ChannelMark, MarkState } from '@ganh/contracts';
import { marks as words } from '../words/common';
import { Icon, type IconName } from './icon';

const LETTERS: Readonly<Record<Channel, string>> = {
  shopee: 'S',
  facebook: 'f',
  'tiktok-shop': '♪',
  lazada: 'L',
  tiki: 'T',
  zalo: 'Z',
  spreadsheet: 'X',
  own: '',
};
const CORNERS: Readonly<Record<MarkState, IconName | null>> = {
  done: 'check',
  waiting: 'clock',
  broken: 'alert',
  absent: null,
};

function Tile(props: { channel: Channel }) {
  const letter = LETTERS[props.channel];
  return (
    <span class="tile" aria-hidden="true">
      {letter === '' ? <Icon name="shop" /> : letter}
    </span>
  );
}

/** The letter tile of a channel, its name for the screen reader only where the name is not written beside it. */
export function ChannelTile(props: {
  channel: Channel;
  name: string;
  size?: 30 | 44;
  silent?: boolean;
}) {
  const size = props.size ? ` m${props.size}` : '';
  const said = props.silent
    ? { 'aria-hidden': true }
    : { role: 'img' as const, 'aria-label': props.name };
  return (
    <span class={`ch c-${props.channel}${size}`} {...said}>
      <Tile channel={props.channel} />
    </span>
  );
}

/** The tile with its state: shape and words, never colour alone (screens §1 P4). */
export function StateMark(props: {
  channel: Channel;
  name: string;
  state: MarkState;
  size?: 26 | 44;
}) {
  const corner = CORNERS[props.state];
  return (
    <span
      class={`ch c-${props.channel} is-${props.state}${props.size ? ` m${props.size}` : ''}`}
      role="img"
      aria-label={`${props.name}: ${words[props.state]}`}
    >
      <Tile channel={props.channel} />
      {corner && (
        <span class="corner" aria-hidden="true">
          <Icon name={corner} />
        </span>
      )}
    </span>
  );
}

export function Marks(props: { marks: readonly ChannelMark[] }) {
  return (
    <span class="marks">
      {props.marks.map((mark) => (
        <StateMark
          key={mark.shopId}
          channel={mark.channel}
          name={mark.channelName}
          state={mark.state}
          size={26}
        />
      ))}
    </span>
  );
}
