import type { QuickEditView } from '@ganh/contracts';
import { formatDateTime, formatQuantity } from '@ganh/kernel';
import { Icon } from '../components/icon';
import { Note } from '../components/note';
import { Thumb } from '../components/photo';
import { PriceEdit, RecountForm, StockEdit } from '../components/stock-edit';
import { Frame } from '../components/shell';
import type { Page } from '../page';
import { quickEdit as words } from '../words/quick-edit';

function Options(props: { view: QuickEditView }) {
  const { view } = props;
  if (view.variants.length < 2) return null;
  return (
    <nav class="options" aria-label={words.options}>
      {view.variants.map((variant) => {
        const here = variant.variantId === view.variantId;
        return (
          <a
            class={here ? 'chip on' : 'chip'}
            key={variant.variantId}
            href={`/hang/sua/${variant.variantId}`}
            aria-current={here ? 'page' : undefined}
          >
            {variant.optionName || words.defaultOption}
          </a>
        );
      })}
    </nav>
  );
}

function Past(props: { view: QuickEditView }) {
  if (props.view.movements.length === 0) return null;
  return (
    <details class="more">
      <summary>
        <Icon name="next" />
        {words.past}
      </summary>
      <ul class="card pad lines past">
        {props.view.movements.map((movement) => (
          <li key={`${movement.at} ${movement.text}`}>
            {movement.text}
            <span class="small block">{formatDateTime(movement.at)}</span>
          </li>
        ))}
      </ul>
    </details>
  );
}

function Hiding(props: { view: QuickEditView }) {
  const { view } = props;
  if (view.removed) return null;
  return (
    <>
      <form method="post" action={`/hang/${view.productId}/an`}>
        <input type="hidden" name="hidden" value={view.hidden ? '0' : '1'} />
        <button class={view.hidden ? 'btn t w' : 'btn q w'}>
          {view.hidden ? words.show : words.hide}
        </button>
      </form>
      <a class="btn q w" href={`/hang/${view.productId}/thoi-ban`}>
        {words.remove}
      </a>
    </>
  );
}

/** Why it is on no channel. */
function OffSale(props: { view: QuickEditView }) {
  const { view } = props;
  if (!view.removed)
    return view.hidden ? (
      <Note tone="look" head={words.hidden}>
        {words.hiddenMore}
      </Note>
    ) : null;
  return (
    <>
      <Note tone="look" head={words.removed}>
        {words.removedMore}
      </Note>
      <form
        method="post"
        action={`/hang/${view.productId}/ban-lai`}
        data-act={`/api/v1/products/${view.productId}/restore`}
        data-done={words.restored}
      >
        <button class="btn t w">{words.show}</button>
      </form>
    </>
  );
}

function Head(props: { view: QuickEditView }) {
  const { view } = props;
  const quantity = (steps: number) => formatQuantity(steps, view.unit, view.stepsPerUnit);
  return (
    <div class="row" id="facts">
      <Thumb photo={view.photo} name={view.name} size={72} />
      <div class="grow">
        <h2>{view.optionName === '' ? view.name : `${view.name} · ${view.optionName}`}</h2>
        <p class="small">{words.inStore(quantity(view.onHand), quantity(view.reserved))}</p>
      </div>
    </div>
  );
}

export const quickEditPage: Page<QuickEditView> = {
  title: () => words.title,
  sheets: ['shell', 'forms', 'quick-edit', 'marks', 'sheet'],
  islands: ['quick-edit'],
  live: ['stock.changed', 'listing.changed'],
  body: (view, context) => {
    const shops = view.marks.filter((mark) => mark.state !== 'absent').length;
    return (
      <Frame shell={view.shell} here="products" title={words.title} back="/hang">
        <div class="edits stack">
          {view.problem && !view.recount && <Note tone="bad" head={view.problem} />}
          <OffSale view={view} />
          <Head view={view} />
          <RecountForm view={view} newOpId={context.newOpId} />
          <Options view={view} />
          <StockEdit view={view} newOpId={context.newOpId} />
          <PriceEdit view={view} newOpId={context.newOpId} />
          <p class="row small">
            <Icon name="sync" />
            {shops === 0 ? words.spreadNone : words.spread(shops)}
          </p>
          {view.nextVariantId !== null && (
            <a class="btn t" href={`/hang/sua/${view.nextVariantId}`}>
              {words.next}
              <Icon name="next" />
            </a>
          )}
          {!view.removed && (
            <a class="btn o" href={`/hang/${view.productId}/sua`}>
              <Icon name="pencil" />
              {words.edit}
            </a>
          )}
          <Past view={view} />
          <Hiding view={view} />
        </div>
        <div class="foot" id="foot" hidden data-keep>
          <a class="btn o less" href="/hang">
            {words.cancel}
          </a>
          <button class="btn p saves" id="save" type="button" />
        </div>
      </Frame>
    );
  },
};
