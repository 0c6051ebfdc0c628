import { newKey, send } from './api';
import { busy, keyOfForm } from './forms';
import { refresh } from './live';
import { refusalText, toast } from './toast';

interface OrderFromMessage {
  lines: { variantId: number; quantity: number }[];
  buyerName?: string;
  buyerPhone?: string;
}

function orderOf(form: HTMLFormElement): OrderFromMessage {
  const fields = new FormData(form);
  const quantities = fields.getAll('quantity').map(String);
  const lines = fields.getAll('variantId').map((variantId, index) => ({
    variantId: Number(variantId),
    quantity: Number((quantities[index] ?? '').trim()),
  }));
  const text = (name: string): string | undefined =>
    String(fields.get(name) ?? '').trim() || undefined;
  return { lines, buyerName: text('buyerName'), buyerPhone: text('buyerPhone') };
}

async function make(form: HTMLFormElement, button: HTMLButtonElement): Promise<void> {
  const free = busy(button);
  const answer = await send('POST', form.dataset.order ?? '', orderOf(form), keyOfForm(form));
  free();
  if (!answer.ok) {
    // Refused means that nothing was made, so the corrected order is another press.
    if (answer.refusal) form.dataset.press = newKey();
    toast(refusalText(answer.refusal));
    return;
  }
  form.closest('dialog')?.close();
  toast(form.dataset.done ?? '');
  await refresh();
}

document.addEventListener(
  'submit',
  (event) => {
    const form = event.target;
    if (!(form instanceof HTMLFormElement) || !form.dataset.order) return;
    event.preventDefault();
    const button = form.querySelector<HTMLButtonElement>('button.p');
    if (button && button.getAttribute('aria-disabled') !== 'true') void make(form, button);
  },
  true,
);

/** A long list of products is in the page once; a field gets it when somebody opens it. */
function fill(select: HTMLSelectElement): void {
  const all = document.getElementById('all-products');
  if (!(all instanceof HTMLSelectElement) || select.dataset.full) return;
  select.dataset.full = '1';
  const chosen = select.value;
  const options = Array.from(all.options).filter((option) => option.value !== chosen);
  select.append(...options.map((option) => option.cloneNode(true)));
}

document.addEventListener('focusin', (event) => {
  const select = event.target;
  if (select instanceof HTMLSelectElement && select.name === 'variantId') fill(select);
});

document.addEventListener('change', (event) => {
  const select = event.target;
  if (!(select instanceof HTMLSelectElement) || select.name !== 'variantId') return;
  const suffix = select.closest('.line-input')?.querySelector('.suffix');
  if (suffix) suffix.textContent = select.selectedOptions[0]?.dataset.unit ?? '';
});
