import { formatVnd, parseVnd } from '@ganh/kernel';
import { addProduct as words } from '../words/add-product';

export function plainVnd(amountVnd: number): string {
  return formatVnd(amountVnd).replace(/\s*₫$/, '');
}

/** Whole đồng of what was typed, as the server reads it: bare 95 means 95.000. Null when it says no single price. */
export function readPrice(text: string): number | null {
  const reading = parseVnd(text, { bareThousands: true });
  return reading?.kind === 'amount' ? reading.amountVnd : null;
}

/** What the price was taken for, where that is not what stands there: "95" is 95.000. '' = nothing to say. */
export function priceEcho(text: string): string {
  const amount = readPrice(text);
  if (amount === null || plainVnd(amount) === text) return '';
  return words.understood(formatVnd(amount));
}

/** Groups plain digits while they are typed and keeps the caret behind the same digit. */
export function groupWhileTyping(input: HTMLInputElement): void {
  if (!/^[\d.\s]*$/.test(input.value)) return;
  const digits = input.value.replace(/\D/g, '').replace(/^0+(?=\d)/, '');
  if (digits === '' || digits.length > 12) return;
  const caret = input.selectionStart ?? input.value.length;
  const digitsBefore = input.value.slice(0, caret).replace(/\D/g, '').length;
  const grouped = plainVnd(Number(digits));
  if (grouped === input.value) return;
  input.value = grouped;
  let position = 0;
  for (let seen = 0; position < grouped.length && seen < digitsBefore; position += 1) {
    if (/\d/.test(grouped[position] ?? '')) seen += 1;
  }
  input.setSelectionRange(position, position);
}
