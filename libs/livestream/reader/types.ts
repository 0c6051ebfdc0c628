/** What goes into the reader and what comes out (docs/comment-reader.md). */

export type Intent = 'order' | 'change' | 'cancel' | 'question' | 'chat' | 'spam';

/**
 * One sellable thing of a session. `unit` is what quantities count in: `hũ`, `kg`, `lạng`, `túi 2 kg`, `lốc 6 hũ`.
 * `packs`: bigger packs in units ({"thùng": 12}); `step`: smallest amount in units; `maxQuantity`: above it we ask;
 * `variants`: full names (["nâu L", "đen S"]) or axes ({"màu": ["nâu", "đen"], "size": ["S", "L"]}).
 */
export interface CatalogueEntry {
  code: string;
  name: string;
  unit: string;
  sku?: string;
  aliases?: readonly string[];
  price?: number;
  packs?: Readonly<Record<string, number>>;
  step?: number;
  maxQuantity?: number;
  variants?: readonly string[] | Readonly<Record<string, readonly string[]>>;
}

/**
 * One comment. `pin`: code of the product pinned when it was typed (several when it changed a moment before);
 * `replyTo`/`editOf`: id of an earlier comment; `author`: the page itself or a hired account, never a buyer.
 */
export interface LiveComment {
  id: string | number;
  user: string;
  text: string;
  at?: number | string;
  pin?: string | readonly string[] | null;
  replyTo?: string | number | null;
  editOf?: string | number | null;
  author?: 'page' | 'seed' | (string & {}) | null;
}

/** `quantity` in the catalogue's unit; in `change` and `cancel` what stands afterwards. */
export interface Line {
  code: string;
  quantity: number;
  variant?: string;
}

/**
 * `phone`: 0 and nine digits. `act` (domain page §9): take it, hold it until the buyer nods, ask, or nothing to do.
 * `reason`: the words it rests on and the rule, for the host's screen.
 */
export interface Reading {
  id: string | number;
  intent: Intent;
  lines: Line[];
  phone: string | null;
  repeat?: true;
  act: 'auto' | 'hold' | 'ask' | 'none';
  reason: string;
}
