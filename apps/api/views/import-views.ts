import { Injectable } from '@nestjs/common';
import type { ImportView } from '@ganh/contracts';
import type { Actor } from '@ganh/identity';
import { formatQuantity } from '@ganh/kernel';
import { ImportService, type KeptImport } from '@ganh/sync';
import { ShellViews } from './shell';

@Injectable()
export class ImportViews {
  constructor(
    private readonly imports: ImportService,
    private readonly shell: ShellViews,
  ) {}

  async empty(actor: Actor, problem: string | null): Promise<ImportView> {
    return {
      shell: await this.shell.of(actor),
      fileName: null,
      importId: null,
      rows: [],
      duplicates: 0,
      skipped: 0,
      problem,
    };
  }

  async preview(actor: Actor, { id, fileName, reading }: KeptImport): Promise<ImportView> {
    const existing = await this.imports.existing(actor, reading);
    const rows = reading.products.map((row, index) => ({
      index,
      sheet: row.sheet,
      row: row.row,
      name: row.name ?? '',
      unit: row.unit ?? '',
      priceVnd: row.priceVnd,
      stock: row.stock,
      packText: row.pack
        ? formatQuantity(row.pack.amount, row.pack.measure === 'piece' ? 'cái' : row.pack.measure)
        : '',
      ask: this.imports.lacks(reading, row),
      existing: existing.has(index),
    }));
    return {
      shell: await this.shell.of(actor),
      fileName,
      importId: id,
      rows,
      duplicates: reading.duplicates.length,
      skipped: reading.skipped.length,
      problem: null,
    };
  }
}
