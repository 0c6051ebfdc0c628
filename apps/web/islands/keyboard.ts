import { openKeys } from './sheet';
import { undoLast } from './toast';

/** Typing Vietnamese (Telex, VNI) must never fire a key: not in fields, not while a word is being composed. */
function isTyping(event: KeyboardEvent): boolean {
  const at = event.target;
  return (
    event.isComposing ||
    (at instanceof HTMLElement &&
      (at.isContentEditable ||
        at.matches('textarea, select, input:not([type=radio], [type=checkbox])')))
  );
}

function goToPlace(index: number): void {
  const place = document.querySelectorAll<HTMLAnchorElement>('#side a:not(.brand)')[index];
  place?.click();
}

/** Keys are an extra: each does what some control on the page does too (screens §9). */
export function startKeys(): void {
  document.addEventListener('keydown', (event) => {
    if (isTyping(event)) return;
    const digit = /^Digit([1-9])$/.exec(event.code);
    if (event.altKey && digit) {
      event.preventDefault();
      goToPlace(Number(digit[1]) - 1);
    } else if (event.code === 'KeyZ' && (event.ctrlKey || event.metaKey) && !event.shiftKey) {
      if (undoLast()) event.preventDefault();
    } else if (event.ctrlKey || event.metaKey || event.altKey) {
      return;
    } else if (event.code === 'Slash' && event.shiftKey) {
      event.preventDefault();
      openKeys();
    } else if (event.code === 'Slash') {
      event.preventDefault();
      const search = document.getElementById('q');
      if (search) search.focus();
      else location.assign('/hang');
    }
  });
}
