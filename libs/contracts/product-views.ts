import type { CertificateChoice, Shell } from './views';

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

/** The add form of a product that stands: its words, photos, weight, kind and paper. */
export interface EditProductView {
  shell: Shell;
  productId: number;
  variantId: number;
  /** As it stands, whatever is typed. */
  name: string;
  baseRev: number;
  /** What stood when the form was opened, by field. */
  was: Readonly<Record<string, string>>;
  draft: Readonly<Record<string, string>>;
  /** One field for each variant. */
  weights: readonly { field: string; optionName: string }[];
  photoKeys: readonly string[];
  /** Of these, marked to go. */
  dropped: readonly string[];
  certificates: readonly CertificateChoice[];
  kinds: readonly { code: string; name: string }[];
  errors: readonly { field: string; reason: string; remedy: string }[];
  /** Why it was not saved, in one sentence, where no field is wrong. */
  problem: string | null;
}
