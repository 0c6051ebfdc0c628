/** Weight, words, sizes and accessibility of every page, over fixture views (docs/web.md). */
import { gzipSync } from 'node:zlib';
import type { Browser, Page } from 'playwright-core';
import type { Built } from '../../apps/web/assets';
import { examples } from '../../apps/web/fixtures';
import { manyProducts } from '../../apps/web/fixtures/products';
import { renderPage } from '../../apps/web/render';
import { buildIslands, hasBrowser, launch, violations, WebServer } from './web-browser';

const KB = 1024;
const weight = (text: string | Buffer): number => gzipSync(text, { level: 9 }).length;

let built: Built;
beforeAll(() => {
  built = buildIslands();
});

const render = (example: (typeof examples)[number]): string =>
  renderPage(example.page, example.view, {
    nonce: 'abc',
    helpPhone: '0235 300 0000',
    assets: built.assets,
  });

describe('weight', () => {
  it.each(examples)('$label: page ≤ 14 kB, style ≤ 12 kB, scripts ≤ 15 kB, gzip', (example) => {
    const html = render(example);
    const style = /<style[^>]*>([^]*?)<\/style>/.exec(html)?.[1] ?? '';
    const scripts = [...html.matchAll(/(?:src|href)="\/tinh\/([^"]+\.js)"/g)].map(
      (match) => match[1] ?? '',
    );
    const bytes = scripts.map((name) => built.files.get(name)?.body ?? null);
    expect(bytes).not.toContain(null);
    expect(weight(html)).toBeLessThanOrEqual(14 * KB);
    expect(weight(style)).toBeLessThanOrEqual(12 * KB);
    expect(bytes.reduce((sum, body) => sum + weight(body ?? ''), 0)).toBeLessThanOrEqual(15 * KB);
    expect(html).not.toMatch(/@font-face|fonts\.g/);
  });

  it('a list of 2,000 products is no heavier than its first 60', () => {
    const html = renderPage('products', manyProducts(2_000), {
      nonce: 'abc',
      assets: built.assets,
    });
    expect(weight(html)).toBeLessThanOrEqual(14 * KB);
  });
});

