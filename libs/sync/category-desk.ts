import type { ChannelAttribute, ChannelDescriptor } from '@ganh/channels/kit';
import { fieldFact, type Kind, kindOf, type Product, type ProductService } from '@ganh/catalogue';
import { type Clock, type CoopScope, type ListingId, Problem, type ProductId } from '@ganh/kernel';
import type { Database, Tx } from '@ganh/persistence';
import {
  answeredMapping,
  CATEGORY,
  type CategoryMapping,
  type CategoryMappingStore,
  isOfKind,
  type Listing,
  type ListingService,
  mergedAnswers,
  type Shop,
  type ShopService,
} from '@ganh/shops';
import type { CategoryChoice, CategoryTree } from './category-tree';
import type { ChannelApps } from './channel-apps';
import type { ChannelCategories } from './channel-categories';

const MOST_OFFERED = 5;
const MOST_FOUND = 20;

/** Where a product could go on a channel. */
export interface CategoryOffers {
  /** false: the channel has no categories, or none are known now. */
  isKnown: boolean;
  chosen: CategoryChoice | null;
  /** The likeliest first. */
  suggested: CategoryChoice[];
  found: CategoryChoice[];
}

/** A field that the category asks, with what we guess. */
export interface AskedAttribute extends ChannelAttribute {
  guess: string;
  /** The channel does not insist: the label must say it. */
  isForLabel: boolean;
}

interface Told {
  listing: Listing;
  product: Product;
  shop: Shop;
  kind: Kind | null;
  ofKind: CategoryMapping | undefined;
}

/** Chooses where goods stand on a channel and answers what it asks there: once for a kind, and all of its goods go again. */
export class CategoryDesk {
  constructor(
    private readonly kit: { db: Database; clock: Clock; apps: ChannelApps },
    private readonly shops: ShopService,
    private readonly listings: ListingService,
    private readonly products: ProductService,
    private readonly mappings: CategoryMappingStore,
    private readonly categories: ChannelCategories,
  ) {}

  async offers(scope: CoopScope, listingId: ListingId, query: string): Promise<CategoryOffers> {
    const told = await this.tell(scope, listingId);
    const tree = await this.categories.tree(told.shop);
    const chosenId = this.categoryOf(told);
    return {
      isKnown: !tree.isEmpty,
      chosen: chosenId === null ? null : tree.leaf(chosenId),
      suggested: tree.isEmpty ? [] : await this.suggestions(told, tree),
      found: tree.search(query, MOST_FOUND),
    };
  }

  /** What the category of this listing asks and nobody has answered; null = could not be asked now. */
  async asked(scope: CoopScope, listingId: ListingId): Promise<AskedAttribute[] | null> {
    const told = await this.tell(scope, listingId);
    const categoryId = this.categoryOf(told);
    if (categoryId === null) return null;
    const answers = mergedAnswers(told.listing.answers, told.ofKind);
    const attributes = await this.categories.attributes(told.shop, categoryId);
    return (
      attributes?.flatMap((attribute) => {
        const fact = fieldFact(told.kind, attribute.name, told.product);
        const isForLabel = !attribute.isRequired && fact?.isOnLabel === true;
        // What the channel is told anyway (the producer as brand) is no question.
        const isTold = fact !== null && !fact.isOnLabel && fact.guess !== '';
        if (answers[attribute.field]?.trim() || isTold) return [];
        if (!attribute.isRequired && !isForLabel) return [];
        return [{ ...attribute, guess: guessAmong(attribute, fact?.guess ?? ''), isForLabel }];
      }) ?? null
    );
  }

  /**
   * What a channel lacks, answered. What belongs to the kind is remembered for it, unless it is for this product alone; all
   * that waits of the kind on this channel is tried again at once.
   */
  async answer(
    scope: CoopScope,
    listingId: ListingId,
    answers: Readonly<Record<string, string>>,
    isForKind: boolean,
  ): Promise<void> {
    const told = await this.tell(scope, listingId);
    await this.checkCategory(told, answers[CATEGORY]);
    const { kind, shop } = told;
    const ownFields = isForKind ? await this.ownFields(told, answers) : new Set<string>();
    const [ofKind, own] = split(
      answers,
      (field) => isForKind && kind !== null && isOfKind(field) && !ownFields.has(field),
    );
    const isShared = kind !== null && Object.keys(ofKind).length > 0;
    await this.kit.db.write(async (tx) => {
      await this.listings.setAnswers(tx, scope, listingId, own, Object.keys(ofKind));
      if (isShared) await this.remember(tx, shop, kind.code, ofKind);
      const others = isShared ? await this.waiting(tx, shop, kind.code) : [];
      await this.listings.again(tx, scope, [...new Set([listingId, ...others])]);
    });
  }

