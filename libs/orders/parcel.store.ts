import type { Parcel } from '@ganh/channels/kit';
import { type CoopScope, type OrderId, tidy } from '@ganh/kernel';
import type { Tx } from '@ganh/persistence';
import { marks, sql, toInt } from '@ganh/persistence/sql';

interface ParcelRow {
  order_id: number;
  external_parcel_id: string;
  tracking_number: string | null;
  carrier: string | null;
}

/** What carriers take away, by order, in a fixed order. */
export async function parcelsOf(
  tx: Tx,
  scope: CoopScope,
  orderIds: readonly number[],
): Promise<Map<number, Parcel[]>> {
  const rows = await sql(tx).all<ParcelRow>(
    `SELECT order_id, external_parcel_id, tracking_number, carrier FROM order_parcel
     WHERE coop_id = ? AND order_id IN (${marks(orderIds)}) ORDER BY order_id, external_parcel_id`,
    [scope.coopId, ...orderIds],
  );
  const parcels = new Map<number, Parcel[]>();
  for (const row of rows) {
    const id = toInt(row.order_id);
    const parcel = {
      externalParcelId: row.external_parcel_id,
      trackingNumber: row.tracking_number,
      carrier: row.carrier,
    };
    parcels.set(id, [...(parcels.get(id) ?? []), parcel]);
  }
  return parcels;
}

/** As the channel tells them now; a tracking number that it does not repeat is kept. */
export async function keepParcels(
  tx: Tx,
  scope: CoopScope,
  orderId: OrderId,
  parcels: readonly Parcel[],
  now: number,
): Promise<void> {
  for (const { externalParcelId, trackingNumber, carrier } of parcels) {
    const fresh = await sql(tx).insertOnce('order_parcel', {
      coop_id: scope.coopId,
      order_id: orderId,
      external_parcel_id: externalParcelId,
      tracking_number: trackingNumber,
      carrier: carrier === null ? null : tidy(carrier).slice(0, 100),
      updated_at: now,
    });
    if (fresh) continue;
    await sql(tx).run(
      `UPDATE order_parcel SET tracking_number = COALESCE(?, tracking_number), carrier = COALESCE(?, carrier), updated_at = ?
       WHERE coop_id = ? AND order_id = ? AND external_parcel_id = ?`,
      [trackingNumber, carrier, now, scope.coopId, orderId, externalParcelId],
    );
  }
}
