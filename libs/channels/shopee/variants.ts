import {
  ChannelFailure,
  exactInteger,
  type ProductSnapshot,
  type ShopAccess,
} from '@ganh/channels/kit';
import { anyAnswer, askAsShop } from './call';
import { modelBody, optionNames, tierBody } from './item-request';
import { readModels, type ListedModels } from './listed';

/**
 * Gives the item the product's variants, whatever it has of them already, and tells Shopee's ids by our sku.
 * What is there is read first: init_tier_variation run twice would change every model id (shopee spec §3), and an
 * earlier try may have got half way. Variants that are ours no longer are left to the seller.
 */
export async function syncVariants(
  access: ShopAccess,
  product: ProductSnapshot,
  itemId: string,
): Promise<Record<string, string>> {
  const listed = await readModels(access, itemId);
  const changed =
    listed.tiers.length === 0
      ? await initVariants(access, product, itemId)
      : await extendVariants(access, product, itemId, listed);
  return idsBySku(changed ? await readModels(access, itemId) : listed);
}

function idsBySku({ models }: ListedModels): Record<string, string> {
  return Object.fromEntries(
    models.flatMap((one) => (one.model_sku ? [[one.model_sku, one.model_id]] : [])),
  );
}

async function initVariants(
  access: ShopAccess,
  product: ProductSnapshot,
  itemId: string,
): Promise<boolean> {
  const json = {
    item_id: exactInteger(itemId),
    standardise_tier_variation: tierBody(optionNames(product.variants)),
    model: product.variants.map((variant, at) => modelBody(access, product, variant, at)),
  };
  await askAsShop(access, { path: 'product/init_tier_variation', json }, anyAnswer);
  return true;
}

/** New options go behind the old ones, so that no model changes its place. shopee spec §3: tiers first, then models. */
async function extendVariants(
  access: ShopAccess,
  product: ProductSnapshot,
  itemId: string,
  { models, tiers }: ListedModels,
): Promise<boolean> {
  const names = optionNames(product.variants);
  const options = [...(tiers[0]?.options ?? [])];
  const added: { variant: ProductSnapshot['variants'][number]; at: number }[] = [];
  for (const [at, variant] of product.variants.entries()) {
    const place = models.find((model) => model.model_sku === variant.sku)?.tier_index[0];
    const name = names[at] ?? variant.sku;
    if (place !== undefined) options[place] = name;
    // An option that stands there without a model is one an earlier try had made.
    else added.push({ variant, at: placeOf(options, models, name) });
  }
  if (tiers.length > 1 && added.length > 0) {
    const code = 'two_tiers';
    throw new ChannelFailure('rejected', {
      code,
      reason: { key: 'other', code, field: 'variants' },
    });
  }
  const renamed = options.some((name, at) => name !== tiers[0]?.options[at]);
  if (tiers.length === 1 && renamed) await updateTiers(access, itemId, options, models);
  if (added.length > 0) {
    const list = added.map(({ variant, at }) => modelBody(access, product, variant, at));
    const json = { item_id: exactInteger(itemId), model_list: list };
    await askAsShop(access, { path: 'product/add_model', json }, anyAnswer);
  }
  return added.length > 0;
}

/** Where the option of that name stands; a new one is put at the end of `options`. */
function placeOf(options: string[], models: ListedModels['models'], name: string): number {
  const taken = (at: number) => models.some((model) => model.tier_index[0] === at);
  const free = options.findIndex((option, at) => option === name && !taken(at));
  return free >= 0 ? free : options.push(name) - 1;
}

async function updateTiers(
  access: ShopAccess,
  itemId: string,
  options: readonly string[],
  models: ListedModels['models'],
): Promise<void> {
  const json = {
    item_id: exactInteger(itemId),
    standardise_tier_variation: tierBody(options),
    model_list: models.map((model) => ({
      model_id: exactInteger(model.model_id),
      tier_index: model.tier_index,
    })),
  };
  await askAsShop(access, { path: 'product/update_tier_variation', json }, anyAnswer);
}
