import type { OrderAction } from '@ganh/contracts';
import { acts, orders as words } from '../words/orders';
import { Icon, type IconName } from './icon';

const ICONS: Readonly<Partial<Record<OrderAction, IconName>>> = {
  confirm: 'check',
  pack: 'check',
  paid: 'check',
  complete: 'check',
  'hand-over': 'truck',
  arrange: 'truck',
  found: 'plus',
  unpack: 'undo',
};

interface ActProps {
  orderId: number;
  number: number;
  action: OrderAction;
  verb: string;
  look: 'p' | 'o' | 'd';
}

/** One act on an order: a form that works by itself; with script it acts in place and can be taken back. */
export function OrderAct(props: ActProps) {
  const { orderId, action } = props;
  const undo = acts[action].undo;
  const icon = ICONS[action];
  return (
    <form
      method="post"
      action={`/don/${orderId}/${action}`}
      data-act={`/api/v1/orders/${orderId}/${action}`}
      data-done={acts[action].done(props.number)}
      data-queue={action === 'pack' ? '' : undefined}
      data-undo={undo === null ? undefined : `/api/v1/orders/${orderId}/${undo}`}
    >
      <button class={`btn ${props.look} w`} data-busy={words.doing}>
        {icon && <Icon name={icon} />}
        {props.verb}
      </button>
    </form>
  );
}
