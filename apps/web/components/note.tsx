import type { ComponentChildren } from 'preact';
import type { Tone } from './badge';
import { Icon, type IconName } from './icon';

const ICONS: Readonly<Record<Tone, IconName>> = {
  ok: 'check',
  wait: 'clock',
  look: 'alert',
  bad: 'alert',
};

/** First what happened, in bold; then what to do. */
export function Note(props: { tone: Tone; head: string; children?: ComponentChildren }) {
  return (
    <div class={`note ${props.tone}`} role={props.tone === 'bad' ? 'alert' : 'status'}>
      <Icon name={ICONS[props.tone]} />
      <div class="grow">
        <b class="block">{props.head}</b>
        {props.children}
      </div>
    </div>
  );
}
