import { live as words } from '../words/live';
import { newKey, send } from './api';
import { refresh } from './live';
import { putAside } from './outbox';
import { refusalText, toast, toastAfterLeaving, type Undo } from './toast';

/** Width kept, words changed, second press ignored. Returns what sets the button free again. */
export function busy(button: HTMLButtonElement, text: string = words.busy): () => void {
  const was = Array.from(button.childNodes);
  button.style.minWidth = `${button.offsetWidth}px`;
  button.setAttribute('aria-disabled', 'true');
  button.textContent = text;
  return () => {
    button.removeAttribute('aria-disabled');
    button.replaceChildren(...was);
  };
}

/** One key per press: kept when the network fails, so that the same press sent again counts once. */
export function keyOfForm(form: HTMLFormElement): string {
  form.dataset.press ??= newKey();
  return form.dataset.press;
}

function fieldsOf(form: HTMLFormElement): Record<string, string> {
  const fields: Record<string, string> = {};
  new FormData(form).forEach((value, name) => {
    if (typeof value === 'string') fields[name] = value;
  });
  return fields;
}

async function act(form: HTMLFormElement, button: HTMLButtonElement): Promise<void> {
  const free = busy(button, button.dataset.busy);
  const answer = await send('POST', form.dataset.act ?? '', fieldsOf(form), keyOfForm(form));
  free();
  if (answer.ok || answer.refusal) delete form.dataset.press;
  if (!answer.ok && answer.refusal === null && form.hasAttribute('data-queue')) {
    putAside({
      key: keyOfForm(form),
      path: form.dataset.act ?? '',
      body: {},
      said: form.dataset.done ?? '',
    });
    delete form.dataset.press;
    toast(words.putAside);
    return;
  }
  if (!answer.ok) {
    toast(refusalText(answer.refusal));
    if (answer.refusal) void refresh();
    return;
  }
  const path = form.dataset.undo;
  const undo: Undo | null = path ? [{ method: 'POST', path, body: {} }] : null;
  const done = form.dataset.done ?? '';
  if (form.dataset.next) {
    toastAfterLeaving(done, undo);
    location.assign(form.dataset.next);
    return;
  }
  toast(done, undo);
  await refresh();
}

const freeOnReturn = new Set<() => void>();

/** Forms with an act are done in place; all others are sent as ever, once. */
export function startForms(): void {
  document.addEventListener('submit', (event) => {
    if (event.defaultPrevented || !(event.target instanceof HTMLFormElement)) return;
    const form = event.target;
    const button = event.submitter ?? form.querySelector('button:not([type=button])');
    if (!(button instanceof HTMLButtonElement)) return;
    if (button.getAttribute('aria-disabled') === 'true') {
      event.preventDefault();
      return;
    }
    if (form.dataset.act) {
      event.preventDefault();
      void act(form, button);
    } else if (form.method === 'post') {
      // After this turn: the browser first takes the button's name and value.
      setTimeout(() => freeOnReturn.add(busy(button, button.dataset.busy)), 0);
    }
  });
  addEventListener('pageshow', () => {
    for (const free of freeOnReturn) free();
    freeOnReturn.clear();
  });
}
