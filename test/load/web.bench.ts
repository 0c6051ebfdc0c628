/**
 * `bench web`: the entry screens with the demo's data, as a phone on a bad line meets them in real Chromium at 390×844.
 * Bytes are gzip as served. Times: DevTools' "Slow 3G" (50 kB/s, 2,000 ms to each answer) and a 4 times slower processor,
 * from the navigation on, a new profile for each first visit, median of RUNS. Usable = painted and wholly parsed: links
 * and forms work; the scripts then come behind (screens §10). A repeat visit has the service worker and its kept pages.
 */
import { loadavg } from 'node:os';
import type { Browser, CDPSession, Page } from 'playwright-core';
import { Handset, launchChromium } from '../support/browser';
import { type DemoApp, fetchGzip, openDemo, scriptsOf } from '../support/demo-app';
import { type Figure, median } from './bench';

const RUNS = 3;
const KB = 1024;
const SLOW_3G = {
  offline: false,
  latency: 2_000,
  downloadThroughput: 50_000,
  uploadThroughput: 50_000,
};
const CPU_TIMES_SLOWER = 4;
const SCREENS = { login: '/dang-nhap', today: '/', products: '/hang', orders: '/don' } as const;
type Screen = keyof typeof SCREENS;

interface Times {
  usableMs: number;
  scriptsMs: number;
}

export async function bench(emit: (figure: Figure) => void): Promise<void> {
  const [demo, browser] = await Promise.all([openDemo(), launchChromium()]);
  try {
    const flags = { chromium: browser.version(), runs: RUNS, load: loadavg()[0] };
    for (const screen of Object.keys(SCREENS) as Screen[]) {
      await weigh(demo, screen, emit);
      await time(demo, browser, screen, (figure) => emit({ ...figure, ...flags }));
    }
  } finally {
    await browser.close();
    await demo.close();
  }
}

async function weigh(demo: DemoApp, screen: Screen, emit: (figure: Figure) => void): Promise<void> {
  const cookie = screen === 'login' ? '' : demo.person.cookie;
  const page = await fetchGzip(demo.url + SCREENS[screen], cookie);
  if (page.status !== 200) throw new Error(`${screen} answered ${page.status}`);
  let scripts = 0;
  for (const path of scriptsOf(page.text)) scripts += (await fetchGzip(demo.url + path)).bytes;
  const figure = { unit: 'B gzip', better: 'lower' as const };
  emit({ figure: `web.${screen}.html_bytes`, value: page.bytes, goal: 14 * KB, ...figure });
  emit({ figure: `web.${screen}.script_bytes`, value: scripts, goal: 50 * KB, ...figure });
}

async function time(
  demo: DemoApp,
  browser: Browser,
  screen: Screen,
  emit: (figure: Figure) => void,
): Promise<void> {
  const first: Times[] = [];
  const again: Times[] = [];
  for (let run = 0; run < RUNS; run++) {
    first.push(await visit(demo, browser, screen, false));
    // The log-in page is no part of what the service worker keeps: nobody sees it twice.
    if (screen !== 'login') again.push(await visit(demo, browser, screen, true));
  }
  const say = (name: string, values: number[], goal: number | null) =>
    emit({
      figure: `web.${screen}.${name}`,
      value: Math.round(median(values)),
      unit: 'ms',
      goal,
      better: 'lower',
      all: values.map(Math.round),
    });
  const usable = (times: Times[]) => times.map(({ usableMs }) => usableMs);
  say('first_usable_ms', usable(first), 3_000);
  say(
    'first_scripts_ms',
    first.map(({ scriptsMs }) => scriptsMs),
    null,
  );
  if (again.length > 0) say('repeat_usable_ms', usable(again), 1_000);
}

async function visit(
  demo: DemoApp,
  browser: Browser,
  screen: Screen,
  isRepeat: boolean,
): Promise<Times> {
  const phone = await Handset.open(browser, demo.url);
  phone.context.setDefaultTimeout(60_000);
  try {
    if (screen !== 'login') await phone.wearSession(demo.person.cookie);
    if (isRepeat) await keepPages(phone, SCREENS[screen]);
    const session = await phone.context.newCDPSession(phone.page);
    await slowDown(session);
    const wholeBrowser = isRepeat ? await slowWorkerDown(browser) : null;
    await phone.open(SCREENS[screen]);
    const times = await timesOf(phone.page);
    await wholeBrowser?.detach();
    return times;
  } finally {
    await phone.close();
  }
}

/** A visit on a good line, until the service worker serves the page and has kept it. */
async function keepPages(phone: Handset, path: string): Promise<void> {
  await phone.open(path);
  await phone.page.waitForFunction(() => navigator.serviceWorker.controller !== null);
  await phone.open(path);
  await phone.page.waitForFunction(
    async (wanted) => (await caches.match(wanted)) !== undefined,
    phone.page.url(),
  );
}

async function slowDown(session: CDPSession): Promise<void> {
  await session.send('Network.enable');
  await session.send('Network.emulateNetworkConditions', SLOW_3G);
  await session.send('Emulation.setCPUThrottlingRate', { rate: CPU_TIMES_SLOWER });
}

/** The page's line is not the worker's: without this the worker would read on a fast one. */
async function slowWorkerDown(browser: Browser): Promise<CDPSession> {
  const session = await browser.newBrowserCDPSession();
  const { targetInfos } = await session.send('Target.getTargets');
  const workers = targetInfos.filter(({ type }) => type === 'service_worker');
  if (workers.length === 0) throw new Error('no service worker is running');
  for (const { targetId } of workers) {
    const { sessionId } = await session.send('Target.attachToTarget', { targetId });
    const commands = [
      { id: 1, method: 'Network.enable', params: {} },
      { id: 2, method: 'Network.emulateNetworkConditions', params: SLOW_3G },
    ];
    for (const command of commands)
      await session.send('Target.sendMessageToTarget', {
        sessionId,
        message: JSON.stringify(command),
      });
  }
  return session;
}

function timesOf(page: Page): Promise<Times> {
  return page.evaluate(async () => {
    const [navigation] = performance.getEntriesByType('navigation');
    const painted = await new Promise<number>((done) => {
      new PerformanceObserver((list) => {
        const first = list.getEntriesByName('first-contentful-paint')[0];
        if (first) done(first.startTime);
      }).observe({ type: 'paint', buffered: true });
    });
    const { domInteractive, domContentLoadedEventEnd } = navigation as PerformanceNavigationTiming;
    return {
      usableMs: Math.max(painted, domInteractive),
      scriptsMs: domContentLoadedEventEnd,
    };
  });
}
