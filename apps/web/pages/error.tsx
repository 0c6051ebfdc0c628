import type { ErrorView } from '@ganh/contracts';
import { Empty } from '../components/empty';
import { Icon } from '../components/icon';
import type { Page } from '../page';
import { errorPage as words, offlinePage as offline } from '../words/public';

/** What happened, what is safe, what to do; the number last, short enough to read over the phone. */
export const errorPage: Page<ErrorView> = {
  title: (view) => view.title,
  sheets: ['shell', 'auth'],
  islands: [],
  live: [],
  open: true,
  body: (view) => (
    <main class="auth plain" id="main">
      <Empty title={view.title} text={view.what} page>
        <a class="btn p" href="">
          <Icon name="sync" />
          {words.again}
        </a>
        <a class="btn o" href="/">
          {words.home}
        </a>
        {view.ref !== '' && (
          <p class="small">
            {words.ref} <b class="num">{view.ref}</b>
          </p>
        )}
      </Empty>
    </main>
  ),
};

/** What the service worker shows when there is neither network nor a kept page. */
export const offlinePage: Page<null> = {
  title: () => offline.title,
  sheets: ['shell', 'auth'],
  islands: [],
  live: [],
  open: true,
  body: () => (
    <main class="auth plain" id="main">
      <Empty title={offline.title} text={offline.what} page>
        <a class="btn p" href="">
          <Icon name="sync" />
          {offline.again}
        </a>
      </Empty>
    </main>
  ),
};
