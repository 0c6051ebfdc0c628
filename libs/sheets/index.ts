export { cellText, clean, isBlank, type Cell, type Merge, type SheetGrid } from './cells';
export { addShelfLife, readDate } from './dates';
export { badFile, IMPORT_LIMITS } from './limits';
export { readSheets } from './read-sheets';
export { writeCsv, writeXlsx, type WrittenCell, type WrittenTable } from './write-sheet';
export { ZIP_MOST_FILES, zipStream, type ZipFile } from './zip-write';
