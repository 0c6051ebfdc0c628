import type { SheetPayoutRow, SheetPayoutsView } from '@ganh/contracts';
import { formatDate, formatVnd } from '@ganh/kernel';
import { Note } from '../components/note';
import { Frame } from '../components/shell';
import { Asks, Columns, SHOWN } from '../components/sheet-list';
import { Unmet } from '../components/sheet-money';
import type { Page } from '../page';
import { sheetList, sheetPayouts as words } from '../words/sheets';

function PayoutLine(props: { payout: SheetPayoutRow }) {
  const { payout } = props;
  const fees = payout.feesVnd !== 0 && payout.code !== null;
  return (
    <li class="pad" data-key={payout.row}>
      <b class="block">
        {[payout.code, payout.words].filter(Boolean).join(' · ')} ·{' '}
        <span class="num">{formatVnd(payout.amountVnd)}</span>
      </b>
      <span class="block small">
        {words.paid(formatDate(payout.at))}
        {fees && ` ${words.fees(formatVnd(payout.feesVnd))}`}
      </span>
      {payout.order === 'unknown' && <span class="block look bold">{words.unknown}</span>}
      {payout.orderTotalVnd !== null && (
        <span class="block look">{words.orderSays(formatVnd(payout.orderTotalVnd))}</span>
      )}
      <span class="block small">
        {payout.beforeVnd === null
          ? words.states[payout.state]
          : words.before(formatVnd(payout.beforeVnd))}
      </span>
    </li>
  );
}

function Found(props: { view: SheetPayoutsView; base: string }) {
  const { view, base } = props;
  const of = (state: SheetPayoutRow['state']) =>
    view.payouts.filter((payout) => payout.state === state);
  const [fresh, changed, known] = [of('new'), of('changed'), of('known')];
  const total = [...fresh, ...changed].reduce(
    (sum, { amountVnd, beforeVnd }) => sum + amountVnd - (beforeVnd ?? 0),
    0,
  );
  // What needs a person first, what is known already last.
  const unknown = [...fresh, ...changed].filter(({ order }) => order === 'unknown');
  const payouts = [
    ...unknown,
    ...[...changed, ...fresh].filter((one) => !unknown.includes(one)),
    ...known,
  ];
  return (
    <>
      <p>
        <b class="block">{words.counts(fresh.length, changed.length, known.length)}</b>
        {words.total(formatVnd(total))} {sheetList.dropped(view.skipped, view.repeated)}
      </p>
      <Asks view={view} held={words.held} />
      <form method="post" action={`${base}/nhan`}>
        <button class="btn p w big">{words.take(fresh.length + changed.length)}</button>
      </form>
      <ul class="card lines">
        {payouts.slice(0, SHOWN).map((payout) => (
          <PayoutLine key={payout.row} payout={payout} />
        ))}
      </ul>
      {payouts.length > SHOWN && <p class="small">{words.more(payouts.length - SHOWN)}</p>}
    </>
  );
}

export const sheetPayoutsPage: Page<SheetPayoutsView> = {
  title: () => words.title,
  sheets: ['shell', 'forms', 'import'],
  islands: [],
  live: [],
  body: (view) => {
    const back = `/kenh/${view.shopId}/bang`;
    const base = `${back}/tien/${view.importId}`;
    return (
      <Frame shell={view.shell} here="shops" title={words.title} back={back}>
        <div class="narrower stack">
          {view.problem && <Note tone="bad" head={view.problem} />}
          <h2>{view.fileName}</h2>
          {view.step === 'columns' && <Columns view={view} base={base} keep={words.keepColumns} />}
          {view.step === 'payouts' && <Found view={view} base={base} />}
          {view.step === 'done' && (
            <>
              <Note tone="ok" head={words.done(view.taken)} />
              <Unmet money={view.money} />
            </>
          )}
        </div>
      </Frame>
    );
  },
};
