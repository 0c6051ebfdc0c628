import type { SheetImportRow, SheetListFacts } from '@ganh/contracts';
import { formatAge } from '@ganh/kernel';
import { sheetList as words } from '../words/sheets';
import { FileField } from './file-field';
import { Icon } from './icon';

/** So many of each stand on one page: a phone opens it, and a person reads it. */
export const SHOWN = 40;

/** Their columns beside our fields; the guess is chosen already. `keep`: what the button leads to. */
export function Columns(props: { view: SheetListFacts; base: string; keep: string }) {
  const { view, base, keep } = props;
  return (
    <form class="card pad form stack" method="post" action={`${base}/cot`}>
      <h2>{words.matchColumns}</h2>
      <p>{view.why ?? words.matchHint}</p>
      {view.columns.map(({ field, label, title }) => (
        <div class="field" key={field}>
          <label class="label" for={`o-${field}`}>
            {label}
          </label>
          <div class="inp">
            <select id={`o-${field}`} name={field}>
              <option value="">{words.none}</option>
              {view.titles.map((one) => (
                <option key={one} value={one} selected={one === title}>
                  {one}
                </option>
              ))}
            </select>
          </div>
        </div>
      ))}
      <button class="btn p w big">{keep}</button>
    </form>
  );
}

/** What a person must look at in the list itself. */
export function Asks(props: { view: SheetListFacts; held: string }) {
  const { asks } = props.view;
  if (asks.length === 0) return null;
  return (
    <section class="stack">
      <h2>{words.asks(asks.length)}</h2>
      <ul class="card lines">
        {asks.slice(0, SHOWN).map((ask) => (
          <li class="pad" key={`${ask.row} ${ask.reason}`}>
            <b class="block">{[words.ask(ask.row), ask.order].filter(Boolean).join(' · ')}</b>
            <span class="block">{ask.reason}</span>
            {ask.held && <span class="block look bold">{props.held}</span>}
          </li>
        ))}
      </ul>
    </section>
  );
}

/** The field for a file and those that were brought before. */
export function Bring(props: {
  at: string;
  id: string;
  label: string;
  imports: readonly SheetImportRow[];
  took: (count: number) => string;
  look: 'p' | 'o';
  now: number;
}) {
  const { at, imports, took, now } = props;
  return (
    <>
      <form class="card pad form" method="post" action={at} encType="multipart/form-data">
        <FileField id={props.id} label={props.label} hint={words.fileHint} />
        <button class={`btn ${props.look} w big`} data-busy={words.reading}>
          {words.read}
        </button>
      </form>
      {imports.length > 0 && (
        <ul class="card lines">
          {imports.map((one) => (
            <li data-key={one.id} key={one.id}>
              <a class="row pad" href={`${at}/${one.id}`}>
                <Icon name="sheet" />
                <span class="grow">
                  <b class="block">{one.fileName}</b>
                  <span class="block small">
                    {one.done ? took(one.count) : words.waits}, {formatAge(one.madeAt, now)}
                  </span>
                </span>
              </a>
            </li>
          ))}
        </ul>
      )}
    </>
  );
}
