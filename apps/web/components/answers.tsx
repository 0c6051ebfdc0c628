import type { RepliesView, ReplyView } from '@ganh/contracts';
import { formatAge } from '@ganh/kernel';
import { answers as words } from '../words/orders';
import { Icon } from './icon';
import { Note } from './note';

/** `order`: where the form leads back to; null = to the messages. */
interface Place {
  order: number | null;
  now: number;
}

function Back(props: { order: number | null }) {
  return props.order === null ? null : <input type="hidden" name="order" value={props.order} />;
}

function Said(props: { reply: ReplyView; place: Place }) {
  const { reply, place } = props;
  const isTrouble = reply.state === 'refused' || reply.state === 'unsure';
  return (
    <li class="stack near" data-key={`tra-loi-${reply.id}`}>
      <p>
        <b>{reply.wayText}</b>{' '}
        <span class="small">
          {formatAge(reply.at, place.now)} · {!isTrouble && reply.stateText}
        </span>
      </p>
      {reply.text !== '' && <q>{reply.text}</q>}
      {isTrouble && (
        <Note tone={reply.state === 'unsure' ? 'look' : 'bad'} head={reply.stateText} />
      )}
      {reply.acts.map(({ act, verb }) => (
        <form
          key={act}
          method="post"
          action={`/don/tin/tra-loi/${reply.id}/${act}`}
          data-act={`/api/v1/replies/${reply.id}/${act}`}
          data-done={words.done[act]}
        >
          <Back order={place.order} />
          <button class="btn o w" data-busy={words.doing}>
            {verb}
          </button>
        </form>
      ))}
    </li>
  );
}

function AnswerForm(props: { answers: RepliesView; place: Place; opId: string; to: string }) {
  const { answers, place, opId } = props;
  const id = `tra-loi-tin-${answers.messageId}`;
  return (
    <details class="grow" data-sheet={words.to(props.to)} id={id}>
      <summary class="btn o w">
        <Icon name="chat" />
        {words.answer}
        <span class="sr"> {props.to}</span>
      </summary>
      <form class="form gap" method="post" action={`/don/tin/${answers.messageId}/tra-loi`}>
        <input type="hidden" name="opId" value={opId} />
        <Back order={place.order} />
        {answers.ways.length === 1 ? (
          <input type="hidden" name="way" value={answers.ways[0]?.way} />
        ) : (
          <fieldset>
            <legend class="label">{words.how}</legend>
            <div class="stack">
              {answers.ways.map(({ way, text }, index) => (
                <label class="pick" key={way}>
                  <input type="radio" name="way" value={way} checked={index === 0} />
                  <span class="line">
                    <span class="grow">{text}</span>
                    <Icon name="check" />
                  </span>
                </label>
              ))}
            </div>
          </fieldset>
        )}
        <div class="field">
          <label class="label" for={`${id}-loi`}>
            {words.text}
          </label>
          <div class="inp">
            <textarea id={`${id}-loi`} name="text" rows={3} maxLength={2000} required />
          </div>
        </div>
        <button class="btn o w big" data-busy={words.doing}>
          {words.send}
        </button>
      </form>
    </details>
  );
}

/** Whether there is anything to show or to do. */
export function hasAnswers({ ways, replies, hidden }: RepliesView): boolean {
  return ways.length > 0 || replies.length > 0 || hidden !== null;
}

/** What the buyer was told and what became of it; below it a way to say more. */
export function Answers(props: {
  answers: RepliesView;
  to: string;
  place: Place;
  newOpId: () => string;
}) {
  const { answers, place } = props;
  return (
    <>
      {answers.hidden && <p class="small">{answers.hidden.text}</p>}
      {answers.replies.length > 0 && (
        <ul class="stack">
          {answers.replies.map((reply) => (
            <Said key={reply.id} reply={reply} place={place} />
          ))}
        </ul>
      )}
      {answers.ways.length > 0 && (
        <AnswerForm answers={answers} place={place} opId={props.newOpId()} to={props.to} />
      )}
    </>
  );
}
