import type { MessageRow, MessagesView } from '@ganh/contracts';
import { formatAge, formatQuantity } from '@ganh/kernel';
import { Answers, hasAnswers } from '../components/answers';
import { Empty } from '../components/empty';
import { Field } from '../components/field';
import { Icon } from '../components/icon';
import { ChannelTile } from '../components/mark';
import { dialable } from '../components/phone';
import { CallButton } from '../components/order-card';
import { Frame } from '../components/shell';
import type { Page } from '../page';
import { messages as words } from '../words/orders';

type Product = MessagesView['products'][number];

/** What one of the quantity is: the unit, or its smallest step ("× 0,05 kg"). */
function countedIn(product: Product): string {
  const { unit, stepsPerUnit } = product;
  return stepsPerUnit === 1 ? unit : `× ${formatQuantity(1, unit, stepsPerUnit)}`;
}

/** Beyond this the list stands in the page once and the script hands it to the field that is opened. */
const FEW_PRODUCTS = 40;

function Options(props: { products: readonly Product[]; chosen: number | null }) {
  return (
    <>
      {props.products.map((product) => (
        <option
          key={product.variantId}
          value={product.variantId}
          data-unit={countedIn(product)}
          selected={product.variantId === props.chosen}
        >
          {words.left(
            product.name,
            formatQuantity(product.available, product.unit, product.stepsPerUnit),
          )}
        </option>
      ))}
    </>
  );
}

function Line(props: {
  id: string;
  products: readonly Product[];
  variantId: number | null;
  quantity: number;
}) {
  const { id, products, variantId } = props;
  const chosen = products.find((product) => product.variantId === variantId);
  const few = products.length <= FEW_PRODUCTS;
  return (
    <div class="stack line-input">
      <div class="field">
        <label class="label" for={`${id}-m`}>
          {words.what}
        </label>
        <div class="inp">
          <select id={`${id}-m`} name="variantId" required>
            {variantId === null && <option value="">{words.choose}</option>}
            <Options products={few ? products : chosen ? [chosen] : []} chosen={variantId} />
          </select>
        </div>
      </div>
      <div class="field">
        <label class="label" for={`${id}-s`}>
          {words.howMany}
        </label>
        <div class="inp">
          <input
            id={`${id}-s`}
            name="quantity"
            inputmode="numeric"
            autocomplete="off"
            required
            value={props.quantity}
          />
          <span class="suffix">{chosen ? countedIn(chosen) : ''}</span>
        </div>
      </div>
    </div>
  );
}

function MakeOrder(props: { row: MessageRow; products: readonly Product[] }) {
  const { row, products } = props;
  const id = `tin-${row.id}`;
  const lines = row.guess.length > 0 ? row.guess : [{ variantId: null, quantity: 1 }];
  const phone = dialable(row.phone);
  return (
    <details class="grow" data-sheet={words.makeFor(row.from)} id={id}>
      <summary class="btn t w">
        <Icon name="receipt" />
        {words.make}
        <span class="sr"> {row.from}</span>
      </summary>
      <form
        class="form gap"
        method="post"
        action={`/don/tin/${row.id}`}
        data-order={`/api/v1/messages/${row.id}/order`}
        data-done={words.made(row.from)}
      >
        {row.guessWhy !== '' && (
          <p class="small">
            {words.guess}: {row.guessWhy}
          </p>
        )}
        {lines.map((line, index) => (
          <Line
            key={`${id}-${index}`}
            id={`${id}-${index}`}
            products={products}
            variantId={line.variantId}
            quantity={line.quantity}
          />
        ))}
        <Field
          name={`${id}-buyerName`}
          label={words.buyerName}
          value={row.from}
          input={{ name: 'buyerName', autocomplete: 'off', maxlength: 120 }}
        />
        <Field
          name={`${id}-buyerPhone`}
          label={words.buyerPhone}
          value={phone?.text ?? row.phone ?? ''}
          input={{ name: 'buyerPhone', type: 'tel', inputmode: 'tel', autocomplete: 'off' }}
        />
        <button class="btn p w big">
          <Icon name="check" />
          {words.make}
        </button>
      </form>
    </details>
  );
}

function Row(props: { row: MessageRow; view: MessagesView; newOpId: () => string }) {
  const { row, view } = props;
  const kind = row.kind === 'comment' ? words.comment : words.message;
  return (
    <li class="card" data-key={row.id}>
      <div class="says">
        <div class="row near">
          <ChannelTile channel={row.channel} name={row.channelName} size={30} />
          <span class="grow">
            <b>{row.from}</b>{' '}
            <span class="small">
              {kind} · {formatAge(row.at, view.shell.nowAt)}
            </span>
          </span>
        </div>
        <q>{row.text}</q>
        {row.guess.length > 0 && (
          <p class="ok bold">
            {row.guess.map((guess) => `${guess.quantityText} ${guess.name}`).join(', ')}
          </p>
        )}
      </div>
      <div class="acts">
        <CallButton phone={row.phone} name={row.from} />
        <MakeOrder row={row} products={view.products} />
      </div>
      {hasAnswers(row.answers) && (
        <div class="pad stack">
          <Answers
            answers={row.answers}
            to={row.from}
            place={{ order: null, now: view.shell.nowAt }}
            newOpId={props.newOpId}
          />
        </div>
      )}
    </li>
  );
}

export const messagesPage: Page<MessagesView> = {
  title: () => words.title,
  sheets: ['shell', 'marks', 'forms', 'orders', 'sheet'],
  islands: ['messages'],
  live: ['message.changed', 'order.changed'],
  body: (view, { newOpId }) => (
    <Frame shell={view.shell} here="orders" title={words.title} back="/don">
      {view.rows.length === 0 ? (
        <Empty title={words.emptyTitle} text={words.emptyText} />
      ) : (
        <>
          {view.products.length > FEW_PRODUCTS && (
            <select id="all-products" hidden aria-hidden="true">
              <Options products={view.products} chosen={null} />
            </select>
          )}
          <ul class="orders" id="orders">
            {view.rows.map((row) => (
              <Row key={row.id} row={row} view={view} newOpId={newOpId} />
            ))}
          </ul>
        </>
      )}
    </Frame>
  ),
};
