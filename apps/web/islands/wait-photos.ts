import { addProduct as words } from '../words/add-product';
import { busy } from './forms';

/** A press that comes before the photo has arrived waits for it: a product without its photo is of no use anywhere. */
export function waitForPhotos(form: HTMLFormElement, underWay: () => Promise<void> | null): void {
  form.addEventListener('submit', (event) => {
    const photos = underWay();
    if (!photos) return;
    event.preventDefault();
    const button = document.getElementById('submit');
    if (!(button instanceof HTMLButtonElement) || button.getAttribute('aria-disabled') === 'true')
      return;
    const free = busy(button, words.sending);
    void photos.then(() => {
      free();
      // Safari 14 knows only the plain one.
      if ('requestSubmit' in form) form.requestSubmit(button);
      else (form as HTMLFormElement).submit();
    });
  });
}
