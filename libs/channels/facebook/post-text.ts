import { formatVnd } from '@ganh/kernel';
import type { ProductSnapshot, VariantSnapshot } from '@ganh/channels/kit';

function priceLine({ optionName, priceVnd }: VariantSnapshot): string {
  return optionName ? `${optionName}: ${formatVnd(priceVnd)}` : `Giá: ${formatVnd(priceVnd)}`;
}

function starLine({ ocopStars, brand }: ProductSnapshot): string {
  return ocopStars === null
    ? ''
    : [`OCOP ${ocopStars} sao`, brand.trim()].filter(Boolean).join(' · ');
}

/**
 * The post's whole text from the product's newest state: name, star, prices by unit, words, where to see more. The page's
 * address stands on a line of its own; by it a post is found again (`isPostOf`).
 */
export function postText(product: ProductSnapshot): string {
  const title = (product.answers['title'] ?? product.title).trim();
  const blocks = [
    product.hidden ? 'Tạm ngưng bán.' : '',
    [title, starLine(product)].filter(Boolean).join('\n'),
    product.variants.map(priceLine).join('\n'),
    (product.answers['description'] ?? product.description).trim(),
    `Xem hàng:\n${product.pageUrl}`,
  ];
  return blocks.filter((block) => block !== '').join('\n\n');
}

/** Whether a post's text is one of this product's, whatever else has changed in it since. */
export function isPostOf(product: ProductSnapshot, message: string | null): boolean {
  return (message ?? '').split('\n').some((line) => line.trim() === product.pageUrl);
}
