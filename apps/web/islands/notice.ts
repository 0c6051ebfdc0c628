import { formatTime } from '@ganh/kernel';
import { live as words } from '../words/live';
import { dropWaiting, onWaitingChanged, waiting, type Waiting } from './outbox';
import { symbol } from './symbol';

let down = false;

function stale(): HTMLElement {
  const said = document.createElement('p');
  const head = document.createElement('b');
  head.className = 'block';
  head.textContent = words.offline;
  const at = Number(document.getElementById('app')?.dataset.at ?? Date.now());
  said.append(head, words.stale(formatTime(at)));
  return said;
}

function row(act: Waiting): HTMLElement {
  const item = document.createElement('li');
  item.className = 'row';
  const said = document.createElement('span');
  said.className = 'grow';
  said.textContent = act.said;
  const drop = document.createElement('button');
  drop.type = 'button';
  drop.className = 'btn o k';
  drop.textContent = words.drop;
  drop.setAttribute('aria-label', `${words.drop} ${act.said}`);
  drop.addEventListener('click', () => dropWaiting(act.key));
  item.append(said, drop);
  return item;
}

function queue(acts: readonly Waiting[]): HTMLElement {
  const box = document.createElement('div');
  const head = document.createElement('b');
  head.className = 'block';
  head.textContent = words.waiting(acts.length);
  const list = document.createElement('ul');
  list.className = 'stack';
  list.append(...acts.map(row));
  box.append(head, list);
  return box;
}

function draw(): void {
  const place = document.getElementById('notice');
  if (!place) return;
  const acts = waiting();
  const parts = [...(down ? [stale()] : []), ...(acts.length > 0 ? [queue(acts)] : [])];
  if (parts.length === 0) {
    place.replaceChildren();
    return;
  }
  const note = document.createElement('div');
  note.className = down ? 'note look' : 'note wait';
  const inside = document.createElement('div');
  inside.className = 'grow stack';
  inside.append(...parts);
  note.append(symbol('alert'), inside);
  place.replaceChildren(note);
}

/** How old the numbers are while nothing can be read, and what waits to be sent. */
export function showNotice(isDown: boolean): void {
  if (isDown === down && document.querySelector('#notice > *')) return;
  down = isDown;
  draw();
}

export function startNotice(): void {
  onWaitingChanged(draw);
  // Another tab may have put something aside or sent it.
  addEventListener('storage', draw);
  draw();
}
