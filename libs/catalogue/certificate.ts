import type { CertificateId } from '@ganh/kernel';

export interface Certificate {
  id: CertificateId;
  kind: 'ocop' | 'vietgap' | 'other';
  /** 3, 4 or 5 on an OCOP certificate. */
  stars: number | null;
  number: string;
  issuedBy: string;
  issuedAt: number;
  validUntilAt: number;
}

/** Stars may be claimed only while the certificate holds; on the day it lapses they disappear everywhere. */
export function validStars(
  certificate: Certificate | null | undefined,
  now: number,
): number | null {
  if (!certificate || certificate.kind !== 'ocop') return null;
  return certificate.issuedAt <= now && now < certificate.validUntilAt ? certificate.stars : null;
}
