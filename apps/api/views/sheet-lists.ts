import { fieldsOf, type SheetKind } from '@ganh/channels/spreadsheet';
import type {
  SheetImportRow,
  SheetListFacts,
  SheetOrderFacts,
  SheetOrderRow,
  SheetPayoutFacts,
  SheetPayoutRow,
} from '@ganh/contracts';
import type { PayoutPreview, SheetImport, SheetPreview } from '@ganh/sync';
import { payout } from './after-sale-views';

/** Marketplaces round each figure by itself. */
const ROUNDING_VND = 1;

export function importRow(one: SheetImport): SheetImportRow {
  const { id, fileName, madeAt, takenAt, doneAt, count } = one;
  return { id, fileName, madeAt, takenAt, done: doneAt !== null, count };
}

export function orderFacts(kind: SheetKind<string>, preview: SheetPreview): SheetOrderFacts {
  const facts = { ...listFacts(kind, preview), step: preview.step, orders: [], toMatch: [] };
  if (preview.step !== 'orders') return facts;
  const orders = preview.orders.map(({ order, state, waitsFor }): SheetOrderRow => ({
    code: order.externalOrderId,
    buyer: order.buyer.name ?? '',
    totalVnd: order.totalVnd,
    lines: order.lines.map(({ quantity, name }) => ({ quantity, name })),
    state,
    waitsFor,
  }));
  const toMatch = preview.labels
    .filter(
      ({ variantId, name, code }) =>
        variantId === undefined && orders.some((one) => one.waitsFor.includes(name || code)),
    )
    .map(({ key, code, name }) => ({ key, code, name }));
  return { ...facts, orders, toMatch };
}

export function payoutFacts(kind: SheetKind<string>, preview: PayoutPreview): SheetPayoutFacts {
  const facts = { ...listFacts(kind, preview), step: preview.step };
  if (preview.step !== 'payouts') return { ...facts, payouts: [] };
  return { ...facts, payouts: preview.payouts.map(payoutRow) };
}

type Payout = Extract<PayoutPreview, { step: 'payouts' }>['payouts'][number];

function payoutRow(read: Payout): SheetPayoutRow {
  const { row, entry, state, beforeVnd, order, orderTotalVnd } = read;
  const { amountVnd, feesVnd, taxesVnd, at } = payout(entry);
  const goods = entry.parts.find(({ kind }) => kind === 'goods')?.amountVnd;
  const isOther =
    entry.kind === 'order' &&
    orderTotalVnd !== null &&
    Math.abs((goods ?? amountVnd) - orderTotalVnd) > ROUNDING_VND;
  return {
    row,
    code: entry.externalOrderId,
    words: entry.channelKind,
    at,
    amountVnd,
    feesVnd,
    taxesVnd,
    state,
    beforeVnd: state === 'changed' ? beforeVnd : null,
    order,
    orderTotalVnd: isOther ? orderTotalVnd : null,
  };
}

function listFacts(kind: SheetKind<string>, preview: SheetPreview | PayoutPreview): SheetListFacts {
  const { one } = preview;
  const facts: SheetListFacts = {
    importId: one.id,
    fileName: one.fileName,
    why: null,
    titles: [],
    columns: [],
    asks: [],
    skipped: 0,
    repeated: 0,
    taken: one.count,
  };
  if (preview.step === 'done') return facts;
  if (preview.step === 'columns') {
    const guess: Readonly<Record<string, string | undefined>> = preview.guess;
    return {
      ...facts,
      why: preview.why,
      titles: preview.table.titles.filter((title) => title !== ''),
      columns: fieldsOf(kind).map((field) => ({
        field,
        label: kind.labels[field] ?? field,
        title: guess[field] ?? '',
      })),
    };
  }
  const { skipped, repeated } = preview;
  const asks = preview.asks.map(({ row, order, reason, held }) => ({ row, order, reason, held }));
  return { ...facts, asks, skipped, repeated };
}
