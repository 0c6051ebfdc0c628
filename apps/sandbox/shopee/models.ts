import { fields, integer, list, text, type Fields } from '../core/input';
import { checkPrice, checkRatio, checkStock } from './item-input';
import { ITEM_LIMITS } from './reference';
import { paramError, ShopeeRefusal } from './refusal';
import { modelView, tierViews } from './product-view';
import { editableItem, ownItem, touched } from './products';
import { hasModels, type Item, type Model, type Tier } from './state';
import { shopOf, type Endpoints, type Outcome, type ShopeeCall } from './world';

/** Tiers in the standardised or in the older spelling. shopee spec §3 */
function readTiers(body: Fields): Tier[] {
  const standard = list(body['standardise_tier_variation']);
  const older = list(body['tier_variation']);
  const tiers = (standard ?? older ?? []).map(fields).map((tier) => ({
    name: text(standard ? tier['variation_name'] : tier['name']) ?? '',
    options: (list(standard ? tier['variation_option_list'] : tier['option_list']) ?? [])
      .map(fields)
      .map((option) => ({
        name: text(standard ? option['variation_option_name'] : option['option']) ?? '',
        imageId: text(standard ? option['image_id'] : fields(option['image'])['image_id']),
      })),
  }));
  if (tiers.length === 0 || tiers.length > ITEM_LIMITS.tiers)
    throw paramError('There must be 1 or 2 tiers.');
  for (const tier of tiers) {
    const names = tier.options.map((option) => option.name);
    if (!tier.name || names.length === 0 || names.some((name) => !name))
      throw paramError('Invalid tier variation.');
    if (new Set(names).size < names.length) throw paramError('Repeated variation option.');
  }
  return tiers;
}

function readModel(call: ShopeeCall, tiers: Tier[], raw: Fields): Model {
  const tierIndex = (list(raw['tier_index']) ?? []).map((at) => integer(at) ?? -1);
  const fits =
    tierIndex.length === tiers.length && tierIndex.every((at, tier) => tiers[tier]?.options[at]);
  if (!fits) throw paramError('Invalid tier_index.');
  const sku = text(raw['model_sku']) ?? '';
  if (sku.length > 100) throw paramError('model_sku is too long.');
  return {
    modelId: 900_000_000 + ++call.world.state.counters.model,
    tierIndex,
    sku,
    priceVnd: checkPrice(raw['original_price']),
    reserved: 0,
    ...(raw['seller_stock'] === undefined
      ? { stock: 0 }
      : checkStock(shopOf(call), raw['seller_stock'])),
  };
}

function checkTogether(models: Model[]): void {
  if (models.length > ITEM_LIMITS.models) {
    throw new ShopeeRefusal(
      'error_model_count_over_limit',
      `At most ${ITEM_LIMITS.models} models.`,
    );
  }
  const places = models.map((model) => model.tierIndex.join());
  if (new Set(places).size < places.length) throw paramError('Repeated tier_index.');
  checkRatio(models.map((model) => model.priceVnd));
}

/** Makes an item one with variants. Called again it makes all models anew: every model_id changes. */
function initTierVariation(call: ShopeeCall): Outcome {
  const { body, world } = call;
  const item = editableItem(call, body['item_id']);
  const blindMs = world.state.settings.newItemBlindMs / world.setting.timeScale;
  if (world.setting.now() - item.createdAtMs < blindMs) {
    throw new ShopeeRefusal('error_item_not_found', 'Item_id is not found.');
  }
  const tiers = readTiers(body);
  const raw = list(body['model']);
  if (!raw || raw.length === 0) throw paramError('model is required.');
  const models = raw.map((one) => readModel(call, tiers, fields(one)));
  checkTogether(models);
  item.tiers = tiers;
  item.models = models;
  touched(call, item);
  noteModels(call, item, models);
  return {
    response: {
      item_id: item.itemId,
      ...tierViews(world, item),
      model: models.map((one) => modelView(item, one)),
    },
  };
}

