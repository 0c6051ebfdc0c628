import type { ImportView } from '@ganh/contracts';
import { formatQuantity, formatVnd } from '@ganh/kernel';
import { FileField } from '../components/file-field';
import { Note } from '../components/note';
import { Frame } from '../components/shell';
import type { Page } from '../page';
import { importWords as words } from '../words/import';

type Row = ImportView['rows'][number];

function Upload(props: { again: boolean }) {
  return (
    <form
      class="card pad form"
      method="post"
      action="/hang/nhap-excel"
      encType="multipart/form-data"
    >
      {!props.again && <p>{words.intro}</p>}
      <FileField id="file" label={props.again ? words.other : words.file} hint={words.fileHint} />
      <button class={props.again ? 'btn o w' : 'btn p w big'} data-busy={words.reading}>
        {words.read}
      </button>
    </form>
  );
}

function Found(props: { row: Row }) {
  const { row } = props;
  const facts = [
    row.priceVnd === null ? words.noPrice : formatVnd(row.priceVnd),
    row.packText,
    row.stock === null ? row.unit : formatQuantity(row.stock, row.unit),
  ].filter((fact) => fact !== '');
  return (
    <li>
      <label class="pick">
        <input type="checkbox" name="rows" value={row.index} checked={row.ask === ''} />
        <span class="grow">
          <b class="block">{row.name}</b>
          <span class="block num">{facts.join(' · ')}</span>
          {row.ask !== '' && <span class="block look bold">{row.ask}</span>}
          {row.existing && <span class="block small">{words.existing}</span>}
          <span class="block small">{words.where(row.sheet, row.row)}</span>
        </span>
      </label>
    </li>
  );
}

function Reading(props: { view: ImportView; importId: string }) {
  const { view } = props;
  const ready = view.rows.filter((row) => row.ask === '').length;
  const toAsk = view.rows.length - ready;
  const facts = [
    toAsk > 0 ? words.toAsk(toAsk) : '',
    view.duplicates > 0 ? words.duplicates(view.duplicates) : '',
    view.skipped > 0 ? words.skipped(view.skipped) : '',
  ].filter((fact) => fact !== '');
  const rows = [...view.rows].sort((a, b) => Number(a.ask === '') - Number(b.ask === ''));
  return (
    <form
      method="post"
      action={`/hang/nhap-excel/${encodeURIComponent(props.importId)}`}
      id="accept"
      class="stack"
    >
      <div>
        <h2>{words.from(view.fileName ?? '')}</h2>
        <p>
          <b>{words.ready(ready)}</b>
          {facts.map((fact) => `, ${fact}`)}.
        </p>
      </div>
      {rows.length === 0 ? (
        <Note tone="look" head={words.nothing} />
      ) : (
        <ul class="card lines found">
          {rows.map((row) => (
            <Found key={row.index} row={row} />
          ))}
        </ul>
      )}
      {rows.length > 0 && (
        <div class="foot">
          <button class="btn p big" id="take">
            {words.acceptChosen}
          </button>
        </div>
      )}
    </form>
  );
}

export const importPage: Page<ImportView> = {
  title: () => words.title,
  sheets: ['shell', 'forms', 'import'],
  islands: [],
  live: [],
  body: (view) => (
    <Frame shell={view.shell} here="products" title={words.title} back="/hang">
      <div class="narrower stack">
        {view.problem && <Note tone="bad" head={view.problem} />}
        <Upload again={view.importId !== null} />
        {view.importId !== null && <Reading view={view} importId={view.importId} />}
      </div>
    </Frame>
  ),
};
