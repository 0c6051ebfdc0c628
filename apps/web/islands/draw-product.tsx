import type { ProductRow } from '@ganh/contracts';
import { render } from 'preact';
import { ProductItem } from '../components/product-item';

/** The row as the server draws it, for rows that were not in the page. */
export function drawProduct(row: ProductRow): HTMLElement {
  const box = document.createElement('ul');
  render(<ProductItem row={row} />, box);
  return box.firstElementChild as HTMLElement;
}
