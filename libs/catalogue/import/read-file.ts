import { readSheets } from '@ganh/sheets';
import { readCatalogue } from './read-catalogue';
import type { CatalogueReading } from './reading';

/** Reads a seller's spreadsheet (.xlsx, .csv) and says what an import would do. Throws as `readSheets`. */
export async function readCatalogueFile(file: Buffer, fileName: string): Promise<CatalogueReading> {
  return readCatalogue(await readSheets(file, fileName));
}
