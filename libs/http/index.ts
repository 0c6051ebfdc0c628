export {
  HttpFailure,
  type HttpBody,
  type HttpFailureKind,
  type HttpRequest,
  type HttpResponse,
  type MultipartPart,
  type Send,
} from './request';
export { createHttpClient, type HttpClient, type HttpClientOptions } from './client';
export type { HttpCall } from './log';
export { parseJson } from './json';
export { Budgets, type Bucket, type BudgetRule } from './budgets/budgets';
export { createBudgets, type BudgetsOptions } from './budgets/create';
