import type { QuickEditView } from '@ganh/contracts';
import { formatQuantity, formatVnd } from '@ganh/kernel';
import { quickEdit as words } from '../words/quick-edit';
import { Icon } from './icon';
import { recountChoices } from './recount';

const QUICK = [5, 10, 20, 50];
const PRICE_STEP_VND = 1_000;

interface EditProps {
  view: QuickEditView;
  newOpId(): string;
}

/** A form of one press; without script each button is sent as it stands. */
function MoveForm(props: EditProps & { id: string; reason: 'received' | 'retail' }) {
  return (
    <form id={props.id} method="post" action={`/hang/sua/${props.view.variantId}/so`}>
      <input type="hidden" name="opId" value={props.newOpId()} />
      <input type="hidden" name="baseRev" value={props.view.stockRev} />
      <input type="hidden" name="reason" value={props.reason} />
    </form>
  );
}

function Reasons() {
  return (
    <details class="more" id="reason" hidden>
      <summary>
        <Icon name="next" />
        {words.reason}
      </summary>
      <div class="chips">
        {Object.entries(words.reasons).map(([value, text]) => (
          <label class="pick" key={value}>
            <input type="radio" name="why" value={value} />
            <span class="chip">{text}</span>
          </label>
        ))}
      </div>
    </details>
  );
}

/** A refused form says so at its field, not only on top. */
function Refusal(props: { view: QuickEditView; form: 'stock' | 'price'; id: string }) {
  const { refused, problem } = props.view;
  if (refused?.form !== props.form) return null;
  return (
    <p class="fault" id={props.id}>
      <Icon name="alert" size={20} />
      {problem}
    </p>
  );
}

/** 13d: the count was made on numbers that have moved; the person says which it means. */
export function RecountForm(props: EditProps) {
  const { view } = props;
  if (!view.recount) return null;
  const quantity = (steps: number) => formatQuantity(steps, view.unit, view.stepsPerUnit);
  const { head, choices } = recountChoices(view.recount, view.reserved, quantity);
  return (
    <form class="card edit" method="post" action={`/hang/sua/${view.variantId}/so`} id="recount">
      <input type="hidden" name="opId" value={props.newOpId()} />
      <input type="hidden" name="baseRev" value={view.stockRev} />
      <fieldset>
        <legend class="h2">{head}</legend>
        <p class="small">{words.recountMore(quantity(view.recount.counted))}</p>
        <div class="stack gap">
          {choices.map((choice, index) => (
            <label class="op" key={choice.counted}>
              <input type="radio" name="counted" value={choice.counted} checked={index === 0} />
              <span>
                <b class="block">{choice.left}</b>
                {choice.why}
              </span>
            </label>
          ))}
        </div>
      </fieldset>
      <button class="btn p w gap">{words.saveCount}</button>
    </form>
  );
}

function Count(props: EditProps) {
  const { view } = props;
  const typed = view.refused?.form === 'stock' ? view.refused.typed : '';
  const quantity = (steps: number) => formatQuantity(steps, view.unit, view.stepsPerUnit);
  const hint =
    view.stepsPerUnit === 1
      ? words.countHint(quantity(view.reserved))
      : `${words.countHint(quantity(view.reserved))} ${words.stepHint(quantity(1))}`;
  return (
    <details class="more" id="count" open={typed !== ''}>
      <summary>
        <Icon name="next" />
        {words.count}
      </summary>
      <form method="post" action={`/hang/sua/${view.variantId}/so`} id="count-form">
        <input type="hidden" name="opId" value={props.newOpId()} />
        <input type="hidden" name="baseRev" value={view.stockRev} />
        <label class="label" for="counted">
          {words.countLabel}
        </label>
        <Refusal view={view} form="stock" id="counted-sai" />
        <div class="inp">
          <input
            id="counted"
            name="counted"
            inputmode="numeric"
            autocomplete="off"
            value={typed}
            aria-invalid={typed === '' ? undefined : true}
            aria-describedby={typed === '' ? 'counted-y' : 'counted-sai counted-y'}
          />
          <span class="suffix">{view.stepsPerUnit === 1 ? view.unit : `× ${quantity(1)}`}</span>
        </div>
        <p class="hint" id="counted-y">
          {hint}
        </p>
        <noscript>
          <button class="btn o w">{words.saveCount}</button>
        </noscript>
      </form>
    </details>
  );
}

