import { createHash } from 'node:crypto';
import type { ChannelOrder, ChannelOrderLine } from '@ganh/channels/kit';
import { fold } from '@ganh/kernel';
import {
  readMoment,
  readMoney,
  readOrderCode,
  readPhone,
  readQuantity,
  type Said,
} from './order-cells';
import { ORDER_LABELS, type OrderColumns, type OrderField } from './order-fields';
import { FieldCells, isTotal, type RowAsk } from './field-cells';
import type { SheetTable, TableCell } from './sheet-table';
import { paymentOf, stageOf, statusOf } from './order-words';

/** What a line calls its goods; `key` is the same wherever the marketplace writes the same. */
export interface Label {
  key: string;
  code: string;
  name: string;
}

export interface SheetOrder {
  rows: number[];
  /** Lines name their goods by `externalItemId` = the label's key; whose they are is not said yet. */
  order: ChannelOrder;
}

export interface OrderReading {
  orders: SheetOrder[];
  labels: Label[];
  asks: RowAsk[];
  /** Rows that are no orders: totals, notes, heads again. */
  skipped: number;
  /** Rows that say word for word what another one says. */
  repeated: number;
}

interface Line {
  row: number;
  code: string;
  createdAt: number;
  updatedAt: number | null;
  statusText: string;
  payText: string;
  label: Label;
  quantity: number;
  priceVnd: number;
  totalVnd: number | null;
  phone: string | null;
  buyer: string;
  address: string;
  note: string;
}

/** Reads the orders of a table whose columns are known. Pure: the same file reads the same. */
export function readOrders(table: SheetTable, columns: OrderColumns, now: number): OrderReading {
  const reader = new Reader(table, columns, now);
  return reader.read();
}

class Reader {
  private readonly cells: FieldCells<OrderField>;
  private readonly asks: RowAsk[] = [];
  private readonly held = new Set<string>();
  private skipped = 0;
  private repeated = 0;

  constructor(
    private readonly table: SheetTable,
    columns: OrderColumns,
    private readonly now: number,
  ) {
    this.cells = new FieldCells(table, columns);
  }

  read(): OrderReading {
    const byOrder = new Map<string, Line[]>();
    const seen = new Set<string>();
    for (const { row, cells } of this.table.rows) {
      if (this.isNoOrder(cells)) {
        this.skipped++;
        continue;
      }
      const whole = JSON.stringify(cells);
      if (seen.has(whole)) {
        this.repeated++;
        continue;
      }
      seen.add(whole);
      const line = this.line(row, cells);
      if (line) byOrder.set(line.code, [...(byOrder.get(line.code) ?? []), line]);
    }
    const orders = [...byOrder]
      .map(([code, lines]) => this.order(code, lines))
      .filter((order) => !this.held.has(order.order.externalOrderId));
    const labels = new Map(
      [...byOrder.values()]
        .flat()
        .filter(({ code }) => !this.held.has(code))
        .map(({ label }) => [label.key, label]),
    );
    return {
      orders,
      labels: [...labels.values()],
      asks: this.asks,
      skipped: this.skipped,
      repeated: this.repeated,
    };
  }

  private isNoOrder(cells: readonly TableCell[]): boolean {
    if (this.cells.isHead(cells)) return true;
    const order = this.cells.of(cells, 'order');
    if (order !== null && !isTotal(order)) return false;
    if (cells.some(isTotal)) return true;
    const hasGoods = this.cells.of(cells, 'code') !== null || this.cells.of(cells, 'name') !== null;
    return order !== null || !hasGoods;
  }

  private line(row: number, cells: readonly TableCell[]): Line | null {
    const code = readOrderCode(this.cells.of(cells, 'order'));
    if (code.value === undefined) {
      this.asks.push({ row, order: null, field: 'order', reason: code.ask, held: true });
      return null;
    }
    const order = code.value;
    const take = <T>(field: OrderField, said: Said<T>, held = true): T | undefined => {
      if (said.ask !== undefined) {
        this.asks.push({ row, order, field, reason: said.ask, held });
        if (held) this.held.add(order);
      }
      return said.value;
    };
    const label = labelOf(
      this.cells.words(cells, 'code', 100),
      this.cells.words(cells, 'name', 300),
    );
    if (!label) take('name', { ask: 'Dòng này chưa ghi món nào.' });
    const optional = <T>(field: OrderField, read: (cell: TableCell) => Said<T>): T | null => {
      const cell = this.cells.of(cells, field);
      return cell === null ? null : (take(field, read(cell), false) ?? null);
    };
    return {
      row,
      code: order,
      createdAt: take('date', readMoment(this.cells.of(cells, 'date'), this.now)) ?? 0,
      updatedAt: optional('updated', (cell) => readMoment(cell, this.now)),
      statusText: this.cells.words(cells, 'status', 60),
      payText: this.cells.words(cells, 'payment', 100),
      label: label ?? { key: '', code: '', name: '' },
      quantity: take('quantity', readQuantity(this.cells.of(cells, 'quantity'))) ?? 0,
      priceVnd: take('price', readMoney(this.cells.of(cells, 'price'))) ?? 0,
      totalVnd: optional('total', readMoney),
      phone: take('phone', readPhone(this.cells.of(cells, 'phone')), false) ?? null,
      buyer: this.cells.words(cells, 'buyer', 120),
      address: this.cells.words(cells, 'address', 500),
      note: this.cells.words(cells, 'note', 1000),
    };
  }

