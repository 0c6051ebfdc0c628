/** A person with a phone before the real product: real Chromium, taps counted, everything the browser complains of kept. */
import { once } from 'node:events';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { type AddressInfo, connect, createServer, type Server, type Socket } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import {
  type Browser,
  type BrowserContext,
  type BrowserContextOptions,
  chromium,
  type Locator,
  type Page,
} from 'playwright-core';
import sharp from 'sharp';
import type { Visitor } from './app';

/** Set by scripts/test.mjs: where Chromium is, or that none can be had. */
export const hasBrowser = !process.env['GANH_TEST_SKIP_CHROMIUM'];
export function describeInBrowser(title: string, suite: () => void): void {
  (hasBrowser ? describe : describe.skip)(title, suite);
}

export const PHONE = { width: 390, height: 844 };

export function launchChromium(): Promise<Browser> {
  return chromium.launch({
    executablePath: process.env['GANH_TEST_CHROMIUM'] ?? '/usr/bin/chromium',
    args: [
      '--headless=new',
      '--no-sandbox',
      '--disable-gpu',
      '--disable-quic',
      '--no-first-run',
      '--disable-background-networking',
      '--disable-component-update',
      '--disable-sync',
    ],
  });
}

/** One person's phone: a profile of its own, so nothing is kept from the person before. */
export class Handset {
  taps = 0;
  /** Errors of scripts, refusals of the content policy, failed loads: must stay empty. */
  readonly complaints: string[] = [];

  private constructor(
    readonly context: BrowserContext,
    readonly page: Page,
    private readonly url: string,
  ) {}

  static async open(
    browser: Browser,
    url: string,
    options: BrowserContextOptions = {},
  ): Promise<Handset> {
    const context = await browser.newContext({
      viewport: PHONE,
      locale: 'vi-VN',
      timezoneId: 'Asia/Ho_Chi_Minh',
      hasTouch: true,
      ...options,
    });
    context.setDefaultTimeout(15_000);
    const handset = new Handset(context, await context.newPage(), url);
    handset.listen();
    return handset;
  }

  private listen(): void {
    this.page.on('pageerror', (error) => this.complaints.push(error.message));
    this.page.on('console', (message) => {
      const { url } = message.location();
      // Consent pages of channels are not ours to mend.
      const foreign = URL.canParse(url) && new URL(url).origin !== this.url;
      if (message.type() === 'error' && !foreign)
        this.complaints.push(`${message.text()} (${url})`);
    });
  }

  /** Forgets the complaints that a step is meant to cause (a refused password answers 401). */
  forgive(expected: RegExp): void {
    const left = this.complaints.filter((text) => !expected.test(text));
    this.complaints.splice(0, this.complaints.length, ...left);
  }

  /** Opens a page and waits until its scripts run, where there are any. */
  async open(path: string): Promise<void> {
    await this.page.goto(this.url + path);
    await this.page.waitForLoadState('load');
  }

  async tap(target: string | Locator): Promise<void> {
    const locator = typeof target === 'string' ? this.page.locator(target) : target;
    await locator.tap();
    this.taps += 1;
  }

  /** The phone's own camera or gallery opens: what is done there is taps too. */
  async choosePhoto(target: Locator, file: string, tapsInside: number): Promise<void> {
    const [chooser] = await Promise.all([this.page.waitForEvent('filechooser'), this.tap(target)]);
    await chooser.setFiles(file);
    this.taps += tapsInside;
  }

  button(name: string | RegExp): Locator {
    return this.page.getByRole('button', { name });
  }

  link(name: string | RegExp): Locator {
    return this.page.getByRole('link', { name });
  }

  /** Waits until the page shows this text. */
  async sees(text: string | RegExp, withinMs = 20_000): Promise<void> {
    await this.page
      .getByText(text)
      .filter({ visible: true })
      .first()
      .waitFor({ timeout: withinMs });
  }

  /** Goes on with the session of somebody who has logged in elsewhere. */
  async wearSession(cookie: string): Promise<void> {
    const [name = '', value = ''] = cookie.split('=');
    await this.context.addCookies([{ name, value, url: this.url }]);
  }

  async logIn(phone: string, password: string): Promise<void> {
    await this.open('/dang-nhap');
    await this.page.getByLabel('Số điện thoại').fill(phone);
    await this.page.getByLabel('Mật khẩu').fill(password);
    await this.tap(this.button('Vào Gánh'));
    await this.page.waitForURL(/\/(don.*)?$/);
  }

