import { fold } from '@ganh/kernel';
import { addProduct as words } from '../words/add-product';
import { dropDraft, fillFrom, isBlank, keepDraft, readDraft } from './draft';
import { startPhotos } from './photos';
import { groupWhileTyping, priceEcho } from './price-field';
import { waitForPhotos } from './wait-photos';

const SAY_AFTER_MS = 400;
const byId = (id: string): HTMLElement | null => document.getElementById(id);

function startPrice(): void {
  const input = byId('o-price');
  const echo = byId('price-echo');
  if (!(input instanceof HTMLInputElement) || !echo) return;
  let later = 0;
  input.addEventListener('input', () => {
    groupWhileTyping(input);
    // While somebody types, every digit would be read aloud.
    clearTimeout(later);
    later = window.setTimeout(() => (echo.textContent = priceEcho(input.value)), SAY_AFTER_MS);
  });
}

/** The unit is read from the name ("hũ 500 ml") until the person chooses one. */
function startUnits(form: HTMLFormElement): void {
  const units = Array.from(form.querySelectorAll<HTMLInputElement>('input[name=unit]'));
  const name = byId('o-name');
  const suffix = form.querySelector('[data-suffix=quantity]');
  let chosen = false;
  const show = (): void => {
    const unit = units.find((one) => one.checked);
    if (suffix && unit) suffix.textContent = unit.value;
  };
  const guess = (): void => {
    if (chosen || !(name instanceof HTMLInputElement)) return;
    const inName = ` ${fold(name.value).replace(/[^a-z]+/g, ' ')} `;
    const found = units.find((unit) => inName.includes(` ${fold(unit.value)} `));
    if (found) found.checked = true;
    show();
  };
  name?.addEventListener('input', guess);
  byId('units')?.addEventListener('change', () => {
    chosen = true;
    show();
  });
  show();
}

function startShops(form: HTMLFormElement): void {
  const submit = byId('submit');
  const show = (): void => {
    const count = form.querySelectorAll('input[name=shopIds]:checked').length;
    if (submit) submit.textContent = words.submit(count);
  };
  byId('shops')?.addEventListener('change', show);
  show();
}

function offerFresh(form: HTMLFormElement): void {
  const note = document.createElement('div');
  note.className = 'note wait full';
  note.setAttribute('role', 'status');
  const said = document.createElement('b');
  said.className = 'grow';
  said.textContent = words.draft;
  const fresh = document.createElement('button');
  fresh.type = 'button';
  fresh.className = 'btn o k';
  fresh.textContent = words.dropDraft;
  fresh.addEventListener('click', () => {
    dropDraft();
    location.reload();
  });
  note.append(said, fresh);
  form.prepend(note);
}

function start(form: HTMLFormElement): void {
  const keep = (): void => keepDraft(form);
  const photos = startPhotos(keep);
  const draft = readDraft();
  if (draft && isBlank(form)) {
    fillFrom(form, draft);
    if (!isBlank(form)) {
      photos.showKept();
      offerFresh(form);
    }
  }
  startPrice();
  startUnits(form);
  startShops(form);
  form.addEventListener('input', keep);
  waitForPhotos(form, photos.underWay);
}

const form = byId('add');
if (form instanceof HTMLFormElement) start(form);
