export { ComboParts, type ComboPart } from './combo-parts';
export { validStars, type Certificate } from './certificate';
export { claimsLeftOut, honestText, papersOf } from './claims';
export { CertificateService } from './certificate.service';
export { CertificateStore } from './certificate.store';
export { guessKinds, kindByCode, kindOf, KIND_GROUPS, KINDS, type Kind } from './kinds';
export { fieldFact } from './label';
export { MediaRecords } from './media.store';
export { MediaStore, WIDTHS, type PhotoWidth } from './media-store';
export {
  guessWeightGrams,
  type NewProduct,
  type NewVariant,
  type Product,
  type ProductPatch,
  type Variant,
} from './product';
export { ProductService } from './product.service';
export { ProductStore } from './product.store';
export {
  readCatalogueFile,
  type CatalogueReading,
  type Pack,
  type ReadField,
  type ReadProduct,
  type RowPlace,
} from './import';
