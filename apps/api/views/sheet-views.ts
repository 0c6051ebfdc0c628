import { Injectable } from '@nestjs/common';
import { FIELD_LABELS, ORDER_FIELDS, ORDER_LABELS, PROFILES } from '@ganh/channels/spreadsheet';
import type {
  SheetConnectView,
  SheetFacts,
  SheetOrderFacts,
  SheetOrderRow,
  SheetOrdersView,
  SheetView,
} from '@ganh/contracts';
import type { Actor } from '@ganh/identity';
import type { CoopScope, ShopId } from '@ganh/kernel';
import { SheetFiles, SheetOrders, type SheetPreview } from '@ganh/sync';
import { ShellViews } from './shell';

const SHOWN = 10;

@Injectable()
export class SheetViews {
  constructor(
    private readonly files: SheetFiles,
    private readonly orders: SheetOrders,
    private readonly shell: ShellViews,
  ) {}

  async facts(scope: CoopScope, shopId: ShopId): Promise<SheetFacts> {
    const { name, marketplace, due, listed } = await this.files.standing(scope, shopId);
    const files = await this.files.latest(scope, shopId, SHOWN);
    const { imports, lastTakenAt } = await this.orders.latest(scope, shopId, SHOWN);
    const template = await this.files.template(scope, shopId);
    return {
      shopId,
      shopName: name,
      marketplace,
      due,
      listed,
      files: files.map(({ id, madeAt, marks, uploadedAt }) => ({
        id,
        madeAt,
        rows: marks.length,
        uploadedAt,
      })),
      imports: imports.map(({ id, fileName, madeAt, takenAt, doneAt, orders }) => ({
        id,
        fileName,
        madeAt,
        takenAt,
        done: doneAt !== null,
        orders,
      })),
      lastTakenAt,
      template: template && {
        columns: template.titles.length,
        filled: template.fields.filter((field) => field !== null).length,
      },
    };
  }

  async page(
    actor: Actor,
    shopId: ShopId,
    matching: SheetView['matching'],
    problem: string | null,
  ): Promise<SheetView> {
    const fields = Object.entries(FIELD_LABELS).map(([value, label]) => ({ value, label }));
    const shell = await this.shell.of(actor);
    return { ...(await this.facts(actor, shopId)), shell, matching, fields, problem };
  }

  async connect(actor: Actor, state: string): Promise<SheetConnectView> {
    const marketplaces = PROFILES.map(({ id, name }) => ({ value: id, label: name }));
    return { shell: await this.shell.of(actor), state, marketplaces };
  }

  async ordersPage(
    actor: Actor,
    shopId: ShopId,
    preview: SheetPreview,
    problem: string | null,
  ): Promise<SheetOrdersView> {
    const facts = orderFacts(preview);
    const goods = facts.toMatch.length > 0 ? await this.orders.goodsNames(actor) : [];
    return { ...facts, shell: await this.shell.of(actor), shopId, goods, problem };
  }
}

export function orderFacts(preview: SheetPreview): SheetOrderFacts {
  const { one } = preview;
  const base: SheetOrderFacts = {
    importId: one.id,
    fileName: one.fileName,
    step: preview.step,
    why: null,
    titles: [],
    columns: [],
    orders: [],
    toMatch: [],
    asks: [],
    skipped: 0,
    repeated: 0,
    taken: one.orders,
  };
  if (preview.step === 'columns') {
    const columns = ORDER_FIELDS.map((field) => ({
      field,
      label: ORDER_LABELS[field],
      title: preview.guess[field] ?? '',
    }));
    return {
      ...base,
      why: preview.why,
      titles: preview.table.titles.filter((title) => title !== ''),
      columns,
    };
  }
  if (preview.step === 'done') return base;
  const { labels, asks, skipped, repeated } = preview;
  const orders = preview.orders.map(({ order, state, waitsFor }): SheetOrderRow => ({
    code: order.externalOrderId,
    buyer: order.buyer.name ?? '',
    totalVnd: order.totalVnd,
    lines: order.lines.map(({ quantity, name }) => ({ quantity, name })),
    state,
    waitsFor,
  }));
  const toMatch = labels
    .filter(
      ({ variantId, name, code }) =>
        variantId === undefined && orders.some((one) => one.waitsFor.includes(name || code)),
    )
    .map(({ key, code, name }) => ({ key, code, name }));
  return {
    ...base,
    orders,
    toMatch,
    asks: asks.map(({ row, order, reason, held }) => ({ row, order, reason, held })),
    skipped,
    repeated,
  };
}
