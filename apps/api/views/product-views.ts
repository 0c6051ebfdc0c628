import { Injectable } from '@nestjs/common';
import {
  type Certificate,
  CertificateService,
  type Product,
  ProductService,
  validStars,
  type Variant,
} from '@ganh/catalogue';
import type { AddProductView, ProductRow, ProductsView, QuickEditView } from '@ganh/contracts';
import type { Actor } from '@ganh/identity';
import {
  Clock,
  type CertificateId,
  type CoopScope,
  fold,
  formatQuantity,
  type ProductId,
  searchMatches,
  type VariantId,
} from '@ganh/kernel';
import type { StockLevel } from '@ganh/stock';
import { certificateChoices } from './certificate-choices';
import { KIND_NAMES } from './kind-choice';
import { type ListedWith, markOf, resultOf } from './listing-state';
import { ListingViews } from './listing-views';
import { describeMovement } from './movement-text';
import { ShellViews } from './shell';
import { StockViews } from './stock-views';

type Refused = Pick<QuickEditView, 'problem' | 'refused' | 'recount'>;
const NOT_REFUSED: Refused = { problem: null, refused: null, recount: null };

const LIMIT = 2000;
/** Until sales teach better: fewer units than this is "sắp hết". */
const LOW_UNITS = 5;
const UNITS = ['hũ', 'chai', 'gói', 'hộp', 'kg', 'túi', 'lọ', 'cái', 'bó', 'thùng'];

@Injectable()
export class ProductViews {
  constructor(
    private readonly clock: Clock,
    private readonly catalogue: ProductService,
    private readonly certificates: CertificateService,
    private readonly stock: StockViews,
    private readonly kit: ListingViews,
    private readonly shell: ShellViews,
  ) {}

  async page(actor: Actor, query: string, filter: ProductsView['filter']): Promise<ProductsView> {
    const all = await this.rows(actor);
    const inFilter = (row: ProductRow) =>
      filter === 'tat-ca' || (filter === 'sap-het' ? row.low : row.trouble !== null);
    const rows = all.filter(
      (row) => inFilter(row) && (!query || searchMatches(row.searchText, fold(query))),
    );
    const counts = {
      all: all.length,
      low: all.filter((row) => row.low).length,
      trouble: all.filter((row) => row.trouble).length,
    };
    return { shell: await this.shell.of(actor), query, filter, counts, rows };
  }

  async rows(actor: Actor): Promise<ProductRow[]> {
    const products = await this.catalogue.list(actor, 0, LIMIT);
    const [levels, stars, listed] = await Promise.all([
      this.levels(actor, products),
      this.stars(actor, products),
      this.kit.listed(
        actor,
        products.map((p) => p.id),
      ),
    ]);
    const byProduct = new Map<ProductId, ListedWith[]>();
    for (const one of listed)
      byProduct.set(one.listing.productId, [...(byProduct.get(one.listing.productId) ?? []), one]);
    return products.flatMap((product) =>
      product.variants.map((variant) =>
        this.row(
          product,
          variant,
          levels.get(variant.id),
          stars.get(product.id) ?? null,
          byProduct.get(product.id) ?? [],
        ),
      ),
    );
  }

  async quickEdit(
    actor: Actor,
    variantId: VariantId,
    refused = NOT_REFUSED,
  ): Promise<QuickEditView> {
    const variant = await this.catalogue.variant(actor, variantId);
    const product = await this.catalogue.find(actor, variant.productId);
    const [levels, listed, movements] = await Promise.all([
      this.levels(actor, [product]),
      this.kit.listed(actor, [product.id]),
      this.stock.movements(actor, variantId, 10),
    ]);
    const level = levels.get(variantId);
    const low = (await this.rows(actor)).filter((row) => row.low && row.variantId !== variantId);
    return {
      shell: await this.shell.of(actor),
      productId: product.id,
      variantId,
      name: product.name,
      optionName: variant.optionName,
      photo: product.photoKeys[0] ?? null,
      unit: variant.unit,
      stepsPerUnit: variant.stepsPerUnit,
      onHand: level?.onHand ?? 0,
      reserved: level?.reserved ?? 0,
      available: level?.available ?? 0,
      stockRev: level?.rev ?? 0,
      priceVnd: variant.priceVnd,
      priceRev: variant.priceRev,
      hidden: product.hidden,
      removed: product.removed,
      marks: listed.map(markOf),
      variants: product.variants.map((v) => ({ variantId: v.id, optionName: v.optionName })),
      movements: movements.map((entry) => ({
        at: entry.at,
        text: describeMovement(entry, variant),
      })),
      nextVariantId: low[0]?.variantId ?? null,
      ...refused,
    };
  }

  async addForm(
    actor: Actor,
    draft: AddProductView['draft'] = {},
    errors: AddProductView['errors'] = [],
    photoKeys: readonly string[] = [],
  ): Promise<AddProductView> {
    const [shops, certificates] = await Promise.all([
      this.kit.connectedShops(actor),
      this.certificates.list(actor),
    ]);
    return {
      shell: await this.shell.of(actor),
      shops,
      certificates: certificateChoices(certificates, this.clock.now()),
      kinds: KIND_NAMES,
      units: UNITS,
      draft,
      errors,
      photoKeys,
    };
  }

  private levels(
    scope: CoopScope,
    products: readonly Product[],
  ): Promise<ReadonlyMap<VariantId, StockLevel>> {
    return this.stock.levels(
      scope,
      products.flatMap((product) => product.variants.map((v) => v.id)),
    );
  }

  private async stars(
    scope: CoopScope,
    products: readonly Product[],
  ): Promise<Map<ProductId, number | null>> {
    const certificates = new Map<CertificateId, Certificate>(
      (await this.certificates.list(scope)).map((certificate) => [certificate.id, certificate]),
    );
    const now = this.clock.now();
    return new Map(
      products.map((p) => [
        p.id,
        p.certificateId ? validStars(certificates.get(p.certificateId), now) : null,
      ]),
    );
  }

  private row(
    product: Product,
    variant: Variant,
    level: StockLevel | undefined,
    stars: number | null,
    listed: readonly ListedWith[],
  ): ProductRow {
    const available = level?.available ?? 0;
    const broken = listed
      .map((one) => resultOf(one, this.clock.now()))
      .find((result) => result.state === 'broken' || result.state === 'lost');
    return {
      id: product.id,
      variantId: variant.id,
      name: product.name,
      optionName: variant.optionName,
      priceVnd: variant.priceVnd,
      unit: variant.unit,
      availableText: quantityText(available, variant),
      available,
      low: !product.hidden && available < LOW_UNITS * variant.stepsPerUnit,
      stars,
      photo: product.photoKeys[0] ?? null,
      marks: listed.map(markOf),
      trouble: broken
        ? {
            text: broken.text,
            repair: broken.repair?.label ?? null,
            href: broken.repair?.href ?? `/hang/${product.id}/ket-qua`,
          }
        : null,
      searchText: fold(
        [product.name, variant.optionName, variant.sellerSku ?? '', product.producer].join(' '),
      ),
    };
  }
}

/** "24 hũ", "1,5 kg". */
export function quantityText(steps: number, of: Pick<Variant, 'unit' | 'stepsPerUnit'>): string {
  return formatQuantity(steps, of.unit, of.stepsPerUnit);
}
