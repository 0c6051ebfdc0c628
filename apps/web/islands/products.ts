import type { ProductRow, ProductsView } from '@ganh/contracts';
import { fold, foldPoint } from '@ganh/kernel';
import { products as words } from '../words/products';
import { onRefreshed } from './live';

/** More than this on the screen at once helps nobody; one more letter brings the rest. */
const MOST_SHOWN = 60;
/** Drawn before the key is answered; the others follow, a frame each so many. */
const AT_ONCE = 15;

const EDGE = /[^\p{L}\p{N}]+/u;

const wordsOf = (text: string): string[] =>
  fold(text)
    .split(EDGE)
    .filter((word) => word !== '');

interface Entry {
  /** Its words in search form, a blank before each: a word begins with "mat" where " mat" stands. */
  words: string;
  element(): HTMLElement;
}

function entryOfRow(row: ProductRow, draw: (row: ProductRow) => HTMLElement): Entry {
  let element: HTMLElement | null = null;
  return { words: ` ${wordsOf(row.searchText).join(' ')}`, element: () => (element ??= draw(row)) };
}

/** First place where a word of the text begins so; Safari 14 has no look-behind. */
function wordStart(folded: string, word: string): number {
  for (let at = folded.indexOf(word); at >= 0; at = folded.indexOf(word, at + 1)) {
    if (at === 0 || !/[\p{L}\p{N}]/u.test(folded[at - 1] ?? '')) return at;
  }
  return -1;
}

/** Where each word of the query stands in the text as it is written: pairs of start and end. */
export function matchRanges(text: string, foldedQuery: string): [number, number][] {
  const at: number[] = [];
  let folded = '';
  for (let index = 0; index < text.length;) {
    const point = text.codePointAt(index) ?? 0;
    for (const unit of foldPoint(point)) {
      folded += unit;
      at.push(index);
    }
    index += point > 0xffff ? 2 : 1;
  }
  at.push(text.length);
  const ranges: [number, number][] = [];
  for (const word of foldedQuery.split(EDGE)) {
    if (word === '') continue;
    const start = wordStart(folded, word);
    if (start >= 0) ranges.push([at[start] ?? 0, at[start + word.length] ?? text.length]);
  }
  return ranges.sort((a, b) => a[0] - b[0]);
}

function highlight(element: HTMLElement, foldedQuery: string): void {
  const name = element.querySelector('.name');
  if (!name) return;
  const text = (name.textContent ?? '').normalize('NFC');
  const parts: (string | Node)[] = [];
  let done = 0;
  for (const [start, end] of foldedQuery === '' ? [] : matchRanges(text, foldedQuery)) {
    if (start < done) continue;
    const mark = document.createElement('mark');
    mark.textContent = text.slice(start, end);
    parts.push(text.slice(done, start), mark);
    done = end;
  }
  name.replaceChildren(...parts, text.slice(done));
}

class Search {
  private entries: Entry[] = [];
  private whole = false;
  private fetching = false;
  private frame = 0;
  private readonly list = document.getElementById('items') as HTMLElement;
  private readonly said = document.getElementById('found') as HTMLElement;
  private readonly clear = document.getElementById('clear') as HTMLElement;

  constructor(private readonly input: HTMLInputElement) {
    this.readPage();
    input.addEventListener('input', () => this.typed());
    input.addEventListener('focus', () => void this.fetchRest());
    input.form?.addEventListener('submit', (event) => event.preventDefault());
    this.clear.addEventListener('click', (event) => {
      event.preventDefault();
      input.value = '';
      this.show();
      input.focus();
    });
    onRefreshed(() => {
      this.readPage();
      if (this.input.value !== '') this.typed();
    });
  }

  private readPage(): void {
    const items = Array.from(this.list.querySelectorAll<HTMLElement>(':scope > li'));
    this.entries = items.map((element) => ({
      words: ` ${wordsOf(`${element.dataset.find ?? ''} ${element.querySelector('.name')?.textContent ?? ''}`).join(' ')}`,
      element: () => element,
    }));
    // A page that the server has already searched or cut holds only a part.
    this.whole = Number(this.list.dataset.rest) === 0 && this.input.defaultValue === '';
  }

  /** The rows that the page does not hold, once somebody means to search. */
  private async fetchRest(): Promise<void> {
    if (this.whole || this.fetching) return;
    this.fetching = true;
    await this.fetchRows();
    this.fetching = false;
  }

  private async fetchRows(): Promise<void> {
    const query = new URLSearchParams(location.search);
    query.delete('q');
    const response = await fetch(`/api/v1/views/products?${query.toString()}`, {
      credentials: 'same-origin',
    }).catch(() => null);
    if (!response?.ok) return;
    const view = (await response.json()) as ProductsView;
    // Only big catalogues need it, so only they pay for it.
    const { drawProduct } = await import('./draw-product');
    const first = this.input.defaultValue === '' ? this.entries : [];
    this.entries = [
      ...first,
      ...view.rows.slice(first.length).map((row) => entryOfRow(row, drawProduct)),
    ];
    this.whole = true;
    if (this.input.value !== this.input.defaultValue) this.show();
  }

  private draw(entries: readonly Entry[], query: string): void {
    const now = entries.slice(0, AT_ONCE).map((entry) => entry.element());
    for (const element of now) highlight(element, query);
    this.list.append(...now);
    if (entries.length <= AT_ONCE) return;
    this.frame = requestAnimationFrame(() => this.draw(entries.slice(AT_ONCE), query));
  }

  private typed(): void {
    void this.fetchRest();
    this.show();
  }

  private show(): void {
    const query = fold(this.input.value);
    const wanted = wordsOf(this.input.value).map((word) => ` ${word}`);
    const found = this.entries.filter((entry) =>
      wanted.every((word) => entry.words.includes(word)),
    );
    this.list.replaceChildren();
    cancelAnimationFrame(this.frame);
    this.draw(found.slice(0, MOST_SHOWN), query);
    const typed = this.input.value.trim();
    this.said.textContent =
      typed === ''
        ? ''
        : found.length > 0
          ? words.found(found.length, typed)
          : words.noneFound(typed);
    this.clear.hidden = typed === '';
    const rest = document.getElementById('rest');
    if (rest) rest.hidden = typed !== '';
    const address = new URL(location.href);
    if (typed === '') address.searchParams.delete('q');
    else address.searchParams.set('q', typed);
    history.replaceState(history.state, '', address);
  }
}

const input = document.getElementById('q');
if (input instanceof HTMLInputElement) new Search(input);
