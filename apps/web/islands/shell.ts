/** On every page of the signed-in: reads the page again when something changed, acts in place, undo, keys. */
import { startForms } from './forms';
import { startKeys } from './keyboard';
import { refresh, startLive } from './live';
import { startSheets } from './sheet';
import { onUndone, showKeptToast } from './toast';
import { DRAFT } from './draft';

document.documentElement.classList.add('js');
startForms();
startSheets();
startKeys();
onUndone(() => void refresh());
showKeptToast();
startLive();

// The product has been saved: what was typed is no draft any more.
if (document.querySelector('[data-saved]')) localStorage.removeItem(DRAFT);

document.addEventListener('submit', (event) => {
  if (event.target instanceof HTMLFormElement && event.target.action.endsWith('/dang-xuat')) {
    localStorage.clear();
    sessionStorage.clear();
  }
});

// On http://192.168… there is no service worker; everything works without (docs/architecture.md, decision 13).
if ('serviceWorker' in navigator && isSecureContext) {
  navigator.serviceWorker.register('/tinh/sw.js', { scope: '/' }).catch(() => undefined);
}
