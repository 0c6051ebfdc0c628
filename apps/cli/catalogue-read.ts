import { readFile, stat } from 'node:fs/promises';
import { basename } from 'node:path';
import { readCatalogueFile } from '@ganh/catalogue';
import { IMPORT_LIMITS } from '@ganh/sheets';
import { Problem } from '@ganh/kernel';

/** Prints what an import of a spreadsheet would do, as JSON; a file that cannot be read is told on stderr, exit 1. */
async function main(path: string | undefined): Promise<void> {
  if (path === undefined) throw new Error('Cách dùng: npm run -s catalogue:read -- TỆP.xlsx');
  const found = await stat(path).catch(() => null);
  if (!found?.isFile()) throw new Error(`Không thấy tệp ${path}.`);
  // A file far over the limit is not even loaded.
  const over = found.size > IMPORT_LIMITS.fileBytes;
  const file = over ? Buffer.alloc(IMPORT_LIMITS.fileBytes + 1) : await readFile(path);
  const reading = await readCatalogueFile(file, basename(path));
  process.stdout.write(`${JSON.stringify(reading, null, 2)}\n`);
}

main(process.argv[2]).catch((error: unknown) => {
  process.exitCode = 1;
  if (error instanceof Problem) {
    const remedy = error.errors.map((field) => field.remedy).join(' ');
    process.stderr.write(`${error.title} ${remedy}\n`);
    return;
  }
  process.stderr.write(`${error instanceof Error ? error.message : String(error)}\n`);
});
