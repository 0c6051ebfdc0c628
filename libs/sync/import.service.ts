import { mkdir, readdir, readFile, rename, rm, stat, utimes, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import {
  type CatalogueReading,
  type ProductService,
  readCatalogueFile,
  type ReadProduct,
} from '@ganh/catalogue';
import { type Clock, type CoopScope, Problem, randomCode, type UserId } from '@ganh/kernel';
import type { PublishingService } from './publishing.service';

const KEPT_MS = 24 * 3_600_000;

export interface KeptImport {
  id: string;
  fileName: string;
  madeAt: number;
  reading: CatalogueReading;
  /** Rows taken over already; accepting them again makes nothing twice. */
  taken: number[];
}

/** A spreadsheet, read and shown before anything is saved; then the rows a person chose become products. */
export class ImportService {
  constructor(
    private readonly dir: string,
    private readonly clock: Clock,
    private readonly products: ProductService,
    private readonly publishing: PublishingService,
  ) {}

  async preview(scope: CoopScope, fileName: string, bytes: Buffer): Promise<KeptImport> {
    const reading = await readCatalogueFile(bytes, fileName);
    const kept = {
      id: randomCode(16),
      fileName: fileName.slice(0, 120),
      madeAt: this.clock.now(),
      reading,
      taken: [],
    };
    await this.keep(scope, kept);
    return kept;
  }

  async find(scope: CoopScope, id: string): Promise<KeptImport> {
    if (!/^[a-z0-9]{16}$/.test(id)) throw Problem.notFound();
    const text = await readFile(this.path(scope, id), 'utf8').catch(() => null);
    const kept = text === null ? null : (JSON.parse(text) as KeptImport);
    if (!kept || kept.madeAt < this.clock.now() - KEPT_MS)
      throw Problem.notFound('Bản xem trước này đã cũ. Tải tệp lên lại.');
    return kept;
  }

  /** What keeps a row from being taken over as it is; '' when nothing does. */
  lacks(reading: CatalogueReading, row: ReadProduct): string {
    const asked = reading.ask.find(
      (one) => one.sheet === row.sheet && one.row === row.row && one.field !== 'stock',
    );
    if (asked) return asked.reason;
    if (!row.name) return 'Chưa có tên món.';
    return row.priceVnd === null ? 'Chưa có giá.' : '';
  }

  /** Names that stand in the catalogue already, by row index. */
  async existing(scope: CoopScope, reading: CatalogueReading): Promise<ReadonlySet<number>> {
    const found = new Set<number>();
    for (const [index, row] of reading.products.entries()) {
      if (row.name && (await this.products.namesakes(scope, row.name)).length > 0) found.add(index);
    }
    return found;
  }

  /** Makes products of the chosen rows; rows that lack something are left. Answers how many were made. */
  async accept(
    scope: CoopScope,
    id: string,
    indexes: readonly number[],
    actor: UserId,
  ): Promise<number> {
    const kept = await this.find(scope, id);
    let made = 0;
    for (const index of new Set(indexes)) {
      const row = kept.reading.products[index];
      if (!row || kept.taken.includes(index) || this.lacks(kept.reading, row)) continue;
      await this.publishing.create(
        scope,
        { product: toProduct(row), stock: [row.stock ?? 0] },
        actor,
      );
      kept.taken.push(index);
      await this.keep(scope, kept);
      made++;
    }
    return made;
  }

  /** Removes what nobody can open any more, half-written files too. Answers how many files went. */
  async removeOld(): Promise<number> {
    const oldest = this.clock.now() - KEPT_MS;
    let removed = 0;
    for (const path of await filesUnder(this.dir)) {
      const file = await stat(path).catch(() => null);
      if (!file || file.mtimeMs >= oldest) continue;
      await rm(path, { force: true });
      removed++;
    }
    return removed;
  }

  private async keep(scope: CoopScope, kept: KeptImport): Promise<void> {
    const path = this.path(scope, kept.id);
    await mkdir(join(path, '..'), { recursive: true });
    await writeFile(`${path}.draft`, JSON.stringify(kept));
    // The file's time is when it was read, by our clock: what is old is found without opening it.
    await utimes(`${path}.draft`, kept.madeAt / 1000, kept.madeAt / 1000);
    await rename(`${path}.draft`, path);
  }

  private path(scope: CoopScope, id: string): string {
    return join(this.dir, String(scope.coopId), `${id}.json`);
  }
}

async function filesUnder(dir: string): Promise<string[]> {
  const found = await readdir(dir, { withFileTypes: true, recursive: true }).catch(() => []);
  return found.filter((entry) => entry.isFile()).map((entry) => join(entry.parentPath, entry.name));
}

function toProduct(row: ReadProduct) {
  return {
    name: row.name ?? '',
    description: '',
    producer: row.producer ?? '',
    kind: row.kind ?? '',
    // Stars in a sheet are a claim; the paper is attached by hand.
    certificateId: null,
    photoKeys: [],
    variants: [
      {
        optionName: '',
        unit: row.unit ?? 'cái',
        stepsPerUnit: 1,
        packAmount: row.pack?.amount ?? null,
        packMeasure: row.pack?.measure ?? null,
        weightGrams: null,
        sellerSku: row.sku,
        priceVnd: row.priceVnd ?? 0,
        parts: [],
      },
    ],
  };
}
