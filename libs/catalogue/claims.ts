import { formatDate } from '@ganh/kernel';
import { type Certificate, validStars } from './certificate';
import type { Product } from './product';

type Spoken = Pick<Product, 'certificateId'>;

/** What valid papers let a product say of itself. */
interface Papers {
  stars: number | null;
  isVietgap: boolean;
}

const EDGE = '(?![\\p{L}\\p{N}])';
const START = '(?<![\\p{L}\\p{N}])';
const STARS = '[1-5]\\s*sao';
const OCOP = new RegExp(
  `${START}(?:sản phẩm\\s+)?(?:đạt\\s+)?(?:chuẩn\\s+|chứng nhận\\s+)?(?:(?:hạng\\s+)?${STARS}\\s+)?OCOP(?:\\s+(?:đạt\\s+)?(?:hạng\\s+)?${STARS})?${EDGE}`,
  'giu',
);
const VIETGAP = new RegExp(
  `${START}(?:(?:đạt|theo)\\s+)?(?:(?:tiêu\\s+)?chuẩn\\s+|chứng nhận\\s+)?Viet[ -]?GAP${EDGE}`,
  'giu',
);

/**
 * The text as it may be published: claims of OCOP stars and of VietGAP that no valid paper stands behind are left out
 * (ocop and cooperatives §1, §5: stars and origin are told from papers). Everything else stays as written.
 */
export function honestText(text: string, papers: Papers): { text: string; leftOut: string[] } {
  const leftOut: string[] = [];
  const keep = (claim: string, holds: boolean) => {
    if (holds) return claim;
    leftOut.push(claim.trim());
    return '';
  };
  const told = text
    .normalize('NFC')
    .replace(OCOP, (claim) => keep(claim, ocopHolds(claim, papers.stars)))
    .replace(VIETGAP, (claim) => keep(claim, papers.isVietgap));
  return leftOut.length === 0 ? { text, leftOut } : { text: mended(told), leftOut };
}

function ocopHolds(claim: string, stars: number | null): boolean {
  const said = /[1-5](?=\s*sao)/iu.exec(claim)?.[0];
  return stars !== null && (said === undefined || Number(said) === stars);
}

/** What stood around a claim is joined again: no empty brackets, no dash that leads nowhere. */
function mended(text: string): string {
  return text
    .replace(/\(\s*\)|\[\s*\]/g, '')
    .replace(/[,;|·–-]\s*(?=[,;|·.)])/g, '')
    .replace(/[ \t]+([,.;:)])/g, '$1')
    .replace(/[ \t]{2,}/g, ' ')
    .replace(/^[\s,.;|·–-]+(?=\S)|[\s,;|·–-]+$/g, '')
    .replace(/^[ \t,.;|·–-]+$/gm, '')
    .trim();
}

/** The papers of a cooperative that hold now, for one product: stars are the product's own, VietGAP the farm's. */
export function papersOf(
  product: Spoken,
  certificates: Iterable<Certificate>,
  now: number,
): Papers {
  const all = [...certificates];
  const holds = (one: Certificate) => one.issuedAt <= now && now < one.validUntilAt;
  return {
    stars: validStars(
      all.find((one) => one.id === product.certificateId),
      now,
    ),
    isVietgap: all.some((one) => one.kind === 'vietgap' && holds(one)),
  };
}

/** What is left out of a product's words when it is published, one sentence each for the seller. */
export function claimsLeftOut(
  product: Spoken & Pick<Product, 'name' | 'description'>,
  certificates: readonly Certificate[],
  now: number,
): string[] {
  const papers = papersOf(product, certificates, now);
  const claims = [product.name, product.description].flatMap(
    (text) => honestText(text, papers).leftOut,
  );
  return [...new Set(claims)].map((claim) => {
    const kind = /gap$/iu.test(claim) ? 'vietgap' : 'ocop';
    const paper = certificates.findLast(
      (one) => one.kind === kind && (kind === 'vietgap' || one.id === product.certificateId),
    );
    const name = kind === 'ocop' ? 'OCOP' : 'VietGAP';
    const why =
      paper && paper.validUntilAt <= now
        ? `Giấy ${name} hết hạn ngày ${formatDate(paper.validUntilAt - 1)}`
        : `Chưa có giấy ${name} hợp với lời này`;
    return `${why}. Gánh bỏ chữ “${claim}” khi đăng.`;
  });
}
