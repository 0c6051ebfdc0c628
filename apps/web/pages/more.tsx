import type { Shell } from '@ganh/contracts';
import { HelpRow } from '../components/help';
import { Icon, type IconName } from '../components/icon';
import { Frame } from '../components/shell';
import type { Page } from '../page';
import { roles } from '../words/common';
import { more as words } from '../words/more';

export interface MoreView {
  shell: Shell;
}

function Link(props: { href: string; icon: IconName; text: string }) {
  return (
    <li>
      <a href={props.href}>
        <Icon name={props.icon} />
        <span class="grow">{props.text}</span>
        <Icon name="next" size={20} />
      </a>
    </li>
  );
}

/** Kept in a cookie by the script, so that the server already draws the next page so. */
function Choice(props: {
  name: string;
  icon: IconName;
  label: string;
  choices: Readonly<Record<string, string>>;
}) {
  return (
    <fieldset class="card pad js-only" data-setting={props.name}>
      <legend class="sr">{props.label}</legend>
      <p class="row bold" aria-hidden="true">
        <Icon name={props.icon} />
        {props.label}
      </p>
      <div class="choices gap">
        {Object.entries(props.choices).map(([value, text]) => (
          <label class="pick" key={value}>
            <input type="radio" name={props.name} value={value} />
            <span class="chip">{text}</span>
          </label>
        ))}
      </div>
    </fieldset>
  );
}

export const morePage: Page<MoreView> = {
  title: () => words.title,
  sheets: ['shell', 'forms', 'import'],
  islands: ['more'],
  live: [],
  body: ({ shell }, { helpPhone }) => {
    const sells = shell.roles.includes('seller') || shell.roles.includes('manager');
    const answers = sells || shell.roles.includes('host');
    const acts = sells || shell.roles.includes('packer');
    return (
      <Frame shell={shell} here="more" title={words.title}>
        <div class="narrower stack">
          {(answers || acts) && (
            <ul class="card lines menu">
              {sells && <Link href="/hang/nhap-excel" icon="sheet" text={words.importProducts} />}
              {sells && <Link href="/kenh" icon="link" text={words.shops} />}
              {answers && <Link href="/don/tin" icon="chat" text={words.messages} />}
              {acts && <Link href="/them/viec-vua-lam" icon="undo" text={words.acts} />}
            </ul>
          )}
          <Choice name="nen" icon="theme" label={words.background} choices={words.backgrounds} />
          <Choice name="chu" icon="text" label={words.size} choices={words.sizes} />
          <div class="card menu">
            <div class="pad narrow">
              <b class="block">{shell.userName}</b>
              <span class="small">
                {shell.roles.map((role) => roles[role]).join(', ')} · {shell.coopName}
              </span>
            </div>
            <form method="post" action="/dang-xuat">
              <button>
                <Icon name="exit" />
                {words.signOut}
              </button>
            </form>
          </div>
          <HelpRow phone={helpPhone} />
        </div>
      </Frame>
    );
  },
};
