import { Injectable } from '@nestjs/common';
import { CertificateService, claimsLeftOut, ProductService } from '@ganh/catalogue';
import type { ListingResultsView } from '@ganh/contracts';
import type { Actor } from '@ganh/identity';
import { Clock, type ProductId } from '@ganh/kernel';
import { kindChoice } from './kind-choice';
import { resultOf } from './listing-state';
import { ListingViews } from './listing-views';
import { ShellViews } from './shell';

const ORDER = { broken: 0, lost: 1, waiting: 2, live: 3 } as const;

/** What each channel made of a product (04b), and what is not said of it there. */
@Injectable()
export class ListingResults {
  constructor(
    private readonly products: ProductService,
    private readonly certificates: CertificateService,
    private readonly listings: ListingViews,
    private readonly shell: ShellViews,
    private readonly clock: Clock,
  ) {}

  async results(actor: Actor, productId: ProductId): Promise<ListingResultsView> {
    const product = await this.products.find(actor, productId);
    const [listed, certificates] = await Promise.all([
      this.listings.listed(actor, [productId]),
      this.certificates.list(actor),
    ]);
    const now = this.clock.now();
    const listings = listed
      .map((one) => resultOf(one, now))
      .sort((a, b) => ORDER[a.state] - ORDER[b.state]);
    return {
      shell: await this.shell.of(actor),
      productId,
      name: product.name,
      photo: product.photoKeys[0] ?? null,
      listings,
      kind: kindChoice(product),
      leftOut: claimsLeftOut(product, certificates, now),
    };
  }
}