/** Available stock: − number +, quick amounts, and counting anew. ± are deltas, a count is absolute (screens §11). */
export function StockEdit(props: EditProps) {
  const { view } = props;
  const step = formatQuantity(1, view.unit, view.stepsPerUnit);
  const shown = formatQuantity(view.available, '', view.stepsPerUnit);
  return (
    <section
      class="card edit"
      aria-labelledby="stock"
      id="stock-edit"
      data-variant={view.variantId}
      data-available={view.available}
      data-on-hand={view.onHand}
      data-rev={view.stockRev}
      data-unit={view.unit}
      data-steps={view.stepsPerUnit}
      data-next={view.nextVariantId ?? ''}
    >
      <h2 id="stock">{words.available}</h2>
      <MoveForm {...props} id="take" reason="retail" />
      <MoveForm {...props} id="bring" reason="received" />
      <div class="step-row">
        <button
          class="pm"
          form="take"
          name="delta"
          value="-1"
          data-step="-1"
          aria-label={words.less(step)}
        >
          <Icon name="minus" size={36} />
        </button>
        <output class={shown.length > 4 ? 'value num long' : 'value num'} id="left" for="count">
          {shown}
          <span class="unit">{view.unit}</span>
        </output>
        <button
          class="pm"
          form="bring"
          name="delta"
          value="1"
          data-step="1"
          aria-label={words.more(step)}
        >
          <Icon name="plus" size={36} />
        </button>
      </div>
      <div class="quick" role="group" aria-label={words.quick}>
        {QUICK.map((amount) => (
          <button
            class="chip num"
            key={amount}
            form="bring"
            name="delta"
            value={amount * view.stepsPerUnit}
            data-quick={amount * view.stepsPerUnit}
          >
            +{amount}
          </button>
        ))}
      </div>
      <p class="said small" id="said" role="status" data-keep>
        {words.unchanged}
      </p>
      <Reasons />
      <Count {...props} />
    </section>
  );
}

export function PriceEdit(props: EditProps) {
  const { view } = props;
  const typed = view.refused?.form === 'price' ? view.refused.typed : null;
  const step = formatVnd(PRICE_STEP_VND);
  return (
    <section
      class="card edit"
      aria-labelledby="price-head"
      id="price-edit"
      data-price={view.priceVnd}
      data-rev={view.priceRev}
    >
      <h2 id="price-head">{words.price}</h2>
      <form method="post" action={`/hang/sua/${view.variantId}/gia`} id="price-form">
        <input type="hidden" name="opId" value={props.newOpId()} />
        <input type="hidden" name="baseRev" value={view.priceRev} />
        <Refusal view={view} form="price" id="price-sai" />
        <div class="step-row cost">
          <button
            class="pm js-only"
            type="button"
            data-price-step={-PRICE_STEP_VND}
            aria-label={words.lessPrice(step)}
          >
            <Icon name="minus" size={36} />
          </button>
          <div class={view.priceVnd >= 1_000_000 ? 'inp long' : 'inp'}>
            <input
              id="price"
              name="price"
              inputmode="text"
              autocomplete="off"
              aria-labelledby="price-head"
              value={typed ?? formatVnd(view.priceVnd).replace(/\s*₫$/, '')}
              aria-invalid={typed === null ? undefined : true}
              aria-describedby={typed === null ? undefined : 'price-sai'}
            />
            <span class="suffix">₫</span>
          </div>
          <button
            class="pm js-only"
            type="button"
            data-price-step={PRICE_STEP_VND}
            aria-label={words.morePrice(step)}
          >
            <Icon name="plus" size={36} />
          </button>
        </div>
        <p class="hint" id="price-echo" role="status" data-keep />
        <noscript>
          <label class="row sure">
            <input type="checkbox" name="sure" value="1" />
            {words.sureBox}
          </label>
          <button class="btn o w">{words.savePrice}</button>
        </noscript>
      </form>
    </section>
  );
}