describe('strict content policy', () => {
  it.each(examples)(
    '$label has no inline handler, no style attribute, no script text',
    (example) => {
      const html = render(example);
      expect(html).not.toMatch(/\son[a-z]+="/);
      expect(html).not.toMatch(/\sstyle="/);
      expect(html).not.toMatch(/<script(?![^>]*\ssrc=)/);
      expect(html).not.toMatch(/href="javascript:/);
    },
  );
});

/** Words that no screen may show (screens §8), as whole words. */
const FORBIDDEN =
  /(?<![\p{L}\p{N}])(sản phẩm|sku|item|listing|on-hand|reserved|tồn khả dụng|cập nhật tồn kho|inventory|nền tảng|channel|sàn tmđt|kết nối api|tích hợp|authorize|token|expire|refresh|lỗi|thất bại|error|failed|invalid|lead|reserve|review|giao dịch|đối soát|reconcile|unmatched|cod|fulfil|hoàn tất xử lý|bàn giao|chứng nhận số hoá|expiry|offline|timeout|mất kết nối máy chủ|undo|retry|skip|cancel|ok|đồng ý|hệ thống|chúng tôi)(?![\p{L}\p{N}])/iu;
const EMOJI = /\p{Extended_Pictographic}/u;

/** What a person sees or hears: text, and the attributes that are read aloud or shown. */
function shownText(html: string): string {
  const body = html.slice(html.indexOf('<body'));
  const spoken = [
    ...body.matchAll(/\s(?:aria-label|placeholder|alt|title|data-done|data-busy)="([^"]*)"/g),
  ];
  const text = body.replace(/<(style|script|symbol)[^]*?<\/\1>/g, ' ').replace(/<[^>]+>/g, ' ');
  return [text, ...spoken.map((match) => match[1])].join('\n');
}

describe('words', () => {
  it.each(examples)(
    '$label speaks plainly: no foreign or office word, no shouting, no emoji',
    (example) => {
      const text = shownText(render(example));
      expect(FORBIDDEN.exec(text)?.[0] ?? null).toBeNull();
      expect(EMOJI.exec(text)?.[0] ?? null).toBeNull();
      expect(text).not.toMatch(/!(?!\w)/);
      expect(text).not.toMatch(/\b(undefined|null|NaN|\[object)/);
    },
  );

  it('the lint itself finds what it must', () => {
    expect(FORBIDDEN.test('Lỗi: token hết hạn')).toBe(true);
    expect(FORBIDDEN.test('Hàng đăng bị vướng')).toBe(false);
  });
});

interface Finding {
  what: string;
  where: string;
}

/** Runs in the page: small targets, small text, what sticks out to the right, green buttons (screens §1). */
function measure(): Finding[] {
  const found: Finding[] = [];
  const name = (element: Element): string =>
    `${element.tagName.toLowerCase()}.${element.getAttribute('class') ?? ''} ${(element.textContent ?? '').trim().slice(0, 30)}`;
  const seen = (element: Element): DOMRect | null => {
    const box = element.getBoundingClientRect();
    const style = getComputedStyle(element);
    return box.width > 1 && box.height > 1 && style.visibility !== 'hidden' ? box : null;
  };
  for (const element of Array.from(
    document.querySelectorAll('a[href], button, summary, input, select, textarea'),
  )) {
    if (element.matches('.skip, [type=hidden]')) continue;
    // A field or choice is as big as the label or frame that takes the press for it.
    const target = element.closest('label, .inp') ?? element;
    const box = seen(target);
    if (box && (box.width < 47.5 || box.height < 47.5)) {
      found.push({
        what: `target ${Math.round(box.width)}×${Math.round(box.height)}`,
        where: name(element),
      });
    }
  }
  const walker = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
  while (walker.nextNode()) {
    const parent = walker.currentNode.parentElement;
    if (
      !parent ||
      !walker.currentNode.nodeValue?.trim() ||
      parent.closest('.sr, [aria-hidden=true], style, noscript')
    )
      continue;
    const size = parseFloat(getComputedStyle(parent).fontSize);
    if (seen(parent) && size < 15) found.push({ what: `text ${size}px`, where: name(parent) });
  }
  const wide = document.documentElement.scrollWidth - document.documentElement.clientWidth;
  if (wide > 0) found.push({ what: `overflow ${wide}px`, where: 'page' });
  const green = (scope: Element): number =>
    Array.from(scope.querySelectorAll('.btn.p')).filter(seen).length;
  for (const scope of Array.from(document.querySelectorAll('li, .foot, .top'))) {
    if (green(scope) > 1) found.push({ what: 'two green buttons', where: name(scope) });
  }
  return found;
}

const inBrowser = hasBrowser ? describe : describe.skip;

inBrowser('in the browser', () => {
  let browser: Browser;
  let server: WebServer;
  let base: string;

  beforeAll(async () => {
    browser = await launch();
    server = new WebServer(built);
    base = await server.start();
  });
  afterAll(async () => {
    await browser.close();
    await server.stop();
  });

  /** `bypassCSP`: the measuring tools are let in; what the pages themselves may do is tested in web-islands.spec.ts. */
  async function withPage(width: number, run: (page: Page) => Promise<void>): Promise<void> {
    const context = await browser.newContext({ viewport: { width, height: 800 }, bypassCSP: true });
    const page = await context.newPage();
    try {
      await run(page);
    } finally {
      await context.close();
    }
  }

  describe.each([320, 360, 390, 1280])('at %i px', (width) => {
    it('targets ≥ 48 px, text ≥ 15 px, nothing sticks out, one green button a card', async () => {
      await withPage(width, async (page) => {
        const found: Record<string, Finding[]> = {};
        for (const example of examples) {
          server.show(example.page, example.view);
          await page.goto(base);
          const findings = await page.evaluate(measure);
          if (findings.length > 0) found[example.label] = findings;
        }
        expect(found).toEqual({});
      });
    }, 90_000);
  });

  it('the measure itself finds what it must', async () => {
    await withPage(390, async (page) => {
      await page.setContent(
        '<li><a class="btn p" href="/">a</a><a class="btn p" href="/">b</a></li><p id="small">tiny</p><p id="wide">w</p>',
      );
      await page.addStyleTag({
        content: '#small{font-size:12px}#wide{width:500px}a{display:block;width:20px}',
      });
      const found = await page.evaluate(measure);
      expect(found.map(({ what }) => what.replace(/ ?\d.*/, ''))).toEqual(
        expect.arrayContaining(['target', 'text', 'overflow', 'two green buttons']),
      );
    });
  });

  it('text at 130 % does not stick out at 390 px', async () => {
    await withPage(390, async (page) => {
      const found: Record<string, number> = {};
      for (const example of examples) {
        server.show(example.page, example.view, { textSize: 3 });
        await page.goto(base);
        const wide = await page.evaluate(
          () => document.documentElement.scrollWidth - document.documentElement.clientWidth,
        );
        if (wide > 0) found[example.label] = wide;
      }
      expect(found).toEqual({});
    });
  }, 60_000);

  describe.each(['light', 'dark'] as const)('axe, %s', (theme) => {
    it.each([360, 390, 1280])(
      'is clean at %i px',
      async (width) => {
        await withPage(width, async (page) => {
          const found: Record<string, string[]> = {};
          for (const example of examples) {
            server.show(example.page, example.view, { theme });
            await page.goto(base);
            const list = await violations(page);
            if (list.length > 0) found[example.label] = list;
          }
          expect(found).toEqual({});
        });
      },
      120_000,
    );
  });
});
