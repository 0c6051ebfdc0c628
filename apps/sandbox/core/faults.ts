/** Misbehaviour on request. Request faults change how a call is answered, webhook faults how an event is sent. */
export const REQUEST_FAULTS = [
  'burst-429',
  'partial-batch',
  'slow',
  'hang',
  '5xx',
  'html-instead-of-json',
  'cut-mid-body',
  'accepted-but-dropped',
  'field-missing',
] as const;
export const WEBHOOK_FAULTS = [
  'webhook-lost',
  'webhook-repeated',
  'webhook-late',
  'webhook-reordered',
  'webhook-forged',
] as const;
/** Carried out at once on the simulator's state. */
export const STATE_FAULTS = ['expired-token', 'revoked-shop'] as const;

export type RequestFault = (typeof REQUEST_FAULTS)[number];
export type WebhookFault = (typeof WEBHOOK_FAULTS)[number];
export type StateFault = (typeof STATE_FAULTS)[number];
export type FaultName = RequestFault | WebhookFault | StateFault;

export interface FaultRule<F extends string = FaultName> {
  id: number;
  fault: F;
  /** Shop, page or catalogue it is for; absent = all. */
  shop?: string;
  /** Part of the endpoint's name. */
  endpoint?: string;
  /** How often still; absent = until cleared. */
  left?: number;
  /** Probability for each call, 0 < share ≤ 1. */
  share: number;
  ms?: number;
  /** HTTP status instead of the usual one. */
  status?: number;
  /** For `field-missing`: the name left out. */
  field?: string;
}

export class Faults {
  private rules: FaultRule<RequestFault | WebhookFault>[] = [];
  private nextId = 1;

  constructor(private readonly random: () => number = Math.random) {}

  add(rule: Omit<FaultRule<RequestFault | WebhookFault>, 'id'>): FaultRule {
    const full = { ...rule, id: this.nextId++ };
    this.rules.push(full);
    return full;
  }

  /** The first rule that is for this call, used up by one. */
  takeRequest(endpoint: string, shop: string | null): FaultRule<RequestFault> | undefined {
    return this.take(REQUEST_FAULTS, endpoint, shop, (rule) => rule.fault !== 'partial-batch');
  }

  /** Asked only where a call carries several items, so that the rule waits for such a call. */
  takePartial(endpoint: string, shop: string | null): FaultRule<RequestFault> | undefined {
    return this.take(REQUEST_FAULTS, endpoint, shop, (rule) => rule.fault === 'partial-batch');
  }

  takeWebhook(shop: string | null): FaultRule<WebhookFault> | undefined {
    return this.take(WEBHOOK_FAULTS, '', shop, () => true);
  }

  list(): FaultRule[] {
    return [...this.rules];
  }

  clear(fault?: string): void {
    this.rules = fault ? this.rules.filter((rule) => rule.fault !== fault) : [];
  }

  private take<F extends string>(
    kinds: readonly F[],
    endpoint: string,
    shop: string | null,
    wanted: (rule: FaultRule<F>) => boolean,
  ): FaultRule<F> | undefined {
    for (const rule of this.rules) {
      if (!(kinds as readonly string[]).includes(rule.fault) || !wanted(rule as FaultRule<F>))
        continue;
      if (rule.shop !== undefined && rule.shop !== shop) continue;
      if (rule.endpoint !== undefined && !endpoint.includes(rule.endpoint)) continue;
      if (rule.share < 1 && this.random() >= rule.share) continue;
      if (rule.left !== undefined && --rule.left <= 0)
        this.rules = this.rules.filter((other) => other !== rule);
      return rule as FaultRule<F>;
    }
    return undefined;
  }
}
