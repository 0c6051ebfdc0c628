import type { ComboParts } from '@ganh/catalogue';
import type {
  AllCoops,
  Clock,
  CoopId,
  CoopScope,
  OrderLineId,
  ShopId,
  UserId,
  VariantId,
} from '@ganh/kernel';
import type { Database, Ids, Tx } from '@ganh/persistence';
import type { ListingRevisions } from '@ganh/shops';
import { Availability } from './availability';
import { CombinedReservations, type InReservation } from './combined';
import { type CountInput, type MoveInput, Moving, type PastMove } from './moving';
import { Reserving } from './reserving';
import { Settling } from './settling';
import { StockKit } from './stock-kit';
import type {
  Allocation,
  AllocationRule,
  Difference,
  GivenRule,
  MovementCursor,
  ReserveDecision,
  ReserveRequest,
  StockLevel,
  StockMovement,
} from './stock';
import { VerifyStore } from './verify.store';

/**
 * The stock of cooperatives: one ledger, levels that move only with it, never reserved beyond what is on hand. Whatever
 * changes what may be sold raises the revisions of the listings in the same transaction. Variants are taken as given:
 * whether one is this cooperative's is for the caller to have looked up.
 */
export class StockService {
  private readonly kit: StockKit;
  private readonly reserving: Reserving;
  private readonly combined: CombinedReservations;
  private readonly settling: Settling;
  private readonly moving: Moving;
  private readonly availability: Availability;
  private readonly checks = new VerifyStore();

  constructor(
    db: Database,
    ids: Ids,
    clock: Clock,
    parts: ComboParts,
    revisions: ListingRevisions,
  ) {
    this.kit = new StockKit(ids, clock, parts, revisions);
    this.reserving = new Reserving(this.kit);
    this.combined = new CombinedReservations(db, this.reserving);
    this.settling = new Settling(db, this.kit);
    this.moving = new Moving(db, this.kit);
    this.availability = new Availability(db, this.kit);
  }

  /** Inside the caller's transaction; see reserveCombined for what many want at once. */
  async reserve(tx: Tx, request: ReserveRequest): Promise<ReserveDecision> {
    const [decision] = await this.reserving.reserve(tx, request.scope, [request]);
    if (!decision) throw new Error('a request without a decision');
    return decision;
  }

  /**
   * As reserve, in a transaction shared with all who ask at this moment, in order of arrival; durable once answered.
   * Throws inside a `write`. An error of the database fails all who shared the transaction: asking again is safe.
   */
  reserveCombined(request: ReserveRequest, inTx?: InReservation): Promise<ReserveDecision> {
    return this.combined.reserve(request, inTx);
  }

  /** Tries again what a short line lacks of `quantity`; answers how many are lacking still. */
  reserveMore(
    tx: Tx,
    scope: CoopScope,
    orderLineId: OrderLineId,
    variantId: VariantId,
    quantity: number,
  ): Promise<number> {
    return this.reserving.reserveMore(tx, scope, orderLineId, variantId, quantity);
  }

  /** Goods left the house: on hand and reserved fall. Repeats change nothing; throws ReservationEnded after a release. */
  post(tx: Tx, scope: CoopScope, orderLineIds: readonly OrderLineId[]): Promise<void> {
    return this.settling.post(tx, scope, orderLineIds);
  }

  /** The order is off: reserved falls. Repeats change nothing; throws ReservationEnded after a post. */
  release(tx: Tx, scope: CoopScope, orderLineIds: readonly OrderLineId[]): Promise<void> {
    return this.settling.release(tx, scope, orderLineIds);
  }

  /** Goods of a posted line are back on the shelf; `quantity` as the line sold them, once per `sourceId`. */
  returned(
    tx: Tx,
    scope: CoopScope,
    orderLineId: OrderLineId,
    quantity: number,
    sourceId: number,
  ): Promise<void> {
    return this.settling.returned(tx, scope, orderLineId, quantity, sourceId);
  }

