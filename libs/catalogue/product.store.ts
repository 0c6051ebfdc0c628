import {
  type AllCoops,
  type CertificateId,
  type CoopId,
  type CoopScope,
  fold,
  type ProductId,
  type VariantId,
} from '@ganh/kernel';
import type { Tx } from '@ganh/persistence';
import { marks, sql, toInt } from '@ganh/persistence/sql';
import type { ComboPart } from './combo-parts';
import type {
  NewProduct,
  NewVariant,
  Product,
  ProductPatch,
  Variant,
  VariantPatch,
} from './product';
import { PRODUCT, type ProductRow, toVariant, VARIANT, type VariantRow } from './product-row.store';

/** IN lists stay below what both databases take in one statement. */
const CHUNK = 500;

export class ProductStore {
  async insert(
    tx: Tx,
    scope: CoopScope,
    id: ProductId,
    code: string,
    product: NewProduct,
    now: number,
  ): Promise<void> {
    await sql(tx).insert('product', {
      coop_id: scope.coopId,
      id,
      code,
      name: product.name,
      search_text: searchText(product.name, product.variants),
      description: product.description,
      producer: product.producer,
      kind: product.kind,
      certificate_id: product.certificateId,
      hidden_at: null,
      deleted_at: null,
      rev: 1,
      created_at: now,
      updated_at: now,
    });
    await this.setPhotos(tx, scope, id, product.photoKeys);
  }

  async insertVariant(
    tx: Tx,
    scope: CoopScope,
    id: VariantId,
    productId: ProductId,
    sku: string,
    variant: NewVariant,
    position: number,
  ): Promise<void> {
    await sql(tx).insert('variant', {
      coop_id: scope.coopId,
      id,
      product_id: productId,
      sku,
      seller_sku: variant.sellerSku,
      option_name: variant.optionName,
      unit: variant.unit,
      steps_per_unit: variant.stepsPerUnit,
      pack_amount: variant.packAmount,
      pack_measure: variant.packMeasure,
      weight_grams: variant.weightGrams,
      price_vnd: variant.priceVnd,
      price_rev: 1,
      position,
      removed_at: null,
    });
    await sql(tx).insert(
      'combo_part',
      ...variant.parts.map((part) => ({
        coop_id: scope.coopId,
        combo_variant_id: id,
        part_variant_id: part.variantId,
        quantity: part.quantity,
      })),
    );
  }

  private async setPhotos(
    tx: Tx,
    scope: CoopScope,
    productId: ProductId,
    keys: readonly string[],
  ): Promise<void> {
    await sql(tx).run('DELETE FROM product_photo WHERE coop_id = ? AND product_id = ?', [
      scope.coopId,
      productId,
    ]);
    const unique = [...new Set(keys)];
    await sql(tx).insert(
      'product_photo',
      ...unique.map((key, position) => ({
        coop_id: scope.coopId,
        product_id: productId,
        media_key: key,
        position,
      })),
    );
  }

  /** false = somebody changed it since `baseRev`. */
  async patch(
    tx: Tx,
    scope: CoopScope,
    product: Product,
    patch: ProductPatch,
    baseRev: number,
    now: number,
  ): Promise<boolean> {
    const next = { ...product, ...patch };
    const changed = await sql(tx).run(
      `UPDATE product SET name = ?, search_text = ?, description = ?, producer = ?, kind = ?, certificate_id = ?, hidden_at = ?, rev = rev + 1, updated_at = ?
       WHERE coop_id = ? AND id = ? AND rev = ? AND deleted_at IS NULL`,
      [
        next.name,
        searchText(next.name, product.variants),
        next.description,
        next.producer,
        next.kind,
        next.certificateId,
        next.hidden ? now : null,
        now,
        scope.coopId,
        product.id,
        baseRev,
      ],
    );
    if (changed !== 1) return false;
    if (patch.photoKeys) await this.setPhotos(tx, scope, product.id, patch.photoKeys);
    for (const change of patch.variants ?? []) await this.patchVariant(tx, scope, product, change);
    return true;
  }

