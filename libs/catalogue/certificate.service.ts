import {
  type AllCoops,
  type CertificateId,
  type Clock,
  type CoopId,
  type CoopScope,
  Problem,
  type ProductId,
  tidy,
} from '@ganh/kernel';
import type { Database, Ids, Tx } from '@ganh/persistence';
import type { Certificate } from './certificate';
import type { CertificateStore } from './certificate.store';

/** Papers that a claim (stars, VietGAP) rests on. */
export class CertificateService {
  constructor(
    private readonly db: Database,
    private readonly ids: Ids,
    private readonly clock: Clock,
    private readonly store: CertificateStore,
  ) {}

  async add(scope: CoopScope, input: Omit<Certificate, 'id'>): Promise<Certificate> {
    if (input.validUntilAt <= input.issuedAt) {
      throw Problem.field(
        'validUntil',
        'before_issue',
        'Ngày hết hạn đứng trước ngày cấp.',
        'Xem lại hai ngày trên giấy.',
      );
    }
    if (input.kind === 'ocop' && input.stars === null) {
      throw Problem.field(
        'stars',
        'missing',
        'Giấy OCOP cần số sao.',
        'Chọn 3, 4 hoặc 5 sao như trên giấy.',
      );
    }
    const stars = input.kind === 'ocop' ? input.stars : null;
    const certificate: Certificate = {
      ...input,
      stars,
      number: tidy(input.number),
      issuedBy: tidy(input.issuedBy),
      id: this.ids.next<CertificateId>(),
    };
    await this.db.write((tx) => this.store.insert(tx, scope, certificate, this.clock.now()));
    return certificate;
  }

  list(scope: CoopScope): Promise<Certificate[]> {
    return this.db.read((tx) => this.store.list(tx, scope));
  }

  /** All papers of the cooperative, whether or not they hold. */
  all(tx: Tx, scope: CoopScope): Promise<Certificate[]> {
    return this.store.list(tx, scope);
  }

  async byId(
    tx: Tx,
    scope: CoopScope,
    ids: readonly CertificateId[],
  ): Promise<ReadonlyMap<CertificateId, Certificate>> {
    return new Map(
      (await this.store.findMany(tx, scope, ids)).map((certificate) => [
        certificate.id,
        certificate,
      ]),
    );
  }

  productsTurning(
    all: AllCoops,
    from: number,
    to: number,
  ): Promise<{ coopId: CoopId; productId: ProductId }[]> {
    return this.db.read((tx) => this.store.productsTurning(tx, all, from, to));
  }
}
