import { Injectable } from '@nestjs/common';
import { type Product, ProductService } from '@ganh/catalogue';
import type { SellerReason } from '@ganh/channels/kit';
import type { MissingView } from '@ganh/contracts';
import type { Actor } from '@ganh/identity';
import { type ListingId, Problem, type ProductId } from '@ganh/kernel';
import { ListingService } from '@ganh/shops';
import { CategoryDesk } from '@ganh/sync';
import { weightLikeOthers } from './guess-weight';
import { kindChoice } from './kind-choice';
import { isRefused, type ListedWith } from './listing-state';
import { ListingViews } from './listing-views';
import { attributeQuestion, questionFor } from './missing-questions';
import { ShellViews } from './shell';

/** Enough goods to guess from. */
const MOST_OTHERS = 500;
/** What a refusal may say whose repair lies in the category or in what it asks. */
const OF_CATEGORY: readonly SellerReason['key'][] = ['missing_category', 'missing_attribute'];

/** What a channel lacks of a product, with our guesses (04c). */
@Injectable()
export class MissingViews {
  constructor(
    private readonly products: ProductService,
    private readonly listings: ListingService,
    private readonly listed: ListingViews,
    private readonly categories: CategoryDesk,
    private readonly shell: ShellViews,
  ) {}

  async missing(
    actor: Actor,
    productId: ProductId,
    listingId: ListingId,
    query: string,
  ): Promise<MissingView> {
    const product = await this.products.find(actor, productId);
    const one = (await this.listed.listed(actor, [productId])).find(
      ({ listing }) => listing.id === listingId,
    );
    if (!one) throw Problem.notFound();
    const reasons = one.pushes
      .filter(isRefused)
      .flatMap((push) => (push.reason ? [push.reason] : []));
    const [category, questions] = await Promise.all([
      this.category(actor, listingId, reasons, query),
      this.questions(actor, product, one, reasons),
    ]);
    return {
      shell: await this.shell.of(actor),
      productId,
      listingId,
      name: product.name,
      channelName: one.descriptor.name,
      kind: kindChoice(product),
      category,
      questions,
    };
  }

  private async category(
    actor: Actor,
    listingId: ListingId,
    reasons: readonly SellerReason[],
    query: string,
  ): Promise<MissingView['category']> {
    if (!reasons.some((reason) => OF_CATEGORY.includes(reason.key))) return null;
    const isLacking = reasons.some((reason) => reason.key === 'missing_category');
    const offers = await this.categories.offers(actor, listingId, query);
    return isLacking || offers.isKnown ? { ...offers, isLacking, query } : null;
  }

  private async questions(
    actor: Actor,
    product: Product,
    one: ListedWith,
    reasons: readonly SellerReason[],
  ): Promise<MissingView['questions']> {
    const has = (key: SellerReason['key']) => reasons.some((reason) => reason.key === key);
    const asked = has('missing_attribute')
      ? ((await this.categories.asked(actor, one.listing.id)) ?? [])
      : [];
    const likelyGrams = has('missing_weight') ? await this.likelyWeight(actor, product, one) : null;
    const plain = reasons
      .filter(({ field }) => !asked.some((attribute) => attribute.field === field))
      .flatMap((reason) => questionFor(reason, product, one.listing.answers, likelyGrams) ?? []);
    const byField = new Map(
      [...plain, ...asked.map(attributeQuestion)].map((question) => [question.field, question]),
    );
    return [...byField.values()];
  }

  private async likelyWeight(
    actor: Actor,
    product: Product,
    { shop }: ListedWith,
  ): Promise<number | null> {
    const [others, { listings }] = await Promise.all([
      this.products.list(actor, 0, MOST_OTHERS),
      this.listings.ofShop(actor, shop.id),
    ]);
    const answered = new Map(
      listings.flatMap(({ productId, answers }) => {
        const grams = Number(answers['weightGrams'] ?? 0);
        return grams > 0 ? [[productId, grams] as const] : [];
      }),
    );
    return weightLikeOthers(product, others, answered);
  }
}
