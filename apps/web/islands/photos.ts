import { addProduct as words } from '../words/add-product';
import { shrink, upload } from './photo';
import { symbol } from './symbol';

interface Shots {
  list: HTMLElement;
  keys: HTMLInputElement;
  state: HTMLElement;
  changed(): void;
}

function keysOf(shots: Shots): string[] {
  return shots.keys.value.split(',').filter((key) => key !== '');
}

function setKeys(shots: Shots, keys: readonly string[]): void {
  shots.keys.value = keys.join(',');
  shots.changed();
}

function tile(shots: Shots, src: string): HTMLElement {
  const box = document.createElement('span');
  box.className = 'photo';
  const image = document.createElement('img');
  image.src = src;
  image.alt = words.photoOf(shots.list.querySelectorAll('.photo').length + 1);
  box.append(image);
  shots.list.insertBefore(box, shots.list.querySelector('.shot'));
  return box;
}

function removable(box: HTMLElement, gone: () => void): void {
  const button = document.createElement('button');
  button.type = 'button';
  button.className = 'icon-btn';
  button.setAttribute('aria-label', words.removePhoto);
  button.append(symbol('close'));
  button.addEventListener('click', () => {
    box.remove();
    gone();
  });
  box.append(button);
}

function forget(shots: Shots, key: string): void {
  setKeys(
    shots,
    keysOf(shots).filter((one) => one !== key),
  );
}

/** Sends the form's own copy with the form when the network would not take it now. */
function leaveToForm(input: HTMLInputElement, photos: readonly Blob[]): void {
  if (typeof DataTransfer === 'undefined') return;
  const files = new DataTransfer();
  photos.forEach((photo, index) =>
    files.items.add(new File([photo], `anh-${index}.jpg`, { type: 'image/jpeg' })),
  );
  input.files = files.files;
}

async function take(shots: Shots, input: HTMLInputElement): Promise<void> {
  const files = Array.from(input.files ?? []);
  input.value = '';
  const left: Blob[] = [];
  shots.state.textContent = words.sending;
  for (const file of files) {
    const photo = await shrink(file);
    const box = tile(shots, URL.createObjectURL(photo));
    const key = await upload(photo);
    if (key === null) {
      left.push(photo);
      continue;
    }
    setKeys(shots, [...keysOf(shots), key]);
    removable(box, () => forget(shots, key));
  }
  leaveToForm(input, left);
  shots.state.textContent = left.length > 0 ? words.photoLater : '';
}

interface Photos {
  showKept(): void;
  /** Null when every photo is where it belongs; else settles when it is. */
  underWay(): Promise<void> | null;
}

/** From the moment a photo is taken it is made small and sent, while the person types on. */
export function startPhotos(changed: () => void): Photos {
  const list = document.getElementById('shots');
  const keys = document.getElementById('photoKeys');
  const state = document.getElementById('photo-state');
  if (!list || !state || !(keys instanceof HTMLInputElement))
    return { showKept: () => undefined, underWay: () => null };
  const shots: Shots = { list, keys, state, changed };
  let queue: Promise<void> | null = null;
  list.addEventListener('change', (event) => {
    const input = event.target;
    if (!(input instanceof HTMLInputElement)) return;
    const turn = (queue ?? Promise.resolve())
      .then(() => take(shots, input))
      .finally(() => {
        if (queue === turn) queue = null;
      });
    queue = turn;
  });
  for (const box of list.querySelectorAll<HTMLElement>('[data-photo]')) {
    const key = box.dataset.photo ?? '';
    removable(box, () => forget(shots, key));
  }
  return {
    underWay: () => queue,
    showKept: () => {
      for (const key of keysOf(shots)) {
        removable(tile(shots, `/anh/${key}.webp?w=396`), () => forget(shots, key));
      }
    },
  };
}
