import type { Browser, Page } from 'playwright-core';
import type { Built } from '../../apps/web/assets';
import { buildIslands, launch, WebServer } from './web-browser';

/** A browser for the suite, a fresh server and page for each test. Any complaint of the page fails the test. */
export class WebHarness {
  browser!: Browser;
  server!: WebServer;
  page!: Page;
  base = '';
  private built!: Built;
  private readonly complaints: string[] = [];

  constructor() {
    beforeAll(async () => {
      this.built = buildIslands();
      this.browser = await launch();
    });
    afterAll(() => this.browser.close());
    beforeEach(() => this.begin());
    afterEach(async () => {
      await this.page.close();
      await this.server.stop();
      expect(this.complaints).toEqual([]);
    });
  }

  private async begin(): Promise<void> {
    this.server = new WebServer(this.built);
    this.base = await this.server.start();
    this.page = await this.browser.newPage({ viewport: { width: 390, height: 844 } });
    this.complaints.length = 0;
    this.page.on('pageerror', (error) => this.complaints.push(error.message));
    this.page.on('console', (message) => {
      // A refused call is part of some tests; a script or style refused by the content policy is not.
      if (message.type() === 'error' && !/status of (409|422|5\d\d)|ERR_/.test(message.text())) {
        this.complaints.push(message.text());
      }
    });
  }

  /** Opens the page and waits until its scripts run. */
  async open(path = '/'): Promise<void> {
    await this.page.goto(this.base + path);
    await this.page.waitForSelector('html.js');
  }
}
