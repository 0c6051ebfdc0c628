import { setTimeout as sleep } from 'node:timers/promises';
import type { Answer, Sending } from './front';
import { html } from './front';
import type { Faults, FaultRule, RequestFault } from './faults';
import { isFields, parseJson } from './input';

/** How one channel words what every channel can do wrong. */
export interface Wording {
  throttled: (rule: FaultRule) => Answer;
  broken: (rule: FaultRule) => Answer;
  /** Fields whose absence hurts, tried in this order for `field-missing`. */
  keyFields: string[];
}

const GATEWAY_PAGE =
  '<html><head><title>502 Bad Gateway</title></head><body><h1>502 Bad Gateway</h1></body></html>';

/** Runs a call under whatever misbehaviour has been asked for. Says in `outcome` which fault struck, if one did. */
export async function underFaults(
  faults: Faults,
  wording: Wording,
  target: { endpoint: string; shop: string | null },
  run: () => Promise<Answer>,
): Promise<{ sending: Sending; struck?: RequestFault; worked: boolean }> {
  const rule = faults.takeRequest(target.endpoint, target.shop);
  if (!rule) return { sending: { how: 'answer', answer: await run() }, worked: true };
  const before = await beforeTheWork(rule, wording);
  if (before) return { sending: before, struck: rule.fault, worked: false };
  return { sending: afterTheWork(rule, wording, await run()), struck: rule.fault, worked: true };
}

async function beforeTheWork(
  rule: FaultRule<RequestFault>,
  wording: Wording,
): Promise<Sending | undefined> {
  switch (rule.fault) {
    case 'burst-429':
      return { how: 'answer', answer: withRetryAfter(rule, wording.throttled(rule)) };
    case '5xx':
      return { how: 'answer', answer: wording.broken(rule) };
    case 'html-instead-of-json':
      return { how: 'answer', answer: html(GATEWAY_PAGE, rule.status ?? 200) };
    case 'hang':
      return { how: 'hang' };
    case 'slow':
      await sleep(rule.ms ?? 2000);
      return undefined;
    default:
      return undefined;
  }
}

/** `ms` on such a rule is what the channel asks to be waited. */
function withRetryAfter({ ms }: FaultRule, answer: Answer): Answer {
  if (ms === undefined) return answer;
  return { ...answer, headers: { ...answer.headers, 'retry-after': String(Math.ceil(ms / 1000)) } };
}

function afterTheWork(rule: FaultRule<RequestFault>, wording: Wording, answer: Answer): Sending {
  if (rule.fault === 'accepted-but-dropped') return { how: 'drop' };
  if (rule.fault === 'cut-mid-body') return { how: 'cut', answer };
  if (rule.fault !== 'field-missing') return { how: 'answer', answer };
  const body = parseJson(answer.body.toString('utf8'));
  for (const field of rule.field ? [rule.field] : wording.keyFields) {
    if (without(body, field))
      return { how: 'answer', answer: { ...answer, body: JSON.stringify(body) } };
  }
  return { how: 'answer', answer };
}

function without(value: unknown, field: string): boolean {
  if (Array.isArray(value)) return value.map((part) => without(part, field)).some(Boolean);
  if (!isFields(value)) return false;
  const here = field in value;
  delete value[field];
  return Object.values(value)
    .map((part) => without(part, field))
    .concat(here)
    .some(Boolean);
}
