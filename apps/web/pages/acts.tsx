import type { Act, ActsView } from '@ganh/contracts';
import { formatNearDay, formatTime, isoDay } from '@ganh/kernel';
import { Empty } from '../components/empty';
import { Icon } from '../components/icon';
import { ChannelTile } from '../components/mark';
import { Note } from '../components/note';
import { Thumb } from '../components/photo';
import { Frame } from '../components/shell';
import type { Page } from '../page';
import { acts as words } from '../words/acts';

const PATH = '/them/viec-vua-lam';

function Picture(props: { about: Act['about'] }) {
  const { about } = props;
  if (about.kind === 'goods') return <Thumb photo={about.photo} name={about.name} />;
  return (
    <span class="mark">
      {about.kind === 'channel' ? (
        <ChannelTile channel={about.channel} name={about.channelName} size={44} silent />
      ) : (
        <Icon name="person" size={28} />
      )}
    </span>
  );
}

function Said(props: { act: Act; now: number }) {
  const { act, now } = props;
  return (
    <>
      <Picture about={act.about} />
      <span class="grow">
        <span class="block">
          <b>{act.who}</b> {act.what}
        </span>
        <span class="small block">{formatTime(act.at)}</span>
        {act.undone && (
          <span class="small bold row near">
            <Icon name="undo" size={20} />
            {words.undone(act.undone.who, undoneAt(act.at, act.undone.at, now))}
          </span>
        )}
      </span>
    </>
  );
}

/** The day is named where it is not the one that the act stands under. */
function undoneAt(actAt: number, at: number, now: number): string {
  const time = formatTime(at);
  return isoDay(at) === isoDay(actAt) ? time : `${time} ${formatNearDay(at, now)}`;
}

function UndoForm(props: { act: Act; cursor: string | null }) {
  const { act, cursor } = props;
  return (
    <form
      method="post"
      action={`${PATH}/${act.id}/hoan-tac`}
      data-act={`/api/v1/acts/${act.id}/undo`}
      data-done={words.done}
    >
      {cursor !== null && <input type="hidden" name="cursor" value={cursor} />}
      <button class="btn o k" data-busy={words.undoing}>
        <Icon name="undo" />
        {words.undo}
        <span class="sr">{words.undoOf(act.what)}</span>
      </button>
    </form>
  );
}

function Row(props: { act: Act; view: ActsView }) {
  const { act, view } = props;
  const said = <Said act={act} now={view.shell.nowAt} />;
  return (
    <li class="did" data-key={act.id}>
      {act.href === null ? (
        <div class="about">{said}</div>
      ) : (
        <a class="about" href={act.href}>
          {said}
        </a>
      )}
      {act.canUndo && <UndoForm act={act} cursor={view.cursor} />}
    </li>
  );
}

/** Newest first, a list for each day. */
function daysOf(acts: readonly Act[]): Act[][] {
  const days: Act[][] = [];
  for (const act of acts) {
    const day = days.at(-1);
    if (day?.[0] && isoDay(day[0].at) === isoDay(act.at)) day.push(act);
    else days.push([act]);
  }
  return days;
}

function Day(props: { acts: readonly Act[]; view: ActsView }) {
  const { acts, view } = props;
  const at = acts[0]?.at ?? 0;
  const name = formatNearDay(at, view.shell.nowAt);
  return (
    <section class="stack near" aria-labelledby={`ngay-${isoDay(at)}`} data-key={isoDay(at)}>
      <h2 id={`ngay-${isoDay(at)}`}>{name.charAt(0).toUpperCase() + name.slice(1)}</h2>
      <ul class="card lines">
        {acts.map((act) => (
          <Row key={act.id} act={act} view={view} />
        ))}
      </ul>
    </section>
  );
}

export const actsPage: Page<ActsView> = {
  title: () => words.title,
  sheets: ['shell', 'marks', 'acts'],
  islands: [],
  live: ['stock.changed', 'listing.changed', 'order.changed', 'shop.changed'],
  body: (view) => (
    <Frame shell={view.shell} here="more" title={words.title} back="/them">
      <div class="stack dids">
        {view.problem && <Note tone="bad" head={view.problem} />}
        {view.acts.length === 0 && view.cursor === null && (
          <Empty title={words.emptyTitle} text={words.emptyText} />
        )}
        {view.acts.length === 0 && view.cursor !== null && (
          <Empty title={words.endTitle} text={words.endText} />
        )}
        {daysOf(view.acts).map((acts) => (
          <Day key={acts[0]?.id} acts={acts} view={view} />
        ))}
        {view.nextCursor !== null && (
          <a class="btn o" href={`${PATH}?cursor=${encodeURIComponent(view.nextCursor)}`}>
            {words.older}
          </a>
        )}
        {view.cursor !== null && (
          <a class="btn q" href={PATH}>
            {words.newest}
          </a>
        )}
      </div>
    </Frame>
  ),
};
