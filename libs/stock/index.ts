export type { InReservation } from './combined';
export type { CountInput, MoveInput, PastMove } from './moving';
export { recountOf } from './recount';
export { ReservationEnded } from './settling';
export type {
  Allocation,
  AllocationRule,
  Difference,
  GivenRule,
  MoveReason,
  MovementCursor,
  PlainRule,
  ReserveDecision,
  ReserveLine,
  ReserveRequest,
  StockLevel,
  StockMovement,
  StockPhase,
} from './stock';
export { StockService } from './stock.service';
export { StockVerification } from './verification';
