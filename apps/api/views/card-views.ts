import { Inject, Injectable } from '@nestjs/common';
import type { Settings } from '@ganh/config';
import { type Product, ProductService } from '@ganh/catalogue';
import type { CardsView, ProductCard } from '@ganh/contracts';
import type { Actor } from '@ganh/identity';
import { type CoopScope, Problem, type ProductId, type ShopId } from '@ganh/kernel';
import { Database } from '@ganh/persistence';
import { ListingService, ShopService } from '@ganh/shops';
import QRCode from 'qrcode';
import { SETTINGS } from '../tokens';
import { PublicViews } from './public-views';

/** So many are printed in one go. */
const MOST = 100;

/** Cards to print: what stands beside the goods on a shelf or at a fair, with the way to the product's page. */
@Injectable()
export class CardViews {
  private readonly publicUrl: string;

  constructor(
    private readonly db: Database,
    private readonly products: ProductService,
    private readonly shops: ShopService,
    private readonly listings: ListingService,
    private readonly pages: PublicViews,
    @Inject(SETTINGS) { http }: Pick<Settings, 'http'>,
  ) {
    this.publicUrl = http.publicUrl ?? `http://127.0.0.1:${http.port}`;
  }

  async ofProduct(actor: Actor, id: ProductId): Promise<CardsView> {
    const product = await this.products.find(actor, id);
    if (product.hidden)
      throw new Problem('conflict', 'Món này đang ngừng bán. Bán lại rồi hãy in thẻ.');
    const cards = [await this.card(actor, product)];
    return { cards, more: 0, back: '/hang', here: `/hang/${id}/the` };
  }

  /** Of everything that is listed there. */
  async ofShop(actor: Actor, id: ShopId): Promise<CardsView> {
    await this.shops.get(actor, id);
    const { listings } = await this.listings.ofShop(actor, id);
    const ids = listings.map((listing) => listing.productId);
    const found = await this.db.read((tx) => this.products.findMany(tx, actor, ids));
    const onSale = found.filter((product) => !product.hidden);
    const cards: ProductCard[] = [];
    for (const product of onSale.slice(0, MOST)) cards.push(await this.card(actor, product));
    const back = `/kenh/${id}/bang`;
    return { cards, more: onSale.length - cards.length, back, here: `${back}/the` };
  }

  private async card(scope: CoopScope, product: Product): Promise<ProductCard> {
    const { coopName, name, photos, priceText, stars, phone } = await this.pages.of(scope, product);
    const units = new Set(product.variants.map(({ unit }) => unit));
    const unit = units.size === 1 ? ` / ${[...units][0]}` : '';
    const url = `${this.publicUrl}/p/${product.code}`;
    return {
      productId: product.id,
      name,
      priceText: `${priceText}${unit}`,
      stars,
      photo: photos[0] ?? null,
      coopName,
      phone,
      url,
      qr: qrOf(url),
    };
  }
}

/** The code's dark squares as one path in a square of `size`, the quiet zone of four included. */
function qrOf(text: string): ProductCard['qr'] {
  const { modules } = QRCode.create(text, { errorCorrectionLevel: 'M' });
  const quiet = 4;
  let path = '';
  for (let row = 0; row < modules.size; row++)
    for (let column = 0; column < modules.size; column++)
      if (modules.get(row, column)) path += `M${column + quiet} ${row + quiet}h1v1h-1z`;
  return { size: modules.size + 2 * quiet, path };
}
