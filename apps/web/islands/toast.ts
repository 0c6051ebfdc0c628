import { live as words } from '../words/live';
import { send, type Refusal } from './api';

interface Call {
  method: 'POST' | 'PUT';
  path: string;
  body: unknown;
}

/** What takes an act back: calls of the API, in order. It survives the change of page. */
export type Undo = readonly Call[];

const SHOWN_MS = 10_000;
const KEPT = 'ganh-toast';
let shown: { element: HTMLElement; timer: number; undo: Undo | null } | null = null;
let afterUndo: () => void = () => undefined;

/** Called when an act was taken back, so that the page can read itself again. */
export function onUndone(run: () => void): void {
  afterUndo = run;
}

function hide(): void {
  if (!shown) return;
  clearTimeout(shown.timer);
  shown.element.remove();
  shown = null;
}

/** Takes back the act that the toast speaks of; false when there is none. */
export function undoLast(): boolean {
  const undo = shown?.undo;
  if (!undo) return false;
  hide();
  void takeBack(undo);
  return true;
}

async function takeBack(undo: Undo): Promise<void> {
  let done = true;
  for (const call of undo) done = (await send(call.method, call.path, call.body)).ok && done;
  toast(done ? words.undone : words.undoFailed);
  afterUndo();
}

function holdWhileTouched(element: HTMLElement): void {
  const wait = (): void => {
    if (shown) clearTimeout(shown.timer);
  };
  const go = (): void => {
    if (shown?.element === element) shown.timer = window.setTimeout(hide, SHOWN_MS);
  };
  for (const name of ['pointerenter', 'focusin', 'touchstart'])
    element.addEventListener(name, wait);
  for (const name of ['pointerleave', 'focusout', 'touchend']) element.addEventListener(name, go);
}

/** One at a time, above the bar, 10 s, longer while somebody is on it (WCAG 2.2.1). */
export function toast(text: string, undo: Undo | null = null): void {
  hide();
  const element = document.createElement('div');
  element.className = 'toast';
  element.setAttribute('role', 'status');
  const said = document.createElement('span');
  said.className = 'grow';
  said.textContent = text;
  element.append(said);
  if (undo) {
    const button = document.createElement('button');
    button.type = 'button';
    button.className = 'btn k';
    button.textContent = words.undo;
    button.addEventListener('click', undoLast);
    element.append(button);
  }
  document.body.append(element);
  shown = { element, undo, timer: window.setTimeout(hide, SHOWN_MS) };
  holdWhileTouched(element);
}

/** Shown on the page that comes next. */
export function toastAfterLeaving(text: string, undo: Undo | null): void {
  sessionStorage.setItem(KEPT, JSON.stringify({ text, undo }));
}

export function showKeptToast(): void {
  const kept = sessionStorage.getItem(KEPT);
  if (kept === null) return;
  sessionStorage.removeItem(KEPT);
  const { text, undo } = JSON.parse(kept) as { text: string; undo: Undo | null };
  toast(text, undo);
}

/** A refusal in a person's words: what happened and what to do; never a code. */
export function refusalText(refusal: Refusal | null): string {
  if (refusal === null) return words.noNetwork;
  const first = refusal.errors[0];
  const said = first
    ? [first.reason, first.remedy].filter((part) => part).join(' ')
    : refusal.title;
  return [said || words.failed, refusal.ref ? words.ref(refusal.ref) : ''].join(' ').trim();
}
