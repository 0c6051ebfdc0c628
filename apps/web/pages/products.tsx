import type { ProductsView } from '@ganh/contracts';
import { Empty } from '../components/empty';
import { Icon } from '../components/icon';
import { ProductItem } from '../components/product-item';
import { Frame } from '../components/shell';
import type { Page } from '../page';
import { nav } from '../words/common';
import { products as words } from '../words/products';

/** More rows than this are drawn by the script, as the person searches (screens §7.03). */
export const FIRST_ROWS = 60;

function Filter(props: { view: ProductsView; name: ProductsView['filter']; text: string }) {
  const on = props.view.filter === props.name;
  const query = new URLSearchParams();
  if (props.view.query !== '') query.set('q', props.view.query);
  if (props.name !== 'tat-ca') query.set('loc', props.name);
  const search = query.toString();
  return (
    <a
      class={on ? 'chip on' : 'chip'}
      href={search === '' ? '/hang' : `/hang?${search}`}
      aria-current={on ? 'true' : undefined}
    >
      {props.text}
    </a>
  );
}

function Search(props: { view: ProductsView }) {
  const { view } = props;
  return (
    <form class="find" action="/hang" role="search" id="find">
      <div class="inp">
        <Icon name="search" />
        <input
          name="q"
          id="q"
          type="text"
          inputmode="search"
          enterkeyhint="search"
          autocomplete="off"
          aria-label={words.find}
          placeholder={words.findHint}
          value={view.query}
        />
        {view.filter !== 'tat-ca' && <input type="hidden" name="loc" value={view.filter} />}
        <a
          class="icon-btn"
          id="clear"
          href="/hang"
          aria-label={words.clear}
          hidden={view.query === ''}
        >
          <Icon name="close" />
        </a>
      </div>
    </form>
  );
}

function Rows(props: { view: ProductsView }) {
  const { view } = props;
  const rows = view.rows.slice(0, FIRST_ROWS);
  const rest = view.rows.length - rows.length;
  const found =
    view.query === ''
      ? ''
      : view.rows.length === 0
        ? words.noneFound(view.query)
        : words.found(view.rows.length, view.query);
  return (
    <>
      <p class="small" role="status" id="found">
        {found}
      </p>
      {rows.length === 0 && view.query === '' && <p class="gap">{words.noneHere}</p>}
      <ul class="card lines items" id="items" data-rest={rest}>
        {rows.map((row) => (
          <ProductItem key={row.variantId} row={row} />
        ))}
      </ul>
      {rest > 0 && (
        <p class="gap mid" id="rest">
          {words.rest(rest)}
        </p>
      )}
    </>
  );
}

function Nothing() {
  return (
    <Empty title={words.emptyTitle} text={words.emptyText}>
      <a class="btn p" href="/hang/moi">
        <Icon name="camera" />
        {words.addFirst}
      </a>
      <a class="btn o" href="/hang/nhap-excel">
        <Icon name="sheet" />
        {words.fromExcel}
      </a>
    </Empty>
  );
}

export const productsPage: Page<ProductsView> = {
  title: () => words.title,
  sheets: ['shell', 'marks', 'forms', 'products'],
  islands: ['products'],
  live: ['stock.changed', 'listing.changed'],
  icons: ['check', 'clock', 'alert', 'pencil', 'star', 'shop'],
  body: (view) => {
    const empty = view.counts.all === 0;
    const add = (
      <a class="btn p k" href="/hang/moi">
        <Icon name="plus" />
        {words.add}
      </a>
    );
    return (
      <Frame shell={view.shell} here="products" title={words.title} tools={empty ? null : add}>
        {empty ? (
          <Nothing />
        ) : (
          <>
            <Search view={view} />
            <nav class="filters" aria-label={`${words.filter} ${nav.products.short}`}>
              <Filter view={view} name="tat-ca" text={words.all(view.counts.all)} />
              <Filter view={view} name="sap-het" text={words.low(view.counts.low)} />
              <Filter view={view} name="vuong" text={words.trouble(view.counts.trouble)} />
            </nav>
            <Rows view={view} />
          </>
        )}
      </Frame>
    );
  },
};
