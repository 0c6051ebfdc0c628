import { formatVnd } from '@ganh/kernel';
import { live } from '../words/live';
import { quickEdit as words } from '../words/quick-edit';
import { newKey, send, type Refusal } from './api';
import { busy } from './forms';
import { holdToRepeat } from './hold';
import { onRefreshed, refresh } from './live';
import { PriceEdit } from './price-edit';
import { putAside } from './outbox';
import type { StaleCount } from './recount';
import { openSheet } from './sheet';
import {
  defaultReason,
  leftAfter,
  quantity,
  readCount,
  readFacts,
  withSteps,
  type StockChange,
  type StockFacts,
} from './stock-change';
import { refusalText, toast, toastAfterLeaving, type Undo } from './toast';

const CONFLICT = 409;
const CHANGED_MUCH = 0.3;
const ROUND = 'ganh-mon-ke';
const byId = (id: string): HTMLElement => document.getElementById(id) as HTMLElement;

/** Going through what runs out began at Hôm nay: the next such product follows each save (screens §4). */
function isRound(): boolean {
  return sessionStorage.getItem(ROUND) === '1';
}

function noteRound(): void {
  const from = document.referrer === '' ? '' : new URL(document.referrer).pathname;
  if (from === '/') sessionStorage.setItem(ROUND, '1');
  else if (!from.startsWith('/hang/sua/')) sessionStorage.removeItem(ROUND);
}

class QuickEdit {
  private facts: StockFacts = readFacts(byId('stock-edit'));
  private change: StockChange = { kind: 'none' };
  private said = '';
  /** One key for the change as it stands; a changed change gets another. */
  private opId = newKey();
  private readonly price = new PriceEdit(() => this.show());
  private readonly save = byId('save') as HTMLButtonElement;

  constructor() {
    const section = byId('stock-edit');
    for (const button of section.querySelectorAll<HTMLElement>('[data-step]')) {
      holdToRepeat(button, () => this.step(Number(button.dataset.step)));
    }
    for (const chip of section.querySelectorAll<HTMLElement>('[data-quick]')) {
      chip.addEventListener('click', (event) => {
        event.preventDefault();
        this.step(Number(chip.dataset.quick));
      });
    }
    section.addEventListener('keydown', (event) => this.key(event));
    byId('left').addEventListener('click', () => this.typeCount());
    byId('counted').addEventListener('input', () => this.count());
    for (const id of ['count-form', 'price-form']) {
      byId(id).addEventListener('submit', (event) => {
        event.preventDefault();
        void this.press();
      });
    }
    this.save.addEventListener('click', () => void this.press());
    onRefreshed(() => this.reread());
    byId('foot').hidden = false;
    this.show();
  }

  private set(change: StockChange): void {
    this.change = change;
    this.opId = newKey();
    this.said = '';
    this.show();
  }

  private step(steps: number): void {
    (byId('counted') as HTMLInputElement).value = '';
    this.set(withSteps(this.change, this.facts, steps));
  }

  private key(event: KeyboardEvent): void {
    if (event.isComposing || event.target instanceof HTMLInputElement) return;
    const steps = { ArrowUp: 1, ArrowDown: -1, PageUp: 10, PageDown: -10 }[event.code];
    if (steps === undefined) return;
    event.preventDefault();
    this.step(steps);
  }

  private typeCount(): void {
    (byId('count') as HTMLDetailsElement).open = true;
    byId('counted').focus();
  }

  private count(): void {
    const counted = readCount((byId('counted') as HTMLInputElement).value, this.facts);
    this.set(counted === null ? { kind: 'none' } : { kind: 'count', counted });
  }

  /** The number moved elsewhere while somebody edits: say so, keep what was pressed. */
  private reread(): void {
    const before = this.facts.available;
    this.facts = readFacts(byId('stock-edit'));
    if (this.facts.available !== before && this.change.kind !== 'none') {
      this.said = `${words.moved} ${words.movedMore(quantity(this.facts.available, this.facts))}`;
    }
    byId('foot').hidden = false;
    this.show();
  }

  private sentence(): string {
    const { change, facts } = this;
    if (change.kind === 'none') return words.unchanged;
    const before = words.before(quantity(facts.available, facts));
    if (change.kind === 'count')
      return `${words.counted(quantity(change.counted, facts))}. ${before}.`;
    const amount = quantity(Math.abs(change.delta), facts);
    return `${change.delta > 0 ? words.added(amount) : words.taken(amount)}. ${before}.`;
  }

  private show(): void {
    const { facts, change } = this;
    const left = leftAfter(change, facts);
    const number = quantity(left, facts, '');
    const output = byId('left');
    output.firstChild!.nodeValue = number;
    output.classList.toggle('long', number.length > 4);
    byId('said').textContent = this.said || this.sentence();
    byId('reason').hidden = change.kind !== 'move';
    this.showReason();
    const suffix = byId('counted').parentElement?.querySelector('.suffix');
    if (suffix) suffix.textContent = facts.unit;
    const price = this.price.changed();
    const onlyPrice = change.kind === 'none' && price !== null;
    this.save.textContent = onlyPrice
      ? words.savePriceAs(formatVnd(price))
      : words.save(quantity(left, facts));
  }

  private reasons(): HTMLInputElement[] {
    return Array.from(byId('reason').querySelectorAll<HTMLInputElement>('input[name=why]'));
  }

