import type { SheetConnectView, SheetFileRow, SheetView } from '@ganh/contracts';
import { formatAge } from '@ganh/kernel';
import { FileField } from '../components/file-field';
import { Icon } from '../components/icon';
import { Note } from '../components/note';
import { SetAside } from '../components/set-aside';
import { Frame } from '../components/shell';
import { Bring } from '../components/sheet-list';
import { Unmet } from '../components/sheet-money';
import type { Page } from '../page';
import { sheetList, sheets as words } from '../words/sheets';

function FileItem(props: { file: SheetFileRow; base: string; now: number }) {
  const { file, base, now } = props;
  const at = `${base}/tep/${file.id}`;
  return (
    <li class="pad" data-key={file.id}>
      <b>{words.file(file.rows)}</b>, {words.made(formatAge(file.madeAt, now))}
      <div class="keys">
        <a class="btn o k" href={at}>
          <Icon name="sheet" />
          {words.excel}
        </a>
        <a class="btn q k" href={`${at}?format=csv&separator=;`}>
          {words.csvSemi}
        </a>
        <a class="btn q k" href={`${at}?format=csv&separator=,`}>
          {words.csvComma}
        </a>
        <a class="btn q k" href={`${at}?format=pictures`}>
          {words.pictures}
        </a>
      </div>
      {file.uploadedAt === null ? (
        <form method="post" action={`${at}/da-dua`}>
          <button class="btn p w">{words.uploaded}</button>
        </form>
      ) : (
        <p class="small">{words.uploadedAt(formatAge(file.uploadedAt, now))}</p>
      )}
    </li>
  );
}

function Out(props: { view: SheetView; base: string }) {
  const { view, base } = props;
  const state =
    view.listed === 0
      ? words.nothingListed
      : view.due === 0
        ? words.nothingDue
        : words.due(view.due, view.marketplace);
  return (
    <section class="stack">
      <h2>{words.out}</h2>
      <p>{state}</p>
      <form class="stack" method="post" action={`${base}/tep`}>
        {view.due > 0 && (
          <button class="btn p w big" name="which" value="due">
            {words.makeDue(view.due)}
          </button>
        )}
        <button class="btn o w" name="which" value="all">
          {words.makeAll}
        </button>
      </form>
      {view.files.length > 0 && (
        <ul class="card lines">
          {view.files.map((file) => (
            <FileItem key={file.id} file={file} base={base} now={view.shell.nowAt} />
          ))}
        </ul>
      )}
      <p class="small">{words.again}</p>
      {view.listed > 0 && (
        <a class="btn q w" href={`${base}/the`}>
          {words.printCards}
        </a>
      )}
    </section>
  );
}

function Matching(props: {
  view: SheetView;
  matching: NonNullable<SheetView['matching']>;
  base: string;
}) {
  const { view, matching, base } = props;
  return (
    <form class="card pad form stack" method="post" action={`${base}/mau/cot`}>
      <h3>{words.matchForm}</h3>
      {matching.titles.map((title, i) => (
        <div class="field" key={title}>
          <label class="label" for={`cot-${i}`}>
            {title || '…'}
          </label>
          <input type="hidden" name="titles" value={title} />
          <div class="inp">
            <select id={`cot-${i}`} name="fields">
              <option value="">{words.leaveEmpty}</option>
              {view.fields.map((field) => (
                <option
                  key={field.value}
                  value={field.value}
                  selected={matching.guesses[i] === field.value}
                >
                  {field.label}
                </option>
              ))}
            </select>
          </div>
        </div>
      ))}
      <button class="btn p w big">{words.keepForm}</button>
    </form>
  );
}

function Form(props: { view: SheetView; base: string }) {
  const { view, base } = props;
  const { template } = view;
  return (
    <section class="stack">
      <h2>{words.form}</h2>
      <p>{template ? words.theirForm(template.filled, template.columns) : words.ownForm}</p>
      {view.matching ? (
        <Matching view={view} matching={view.matching} base={base} />
      ) : (
        <form
          class="card pad form"
          method="post"
          action={`${base}/mau`}
          encType="multipart/form-data"
        >
          <FileField id="form-file" label={words.giveForm} hint={sheetList.fileHint} />
          <button class="btn o w">{words.readForm}</button>
        </form>
      )}
      {template && (
        <form method="post" action={`${base}/mau/bo`}>
          <button class="btn q w">{words.dropForm}</button>
        </form>
      )}
    </section>
  );
}