  /** Rows of one order as one order: the state furthest on counts, whoever wrote the rows. */
  private order(code: string, all: readonly Line[]): SheetOrder {
    const lines = this.withoutRepeats(code, all);
    const first = lines[0]!;
    const stage = (line: Line) => stageOf(statusOf(line.statusText));
    const last = all.reduce((best, line) => (stage(line) > stage(best) ? line : best));
    const status = statusOf(last.statusText);
    if (status === 'unknown')
      this.asks.push({
        row: last.row,
        order: code,
        field: 'status',
        reason: `Trạng thái “${last.statusText}” chưa rõ nghĩa. Đơn vẫn vào, xem lại bằng tay.`,
        held: false,
      });
    const pay = paymentOf((all.find((line) => paymentOf(line.payText).paid) ?? first).payText);
    const updates = all.flatMap((line) => line.updatedAt ?? []);
    const some = (of: (line: Line) => string) => all.map(of).find((text) => text !== '') ?? null;
    const sum = lines.reduce((total, line) => total + line.priceVnd * line.quantity, 0);
    const order: ChannelOrder = {
      externalOrderId: code,
      status,
      channelStatus: asciiWords(last.statusText),
      createdAt: first.createdAt,
      // Sheets seldom say when: how far the order has come tells older from newer.
      updatedAt:
        updates.length > 0
          ? Math.max(...updates)
          : first.createdAt + stageOf(status) * 2 + (pay.paid ? 1 : 0),
      shipByAt: null,
      ...pay,
      totalVnd: all.map((line) => line.totalVnd).find((vnd) => vnd !== null) ?? sum,
      buyer: {
        externalId: null,
        name: some((line) => line.buyer),
        phone: all.map((line) => line.phone).find((phone) => phone !== null) ?? null,
        address: some((line) => line.address),
      },
      note: some((line) => line.note),
      lines: numbered(lines),
    };
    return { rows: all.map((line) => line.row), order };
  }

  /** The same goods twice in an order: another state of the same line, or two lines that nobody can tell apart. */
  private withoutRepeats(code: string, all: readonly Line[]): Line[] {
    const kept: Line[] = [];
    for (const line of all) {
      const twin = kept.find((one) => one.label.key === line.label.key);
      if (!twin) {
        kept.push(line);
        continue;
      }
      if (twin.quantity === line.quantity && twin.priceVnd === line.priceVnd) {
        this.repeated++;
        continue;
      }
      const where = `Dòng ${twin.row} và ${line.row}`;
      this.asks.push({
        row: line.row,
        order: code,
        field: 'quantity',
        reason: `${where} cùng một món mà ${ORDER_LABELS.quantity.toLowerCase()} hay giá khác nhau.`,
        held: true,
      });
      this.held.add(code);
    }
    return kept;
  }
}

function numbered(lines: readonly Line[]): ChannelOrderLine[] {
  return lines.map(({ label, quantity, priceVnd }) => ({
    externalLineId: label.key,
    externalItemId: label.key,
    externalVariantId: null,
    sku: null,
    name: label.name || label.code,
    quantity,
    priceVnd,
  }));
}

export function labelOf(code: string, name: string): Label | null {
  if (code === '' && name === '') return null;
  const key = createHash('sha256')
    .update(`${fold(code)}|${fold(name)}`)
    .digest('hex')
    .slice(0, 32);
  return { key, code, name };
}

/** The channel's own words are kept as plain letters. */
function asciiWords(text: string): string {
  return fold(text)
    .replace(/[^\x20-\x7e]/g, '')
    .slice(0, 60);
}
