export { CatalogueError } from './catalogue';
export { emptyMemory, type Buyer, type Held, type Memory } from './memory';
export { createReader, type Reader, type ReaderOptions } from './reader';
export type { CatalogueEntry, Intent, Line, LiveComment, Reading } from './types';
