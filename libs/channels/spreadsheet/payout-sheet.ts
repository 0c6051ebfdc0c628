import { createHash } from 'node:crypto';
import type { SettlementEntry, SettlementKind, SettlementPart } from '@ganh/channels/kit';
import { fold, formatVnd } from '@ganh/kernel';
import { FieldCells, isTotal, type RowAsk } from './field-cells';
import { readMoment, readOrderCode, readSignedMoney, type Said } from './order-cells';
import type { PayoutField } from './payout-fields';
import { feeKindOf, isFeeLine, payoutKindOf } from './payout-words';
import type { Columns } from './sheet-kind';
import type { SheetTable, TableCell } from './sheet-table';

export interface PayoutLine {
  row: number;
  entry: SettlementEntry;
}

interface PayoutReading {
  lines: PayoutLine[];
  asks: RowAsk[];
  /** Rows that are no payouts: totals, notes, heads again. */
  skipped: number;
  /** Rows that say word for word what another one says. */
  repeated: number;
}

interface Row {
  row: number;
  order: string | null;
  /** The marketplace's own words for it; '' = it says none. */
  words: string;
  at: number;
  amountVnd: number | null;
  goodsVnd: number | null;
  /** As published; by itself it does not say whether it was taken or given back. */
  feeVnd: number | null;
  line: string;
  statement: string;
}

/** Marketplaces round each figure by itself. */
const ROUNDING_VND = 1;
const NAME_MAX = 100;
const MONEY = ['amount', 'goods', 'fee'] as const;

/** Reads what a marketplace paid out from a table whose columns are known. Pure: the same file reads the same. */
export function readPayouts(
  table: SheetTable,
  columns: Columns<PayoutField>,
  now: number,
): PayoutReading {
  return new Reader(table, columns, now).read();
}

class Reader {
  private readonly cells: FieldCells<PayoutField>;
  private readonly asks: RowAsk[] = [];
  /** What the list itself says its amounts add up to. */
  private total: { row: number; vnd: number } | null = null;
  private skipped = 0;
  private repeated = 0;

  constructor(
    private readonly table: SheetTable,
    columns: Columns<PayoutField>,
    private readonly now: number,
  ) {
    this.cells = new FieldCells(table, columns);
  }

  read(): PayoutReading {
    const rows: Row[] = [];
    const seen = new Set<string>();
    for (const { row, cells } of this.table.rows) {
      if (this.isNoPayout(row, cells)) {
        this.skipped++;
        continue;
      }
      const whole = JSON.stringify(cells);
      if (seen.has(whole)) {
        this.repeated++;
        continue;
      }
      seen.add(whole);
      const read = this.row(row, cells);
      if (read) rows.push(read);
    }
    // Which sign a fee that is taken has, the rows that pay something say.
    const isSigned = rows.some(
      (row) => (row.amountVnd ?? row.goodsVnd ?? 0) > 0 && (row.feeVnd ?? 0) < 0,
    );
    const lines = this.keyed(rows.map((row) => ({ row, entry: this.entry(row, isSigned) })));
    this.compareTotal(lines);
    const { asks, skipped, repeated } = this;
    return { lines, asks, skipped, repeated };
  }

  private isNoPayout(row: number, cells: readonly TableCell[]): boolean {
    if (this.cells.isHead(cells)) return true;
    const order = this.cells.of(cells, 'order');
    if ((order === null || isTotal(order)) && cells.some(isTotal)) {
      const sum = readSignedMoney(this.cells.of(cells, 'amount'));
      if (sum.value !== undefined) this.total = { row, vnd: sum.value };
      return true;
    }
    return order === null && MONEY.every((field) => this.cells.of(cells, field) === null);
  }

  private row(row: number, cells: readonly TableCell[]): Row | null {
    const { order, words } = this.subject(row, cells);
    if (order === null && words === '') return null;
    let isHeld = false;
    const take = <T>(field: PayoutField, said: Said<T>): T | null => {
      if (said.ask === undefined) return said.value;
      this.ask(row, order, field, said.ask, true);
      isHeld = true;
      return null;
    };
    const money = (field: PayoutField): number | null => {
      const cell = this.cells.of(cells, field);
      return cell === null ? null : take(field, readSignedMoney(cell));
    };
    const at = take('date', readMoment(this.cells.of(cells, 'date'), this.now)) ?? 0;
    const [amountVnd, goodsVnd, feeVnd] = [money('amount'), money('goods'), money('fee')];
    if (!isHeld && amountVnd === null && (goodsVnd === null || this.cells.has('amount')))
      take('amount', { ask: 'Dòng này chưa ghi số tiền.' });
    const [line, statement] = [
      this.cells.words(cells, 'line', 100),
      this.cells.words(cells, 'statement', 100),
    ];
    return isHeld ? null : { row, order, words, at, amountVnd, goodsVnd, feeVnd, line, statement };
  }

