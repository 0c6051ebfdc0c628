import type { SheetOrderRow, SheetOrdersView } from '@ganh/contracts';
import { formatVnd } from '@ganh/kernel';
import { Note } from '../components/note';
import { Frame } from '../components/shell';
import { Asks, Columns, SHOWN } from '../components/sheet-list';
import type { Page } from '../page';
import { sheetList, sheetOrders as words } from '../words/sheets';

const MATCHED_AT_ONCE = 10;
const NAMES = 400;

function Match(props: { view: SheetOrdersView; base: string }) {
  const { view, base } = props;
  if (view.toMatch.length === 0) return null;
  const left = view.toMatch.length - MATCHED_AT_ONCE;
  return (
    <form class="card pad form stack" method="post" action={`${base}/khop`}>
      <h2>{words.toMatch}</h2>
      <p>{words.notOurs}</p>
      {view.toMatch.slice(0, MATCHED_AT_ONCE).map(({ key, code, name }) => (
        <div class="field" key={key}>
          <label class="label" for={`m-${key}`}>
            {[name, code].filter((text) => text !== '').join(' · ')}
          </label>
          <input type="hidden" name="keys" value={key} />
          <div class="inp">
            <input id={`m-${key}`} name="goods" list="goods" autocomplete="off" />
          </div>
        </div>
      ))}
      <datalist id="goods">
        {view.goods.slice(0, NAMES).map((name) => (
          <option key={name} value={name} />
        ))}
      </datalist>
      {left > 0 && <p class="hint">{words.more(left)}</p>}
      <button class="btn p w big">{words.keepMatches}</button>
    </form>
  );
}

function OrderLine(props: { order: SheetOrderRow }) {
  const { order } = props;
  const lines = order.lines.map(({ quantity, name }) => `${quantity} × ${name}`).join(', ');
  return (
    <li class="pad" data-key={order.code}>
      <b class="block">
        {order.code} · {order.buyer} · {formatVnd(order.totalVnd)}
      </b>
      <span class="block">{lines}</span>
      {order.waitsFor.length > 0 ? (
        <span class="block look bold">{words.waits(order.waitsFor.join(', '))}</span>
      ) : (
        <span class="block small">{words.states[order.state]}</span>
      )}
    </li>
  );
}

function Found(props: { view: SheetOrdersView; base: string }) {
  const { view, base } = props;
  const count = (state: SheetOrderRow['state']) =>
    view.orders.filter((order) => order.state === state).length;
  const ready = view.orders.filter(
    (order) => order.waitsFor.length === 0 && order.state !== 'known',
  ).length;
  // What needs a person first, what is known already last.
  const rank = (order: SheetOrderRow) =>
    order.waitsFor.length > 0 ? 0 : order.state === 'known' ? 2 : 1;
  const orders = [...view.orders].sort((a, b) => rank(a) - rank(b));
  return (
    <>
      <p>
        <b class="block">{words.counts(count('new'), count('changed'), count('known'))}</b>
        {sheetList.dropped(view.skipped, view.repeated)}
      </p>
      <Match view={view} base={base} />
      <Asks view={view} held={words.held} />
      <form method="post" action={`${base}/nhan`}>
        <button class="btn p w big">{words.take(ready)}</button>
      </form>
      <ul class="card lines">
        {orders.slice(0, SHOWN).map((order) => (
          <OrderLine key={order.code} order={order} />
        ))}
      </ul>
      {orders.length > SHOWN && <p class="small">{words.moreOrders(orders.length - SHOWN)}</p>}
    </>
  );
}

export const sheetOrdersPage: Page<SheetOrdersView> = {
  title: () => words.title,
  sheets: ['shell', 'forms', 'import'],
  islands: [],
  live: [],
  body: (view) => {
    const back = `/kenh/${view.shopId}/bang`;
    const base = `${back}/don/${view.importId}`;
    return (
      <Frame shell={view.shell} here="shops" title={words.title} back={back}>
        <div class="narrower stack">
          {view.problem && <Note tone="bad" head={view.problem} />}
          <h2>{view.fileName}</h2>
          {view.step === 'columns' && <Columns view={view} base={base} keep={words.keepColumns} />}
          {view.step === 'orders' && <Found view={view} base={base} />}
          {view.step === 'done' && (
            <Note tone="ok" head={words.done(view.taken)}>
              <a class="btn o w" href="/don">
                {words.toOrders}
              </a>
            </Note>
          )}
        </div>
      </Frame>
    );
  },
};