  /** The product's revision guards it: no other change of them is under way. */
  private async patchVariant(
    tx: Tx,
    scope: CoopScope,
    { id, variants }: Product,
    change: VariantPatch,
  ): Promise<void> {
    const { weightGrams, pack } = { ...variants.find((one) => one.id === change.id), ...change };
    await sql(tx).run(
      'UPDATE variant SET weight_grams = ?, pack_amount = ?, pack_measure = ? WHERE coop_id = ? AND product_id = ? AND id = ?',
      [
        weightGrams ?? null,
        pack?.amount ?? null,
        pack?.measure ?? null,
        scope.coopId,
        id,
        change.id,
      ],
    );
  }

  /** false = it is so already. */
  async setRemoved(
    tx: Tx,
    scope: CoopScope,
    id: ProductId,
    removed: boolean,
    now: number,
  ): Promise<boolean> {
    const changed = await sql(tx).run(
      `UPDATE product SET deleted_at = ?, rev = rev + 1, updated_at = ?
       WHERE coop_id = ? AND id = ? AND deleted_at IS ${removed ? 'NULL' : 'NOT NULL'}`,
      [removed ? now : null, now, scope.coopId, id],
    );
    return changed === 1;
  }

  async setPrice(
    tx: Tx,
    scope: CoopScope,
    variantId: VariantId,
    priceVnd: number,
    baseRev: number,
  ): Promise<boolean> {
    const changed = await sql(tx).run(
      'UPDATE variant SET price_vnd = ?, price_rev = price_rev + 1 WHERE coop_id = ? AND id = ? AND price_rev = ? AND removed_at IS NULL',
      [priceVnd, scope.coopId, variantId, baseRev],
    );
    return changed === 1;
  }

  /** Removed ones too: what was asked for by its id is still spoken of. */
  async find(tx: Tx, scope: CoopScope, ids: readonly ProductId[]): Promise<Product[]> {
    const found: Product[] = [];
    for (let from = 0; from < ids.length; from += CHUNK) {
      const chunk = ids.slice(from, from + CHUNK);
      const rows = await sql(tx).all<ProductRow>(
        `SELECT ${PRODUCT} FROM product WHERE coop_id = ? AND id IN (${marks(chunk)})`,
        [scope.coopId, ...chunk],
      );
      found.push(...(await this.complete(tx, scope, rows)));
    }
    return found;
  }

  async list(tx: Tx, scope: CoopScope, after: ProductId | 0, limit: number): Promise<Product[]> {
    const rows = await sql(tx).all<ProductRow>(
      `SELECT ${PRODUCT} FROM product WHERE coop_id = ? AND deleted_at IS NULL AND id > ? ORDER BY id LIMIT ?`,
      [scope.coopId, after, limit],
    );
    return this.complete(tx, scope, rows);
  }

  /** Products whose folded name stands already, for "Đã có món này". */
  async namesakes(tx: Tx, scope: CoopScope, name: string): Promise<ProductId[]> {
    // No LIKE: a name may hold % and _.
    const before = `${fold(name)} |`;
    const rows = await sql(tx).all<{ id: number }>(
      'SELECT id FROM product WHERE coop_id = ? AND deleted_at IS NULL AND (search_text = ? OR substr(search_text, 1, ?) = ?)',
      [scope.coopId, fold(name), [...before].length, before],
    );
    return rows.map((row) => toInt(row.id) as ProductId);
  }

  async variants(tx: Tx, scope: CoopScope, ids: readonly VariantId[]): Promise<Variant[]> {
    if (ids.length === 0) return [];
    const rows = await sql(tx).all<VariantRow>(
      `SELECT ${VARIANT} FROM variant WHERE coop_id = ? AND removed_at IS NULL AND id IN (${marks(ids)})`,
      [scope.coopId, ...ids],
    );
    return rows.map(toVariant);
  }

  async bySku(tx: Tx, scope: CoopScope, skus: readonly string[]): Promise<Variant[]> {
    if (skus.length === 0) return [];
    const rows = await sql(tx).all<VariantRow>(
      `SELECT ${VARIANT} FROM variant WHERE coop_id = ? AND sku IN (${marks(skus)})`,
      [scope.coopId, ...skus],
    );
    return rows.map(toVariant);
  }

