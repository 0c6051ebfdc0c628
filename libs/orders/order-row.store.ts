import type { Parcel } from '@ganh/channels/kit';
import type { CoopId, CoopScope, OrderId, OrderLineId, ShopId, VariantId } from '@ganh/kernel';
import type { Tx } from '@ganh/persistence';
import { marks, sql, toInt } from '@ganh/persistence/sql';
import type { Order, OrderChannel, OrderLine, OrderStatus, OWN_SHOP } from './order';
import { parcelsOf } from './parcel.store';

/** Orders and lines as they stand in the database. */
export interface OrderRow {
  coop_id: number;
  id: number;
  number: number;
  shop_id: number;
  channel: string;
  external_order_id: string;
  status: string;
  channel_status: string | null;
  short: number;
  payment: string;
  paid: number;
  total_vnd: number;
  buyer_external_id: string | null;
  buyer_name: string | null;
  buyer_phone: string | null;
  buyer_address: string | null;
  note: string | null;
  ship_by_at: number | null;
  placed_at: number;
  channel_updated_at: number;
  rev: number;
  action: string | null;
}

interface LineRow {
  id: number;
  order_id: number;
  variant_id: number | null;
  external_line_id: string;
  external_item_id: string | null;
  external_variant_id: string | null;
  name: string;
  unit: string;
  quantity: number;
  steps_per_unit: number;
  price_vnd: number;
  amount_vnd: number;
  short_qty: number;
}

export const ORDER =
  'coop_id, id, number, shop_id, channel, external_order_id, status, channel_status, short, payment, paid, total_vnd, buyer_external_id, buyer_name, buyer_phone, buyer_address, note, ship_by_at, placed_at, channel_updated_at, rev, action';
const LINE =
  'id, order_id, variant_id, external_line_id, external_item_id, external_variant_id, name, unit, quantity, steps_per_unit, price_vnd, amount_vnd, short_qty';

function toLine(row: LineRow): OrderLine {
  return {
    id: toInt(row.id) as OrderLineId,
    variantId: row.variant_id === null ? null : (toInt(row.variant_id) as VariantId),
    externalLineId: row.external_line_id,
    externalItemId: row.external_item_id,
    externalVariantId: row.external_variant_id,
    name: row.name,
    unit: row.unit,
    quantity: toInt(row.quantity),
    stepsPerUnit: row.steps_per_unit,
    priceVnd: toInt(row.price_vnd),
    amountVnd: toInt(row.amount_vnd),
    shortQty: toInt(row.short_qty),
  };
}

function toOrder(row: OrderRow, lines: OrderLine[], parcels: Parcel[]): Order {
  return {
    coopId: toInt(row.coop_id) as CoopId,
    id: toInt(row.id) as OrderId,
    number: row.number,
    shopId: toInt(row.shop_id) as ShopId | typeof OWN_SHOP,
    channel: row.channel as OrderChannel,
    externalOrderId: row.external_order_id,
    status: row.status as OrderStatus,
    channelStatus: row.channel_status,
    short: row.short === 1,
    payment: row.payment as Order['payment'],
    paid: row.paid === 1,
    totalVnd: toInt(row.total_vnd),
    buyer: {
      externalId: row.buyer_external_id,
      name: row.buyer_name,
      phone: row.buyer_phone,
      address: row.buyer_address,
    },
    note: row.note,
    shipByAt: row.ship_by_at === null ? null : toInt(row.ship_by_at),
    placedAt: toInt(row.placed_at),
    channelUpdatedAt: toInt(row.channel_updated_at),
    rev: row.rev,
    action: row.action,
    parcels,
    lines,
  };
}

/** The orders of these rows, each with its lines and parcels. */
export async function completed(
  tx: Tx,
  scope: CoopScope,
  rows: readonly OrderRow[],
): Promise<Order[]> {
  if (rows.length === 0) return [];
  const lines = await sql(tx).all<LineRow>(
    `SELECT ${LINE} FROM order_line WHERE coop_id = ? AND order_id IN (${marks(rows)}) ORDER BY order_id, id`,
    [scope.coopId, ...rows.map((row) => row.id)],
  );
  const parcels = await parcelsOf(
    tx,
    scope,
    rows.map((row) => row.id),
  );
  return rows.map((row) =>
    toOrder(
      row,
      lines.filter((line) => line.order_id === row.id).map(toLine),
      parcels.get(toInt(row.id)) ?? [],
    ),
  );
}
