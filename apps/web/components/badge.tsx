import type { PayBadge } from '@ganh/contracts';
import { pay as words, stars as starWords } from '../words/common';
import { Icon, type IconName } from './icon';

export type Tone = 'ok' | 'wait' | 'look' | 'bad';

const PAY: Readonly<Record<PayBadge, { tone: Tone; icon: IconName }>> = {
  'da-tra': { tone: 'ok', icon: 'check' },
  'cho-ck': { tone: 'wait', icon: 'clock' },
  'thu-khi-giao': { tone: 'look', icon: 'truck' },
  'tra-mot-phan': { tone: 'look', icon: 'alert' },
  'hoan-tien': { tone: 'wait', icon: 'undo' },
  'thieu-hang': { tone: 'bad', icon: 'alert' },
};

export function Badge(props: { tone: Tone; icon: IconName; text: string }) {
  return (
    <span class={`badge ${props.tone}`}>
      <Icon name={props.icon} size={18} />
      {props.text}
    </span>
  );
}

export function PaymentBadge(props: { pay: PayBadge }) {
  const { tone, icon } = PAY[props.pay];
  return <Badge tone={tone} icon={icon} text={words[props.pay]} />;
}

/** Shown only while the certificate is valid: the view says so with `stars`. */
export function Stars(props: { stars: number | null; long?: boolean }) {
  if (props.stars === null) return null;
  return (
    <span class="stars" role="img" aria-label={starWords.long(props.stars)}>
      <Icon name="star" />
      <span aria-hidden="true">
        {props.long ? starWords.long(props.stars) : starWords.short(props.stars)}
      </span>
    </span>
  );
}