  /** Frees what has waited too long for its money; answers the lines. */
  expireDue(now: number, limit: number): Promise<{ coopId: CoopId; orderLineId: OrderLineId }[]> {
    return this.settling.expireDue(now, limit);
  }

  /** ± by a person. Throws `insufficient_stock` where on hand would fall below what buyers hold. */
  move(scope: CoopScope, input: MoveInput): Promise<StockLevel> {
    return this.moving.move(scope, input);
  }

  /** What was counted on the shelf. Throws `stale` with {level, movements} when anything moved since `baseRev`. */
  count(scope: CoopScope, input: CountInput): Promise<StockLevel> {
    return this.moving.count(scope, input);
  }

  open(
    tx: Tx,
    scope: CoopScope,
    variantId: VariantId,
    quantity: number,
    actor: UserId | null,
  ): Promise<void> {
    return this.moving.open(tx, scope, variantId, quantity, actor);
  }

  undo(scope: CoopScope, opId: number | string, actor: UserId | null): Promise<StockLevel> {
    return this.moving.undo(scope, opId, actor);
  }

  /** Presses of people, newest first, without opening stock; `before` is the last of the page before. */
  pastMoves(
    tx: Tx,
    scope: CoopScope,
    before: { at: number; id: number } | null,
    limit: number,
  ): Promise<PastMove[]> {
    return this.moving.past(tx, scope, before, limit);
  }

  pastMove(tx: Tx, scope: CoopScope, id: number): Promise<PastMove | null> {
    return this.moving.findPast(tx, scope, id);
  }

  levels(
    tx: Tx,
    scope: CoopScope,
    variantIds: readonly VariantId[],
  ): Promise<Map<VariantId, StockLevel>> {
    return this.availability.levels(tx, scope, variantIds);
  }

  /** What this shop is offered, in smallest steps. */
  sellable(
    tx: Tx,
    scope: CoopScope,
    shopId: ShopId,
    variantIds: readonly VariantId[],
  ): Promise<Map<VariantId, number>> {
    return this.availability.sellable(tx, scope, shopId, variantIds);
  }

  setAllocation(
    scope: CoopScope,
    shopId: ShopId,
    variantId: VariantId,
    rule: AllocationRule,
  ): Promise<void> {
    return this.availability.setAllocation(scope, shopId, variantId, rule);
  }

  /** Several rules at once, in the caller's transaction. */
  allocate(tx: Tx, scope: CoopScope, rules: readonly GivenRule[]): Promise<void> {
    return this.availability.allocate(tx, scope, rules);
  }

  /** Nobody else divides these variants among shops until the transaction ends. */
  lockParts(tx: Tx, scope: CoopScope, variantIds: readonly VariantId[]): Promise<void> {
    return this.availability.lockParts(tx, scope, variantIds);
  }

  setBuffer(scope: CoopScope, variantId: VariantId, buffer: number): Promise<StockLevel> {
    return this.availability.setBuffer(scope, variantId, buffer);
  }

  /** Rules of one shop, by variant; what is not there mirrors. */
  rulesOf(
    tx: Tx,
    scope: CoopScope,
    shopId: ShopId,
    variantIds: readonly VariantId[],
  ): Promise<Map<VariantId, AllocationRule>> {
    return this.availability.rulesOf(tx, scope, shopId, variantIds);
  }

  allocation(tx: Tx, scope: CoopScope, variantId: VariantId): Promise<Allocation[]> {
    return this.availability.allocation(tx, scope, variantId);
  }

  /** Newest first. */
  movements(
    tx: Tx,
    scope: CoopScope,
    variantId: VariantId,
    page: { before?: MovementCursor; limit: number },
  ): Promise<StockMovement[]> {
    return this.kit.ledger.movements(tx, scope, variantId, page);
  }

  /** Recomputes every level from the ledger and the reservations; nothing = all is true. */
  verify(tx: Tx, all: AllCoops = { allCoopsFor: 'verify' }): Promise<Difference[]> {
    return this.checks.differences(tx, all);
  }
}
