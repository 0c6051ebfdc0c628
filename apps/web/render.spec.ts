import { examples } from './fixtures';
import { pageNames, renderPage } from './render';

const options = { nonce: 'abc', newOpId: () => '0190f3a2-0000-7000-8000-000000000001' };

describe('renderPage', () => {
  it('has an example of every page', () => {
    expect([...new Set(examples.map((example) => example.page))].sort()).toEqual(
      [...pageNames].sort(),
    );
  });

  it.each(examples)('$label is a whole page, the same each time', ({ page, view }) => {
    const html = renderPage(page, view, options);
    expect(html).toMatch(/^<!doctype html><html lang="vi"/);
    expect(html.match(/<h1|<h2/g)?.length).toBeGreaterThan(0);
    expect(html).toBe(renderPage(page, view, options));
  });
});
