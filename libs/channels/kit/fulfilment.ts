import type { ChannelOrder } from './contract';

/** What a carrier takes away; one order may go in several. */
export interface Parcel {
  /** As the channel names the package; the order's own id where it has no other. */
  externalParcelId: string;
  trackingNumber: string | null;
  carrier: string | null;
}

export interface LabelDocument {
  contentType: 'application/pdf' | 'image/png' | 'text/html';
  bytes: Buffer;
}

/** What a seller does with an order that a channel made. Each is safe to repeat: done before is done. */
export interface ShippingClient {
  /** The seller takes the order. Absent where the channel does not ask. */
  confirm?(order: ChannelOrder): Promise<void>;
  /** Packed, and the carrier may come for it. */
  arrange(order: ChannelOrder): Promise<Parcel[]>;
  /** What to stick on the parcel; null while the channel still makes it. */
  label?(order: ChannelOrder, parcel: Parcel): Promise<LabelDocument | null>;
}

export type ChannelReturnStatus =
  | 'requested'
  | 'accepted'
  | 'on_the_way'
  | 'received'
  | 'refunded'
  | 'refused'
  | 'disputed'
  | 'closed'
  | 'unknown';

export interface ChannelReturnLine {
  externalLineId: string | null;
  externalItemId: string | null;
  externalVariantId: string | null;
  sku: string | null;
  quantity: number;
}

export interface ChannelReturn {
  externalReturnId: string;
  externalOrderId: string;
  status: ChannelReturnStatus;
  /** The channel's own word for it. */
  channelStatus: string;
  /** In the buyer's or the channel's words. */
  reason: string | null;
  refundVnd: number | null;
  /** Until when the seller may answer. */
  answerByAt: number | null;
  createdAt: number;
  updatedAt: number;
  lines: ChannelReturnLine[];
}

export interface ReturnsClient {
  /** One page of returns changed in [fromAt, toAt]; `cursor` '' first; next '' at the end. */
  pull(
    window: { fromAt: number; toAt: number },
    cursor: string,
  ): Promise<{ returns: ChannelReturn[]; next: string }>;
  /** Absent where only the channel's own pages can. */
  accept?(one: ChannelReturn): Promise<void>;
  refuse?(one: ChannelReturn, why: string): Promise<void>;
}
