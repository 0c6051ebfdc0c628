import { keys, live as words } from '../words/live';
import { refresh } from './live';
import { symbol } from './symbol';

/** From below on phones, in the middle from 960 px on; the browser keeps the focus inside and gives it back. */
export function openSheet(
  title: string,
  content: Node,
  closed: () => void = () => undefined,
): HTMLDialogElement {
  const dialog = document.createElement('dialog');
  dialog.className = 'sheet';
  dialog.setAttribute('aria-labelledby', 'sheet-title');
  const head = document.createElement('div');
  head.className = 'row';
  const name = document.createElement('h2');
  name.id = 'sheet-title';
  name.className = 'grow';
  name.textContent = title;
  const close = document.createElement('button');
  close.type = 'button';
  close.className = 'icon-btn';
  close.setAttribute('aria-label', words.close);
  close.append(symbol('close'));
  close.addEventListener('click', () => dialog.close());
  head.append(name, close);
  dialog.append(head, content);
  dialog.addEventListener('click', (event) => {
    if (event.target === dialog) dialog.close();
  });
  dialog.addEventListener('close', () => {
    closed();
    dialog.remove();
    void refresh();
  });
  document.body.append(dialog);
  dialog.showModal();
  return dialog;
}

/** `<details data-sheet="title">` opens as a sheet where the browser has dialogs, in place where it has none. */
export function startSheets(): void {
  if (typeof HTMLDialogElement === 'undefined') return;
  document.addEventListener(
    'toggle',
    (event) => {
      const details = event.target;
      if (!(details instanceof HTMLDetailsElement) || !details.open || !details.dataset.sheet)
        return;
      const content = details.querySelector(':scope > form');
      if (!content) return;
      openSheet(details.dataset.sheet, content, () => {
        details.append(content);
        details.open = false;
      });
    },
    true,
  );
}

export function openKeys(): void {
  if (typeof HTMLDialogElement === 'undefined') return;
  const list = document.createElement('dl');
  list.className = 'keys';
  for (const [key, what] of keys.list) {
    const row = document.createElement('div');
    const term = document.createElement('dt');
    const said = document.createElement('dd');
    term.textContent = key;
    said.textContent = what;
    row.append(term, said);
    list.append(row);
  }
  openSheet(keys.title, list);
}
