import { Injectable } from '@nestjs/common';
import {
  CertificateService,
  honestText,
  papersOf,
  type Product,
  ProductService,
} from '@ganh/catalogue';
import type { ProductPageView } from '@ganh/contracts';
import { MemberService } from '@ganh/identity';
import { Clock, type CoopScope, formatPhone, formatVnd, Problem } from '@ganh/kernel';
import { StockViews } from './stock-views';

/** What anybody may see: one product, by its random code. */
@Injectable()
export class PublicViews {
  constructor(
    private readonly products: ProductService,
    private readonly certificates: CertificateService,
    private readonly members: MemberService,
    private readonly stock: StockViews,
    private readonly clock: Clock,
  ) {}

  async product(code: string): Promise<ProductPageView> {
    const found = await this.products.findByCode({ allCoopsFor: 'delivery' }, code);
    if (!found) throw Problem.notFound('Không tìm thấy món này. Có thể HTX đã thôi bán.');
    return this.of(found.scope, found.product);
  }

  async of(scope: CoopScope, product: Product): Promise<ProductPageView> {
    const ids = product.variants.map((variant) => variant.id);
    const [coop, levels, certificates] = await Promise.all([
      this.members.coop(scope),
      this.stock.levels(scope, ids),
      this.certificates.list(scope),
    ]);
    const prices = product.variants.map((variant) => variant.priceVnd);
    const [low, high] = [Math.min(...prices), Math.max(...prices)];
    const papers = papersOf(product, certificates, this.clock.now());
    return {
      coopName: coop?.name ?? '',
      name: honestText(product.name, papers).text,
      description: honestText(product.description, papers).text,
      photos: product.photoKeys.map((key) => `/anh/${key}.webp?w=1200`),
      priceText: low === high ? formatVnd(low) : `${formatVnd(low)} – ${formatVnd(high)}`,
      stars: papers.stars,
      soldOut: ids.every((id) => (levels.get(id)?.available ?? 0) <= 0),
      phone: coop?.phone ? formatPhone(coop.phone) : null,
    };
  }
}
