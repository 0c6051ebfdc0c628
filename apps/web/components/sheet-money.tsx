import type { SheetMoney } from '@ganh/contracts';
import { formatDate, formatVnd } from '@ganh/kernel';
import { sheetPayouts as words } from '../words/sheets';
import { SHOWN } from './sheet-list';

/** What was paid and what was sold do not meet everywhere: both sides, never paired by guessing. */
export function Unmet(props: { money: SheetMoney }) {
  const { withoutOrder, withoutPayout } = props.money;
  return (
    <>
      {withoutPayout.length > 0 && (
        <section class="stack">
          <h3>{words.withoutPayout(withoutPayout.length)}</h3>
          <p class="small">{words.withoutPayoutHint}</p>
          <ul class="card lines">
            {withoutPayout.slice(0, SHOWN).map((one) => (
              <li class="pad" key={one.code}>
                <b>{one.code}</b> · {formatVnd(one.totalVnd)}
                <span class="small block">{words.placed(formatDate(one.placedAt))}</span>
              </li>
            ))}
          </ul>
        </section>
      )}
      {withoutOrder.length > 0 && (
        <section class="stack">
          <h3>{words.withoutOrder(withoutOrder.length)}</h3>
          <p class="small">{words.withoutOrderHint}</p>
          <ul class="card lines">
            {withoutOrder.slice(0, SHOWN).map((one) => (
              <li class="pad" key={`${one.code} ${one.at} ${one.amountVnd}`}>
                <b>{one.code}</b> · {formatVnd(one.amountVnd)}
                <span class="small block">{words.paid(formatDate(one.at))}</span>
              </li>
            ))}
          </ul>
        </section>
      )}
    </>
  );
}
