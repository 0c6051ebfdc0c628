import type { Pack } from './pack';

/** One thing to sell as a row describes it. Unknown fields are null; dates are ISO days. */
export interface ReadProduct {
  sheet: string;
  /** The sheet's own row number, from 1. */
  row: number;
  name: string | null;
  sku: string | null;
  producer: string | null;
  unit: string | null;
  pack: Pack | null;
  priceVnd: number | null;
  stock: number | null;
  madeOn: string | null;
  expiresOn: string | null;
  stars: number | null;
  /** Code of the kind, where a column of its own says one. */
  kind?: string;
}

export type ReadField = Exclude<keyof ReadProduct, 'sheet' | 'row'>;

export interface RowPlace {
  sheet: string;
  row: number;
}

/**
 * What an import would do. A later row for goods that an earlier row already lists is in `duplicates` and not again in
 * `products`: `same` adds nothing, `conflict` says something else and each field in conflict is in `ask` as well.
 * `ask`: what is a range, missing or in conflict; one plain Vietnamese sentence each. `skipped`: rows that are no goods.
 */
export interface CatalogueReading {
  products: ReadProduct[];
  duplicates: (RowPlace & { of: RowPlace; kind: 'same' | 'conflict' })[];
  ask: (RowPlace & { field: ReadField; reason: string })[];
  skipped: (RowPlace & { reason: string })[];
}