  private showReason(): void {
    if (this.change.kind !== 'move') {
      for (const input of this.reasons()) input.checked = false;
      return;
    }
    const reasons = this.reasons();
    if (reasons.some((input) => input.checked)) return;
    const usual = defaultReason(this.change.delta);
    for (const input of reasons) input.checked = input.value === usual;
  }

  private async press(): Promise<void> {
    if (this.save.getAttribute('aria-disabled') === 'true') return;
    if (this.price.isUnclear()) {
      toast(words.unclearPrice);
      return;
    }
    const to = this.price.changed();
    const from = this.price.fromVnd;
    if (to !== null && Math.abs(to - from) / from > CHANGED_MUCH) this.askSure(from, to);
    else await this.saveAll();
  }

  private askSure(from: number, to: number): void {
    const box = document.createElement('div');
    box.className = 'stack gap';
    const button = (look: string, text: string): HTMLButtonElement => {
      const made = document.createElement('button');
      made.type = 'button';
      made.className = `btn ${look} w big`;
      made.textContent = text;
      box.append(made);
      return made;
    };
    const yes = button('p', words.sureYes(formatVnd(to)));
    const no = button('o', words.sureNo);
    const question = words.sure(formatVnd(from), formatVnd(to));
    if (typeof HTMLDialogElement === 'undefined') {
      if (confirm(question)) void this.saveAll();
      return;
    }
    const sheet = openSheet(question, box);
    yes.addEventListener('click', () => {
      sheet.close();
      void this.saveAll();
    });
    no.addEventListener('click', () => {
      sheet.close();
      this.price.focus();
    });
  }

  private async saveStock(): Promise<{ undo: Undo } | { refusal: Refusal | null }> {
    const { change, facts, opId } = this;
    const base = `/api/v1/variants/${facts.variantId}`;
    if (change.kind === 'none') return { undo: [] };
    const reason = this.reasons().find((input) => input.checked)?.value;
    const answer =
      change.kind === 'move'
        ? await send('POST', `${base}/stock-moves`, { opId, delta: change.delta, reason }, opId)
        : await send(
            'POST',
            `${base}/stock-counts`,
            { opId, counted: change.counted, baseRev: facts.rev },
            opId,
          );
    if (!answer.ok) return { refusal: answer.refusal };
    return { undo: [{ method: 'POST', path: `/api/v1/stock-moves/${opId}/undo`, body: {} }] };
  }

  /** A change of ± may wait for the network; a count and a price were made against numbers that may be old by then. */
  private queue(): boolean {
    const { change, facts, opId } = this;
    if (change.kind !== 'move' || this.price.changed() !== null) return false;
    const reason = this.reasons().find((input) => input.checked)?.value;
    const name = document.querySelector('#facts h2')?.textContent ?? '';
    const amount = quantity(Math.abs(change.delta), facts);
    putAside({
      key: opId,
      path: `/api/v1/variants/${facts.variantId}/stock-moves`,
      body: { opId, delta: change.delta, reason },
      said: `${name}: ${change.delta > 0 ? words.added(amount) : words.taken(amount)}`,
    });
    toast(live.putAside);
    this.set({ kind: 'none' });
    return true;
  }

  private async saveAll(): Promise<void> {
    const free = busy(this.save, words.saving);
    const left = quantity(leftAfter(this.change, this.facts), this.facts);
    const stock = await this.saveStock();
    if ('refusal' in stock) {
      if (stock.refusal === null && this.queue()) {
        free();
        this.show();
        return;
      }
      return this.refused(stock.refusal, free);
    }
    const stockChanged = this.change.kind !== 'none';
    this.change = { kind: 'none' };
    const toVnd = this.price.changed();
    const price = await this.price.save(this.facts.variantId);
    if ('refusal' in price) return this.refused(price.refusal, free);
    const name = document.querySelector('#facts h2')?.textContent ?? '';
    const said =
      stockChanged || toVnd === null
        ? words.saved(name, left)
        : words.savedPrice(name, formatVnd(toVnd));
    if (stockChanged || toVnd !== null) toastAfterLeaving(said, [...stock.undo, ...price.undo]);
    const next = byId('stock-edit').dataset.next;
    location.assign(stockChanged && next && isRound() ? `/hang/sua/${next}` : '/hang');
  }

  private async refused(refusal: Refusal | null, free: () => void): Promise<void> {
    free();
    this.show();
    const stale = refusal?.detail as Partial<StaleCount> | undefined;
    if (this.change.kind === 'count' && stale?.recount) {
      await this.recount(stale as StaleCount);
      return;
    }
    toast(refusalText(refusal));
    if (refusal?.status !== CONFLICT) return;
    await refresh();
    this.opId = newKey();
  }

  /** Somebody moved the stock under the count: which of both it means is asked, then it is sent on the new base. */
  private async recount(stale: StaleCount): Promise<void> {
    const { askRecount } = await import('./recount');
    const counted = await askRecount(stale, this.facts);
    if (counted === null) return;
    await refresh();
    this.facts = { ...this.facts, rev: stale.level.rev };
    this.set({ kind: 'count', counted });
    await this.saveAll();
  }
}

if (document.getElementById('stock-edit')) {
  noteRound();
  new QuickEdit();
}
