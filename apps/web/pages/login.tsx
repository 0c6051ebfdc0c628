import type { LoginView } from '@ganh/contracts';
import { HelpRow } from '../components/help';
import { Icon } from '../components/icon';
import { Logo } from '../components/logo';
import { Note } from '../components/note';
import type { Page } from '../page';
import { nav } from '../words/common';
import { login as words } from '../words/login';

export const loginPage: Page<LoginView> = {
  title: () => words.title,
  sheets: ['forms', 'auth'],
  islands: [],
  live: [],
  open: true,
  body: (view, { helpPhone }) => (
    <main class="auth" id="main">
      <div class="hello">
        <Logo width={110} />
        <h1>{nav.product}</h1>
        <p>{words.motto}</p>
      </div>
      {view.problem && <Note tone="bad" head={view.problem} />}
      <form method="post" action="/dang-nhap" class="form">
        <div class="field">
          <label class="label" for="o-phone">
            {words.phone}
          </label>
          <div class="inp tel">
            <input
              id="o-phone"
              name="phone"
              type="tel"
              inputmode="tel"
              autocomplete="username"
              required
              value={view.phone}
            />
          </div>
        </div>
        <div class="field">
          <label class="label" for="o-password">
            {words.password}
          </label>
          <div class="inp">
            <Icon name="lock" />
            <input
              id="o-password"
              name="password"
              type="password"
              autocomplete="current-password"
              required
            />
          </div>
        </div>
        <button class="btn p w big">{words.submit}</button>
        <p class="small mid">{words.remember}</p>
      </form>
      <HelpRow phone={helpPhone} />
    </main>
  ),
};