function noteModels(call: ShopeeCall, item: Item, models: Model[]): void {
  call.note(
    models.map((model) => model.modelId),
    models.map(({ modelId, sku, stock, priceVnd }) => ({
      itemId: item.itemId,
      modelId,
      sku,
      stock,
      price: priceVnd,
      ok: true,
    })),
  );
}

function updateTierVariation(call: ShopeeCall): Outcome {
  const { body } = call;
  const item = editableItem(call, body['item_id']);
  if (!hasModels(item)) throw paramError('The item has no variation.');
  const tiers = readTiers(body);
  const places = new Map(
    (list(body['model_list']) ?? [])
      .map(fields)
      .map((one) => [integer(one['model_id']), list(one['tier_index'])]),
  );
  const moved = item.models.map((model) => {
    const index = (places.get(model.modelId) ?? model.tierIndex).map((at) => integer(at) ?? -1);
    if (!index.every((at, tier) => tiers[tier]?.options[at]))
      throw paramError('Invalid tier_index.');
    return { ...model, tierIndex: index };
  });
  checkTogether(moved);
  item.tiers = tiers;
  item.models = moved;
  touched(call, item);
  return { response: { item_id: item.itemId } };
}

function addModel(call: ShopeeCall): Outcome {
  const item = editableItem(call, call.body['item_id']);
  if (!hasModels(item)) throw paramError('The item has no variation.');
  const raw = list(call.body['model_list']);
  if (!raw || raw.length === 0) throw paramError('model_list is required.');
  const added = raw.map((one) => readModel(call, item.tiers, fields(one)));
  checkTogether([...item.models, ...added]);
  item.models.push(...added);
  touched(call, item);
  noteModels(call, item, added);
  return {
    response: { item_id: item.itemId, model: added.map((model) => modelView(item, model)) },
  };
}

function ownModel(item: Item, modelId: unknown): Model {
  const model = item.models.find((one) => one.modelId === integer(modelId));
  if (!model || !hasModels(item)) throw paramError('Wrong model_id.');
  return model;
}

function updateModel(call: ShopeeCall): Outcome {
  const item = editableItem(call, call.body['item_id']);
  const raw = list(call.body['model']) ?? list(call.body['model_list']);
  if (!raw || raw.length === 0) throw paramError('model is required.');
  for (const one of raw.map(fields)) {
    const model = ownModel(item, one['model_id']);
    model.sku = text(one['model_sku']) ?? model.sku;
  }
  touched(call, item);
  return { response: null };
}

function deleteModel(call: ShopeeCall): Outcome {
  const item = editableItem(call, call.body['item_id']);
  const model = ownModel(item, call.body['model_id']);
  if (item.models.length === 1)
    throw new ShopeeRefusal('product.error_busi', 'The last model cannot be deleted.');
  item.models = item.models.filter((one) => one !== model);
  touched(call, item);
  return { response: null };
}

function modelList(call: ShopeeCall): Outcome {
  const item = ownItem(call, call.query.get('item_id'));
  call.note([item.itemId]);
  const models = hasModels(item) ? item.models : [];
  return {
    response: {
      ...tierViews(call.world, item),
      model: models.map((model) => modelView(item, model)),
    },
  };
}

export const modelEndpoints: Endpoints = {
  '/api/v2/product/init_tier_variation': {
    method: 'POST',
    signedAs: 'shop',
    run: initTierVariation,
  },
  '/api/v2/product/update_tier_variation': {
    method: 'POST',
    signedAs: 'shop',
    run: updateTierVariation,
  },
  '/api/v2/product/add_model': { method: 'POST', signedAs: 'shop', run: addModel },
  '/api/v2/product/update_model': { method: 'POST', signedAs: 'shop', run: updateModel },
  '/api/v2/product/delete_model': { method: 'POST', signedAs: 'shop', run: deleteModel },
  '/api/v2/product/get_model_list': { method: 'GET', signedAs: 'shop', run: modelList },
};
