import type { AllCoops, CertificateId, CoopId, CoopScope, ProductId } from '@ganh/kernel';
import type { Tx } from '@ganh/persistence';
import { marks, sql, toInt } from '@ganh/persistence/sql';
import type { Certificate } from './certificate';

interface Row {
  id: number;
  kind: string;
  stars: number | null;
  number: string;
  issued_by: string;
  issued_at: number;
  valid_until_at: number;
}

const COLUMNS = 'id, kind, stars, number, issued_by, issued_at, valid_until_at';

function toCertificate(row: Row): Certificate {
  return {
    id: toInt(row.id) as CertificateId,
    kind: row.kind as Certificate['kind'],
    stars: row.stars,
    number: row.number,
    issuedBy: row.issued_by,
    issuedAt: toInt(row.issued_at),
    validUntilAt: toInt(row.valid_until_at),
  };
}

export class CertificateStore {
  async insert(tx: Tx, scope: CoopScope, certificate: Certificate, now: number): Promise<void> {
    await sql(tx).insert('certificate', {
      coop_id: scope.coopId,
      id: certificate.id,
      kind: certificate.kind,
      stars: certificate.stars,
      number: certificate.number,
      issued_by: certificate.issuedBy,
      issued_at: certificate.issuedAt,
      valid_until_at: certificate.validUntilAt,
      media_key: null,
      created_at: now,
    });
  }

  async find(tx: Tx, scope: CoopScope, id: CertificateId): Promise<Certificate | null> {
    const row = await sql(tx).one<Row>(
      `SELECT ${COLUMNS} FROM certificate WHERE coop_id = ? AND id = ?`,
      [scope.coopId, id],
    );
    return row ? toCertificate(row) : null;
  }

  async list(tx: Tx, scope: CoopScope): Promise<Certificate[]> {
    return (
      await sql(tx).all<Row>(`SELECT ${COLUMNS} FROM certificate WHERE coop_id = ? ORDER BY id`, [
        scope.coopId,
      ])
    ).map(toCertificate);
  }

  async findMany(tx: Tx, scope: CoopScope, ids: readonly CertificateId[]): Promise<Certificate[]> {
    if (ids.length === 0) return [];
    return (
      await sql(tx).all<Row>(
        `SELECT ${COLUMNS} FROM certificate WHERE coop_id = ? AND id IN (${marks(ids)})`,
        [scope.coopId, ...ids],
      )
    ).map(toCertificate);
  }

  /**
   * Products whose papers began or ended to hold within (from, to]: what channels say of them must change. A VietGAP paper is
   * the farm's: it touches every product that speaks of it, from the moment when it is written down.
   */
  async productsTurning(
    tx: Tx,
    _all: AllCoops,
    from: number,
    to: number,
  ): Promise<{ coopId: CoopId; productId: ProductId }[]> {
    const within = (column: string) => `(c.${column} > ? AND c.${column} <= ?)`;
    const turned = `(${within('valid_until_at')} OR ${within('issued_at')})`;
    const speaks =
      "c.kind = 'vietgap' AND (LOWER(p.name) LIKE '%viet%gap%' OR LOWER(p.description) LIKE '%viet%gap%')";
    const rows = await sql(tx).all<{ coop_id: number; id: number }>(
      `SELECT DISTINCT p.coop_id, p.id FROM certificate c JOIN product p ON p.coop_id = c.coop_id AND p.deleted_at IS NULL
       WHERE (p.certificate_id = c.id AND ${turned}) OR (${speaks} AND (${turned} OR ${within('created_at')}))`,
      [from, to, from, to, from, to, from, to, from, to],
    );
    return rows.map((row) => ({
      coopId: toInt(row.coop_id) as CoopId,
      productId: toInt(row.id) as ProductId,
    }));
  }
}
