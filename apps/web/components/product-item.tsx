import type { ProductRow } from '@ganh/contracts';
import { formatVnd } from '@ganh/kernel';
import type { ComponentChildren } from 'preact';
import { products as words } from '../words/products';
import { Stars } from './badge';
import { Icon } from './icon';
import { Marks } from './mark';
import { Thumb } from './photo';

export function fullName(row: Pick<ProductRow, 'name' | 'optionName'>): string {
  return row.optionName === '' ? row.name : `${row.name} · ${row.optionName}`;
}

/** "24 hũ" → number and unit, each on its own line. */
function quantityParts(text: string): [string, string] {
  const space = text.indexOf(' ');
  return space < 0 ? [text, ''] : [text.slice(0, space), text.slice(space + 1)];
}

function Left(props: { row: ProductRow }) {
  const { row } = props;
  const [quantity, unit] = quantityParts(row.availableText);
  const out = row.available <= 0;
  return (
    <a class={`left${out ? ' out' : row.low ? ' low' : ''}`} href={`/hang/sua/${row.variantId}`}>
      <span class={quantity.length > 4 ? 'q num long' : 'q num'}>{quantity}</span>
      <span>{out ? words.soldOut : unit}</span>
      <span class="sr">. {words.editStock(fullName(row))}</span>
      <Icon name="pencil" size={18} />
    </a>
  );
}

/** One product of the list; the browser draws the same one when a search brings up rows that were not in the page. */
export function ProductItem(props: { row: ProductRow; name?: ComponentChildren }) {
  const { row } = props;
  const href = row.trouble ? row.trouble.href : `/hang/sua/${row.variantId}`;
  return (
    <li data-find={row.searchText} data-key={row.variantId}>
      <a class="about" href={href}>
        <Thumb photo={row.photo} name={row.name} />
        <span class="grow">
          <span class="name">{props.name ?? fullName(row)}</span>
          <span class="row near wrap">
            <b class="num">{formatVnd(row.priceVnd)}</b>
            <Stars stars={row.stars} />
          </span>
          <Marks marks={row.marks} />
          {row.trouble && <span class="why bad">{row.trouble.text}</span>}
        </span>
      </a>
      <Left row={row} />
    </li>
  );
}