  /** Whose payout it is: an order's; or nobody's, where the row says in words what it is for. */
  private subject(
    row: number,
    cells: readonly TableCell[],
  ): { order: string | null; words: string } {
    const cell = this.cells.of(cells, 'order');
    const words = this.cells.words(cells, 'kind', 60);
    if (cell === null) {
      if (words === '') {
        const reason = 'Dòng này không ghi mã đơn, cũng không ghi là khoản gì.';
        this.ask(row, null, 'order', reason, true);
      }
      return { order: null, words };
    }
    const code = readOrderCode(cell);
    if (code.value !== undefined) return { order: code.value, words };
    // Some write the name of a fee where the order's number would stand.
    const instead = this.cells.words(cells, 'order', 60);
    if (payoutKindOf(instead) !== 'unknown') return { order: null, words: instead };
    this.ask(row, null, 'order', code.ask, true);
    return { order: null, words: '' };
  }

  private entry(row: Row, isSigned: boolean): SettlementEntry {
    const fee = (row.feeVnd ?? 0) * (isSigned ? 1 : -1) || 0;
    const amountVnd = row.amountVnd ?? (row.goodsVnd ?? 0) + fee;
    const kind = kindOf(row, amountVnd);
    return {
      externalId: '',
      kind,
      channelKind: row.words,
      externalOrderId: row.order,
      externalStatementId: row.statement || null,
      amountVnd,
      parts: this.parts(row, kind, amountVnd, fee),
      at: row.at,
    };
  }

  private parts(row: Row, kind: SettlementKind, amountVnd: number, fee: number): SettlementPart[] {
    if (isFeeLine(row.words)) return [{ kind: feeKindOf(row.words), name: row.words, amountVnd }];
    const goods = row.goodsVnd ?? amountVnd - fee;
    const rest = amountVnd - goods - fee;
    const name = (field: PayoutField) => this.cells.title(field).slice(0, NAME_MAX) || field;
    if (Math.abs(rest) > ROUNDING_VND) {
      const reason = `Tiền hàng trừ phí lệch ${formatVnd(Math.abs(rest))} với tiền thực nhận. Gánh ghi theo tiền thực nhận.`;
      this.ask(row.row, row.order, 'amount', reason, false);
    }
    const isSale = kind === 'order' || kind === 'refund';
    const parts: SettlementPart[] = [
      { kind: isSale ? 'goods' : 'other', name: row.words || name('goods'), amountVnd: goods },
      { kind: feeKindOf(name('fee')), name: name('fee'), amountVnd: fee },
      // What the columns do not explain; the published figure is never recomputed.
      { kind: 'other', name: name('amount'), amountVnd: rest },
    ];
    return parts.filter((part) => part.amountVnd !== 0);
  }

  /**
   * Gives each line what it is known by: the marketplace's own number of it, else order, words and day, and which of several
   * alike it is. A figure that was corrected meets the line it corrects.
   */
  private keyed(read: readonly { row: Row; entry: SettlementEntry }[]): PayoutLine[] {
    const byAmount = [...read].sort((a, b) => a.entry.amountVnd - b.entry.amountVnd);
    const alike = new Map<string, PayoutLine[]>();
    for (const { row, entry } of byAmount) {
      const place = row.line === '' ? [fold(row.words), row.at] : ['line', row.line];
      const key = JSON.stringify([row.order, ...place]);
      const before = alike.get(key) ?? [];
      if (row.line !== '' && before.length > 0) {
        const where = `Dòng ${before[0]!.row} và ${row.row}`;
        this.ask(row.row, row.order, 'line', `${where} cùng mã giao dịch mà khác nhau.`, true);
        before[0]!.entry.externalId = '';
        continue;
      }
      const hash = createHash('sha256').update(`${key}#${before.length}`).digest('hex');
      const externalId = `${row.order ?? ''}:${hash.slice(0, 32)}`;
      alike.set(key, [...before, { row: row.row, entry: { ...entry, externalId } }]);
    }
    return [...alike.values()]
      .flat()
      .filter(({ entry }) => entry.externalId !== '')
      .sort((a, b) => a.row - b.row);
  }

  private compareTotal(lines: readonly PayoutLine[]): void {
    if (!this.total || this.asks.some(({ held }) => held)) return;
    const sum = lines.reduce((vnd, { entry }) => vnd + entry.amountVnd, 0);
    if (sum === this.total.vnd) return;
    const reason = `Dòng tổng ghi ${formatVnd(this.total.vnd)}, cộng các dòng được ${formatVnd(sum)}.`;
    this.ask(this.total.row, null, 'amount', reason, false);
  }

  private ask(
    row: number,
    order: string | null,
    field: PayoutField,
    reason: string,
    held: boolean,
  ): void {
    this.asks.push({ row, order, field, reason, held });
  }
}

/** Where the list has no word for it, the sign alone does not say why money was taken back. */
function kindOf({ order, words }: Row, amountVnd: number): SettlementKind {
  if (words !== '') return payoutKindOf(words);
  return order !== null && amountVnd >= 0 ? 'order' : 'adjustment';
}
