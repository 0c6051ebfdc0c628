import type { CategoryPick, MissingView } from '@ganh/contracts';
import { missing as words } from '../words/listings';
import { Icon } from './icon';
import { Note } from './note';

/** One tap chooses it, and sends whatever has been filled in beside it. */
function Pick(props: { pick: CategoryPick; isFirst?: boolean }) {
  const { pick, isFirst } = props;
  return (
    <button
      class={isFirst ? 'btn p w two' : 'btn o w two'}
      form="thieu"
      formnovalidate
      name="answers.categoryId"
      value={pick.id}
      data-key={pick.id}
    >
      <b class="block">{pick.name}</b>
      {pick.path !== pick.name && <span class="block path">{pick.path}</span>}
    </button>
  );
}

function Search(props: { category: NonNullable<MissingView['category']>; here: string }) {
  const { category, here } = props;
  return (
    <>
      <form class="stack" action={here} role="search">
        <label class="label" for="tim">
          {words.find}
        </label>
        <div class="inp">
          <Icon name="search" />
          <input
            id="tim"
            name="tim"
            value={category.query}
            inputmode="search"
            enterkeyhint="search"
            autocomplete="off"
            maxlength={100}
            aria-describedby="tim-y"
          />
        </div>
        <p class="hint" id="tim-y">
          {words.findHint}
        </p>
        <button class="btn o">{words.findButton}</button>
      </form>
      <p role="status" class="small" id="thay">
        {category.query === '' ? '' : words.found(category.found.length)}
      </p>
      <div class="stack" id="nhom">
        {category.found.map((pick) => (
          <Pick key={pick.id} pick={pick} />
        ))}
      </div>
    </>
  );
}

/** Where the goods go on the channel: likely places first, then a search over all of them. */
export function CategoryAsk(props: {
  view: MissingView;
  category: NonNullable<MissingView['category']>;
  here: string;
}) {
  const { view, category, here } = props;
  if (!category.isKnown)
    return (
      <Note tone="wait" head={words.unknown(view.channelName)}>
        {words.unknownMore}
      </Note>
    );
  const { chosen, suggested } = category;
  // One green button: the questions have theirs.
  const isAlone = category.isLacking && view.questions.length === 0;
  const choosing = (
    <section class="card pad stack" aria-labelledby="nhom-nao">
      <h2 id="nhom-nao">{words.category}</h2>
      {suggested.length === 0 && <p>{words.noSuggestion}</p>}
      {suggested.map((pick, index) => (
        <Pick key={pick.id} pick={pick} isFirst={isAlone && index === 0} />
      ))}
      <Search category={category} here={here} />
    </section>
  );
  if (category.isLacking || chosen === null) return choosing;
  return (
    <details class="more" open={category.query !== '' || undefined} id="doi-nhom">
      <summary>
        <Icon name="next" />
        {words.chosen(chosen.path)}
        <span class="sr"> {words.changeCategory}</span>
      </summary>
      {choosing}
    </details>
  );
}
