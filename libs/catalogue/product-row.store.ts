import type { ProductId, VariantId } from '@ganh/kernel';
import { toInt } from '@ganh/persistence/sql';
import type { PackMeasure, Variant } from './product';

export interface ProductRow {
  coop_id: number;
  id: number;
  code: string;
  name: string;
  description: string;
  producer: string;
  kind: string;
  certificate_id: number | null;
  hidden_at: number | null;
  deleted_at: number | null;
  rev: number;
  created_at: number;
}

export interface VariantRow {
  id: number;
  product_id: number;
  sku: string;
  seller_sku: string | null;
  option_name: string;
  unit: string;
  steps_per_unit: number;
  pack_amount: number | null;
  pack_measure: string | null;
  weight_grams: number | null;
  price_vnd: number;
  price_rev: number;
  position: number;
}

export const PRODUCT =
  'coop_id, id, code, name, description, producer, kind, certificate_id, hidden_at, deleted_at, rev, created_at';
export const VARIANT =
  'id, product_id, sku, seller_sku, option_name, unit, steps_per_unit, pack_amount, pack_measure, weight_grams, price_vnd, price_rev, position';
export function toVariant(row: VariantRow): Variant {
  return {
    id: toInt(row.id) as VariantId,
    productId: toInt(row.product_id) as ProductId,
    sku: row.sku,
    sellerSku: row.seller_sku,
    optionName: row.option_name,
    unit: row.unit,
    stepsPerUnit: row.steps_per_unit,
    pack:
      row.pack_amount === null
        ? null
        : { amount: row.pack_amount, measure: row.pack_measure as PackMeasure },
    weightGrams: row.weight_grams,
    priceVnd: toInt(row.price_vnd),
    priceRev: row.price_rev,
    position: row.position,
  };
}
