import type { Certificate } from '@ganh/catalogue';
import type { CertificateChoice } from '@ganh/contracts';
import type { CertificateId } from '@ganh/kernel';

/** Papers that hold now, and the product's own also when it holds no longer. */
export function certificateChoices(
  certificates: readonly Certificate[],
  now: number,
  own: CertificateId | null = null,
): CertificateChoice[] {
  return certificates
    .filter(
      ({ id, issuedAt, validUntilAt }) => id === own || (issuedAt <= now && now < validUntilAt),
    )
    .map(({ id, stars, number, validUntilAt }) => ({
      id,
      label: stars ? `OCOP ${stars} sao · ${number}` : number,
      stars,
      validUntilAt,
    }));
}
