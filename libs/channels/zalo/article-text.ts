import { formatVnd } from '@ganh/kernel';
import type { ListedVariant, ProductSnapshot, VariantSnapshot } from '@ganh/channels/kit';
import { zaloDescriptor } from './zalo.descriptor';

export type ArticlePart =
  { type: 'text'; content: string } | { type: 'image'; url: string; caption: string };

export interface ArticleBody {
  type: 'normal';
  title: string;
  author: string;
  description: string;
  cover: { cover_type: 'photo'; photo_url: string; status: 'show' };
  body: ArticlePart[];
  status: 'show' | 'hide';
}

/** Community: zalo spec §3.4 names the calls only. */
const AUTHOR_MAX = 50;
const SUMMARY_MAX = 300;

const IN_STOCK = 'còn hàng';
const SOLD_OUT = 'hết hàng';

/** Zalo counts characters, and "ế" may be three: NFC first. zalo spec §2 */
function cut(text: string, max: number): string {
  return [...text.normalize('NFC').trim()].slice(0, max).join('');
}

export function articleTitle(product: ProductSnapshot): string {
  return cut(product.answers['title'] ?? product.title, zaloDescriptor.text.titleMax);
}

/** "Túi 1 (mã G-1001): 60.000 ₫ · còn hàng". Zalo has no stock, so whether there is any is words. */
function variantLine({ optionName, sku, priceVnd, availableQty }: VariantSnapshot): string {
  const word = availableQty > 0 ? IN_STOCK : SOLD_OUT;
  return `${optionName ? `${optionName} ` : ''}(mã ${sku}): ${formatVnd(priceVnd)} · ${word}`;
}

function linkLine(product: ProductSnapshot): string {
  return `Xem hàng: ${product.pageUrl}`;
}

function starLine({ ocopStars, brand }: ProductSnapshot): string {
  return ocopStars === null
    ? ''
    : [`OCOP ${ocopStars} sao`, brand.trim()].filter(Boolean).join(' · ');
}

/** The whole article from the product's newest state. `photo` is the cover, which Zalo fetches by its address. */
export function articleBody(product: ProductSnapshot, oaName: string): ArticleBody {
  const [first, ...others] = product.photos.slice(0, zaloDescriptor.photos.max);
  const description = (product.answers['description'] ?? product.description).trim();
  const texts = [
    starLine(product),
    ...product.variants.map(variantLine),
    cut(description, zaloDescriptor.text.descriptionMax),
    linkLine(product),
    'Nhắn mã hàng và số lượng cho trang để đặt.',
  ];
  const title = articleTitle(product);
  return {
    type: 'normal',
    title,
    author: cut(product.brand, AUTHOR_MAX) || cut(oaName, AUTHOR_MAX),
    description: cut(description, SUMMARY_MAX) || title,
    cover: { cover_type: 'photo', photo_url: first?.url ?? '', status: 'show' },
    body: [
      ...texts
        .filter((text) => text !== '')
        .map((text) => ({ type: 'text' as const, content: text.normalize('NFC') })),
      ...others.map(({ url }) => ({ type: 'image' as const, url, caption: title })),
    ],
    status: product.hidden ? 'hide' : 'show',
  };
}

/** Whether an article's texts are this product's, whatever else has changed in it since. */
export function isArticleOf(product: ProductSnapshot, texts: readonly string[]): boolean {
  return texts.some((text) => text.trim() === linkLine(product));
}

const LINE = /\(mã ([^()\s]+)\): ([\d.]+)\D* · (còn hàng|hết hàng)$/;

/** What an article says of a variant; null for other words. That there is some is no number. */
export function readVariantLine(
  text: string,
): Pick<ListedVariant, 'sku' | 'priceVnd' | 'qty'> | null {
  const [, sku, price, word] = LINE.exec(text.normalize('NFC').trim()) ?? [];
  if (!sku || !price) return null;
  return {
    sku,
    priceVnd: Number(price.replaceAll('.', '')),
    qty: word === SOLD_OUT ? 0 : null,
  };
}
