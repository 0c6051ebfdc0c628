/** A seller who answers what a channel lacks, the way the repair sheet does: the first suggestion, the first choice. */
import type { CoopId, ListingId } from '@ganh/kernel';
import type { Product } from '@ganh/sync';

/** One answer for each listing of the product that was refused for want of one. */
export async function repair(
  product: Product,
  coop: { coopId: CoopId },
  productId: Parameters<Product['shops']['listings']['ofProducts']>[1][number],
): Promise<void> {
  const { pushes } = await product.shops.listings.ofProducts(coop, [productId]);
  const refused = pushes.filter((row) => row.refusedRev === row.wantedRev && row.reason);
  for (const { listingId, reason } of refused) {
    const answers = await answersFor(product, coop, listingId, reason?.field ?? '');
    await product.sync.categories.answer(coop, listingId, answers, true);
  }
}

async function answersFor(
  product: Product,
  coop: { coopId: CoopId },
  listingId: ListingId,
  field: string,
): Promise<Record<string, string>> {
  const { categories } = product.sync;
  if (field === 'categoryId') {
    const { suggested } = await categories.offers(coop, listingId, '');
    const searched = [];
    for (const words of ['mat ong', 'dac san', 'thuc pham'])
      searched.push(...(await categories.offers(coop, listingId, words)).found);
    const [choice] = [...suggested, ...searched];
    if (!choice) throw new Error('no category is offered');
    return { categoryId: choice.id };
  }
  const asked = (await categories.asked(coop, listingId)) ?? [];
  const named = asked.length > 0 ? asked : [{ field, kind: 'text', choices: [], guess: '' }];
  return Object.fromEntries(
    named.map((one) => [one.field, one.guess || one.choices[0]?.id || '10']),
  );
}
