import { hasModels, type Item, type Model } from './state';
import type { World } from './world';

export function imageUrl(world: World, imageId: string): string {
  return `${world.url()}/file/${imageId}`;
}

function stockOf(model: Model) {
  return {
    summary_info: {
      total_reserved_stock: model.reserved,
      total_available_stock: Math.max(0, model.stock - model.reserved),
    },
    seller_stock: [{ location_id: model.locationId ?? '', stock: model.stock, if_saleable: true }],
    shopee_stock: [],
    advance_stock: { sellable_advance_stock: 0, in_transit_advance_stock: 0 },
  };
}

function priceOf(model: Model) {
  return { currency: 'VND', original_price: model.priceVnd, current_price: model.priceVnd };
}

/** An item as get_item_base_info shows it. Price and stock stand here only while it has no variants. */
export function itemBase(world: World, item: Item) {
  const only = hasModels(item) ? undefined : item.models[0];
  return {
    item_id: item.itemId,
    category_id: item.categoryId,
    item_name: item.name,
    description: item.description,
    item_sku: item.sku,
    create_time: item.createTime,
    update_time: item.updateTime,
    attribute_list: item.attributes,
    ...(only ? { price_info: [priceOf(only)], stock_info_v2: stockOf(only) } : {}),
    image: {
      image_url_list: item.imageIds.map((id) => imageUrl(world, id)),
      image_id_list: item.imageIds,
    },
    weight: String(item.weight),
    dimension: item.dimension,
    logistic_info: item.logistics,
    pre_order: { is_pre_order: item.daysToShip > 3, days_to_ship: item.daysToShip },
    condition: item.condition,
    size_chart: '',
    item_status: item.status,
    has_model: hasModels(item),
    has_promotion: item.promotionLock,
    brand: item.brand,
    item_dangerous: 0,
    gtin_code: item.gtin ?? '',
    description_type: 'normal',
    deboost: 'FALSE',
  };
}

export function modelView(item: Item, model: Model) {
  return {
    model_id: model.modelId,
    model_name: modelName(item, model),
    tier_index: model.tierIndex,
    model_sku: model.sku,
    model_status: 'MODEL_NORMAL',
    price_info: [priceOf(model)],
    stock_info_v2: stockOf(model),
    pre_order: { is_pre_order: false, days_to_ship: item.daysToShip },
    gtin_code: '',
    promotion_id: 0,
    has_promotion: item.promotionLock,
  };
}

export function modelName(item: Item, model: Model): string {
  return model.tierIndex.map((at, tier) => item.tiers[tier]?.options[at]?.name ?? '').join(',');
}

export function tierViews(world: World, item: Item) {
  const image = (id?: string) =>
    id ? { image: { image_id: id, image_url: imageUrl(world, id) } } : {};
  return {
    tier_variation: item.tiers.map((tier) => ({
      name: tier.name,
      option_list: tier.options.map((option) => ({
        option: option.name,
        ...image(option.imageId),
      })),
    })),
    standardise_tier_variation: item.tiers.map((tier) => ({
      variation_id: 0,
      variation_group_id: 0,
      variation_name: tier.name,
      variation_option_list: tier.options.map((option) => ({
        variation_option_id: 0,
        variation_option_name: option.name,
        ...(option.imageId ? { image_id: option.imageId } : {}),
      })),
    })),
  };
}
