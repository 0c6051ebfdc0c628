export { CategoryCopyStore } from './category-copy.store';
export { CategoryMappingStore } from './category-mapping.store';
export {
  answeredMapping,
  CATEGORY,
  isOfKind,
  mergedAnswers,
  type CategoryMapping,
} from './category-mapping';
export { ConnectStateStore } from './connect-state.store';
export {
  changeBits,
  PUSH,
  PUSH_BULK,
  pushWakeUp,
  WHOLE_PRODUCT,
  type DueGroup,
  type Listing,
  type ListingVariant,
  type PushRow,
  type Told,
} from './listing';
export { ListingRevisions } from './listing-revisions';
export { ListingService } from './listing.service';
export { ListingStore } from './listing.store';
export { PushLeaseStore } from './push-lease.store';
export { PushStore } from './push.store';
export { Sealing, type SealedFor } from './sealing';
export type { Shop, ShopState, StoredTokens } from './shop';
export { ShopService } from './shop.service';
export { ShopStore } from './shop.store';
