import { morph } from './morph';
import { showNotice, startNotice } from './notice';
import { sendWaiting } from './outbox';

const FRAGMENT = 'text/html-fragment, text/html;q=0.9';
/** Many events of one act become one reading. */
const GATHER_MS = 400;
/** Sooner than the 3 s after which a number must say how old it is (screens §1 P5). */
const DOWN_AFTER_MS = 1_500;
const RETRY_MS = [1_000, 2_000, 5_000, 10_000];
const POLL_MS = 20_000;

const app = (): HTMLElement | null => document.getElementById('app');
const refreshed = new Set<() => void>();
let gathering = 0;
let reading = false;
let readAgain = false;
let lastReadAt = Date.now();

/** Runs after each time the page was read again. */
export function onRefreshed(run: () => void): void {
  refreshed.add(run);
}

async function read(): Promise<boolean> {
  try {
    const response = await fetch(location.href, {
      headers: { Accept: FRAGMENT },
      credentials: 'same-origin',
      cache: 'no-store',
    });
    // The session has ended: the log-in page is for the browser, not for this part of it.
    if (response.redirected && new URL(response.url).pathname !== location.pathname) {
      location.reload();
      return false;
    }
    if (!response.ok) return false;
    const text = await response.text();
    const next = new DOMParser().parseFromString(text, 'text/html').getElementById('app');
    const now = app();
    if (!next || !now) return false;
    morph(now, next);
    document.documentElement.removeAttribute('data-kept');
    lastReadAt = Date.now();
    for (const run of refreshed) run();
    return true;
  } catch {
    return false;
  }
}

/** Reads the page again and shows what changed; an open sheet is left alone until it closes. */
export async function refresh(): Promise<void> {
  if (document.querySelector('dialog[open]')) return;
  if (reading) {
    readAgain = true;
    return;
  }
  reading = true;
  // What was done without a network goes first, so that the page read after it knows of it.
  await sendWaiting();
  const fresh = await read();
  reading = false;
  showNotice(!fresh);
  if (readAgain) {
    readAgain = false;
    await refresh();
  }
}

function soon(): void {
  if (gathering) return;
  gathering = window.setTimeout(() => {
    gathering = 0;
    void refresh();
  }, GATHER_MS);
}

/** The stream only says that something changed; after each gap everything is read again. */
function listen(events: readonly string[]): void {
  let tries = 0;
  let downTimer = 0;
  // What happened between the page's reading and the first opening was told to nobody here: seconds, on a slow line.
  let wasDown = true;
  const connect = (): void => {
    const source = new EventSource('/api/v1/events');
    for (const name of events) source.addEventListener(name, soon);
    source.onopen = () => {
      clearTimeout(downTimer);
      downTimer = 0;
      tries = 0;
      if (wasDown) void refresh();
      wasDown = false;
    };
    source.onerror = () => {
      wasDown = true;
      downTimer ||= window.setTimeout(() => void refresh(), DOWN_AFTER_MS);
      if (source.readyState !== EventSource.CLOSED) return;
      const wait = RETRY_MS[Math.min(tries, RETRY_MS.length - 1)] ?? POLL_MS;
      tries += 1;
      setTimeout(connect, wait * (0.75 + Math.random() / 2));
    };
  };
  connect();
  setInterval(() => {
    if (wasDown && !document.hidden) void refresh();
  }, POLL_MS);
}

export function startLive(): void {
  startNotice();
  void sendWaiting().then((sent) => (sent ? refresh() : undefined));
  const events = (app()?.dataset.live ?? '').split(' ').filter((name) => name !== '');
  addEventListener('offline', () => showNotice(true));
  if (events.length === 0) {
    addEventListener('online', () => {
      showNotice(false);
      void sendWaiting();
    });
    if (!navigator.onLine) showNotice(true);
    return;
  }
  addEventListener('online', () => void refresh());
  document.addEventListener('visibilitychange', () => {
    if (!document.hidden && Date.now() - lastReadAt > POLL_MS) void refresh();
  });
  addEventListener('pageshow', (event) => {
    if (event.persisted) void refresh();
  });
  if (document.documentElement.hasAttribute('data-kept')) {
    showNotice(true);
    void refresh();
  }
  if ('EventSource' in window) listen(events);
  else setInterval(() => !document.hidden && void refresh(), POLL_MS);
}
