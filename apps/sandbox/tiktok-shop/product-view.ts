import { attributesOf } from './reference';
import type { Content, Product, Sku } from './state';
import type { World } from './world';

export function imageUrl(world: World, uri: string): string {
  return `${world.url()}/media/${uri}`;
}

export function available(sku: Sku): number {
  return Object.values(sku.stock).reduce((sum, one) => sum + one, 0);
}

export function skuName(sku: Sku): string {
  return sku.salesAttributes.map((one) => one.valueName).join(', ');
}

function skuView(sku: Sku) {
  return {
    id: sku.id,
    seller_sku: sku.sellerSku,
    sales_attributes: sku.salesAttributes.map((one) => ({
      id: one.id,
      name: one.name,
      value_id: one.valueId,
      value_name: one.valueName,
    })),
    price: {
      currency: 'VND',
      sale_price: String(sku.priceVnd),
      tax_exclusive_price: String(sku.priceVnd),
    },
    inventory: Object.entries(sku.stock).map(([warehouse_id, quantity]) => ({
      warehouse_id,
      quantity,
    })),
    status_info: { status: 'NORMAL' },
  };
}

/** The short form of lists. */
export function productRow(product: Product) {
  return {
    id: product.id,
    title: product.title,
    status: product.status,
    audit: { status: product.audit.status },
    create_time: product.createTime,
    update_time: product.updateTime,
    skus: product.skus.map(skuView),
  };
}

/** The whole of it, or of the edit that is being looked at. */
export function productView(world: World, product: Product, underReview: boolean) {
  const content: Content = (underReview ? product.next : undefined) ?? product;
  return {
    ...productRow(product),
    title: content.title,
    description: content.description,
    category_chains: [{ id: content.categoryId, is_leaf: true }],
    main_images: content.images.map((uri) => ({ uri, urls: [imageUrl(world, uri)] })),
    package_weight: { value: content.weightKg, unit: 'KILOGRAM' },
    product_attributes: content.attributes,
    skus: content.skus.map(skuView),
    audit_failed_reasons: product.audit.reasons.map((reason) => ({
      position: 'title',
      reasons: [reason],
      suggestions: [],
    })),
    has_draft: product.status === 'DRAFT',
  };
}

export function attributeViews(categoryId: string) {
  return attributesOf(categoryId).map((one) => ({
    id: one.id,
    name: one.name,
    type: one.type,
    // The channel's own samples misspell it.
    is_requried: one.isRequired,
    is_multiple_selection: one.isMultiple,
    is_customizable: one.isCustomizable,
    values: one.values,
  }));
}