  /** What sticks out to the right, in CSS px. */
  overflow(): Promise<number> {
    return this.page.evaluate(
      () => document.documentElement.scrollWidth - document.documentElement.clientWidth,
    );
  }

  close(): Promise<void> {
    return this.context.close();
  }
}

const AXE = readFileSync(require.resolve('axe-core/axe.min.js'), 'utf8');
const AXE_RUN = `axe.run(document, { runOnly: { type: 'tag', values: ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa', 'best-practice'] } })
  .then(({ violations }) => violations.flatMap(({ id, nodes }) => nodes.map((node) => id + ': ' + node.html.slice(0, 160) + ' ' + node.failureSummary)))`;

/** What axe finds by WCAG 2.0 to 2.2, A and AA, and its best practices. It comes in by the debugger, so the page keeps its content policy. */
export async function axeFindings(page: Page): Promise<string[]> {
  const session = await page.context().newCDPSession(page);
  try {
    await session.send('Runtime.evaluate', { expression: AXE });
    const { result, exceptionDetails } = await session.send('Runtime.evaluate', {
      expression: AXE_RUN,
      awaitPromise: true,
      returnByValue: true,
    });
    if (exceptionDetails) throw new Error(`axe did not run: ${exceptionDetails.text}`);
    return result.value as string[];
  } finally {
    await session.detach();
  }
}

/** A line between phone and product that can be cut: open connections break, new ones are refused. */
export class Line {
  private readonly open = new Set<Socket>();
  private whole = true;

  private constructor(
    private readonly server: Server,
    readonly url: string,
  ) {}

  static async to(target: string): Promise<Line> {
    const { hostname, port } = new URL(target);
    const server = createServer();
    const { port: own } = (await listening(server)) as AddressInfo;
    const line = new Line(server, `http://127.0.0.1:${own}`);
    server.on('connection', (near) => line.join(near, hostname, Number(port)));
    return line;
  }

  private join(near: Socket, host: string, port: number): void {
    if (!this.whole) return void near.destroy();
    const far = connect(port, host);
    for (const [one, other] of [
      [near, far],
      [far, near],
    ] as const) {
      this.open.add(one);
      one.pipe(other);
      one.on('error', () => other.destroy());
      one.on('close', () => (other.destroy(), this.open.delete(one)));
    }
  }

  cut(): void {
    this.whole = false;
    for (const socket of this.open) socket.destroy();
  }

  mend(): void {
    this.whole = true;
  }

  async close(): Promise<void> {
    this.cut();
    this.server.close();
    await once(this.server, 'close');
  }
}

async function listening(server: Server): Promise<ReturnType<Server['address']>> {
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  return server.address();
}

function takePhoto(): Promise<Buffer> {
  const jar = `<svg xmlns="http://www.w3.org/2000/svg" width="1600" height="1600"><rect width="1600" height="1600" fill="#e9e2d0"/><rect x="520" y="420" width="560" height="860" rx="90" fill="#c98a1b"/><rect x="560" y="300" width="480" height="150" rx="30" fill="#7a4b12"/><rect x="520" y="680" width="560" height="330" fill="#fff4d6"/></svg>`;
  return sharp(Buffer.from(jar)).jpeg({ quality: 90 }).toBuffer();
}

/** A photo as a phone takes it, in a file of its own. */
export class PhotoFile {
  private readonly dir = mkdtempSync(join(tmpdir(), 'ganh-test-photo-'));
  readonly path = join(this.dir, 'mat-ong.jpg');

  static async take(): Promise<PhotoFile> {
    const photo = new PhotoFile();
    writeFileSync(photo.path, await takePhoto());
    return photo;
  }

  remove(): void {
    rmSync(this.dir, { recursive: true, force: true });
  }
}

export interface ListedProduct {
  name: string;
  stock: number;
  priceVnd: number;
  unit?: string;
  weightGrams?: number;
}

/** A product with a photo, put up for sale in every connected shop; answers its id. */
export async function listProduct(seller: Visitor, product: ListedProduct): Promise<number> {
  const form = new FormData();
  form.append('photo', new Blob([new Uint8Array(await takePhoto())], { type: 'image/jpeg' }));
  const { key } = (await seller.send<{ key: string }>('POST', '/api/v1/photos', form)).body;
  const { name, unit = 'hũ', ...variant } = product;
  const { status, body, text } = await seller.send<{ id: number }>('POST', '/api/v1/products', {
    name,
    photoKeys: [key],
    variants: [{ unit, ...variant }],
  });
  if (status !== 201) throw new Error(`listing ${name} answered ${status}: ${text.slice(0, 300)}`);
  return body.id;
}
