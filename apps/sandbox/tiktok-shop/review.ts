import { seconds } from '../core/setting';
import type { Product } from './state';
import type { World } from './world';
import { BareNumber } from './webhooks';

/** Ends what TikTok looks at: `refusal` in its words, null where all is well. An edit that fails leaves the live one. */
export function endReview(world: World, product: Product, refusal: string | null): void {
  const wasEdit = product.next !== undefined;
  const wasLive = product.status === 'ACTIVATE';
  if (refusal === null && product.next) Object.assign(product, product.next);
  product.next = undefined;
  product.reviewEndsMs = undefined;
  product.audit = {
    status: refusal === null ? 'APPROVED' : 'FAILED',
    reasons: refusal === null ? [] : [refusal],
  };
  if (!wasEdit || !wasLive) product.status = refusal === null ? 'ACTIVATE' : 'FAILED';
  product.updateTime = seconds(world.setting);
  world.setting.changed();
  tell(world, product, refusal);
}

/** Event 37, and the older 5 that writes the id as a bare number. tiktok-shop spec §6 */
function tell(world: World, product: Product, refusal: string | null): void {
  const update_time = product.updateTime;
  world.webhooks.send('PRODUCT_STATUS_CHANGE', product.shopId, {
    product_id: new BareNumber(product.id),
    status: refusal === null ? 'PRODUCT_FIRST_PASS_REVIEW' : 'PRODUCT_AUDIT_FAILURE',
    suspended_reason: refusal ?? '',
    update_time,
  });
  world.webhooks.send('PRODUCT_AUDIT_STATUS_CHANGE', product.shopId, {
    product_id: product.id,
    audit: { status: product.audit.status, pre_approved_reasons: [] },
    integrated_platform_statuses: [],
    update_time,
  });
}
