import { refresh } from './live';

/** After the last key: a search of thousands of names is the server's. */
const TYPED_AFTER_MS = 250;

/** Searches while the person types; without script the same field is sent by its button. */
function startSearch(input: HTMLInputElement): void {
  let later = 0;
  input.addEventListener('input', () => {
    clearTimeout(later);
    later = window.setTimeout(() => {
      const address = new URL(location.href);
      address.searchParams.set('tim', input.value.slice(0, 100));
      history.replaceState(null, '', address);
      void refresh();
    }, TYPED_AFTER_MS);
  });
}

const input = document.getElementById('tim');
if (input instanceof HTMLInputElement) startSearch(input);
