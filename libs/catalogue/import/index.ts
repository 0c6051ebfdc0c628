export { readCatalogueFile } from './read-file';
export type { Pack } from './pack';
export type { CatalogueReading, ReadField, ReadProduct, RowPlace } from './reading';
