export * from './ids';
export { Clock, ManualClock, SystemClock } from './clock';
export { Problem, type FieldProblem, type ProblemCode } from './problem';
export { fold, foldPoint, searchMatches, tidy, tidyLines } from './text';
export {
  formatPhone,
  maskPhone,
  nationalPhone,
  parsePhone,
  PHONE_IN_TEXT,
  phoneIn,
  phoneOfDigits,
  type Phone,
} from './phone';
export {
  amountVnd,
  parseVnd,
  readPriceText,
  vndOf,
  type PriceText,
  type VndReading,
  type WrittenVnd,
} from './money';
export {
  formatAge,
  formatDate,
  formatDateTime,
  formatNearDay,
  formatQuantity,
  formatTime,
  formatVnd,
  formatWeekday,
  isoDay,
} from './format';
export { armFaultPoint, faultPoint, faultPointSoon, type FaultPoint } from './fault-point';
export { randomCode } from './random-code';
