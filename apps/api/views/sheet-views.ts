import { Injectable } from '@nestjs/common';
import { FIELD_LABELS, PROFILES } from '@ganh/channels/spreadsheet';
import type {
  SheetConnectView,
  SheetFacts,
  SheetMoney,
  SheetOrderFacts,
  SheetOrdersView,
  SheetPayoutFacts,
  SheetPayoutsView,
  SheetView,
} from '@ganh/contracts';
import { type Actor, may } from '@ganh/identity';
import type { CoopScope, SheetImportId, ShopId } from '@ganh/kernel';
import { ProductFeed, SetAside, SheetFiles, SheetOrders, SheetPayouts } from '@ganh/sync';
import { ShellViews } from './shell';
import { importRow, orderFacts, payoutFacts } from './sheet-lists';

const SHOWN = 10;
const UNMET_SHOWN = 50;

@Injectable()
export class SheetViews {
  constructor(
    private readonly files: SheetFiles,
    private readonly orders: SheetOrders,
    private readonly payouts: SheetPayouts,
    private readonly feed: ProductFeed,
    private readonly setAside: SetAside,
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
      imports: imports.map(importRow),
      lastTakenAt,
      money: await this.money(scope, shopId),
      setAside: await this.setAside.state(scope, shopId),
      feedUrl: await this.feed.address(scope, shopId),
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
    const mayTurnFeed = may(actor, 'shops.write');
    const maySetAside = may(actor, 'stock.write');
    const facts = await this.facts(actor, shopId);
    return { ...facts, shell, matching, fields, mayTurnFeed, maySetAside, problem };
  }

  async connect(actor: Actor, state: string): Promise<SheetConnectView> {
    const marketplaces = PROFILES.map(({ id, name }) => ({ value: id, label: name }));
    return { shell: await this.shell.of(actor), state, marketplaces };
  }

  async orderList(scope: CoopScope, shopId: ShopId, id: SheetImportId): Promise<SheetOrderFacts> {
    return orderFacts(this.orders.kind, await this.orders.preview(scope, shopId, id));
  }

  async ordersPage(
    actor: Actor,
    shopId: ShopId,
    id: SheetImportId,
    problem: string | null,
  ): Promise<SheetOrdersView> {
    const facts = await this.orderList(actor, shopId, id);
    const goods = facts.toMatch.length > 0 ? await this.orders.goodsNames(actor) : [];
    return { ...facts, shell: await this.shell.of(actor), shopId, goods, problem };
  }

  async payoutList(scope: CoopScope, shopId: ShopId, id: SheetImportId): Promise<SheetPayoutFacts> {
    return payoutFacts(this.payouts.kind, await this.payouts.preview(scope, shopId, id));
  }

  async payoutsPage(
    actor: Actor,
    shopId: ShopId,
    id: SheetImportId,
    problem: string | null,
  ): Promise<SheetPayoutsView> {
    const facts = await this.payoutList(actor, shopId, id);
    const money = await this.money(actor, shopId);
    return { ...facts, shell: await this.shell.of(actor), shopId, money, problem };
  }

  private async money(scope: CoopScope, shopId: ShopId): Promise<SheetMoney> {
    const { imports, lastTakenAt } = await this.payouts.latest(scope, shopId, SHOWN);
    const { withoutOrder, withoutPayout } = await this.payouts.unmet(scope, shopId, UNMET_SHOWN);
    return {
      imports: imports.map(importRow),
      lastTakenAt,
      withoutOrder: withoutOrder.map(({ externalOrderId, amountVnd, at }) => ({
        code: externalOrderId ?? '',
        amountVnd,
        at,
      })),
      withoutPayout: withoutPayout.map(({ externalOrderId, totalVnd, placedAt }) => ({
        code: externalOrderId,
        totalVnd,
        placedAt,
      })),
    };
  }
}
