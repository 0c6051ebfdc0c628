import type { MissingView } from '@ganh/contracts';
import { CategoryAsk } from '../components/category-ask';
import { Icon } from '../components/icon';
import { KindLine } from '../components/kind-choice';
import { Frame } from '../components/shell';
import type { Page } from '../page';
import { missing as words } from '../words/listings';

type Question = MissingView['questions'][number];

function Chosen(props: { question: Question; id: string; note: string | undefined }) {
  const { question, id, note } = props;
  const isNeeded = question.isRequired && !question.isOpen;
  return (
    <select id={id} name={`answers.${question.field}`} required={isNeeded} aria-describedby={note}>
      {(question.guess === '' || !isNeeded) && <option value="">{words.choose}</option>}
      {question.choices.map((choice) => (
        <option key={choice.value} value={choice.value} selected={choice.value === question.guess}>
          {choice.label}
        </option>
      ))}
    </select>
  );
}

function Several(props: { question: Question }) {
  const { question } = props;
  const ticked = question.guess.split(',');
  return (
    <div class="stack">
      {question.choices.map((choice) => (
        <label class="pick" key={choice.value}>
          <input
            type="checkbox"
            name={`answers.${question.field}`}
            value={choice.value}
            checked={ticked.includes(choice.value)}
          />
          <span class="line">
            <span class="grow">{choice.label}</span>
            <Icon name="check" />
          </span>
        </label>
      ))}
    </div>
  );
}

function Written(props: { question: Question; id: string; note: string | undefined }) {
  const { question, id, note } = props;
  return (
    <input
      id={id}
      name={`answers.${question.field}`}
      value={question.guess}
      inputmode={question.kind === 'number' ? 'decimal' : 'text'}
      autocomplete="off"
      maxlength={300}
      required={question.isRequired}
      aria-describedby={note}
    />
  );
}

/** Beside a list that is open: words of one's own go before what is chosen. */
function OwnWords(props: { question: Question; id: string }) {
  const id = `${props.id}-khac`;
  return (
    <div>
      <label class="small" for={id}>
        {words.openChoice}
        <span class="sr">: {props.question.label}</span>
      </label>
      <div class="inp">
        <input id={id} name={`other.${props.question.field}`} autocomplete="off" maxlength={300} />
      </div>
    </div>
  );
}

function Ask(props: { question: Question; index: number }) {
  const { question, index } = props;
  const id = `o-${question.field}`;
  const note = question.guessFrom === '' ? undefined : `${id}-y`;
  const label = `${index + 1}. ${question.label}`;
  const hint = note && (
    <p class="small" id={note}>
      {question.guessFrom}
    </p>
  );
  if (question.kind === 'choices') {
    return (
      <fieldset class="card ask" aria-describedby={note}>
        <legend class="small">{label}</legend>
        <Several question={question} />
        {hint}
        {question.isOpen && <OwnWords question={question} id={id} />}
      </fieldset>
    );
  }
  return (
    <div class="card ask">
      <label class="small" for={id}>
        {label}
      </label>
      <div class="inp">
        {question.kind === 'choice' ? (
          <Chosen question={question} id={id} note={note} />
        ) : (
          <Written question={question} id={id} note={note} />
        )}
        {question.unit !== '' && <span class="suffix">{question.unit}</span>}
        <Icon name="pencil" size={20} />
      </div>
      {hint}
      {question.isOpen && <OwnWords question={question} id={id} />}
    </div>
  );
}

function OnlyThis() {
  return (
    <label class="pick">
      <input type="checkbox" name="onlyThis" value="1" form="thieu" />
      <span class="line">
        <span class="grow">
          <span class="block bold">{words.onlyThis}</span>
          <span class="small">{words.onlyThisMore}</span>
        </span>
        <Icon name="check" />
      </span>
    </label>
  );
}

function titleOf(view: MissingView): string {
  const isAsked = view.category?.isLacking === true;
  const count = view.questions.length + (isAsked ? 1 : 0);
  return isAsked && count === 1
    ? words.categoryTitle(view.channelName)
    : words.title(view.channelName, count);
}

function Questions(props: { view: MissingView }) {
  const { view } = props;
  const guessed = view.questions.every((question) => question.guess !== '');
  if (view.questions.length === 0) return null;
  return (
    <>
      <p>{guessed ? words.intro : words.introBlank}</p>
      {view.questions.map((question, index) => (
        <Ask key={question.field} question={question} index={index} />
      ))}
      <button class="btn p w big">
        <Icon name="check" />
        {guessed ? words.send(view.channelName) : words.sendBlank(view.channelName)}
      </button>
    </>
  );
}

export const missingPage: Page<MissingView> = {
  title: titleOf,
  sheets: ['shell', 'forms', 'sheet'],
  islands: ['missing'],
  live: [],
  body: (view) => {
    const back = `/hang/${view.productId}/ket-qua`;
    const here = `/hang/${view.productId}/thieu/${view.listingId}`;
    // What belongs to one product alone is never asked for its kind.
    const isOfKind =
      view.kind.chosen !== null &&
      (view.category !== null || view.questions.some(({ field }) => field.startsWith('attr:')));
    return (
      <Frame shell={view.shell} here="products" title={titleOf(view)} back={back}>
        <div class="panel stack">
          <p class="bold">{view.name}</p>
          {view.category && <CategoryAsk view={view} category={view.category} here={here} />}
          <form class="stack" method="post" action={here} id="thieu">
            <Questions view={view} />
          </form>
          {isOfKind && <OnlyThis />}
          {view.category && (
            <KindLine productId={view.productId} kind={view.kind} listingId={view.listingId} />
          )}
          <a class="btn q w" href={back}>
            {words.later}
          </a>
        </div>
      </Frame>
    );
  },
};