  /** The public page knows a random code only. */
  async findByCode(
    tx: Tx,
    _all: AllCoops,
    code: string,
  ): Promise<{ scope: CoopScope; product: Product } | null> {
    const row = await sql(tx).one<ProductRow>(
      `SELECT ${PRODUCT} FROM product WHERE code = ? AND deleted_at IS NULL AND hidden_at IS NULL`,
      [code],
    );
    if (!row) return null;
    const scope = { coopId: toInt(row.coop_id) as CoopId };
    const [product] = await this.complete(tx, scope, [row]);
    return product ? { scope, product } : null;
  }

  async partsOf(
    tx: Tx,
    scope: CoopScope,
    variantIds: readonly VariantId[],
  ): Promise<Map<VariantId, ComboPart[]>> {
    const parts = new Map<VariantId, ComboPart[]>();
    if (variantIds.length === 0) return parts;
    const rows = await sql(tx).all<{
      combo_variant_id: number;
      part_variant_id: number;
      quantity: number;
    }>(
      `SELECT combo_variant_id, part_variant_id, quantity FROM combo_part WHERE coop_id = ? AND combo_variant_id IN (${marks(variantIds)}) ORDER BY part_variant_id`,
      [scope.coopId, ...variantIds],
    );
    for (const row of rows) {
      const combo = toInt(row.combo_variant_id) as VariantId;
      parts.set(combo, [
        ...(parts.get(combo) ?? []),
        { partVariantId: toInt(row.part_variant_id) as VariantId, quantity: row.quantity },
      ]);
    }
    return parts;
  }

  async combosOf(
    tx: Tx,
    scope: CoopScope,
    partVariantIds: readonly VariantId[],
  ): Promise<VariantId[]> {
    if (partVariantIds.length === 0) return [];
    const rows = await sql(tx).all<{ id: number }>(
      `SELECT DISTINCT combo_variant_id AS id FROM combo_part WHERE coop_id = ? AND part_variant_id IN (${marks(partVariantIds)})`,
      [scope.coopId, ...partVariantIds],
    );
    return rows.map((row) => toInt(row.id) as VariantId);
  }

  private async complete(
    tx: Tx,
    scope: CoopScope,
    rows: readonly ProductRow[],
  ): Promise<Product[]> {
    if (rows.length === 0) return [];
    const ids = rows.map((row) => toInt(row.id));
    const variants = await sql(tx).all<VariantRow>(
      `SELECT ${VARIANT} FROM variant WHERE coop_id = ? AND removed_at IS NULL AND product_id IN (${marks(ids)}) ORDER BY product_id, position`,
      [scope.coopId, ...ids],
    );
    const photos = await sql(tx).all<{ product_id: number; media_key: string }>(
      `SELECT product_id, media_key FROM product_photo WHERE coop_id = ? AND product_id IN (${marks(ids)}) ORDER BY product_id, position`,
      [scope.coopId, ...ids],
    );
    const photosOf = grouped(photos, (photo) => photo.product_id);
    const variantsOf = grouped(variants, (variant) => variant.product_id);
    return rows.map((row) => ({
      id: toInt(row.id) as ProductId,
      code: row.code,
      name: row.name,
      description: row.description,
      producer: row.producer,
      kind: row.kind,
      certificateId:
        row.certificate_id === null ? null : (toInt(row.certificate_id) as CertificateId),
      hidden: row.hidden_at !== null || row.deleted_at !== null,
      removed: row.deleted_at !== null,
      rev: row.rev,
      photoKeys: (photosOf.get(row.id) ?? []).map((photo) => photo.media_key),
      variants: (variantsOf.get(row.id) ?? []).map(toVariant),
      createdAt: toInt(row.created_at),
    }));
  }
}

function grouped<R>(rows: readonly R[], by: (row: R) => number): Map<number, R[]> {
  const groups = new Map<number, R[]>();
  for (const row of rows) {
    const group = groups.get(by(row));
    if (group) group.push(row);
    else groups.set(by(row), [row]);
  }
  return groups;
}

function searchText(
  name: string,
  variants: readonly { sellerSku: string | null; optionName: string }[],
): string {
  const more = variants.flatMap((v) => [v.sellerSku ?? '', v.optionName]).filter(Boolean);
  return [fold(name), ...(more.length > 0 ? ['|', fold(more.join(' '))] : [])]
    .join(' ')
    .slice(0, 600);
}
