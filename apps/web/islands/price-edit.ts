import { newKey, send, type Refusal } from './api';
import { holdToRepeat } from './hold';
import { groupWhileTyping, plainVnd, priceEcho, readPrice } from './price-field';
import type { Undo } from './toast';

interface Saved {
  actId?: number | null;
}

/** The price of the quick edit: typed or by steps, saved against the revision that was shown. */
export class PriceEdit {
  private readonly section = document.getElementById('price-edit') as HTMLElement;
  private readonly input = document.getElementById('price') as HTMLInputElement;
  private readonly echo = document.getElementById('price-echo') as HTMLElement;
  private opId = newKey();

  constructor(private readonly shown: () => void) {
    for (const button of this.section.querySelectorAll<HTMLElement>('[data-price-step]')) {
      holdToRepeat(button, () => this.step(Number(button.dataset.priceStep)));
    }
    this.input.addEventListener('input', () => {
      groupWhileTyping(this.input);
      this.touched();
    });
  }

  get fromVnd(): number {
    return Number(this.section.dataset.price);
  }

  /** The new price; null = as it was, or not to be read. */
  changed(): number | null {
    const amount = readPrice(this.input.value);
    return amount === null || amount === 0 || amount === this.fromVnd ? null : amount;
  }

  isUnclear(): boolean {
    const amount = readPrice(this.input.value);
    return amount === null || amount === 0;
  }

  focus(): void {
    this.input.focus();
    this.input.select();
  }

  private step(steps: number): void {
    const amount = readPrice(this.input.value) ?? this.fromVnd;
    this.input.value = plainVnd(Math.max(steps > 0 ? steps : -steps, amount + steps));
    this.touched();
  }

  private touched(): void {
    this.opId = newKey();
    this.echo.textContent = priceEcho(this.input.value);
    this.input.parentElement?.classList.toggle('long', this.input.value.length > 7);
    this.shown();
  }

  async save(variantId: string): Promise<{ undo: Undo } | { refusal: Refusal | null }> {
    const priceVnd = this.changed();
    if (priceVnd === null) return { undo: [] };
    const path = `/api/v1/variants/${variantId}/price`;
    const body = { opId: this.opId, priceVnd, baseRev: Number(this.section.dataset.rev) };
    const answer = await send<Saved | null>('PUT', path, body, this.opId);
    if (!answer.ok) return { refusal: answer.refusal };
    const act = answer.value?.actId;
    if (!act) return { undo: [] };
    // Back to the former price only while nobody has changed it since: the server sees to that.
    return { undo: [{ method: 'POST', path: `/api/v1/acts/${act}/undo`, body: {} }] };
  }
}
