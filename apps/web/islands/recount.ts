import type { QuickEditView } from '@ganh/contracts';
import { recountChoices } from '../components/recount';
import { quickEdit as words } from '../words/quick-edit';
import { openSheet } from './sheet';
import { quantity, type StockFacts } from './stock-change';

/** What a refused count says when it was made on numbers that have moved. */
export interface StaleCount {
  recount: NonNullable<QuickEditView['recount']>;
  level: { reserved: number; rev: number };
}

/** 13d as a sheet: answers the steps on hand that the person means; null when it was closed, and nothing was saved. */
export function askRecount(stale: StaleCount, facts: StockFacts): Promise<number | null> {
  const said = (steps: number): string => quantity(steps, facts);
  const { head, choices } = recountChoices(stale.recount, stale.level.reserved, said);
  const form = document.createElement('form');
  form.className = 'stack gap';
  const more = document.createElement('p');
  more.textContent = words.recountMore(said(stale.recount.counted));
  form.append(more);
  for (const [index, choice] of choices.entries()) {
    const label = document.createElement('label');
    label.className = 'op';
    const input = document.createElement('input');
    input.type = 'radio';
    input.name = 'meant';
    input.value = String(choice.counted);
    input.checked = index === 0;
    const text = document.createElement('span');
    const left = document.createElement('b');
    left.className = 'block';
    left.textContent = choice.left;
    text.append(left, choice.why);
    label.append(input, text);
    form.append(label);
  }
  const save = document.createElement('button');
  save.className = 'btn p w big';
  save.textContent = words.saveCount;
  form.append(save);
  return new Promise((done) => {
    const sheet = openSheet(head, form, () => done(null));
    form.addEventListener('submit', (event) => {
      event.preventDefault();
      done(Number(new FormData(form).get('meant')));
      sheet.close();
    });
  });
}
