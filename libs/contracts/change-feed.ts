/** What open screens hear of: that something changed, never what it is now. They read again. */
export interface ChangeEvent {
  type:
    | 'listing.changed'
    | 'stock.changed'
    | 'order.changed'
    | 'shop.changed'
    | 'message.changed'
    | 'job.changed';
  id: number;
  rev: number;
}

/** One topic a cooperative: nobody hears another's. */
export function coopTopic(coopId: number): string {
  return `coop:${coopId}`;
}

export function changeMessage(event: ChangeEvent): string {
  return JSON.stringify(event);
}
