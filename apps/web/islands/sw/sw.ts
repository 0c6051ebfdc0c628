/** Keeps the last pages, the scripts and the photos, so that a second visit needs no network (screens §11). */
declare const self: ServiceWorkerGlobalScope;
/** Set by the build: the files of this version. */
declare const GANH_FILES: readonly string[];
declare const GANH_VERSION: string;

const FILES = `ganh-files-${GANH_VERSION}`;
const PAGES = 'ganh-pages';
const PHOTOS = 'ganh-photos';
const OFFLINE = '/tinh/offline.html';
/** A page that comes later than this is shown as last seen, with its age, and reads itself again. */
const PATIENCE_MS = 400;
const MOST_PHOTOS = 400;
const MOST_PAGES = 60;
const OWN_PAGE = /^\/($|hang|don|kenh|them)/;

self.addEventListener('install', (event) => {
  const kept = caches.open(FILES).then((cache) => cache.addAll([...GANH_FILES, OFFLINE]));
  event.waitUntil(kept.then(() => self.skipWaiting()));
});

self.addEventListener('activate', (event) => {
  const old = caches
    .keys()
    .then((names) => names.filter((name) => name.startsWith('ganh-files-') && name !== FILES))
    .then((names) => Promise.all(names.map((name) => caches.delete(name))));
  event.waitUntil(old.then(() => self.clients.claim()));
});

async function trim(name: string, most: number): Promise<void> {
  const cache = await caches.open(name);
  const keys = await cache.keys();
  await Promise.all(keys.slice(0, Math.max(0, keys.length - most)).map((key) => cache.delete(key)));
}

/** A kept page says that it is one, so that its script shows the age of its numbers. */
async function marked(response: Response): Promise<Response> {
  const html = (await response.text()).replace('<html ', '<html data-kept ');
  const headers = new Headers(response.headers);
  headers.delete('content-length');
  headers.delete('content-encoding');
  return new Response(html, { status: response.status, headers });
}

async function fromNetwork(request: Request): Promise<Response> {
  const response = await fetch(request);
  // Redirected means the log-in page stands here: not a page of this address.
  if (response.ok && !response.redirected) {
    const cache = await caches.open(PAGES);
    await cache.put(request.url, response.clone());
    await trim(PAGES, MOST_PAGES);
  }
  return response;
}

async function page(request: Request): Promise<Response> {
  const kept = await (await caches.open(PAGES)).match(request.url);
  const coming = fromNetwork(request);
  if (!kept) {
    return coming.catch(async () => (await caches.match(OFFLINE)) ?? Response.error());
  }
  const late = new Promise<null>((done) => setTimeout(() => done(null), PATIENCE_MS));
  const first = await Promise.race([coming.catch(() => null), late]);
  return first ?? marked(kept);
}

async function keptFirst(request: Request, name: string, most: number | null): Promise<Response> {
  const cache = await caches.open(name);
  const kept = await cache.match(request);
  if (kept) return kept;
  const response = await fetch(request);
  if (response.ok) {
    await cache.put(request, response.clone());
    if (most !== null) await trim(name, most);
  }
  return response;
}

self.addEventListener('fetch', (event) => {
  const { request } = event;
  const url = new URL(request.url);
  if (url.origin !== self.location.origin) return;
  if (request.method === 'POST' && /^\/dang-(xuat|nhap)$/.test(url.pathname)) {
    // Another person may sign in on this phone: nothing of the former one stays.
    event.waitUntil(caches.delete(PAGES));
    return;
  }
  if (request.method !== 'GET') return;
  if (request.mode === 'navigate') {
    if (OWN_PAGE.test(url.pathname)) event.respondWith(page(request));
  } else if (url.pathname.startsWith('/anh/')) {
    event.respondWith(keptFirst(request, PHOTOS, MOST_PHOTOS));
  } else if (GANH_FILES.includes(url.pathname)) {
    event.respondWith(keptFirst(request, FILES, null));
  }
});

export {};
