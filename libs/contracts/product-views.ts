import type { Shell } from './views';

/** Asked once before a product goes off sale for good. */
export interface RemoveProductView {
  shell: Shell;
  productId: number;
  /** Of its first variant: where the safe choice leads. */
  variantId: number;
  name: string;
  photo: string | null;
  /** What will happen and what stays, one sentence each. */
  consequences: readonly string[];
}