  /** Fields of the category that each product answers for itself: its net weight, who made it, its papers. */
  private async ownFields(
    told: Told,
    answers: Readonly<Record<string, string>>,
  ): Promise<ReadonlySet<string>> {
    const { [CATEGORY]: chosen, ...others } = answers;
    if (!Object.keys(others).some(isOfKind)) return new Set();
    const categoryId = chosen ?? this.categoryOf(told);
    const attributes = categoryId && (await this.categories.attributes(told.shop, categoryId));
    const own = (attributes || []).filter(
      ({ name }) => fieldFact(told.kind, name, told.product)?.isOwn,
    );
    return new Set(own.map(({ field }) => field));
  }

  private async remember(
    tx: Tx,
    shop: Shop,
    kind: string,
    answers: Readonly<Record<string, string>>,
  ): Promise<void> {
    const before = (await this.mappings.ofKinds(tx, shop, shop.channel, [kind], true)).get(kind);
    const mapping = answeredMapping(before ?? { kind, categoryId: null, answers: {} }, answers);
    await this.mappings.put(tx, shop, shop.channel, mapping, this.kit.clock.now());
  }

  /** Listings of the kind that the channel has not taken as they should be: refused, or still on their way with what was known before. */
  private async waiting(tx: Tx, shop: Shop, kind: string): Promise<ListingId[]> {
    const rows = await this.listings.stores.pushes.unfinished(tx, shop, shop.channel);
    const ids = [...new Set(rows.map((row) => row.productId))];
    const ofKind = new Set<ProductId>(
      (await this.products.findMany(tx, shop, ids)).flatMap((product) =>
        kindOf(product)?.code === kind ? [product.id] : [],
      ),
    );
    return rows.flatMap((row) => (ofKind.has(row.productId) ? [row.listingId] : []));
  }

  private async suggestions({ shop, kind, product }: Told, tree: CategoryTree) {
    const [usual, own] = await Promise.all([
      kind
        ? this.kit.db.read((tx) =>
            this.mappings.usual(
              tx,
              { allCoopsFor: 'suggestion' },
              shop.channel,
              kind.code,
              MOST_OFFERED,
            ),
          )
        : [],
      this.categories.suggested(shop, product.name),
    ]);
    const named = [...usual, ...own].flatMap((id) => tree.leaf(id) ?? []);
    const guessed = named.length === 0 && kind ? tree.like(kind.words, MOST_OFFERED) : [];
    const byId = new Map([...named, ...guessed].map((choice) => [choice.id, choice]));
    return [...byId.values()].slice(0, MOST_OFFERED);
  }

  /** As chosen, else as the channel's own guess was kept by its adapter. */
  private categoryOf({ listing, ofKind }: Told): string | null {
    const answers = mergedAnswers(listing.answers, ofKind);
    return answers[CATEGORY] ?? listing.memory[CATEGORY] ?? null;
  }

  private async checkCategory({ shop }: Told, categoryId: string | undefined): Promise<void> {
    if (categoryId === undefined) return;
    const tree = await this.categories.tree(shop);
    if (tree.isEmpty || tree.leaf(categoryId)) return;
    const { name }: ChannelDescriptor = this.kit.apps.must(shop.channel).adapter.descriptor;
    throw Problem.field(
      `answers.${CATEGORY}`,
      'unknown',
      `${name} không có nhóm hàng này, hoặc nhóm còn chia nhỏ nữa.`,
      'Chọn một nhóm trong danh sách.',
    );
  }

  private async tell(scope: CoopScope, listingId: ListingId): Promise<Told> {
    const listing = await this.listings.find(scope, listingId);
    const [product, shop] = await Promise.all([
      this.products.find(scope, listing.productId),
      this.shops.get(scope, listing.shopId),
    ]);
    if (!this.kit.apps.get(shop.channel)) throw Problem.notFound();
    const kind = kindOf(product);
    const codes = kind ? [kind.code] : [];
    const mappings = await this.kit.db.read((tx) =>
      this.mappings.ofKinds(tx, scope, shop.channel, codes),
    );
    return { listing, product, shop, kind, ofKind: mappings.get(kind?.code ?? '') };
  }
}

function split<V>(all: Readonly<Record<string, V>>, isFirst: (key: string) => boolean) {
  const entries = Object.entries(all);
  const some = (want: boolean) =>
    Object.fromEntries(entries.filter(([key]) => isFirst(key) === want));
  return [some(true), some(false)] as const;
}

/** A guess as an answer: of a list, the choice that is named so. */
function guessAmong({ choices, isOpen }: ChannelAttribute, guess: string): string {
  if (guess === '') return '';
  const named = choices.find(({ name }) => name.toLowerCase() === guess.toLowerCase());
  return named?.id ?? (choices.length === 0 || isOpen ? guess : '');
}
