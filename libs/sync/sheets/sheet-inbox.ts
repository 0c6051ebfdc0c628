import {
  changedHead,
  chosenColumns,
  type Columns,
  fieldsOf,
  guessColumns,
  readSheetTable,
  type SheetKind,
  type SheetTable,
} from '@ganh/channels/spreadsheet';
import type { AuditTrail } from '@ganh/identity';
import {
  type Clock,
  type CoopScope,
  Problem,
  type SheetImportId,
  type ShopId,
  type UserId,
} from '@ganh/kernel';
import type { Database, Ids, Tx } from '@ganh/persistence';
import { readSheets } from '@ganh/sheets';
import { SheetFormStore } from './sheet-form.store';
import { type SheetImport, SheetImportStore } from './sheet-import.store';
import type { SheetShops } from './sheet-shops';

const UNTAKEN_KEPT_MS = 86_400_000;

/** A list whose columns a person must match first; `why`: what of its head is not as it was. */
export interface UnmatchedSheet<Field extends string> {
  one: SheetImport;
  step: 'columns';
  table: SheetTable;
  guess: Columns<Field>;
  why: string | null;
}

type OpenSheet<Field extends string> =
  | UnmatchedSheet<Field>
  | { one: SheetImport; step: 'rows'; table: SheetTable; columns: Columns<Field> }
  | { one: SheetImport; step: 'done' };

export interface InboxKit {
  db: Database;
  ids: Ids;
  clock: Clock;
  audit: AuditTrail;
}

/**
 * Lists that people bring from a marketplace without a way in: kept while somebody looks at them, their columns matched
 * once for each shop and head row (other-marketplaces §3.3).
 */
export abstract class SheetInbox<Field extends string> {
  private readonly store: SheetImportStore;
  private readonly forms = new SheetFormStore();

  constructor(
    protected readonly kit: InboxKit,
    protected readonly shops: SheetShops,
    readonly kind: SheetKind<Field>,
  ) {
    this.store = new SheetImportStore(kind.name);
  }

  async upload(
    scope: CoopScope,
    shopId: ShopId,
    file: { name: string; bytes: Buffer },
    actor: UserId,
  ): Promise<SheetImportId> {
    await this.shops.get(scope, shopId);
    const grids = await readSheets(file.bytes, file.name);
    const form = await this.kit.db.read((tx) => this.form(tx, scope, shopId));
    const table = readSheetTable(grids, this.kind, form?.fields ?? null);
    const madeAt = this.kit.clock.now();
    const id = this.kit.ids.next<SheetImportId>();
    const one = { id, fileName: file.name, madeAt, madeBy: actor, table };
    await this.kit.db.write(async (tx) => {
      await this.store.dropUntakenBefore(tx, scope, madeAt - UNTAKEN_KEPT_MS);
      await this.store.insert(tx, scope, shopId, one);
    });
    return id;
  }

  latest(scope: CoopScope, shopId: ShopId, limit: number) {
    return this.kit.db.read(async (tx) => ({
      imports: await this.store.latest(tx, scope, shopId, limit),
      lastTakenAt: await this.store.lastTakenAt(tx, scope, shopId),
    }));
  }

  /** How a person matched the columns of this file; the next file with the same head needs no matching. */
  async setColumns(
    scope: CoopScope,
    shopId: ShopId,
    id: SheetImportId,
    chosen: Readonly<Record<string, string>>,
  ): Promise<void> {
    await this.shops.get(scope, shopId);
    const { table } = await this.kit.db.read((tx) => this.find(tx, scope, shopId, id));
    if (!table) throw new Problem('conflict', 'Tệp này đã nhận xong.');
    const columns = chosenColumns(this.kind, chosen);
    this.refuseUnfit(table, columns);
    const { fingerprint, titles } = table;
    const form = { fingerprint, titles, fields: columns };
    await this.kit.db.write((tx) =>
      this.forms.set(tx, scope, shopId, this.kind.name, form, this.kit.clock.now()),
    );
  }

  protected async open(
    tx: Tx,
    scope: CoopScope,
    shopId: ShopId,
    id: SheetImportId,
  ): Promise<OpenSheet<Field>> {
    const one = await this.find(tx, scope, shopId, id);
    const { table } = one;
    if (!table) return { one, step: 'done' };
    const form = await this.form(tx, scope, shopId);
    const why = form && changeOf(table, { ...form, columns: form.fields });
    if (form && why === null) return { one, step: 'rows', table, columns: form.fields };
    const guess = guessColumns(table.titles, this.kind, form?.fields ?? null);
    return { one, step: 'columns', table, guess, why };
  }

  /** `isDone`: nothing of it waits any more. */
  protected async taken(
    tx: Tx,
    scope: CoopScope,
    shopId: ShopId,
    id: SheetImportId,
    told: { actor: UserId; count: number; isDone: boolean; detail: Record<string, unknown> },
  ): Promise<void> {
    const { actor, count, isDone, detail } = told;
    const at = this.kit.clock.now();
    await this.store.setTaken(tx, scope, id, { at, count, doneAt: isDone ? at : null });
    const target = { kind: 'shop', id: shopId };
    await this.kit.audit.write(tx, scope, actor, `sheet.${this.kind.name}`, target, detail);
  }

  private refuseUnfit(table: SheetTable, columns: Columns<Field>): void {
    const unknown = fieldsOf(this.kind)
      .filter((field) => columns[field] !== undefined && !table.titles.includes(columns[field]))
      .map((field) => ({
        field: `columns.${field}`,
        code: 'unknown',
        reason: `Bảng không có cột “${columns[field]}”.`,
        remedy: 'Chọn lại cột.',
      }));
    const lacking = this.kind.lacking(columns).map((field) => ({
      field: `columns.${field}`,
      code: 'missing',
      reason: `Chưa chọn cột nào cho “${this.kind.labels[field]}”.`,
      remedy: 'Chọn cột, rồi xem lại.',
    }));
    const all = [...unknown, ...lacking];
    if (all.length > 0) throw new Problem('validation', all[0]!.reason, all);
  }

  private async find(
    tx: Tx,
    scope: CoopScope,
    shopId: ShopId,
    id: SheetImportId,
  ): Promise<SheetImport> {
    const one = await this.store.find(tx, scope, shopId, id);
    if (!one) throw Problem.notFound('Bản xem trước này đã cũ. Tải tệp lên lại.');
    return one;
  }

  private form(tx: Tx, scope: CoopScope, shopId: ShopId) {
    return this.forms.find<Columns<Field>>(tx, scope, shopId, this.kind.name);
  }
}

function changeOf<Field extends string>(
  table: SheetTable,
  form: Parameters<typeof changedHead<Field>>[1],
): string | null {
  const change = changedHead(table, form);
  if (!change) return null;
  const list = (titles: readonly string[]) => titles.map((title) => `“${title}”`).join(', ');
  if (change.missing.length > 0)
    return `Bảng này thiếu cột ${list(change.missing)} so với lần trước. Khớp lại cột.`;
  return change.added.length > 0
    ? `Bảng này có thêm cột ${list(change.added)}. Xem lại các cột.`
    : 'Các cột của bảng này xếp khác lần trước. Xem lại các cột.';
}