function In(props: { view: SheetView; base: string }) {
  const { view, base } = props;
  const now = view.shell.nowAt;
  return (
    <section class="stack">
      <h2>{words.in}</h2>
      <p>
        {view.lastTakenAt === null ? words.neverIn : words.lastIn(formatAge(view.lastTakenAt, now))}
      </p>
      <Bring
        at={`${base}/don`}
        id="orders-file"
        label={words.chooseOrders}
        imports={view.imports}
        took={words.took}
        look="p"
        now={now}
      />
    </section>
  );
}

function Money(props: { view: SheetView; base: string }) {
  const { view, base } = props;
  const { money } = view;
  const now = view.shell.nowAt;
  return (
    <section class="stack">
      <h2>{words.money}</h2>
      <p>
        {money.lastTakenAt === null
          ? words.neverPaid
          : words.lastPaid(formatAge(money.lastTakenAt, now))}
      </p>
      <Bring
        at={`${base}/tien`}
        id="payouts-file"
        label={words.choosePayouts}
        imports={money.imports}
        took={words.tookPayouts}
        look="o"
        now={now}
      />
      <Unmet money={money} />
    </section>
  );
}

function Feed(props: { view: SheetView; base: string }) {
  const { feedUrl, mayTurnFeed } = props.view;
  const at = `${props.base}/nguon`;
  if (feedUrl === null && !mayTurnFeed) return null;
  return (
    <section class="stack">
      <h2>{words.feed}</h2>
      <p>{feedUrl === null ? words.feedOff : words.feedOn}</p>
      {feedUrl !== null &&
        (['csv', 'json'] as const).map((format) => (
          <div class="field" key={format}>
            <label class="label" for={`feed-${format}`}>
              {words.feedAddress(format.toUpperCase())}
            </label>
            <div class="inp">
              <input id={`feed-${format}`} readonly value={`${feedUrl}.${format}`} />
            </div>
          </div>
        ))}
      {mayTurnFeed && (
        <form class="stack" method="post" action={at}>
          <button class="btn o w" name="on" value={feedUrl === null ? '1' : '0'}>
            {feedUrl === null ? words.feedTurnOn : words.feedTurnOff}
          </button>
        </form>
      )}
      {mayTurnFeed && feedUrl !== null && (
        <form class="stack" method="post" action={`${at}/doi`}>
          <p class="small">{words.feedRenewHint}</p>
          <button class="btn q w">{words.feedRenew}</button>
        </form>
      )}
    </section>
  );
}

export const sheetsPage: Page<SheetView> = {
  title: (view) => words.title(view.marketplace),
  sheets: ['shell', 'forms', 'import'],
  islands: [],
  live: [],
  body: (view) => {
    const base = `/kenh/${view.shopId}/bang`;
    return (
      <Frame shell={view.shell} here="shops" title={words.title(view.marketplace)} back="/kenh">
        <div class="narrower stack">
          {view.problem && <Note tone="bad" head={view.problem} />}
          <p>
            <b class="block">{view.shopName}</b>
            {words.why(view.marketplace)}
          </p>
          <Out view={view} base={base} />
          <SetAside view={view} base={base} />
          <In view={view} base={base} />
          <Money view={view} base={base} />
          <Form view={view} base={base} />
          <Feed view={view} base={base} />
        </div>
      </Frame>
    );
  },
};

/** Stands where other channels have their consent page; what is filled in goes back the same way. */
export const sheetConnectPage: Page<SheetConnectView> = {
  title: () => words.connectTitle,
  sheets: ['shell', 'forms', 'import'],
  islands: [],
  live: [],
  body: (view) => (
    <Frame shell={view.shell} here="shops" title={words.connectTitle} back="/kenh">
      <form class="narrower card pad form stack" method="get" action="/kenh/ve/spreadsheet">
        <h2>{words.connectTitle}</h2>
        <input type="hidden" name="state" value={view.state} />
        <div class="field">
          <label class="label" for="marketplace">
            {words.connectWhich}
          </label>
          <div class="inp">
            <select id="marketplace" name="marketplace">
              {view.marketplaces.map((one) => (
                <option key={one.value} value={one.value}>
                  {one.label}
                </option>
              ))}
            </select>
          </div>
        </div>
        <div class="field">
          <label class="label" for="name">
            {words.connectName}
          </label>
          <div class="inp">
            <input
              id="name"
              name="name"
              value={view.shell.coopName}
              required
              maxlength={120}
              autocomplete="off"
            />
          </div>
        </div>
        <button class="btn p w big">{words.connect}</button>
      </form>
    </Frame>
  ),
};
