import {
  ChannelFailure,
  type ChannelOrder,
  type LabelDocument,
  type Parcel,
  type ShippingClient,
  type ShopAccess,
} from '@ganh/channels/kit';
import { z } from 'zod';
import { ask, send } from './call';
import { confirmBody, confirmPath, inventoryFor, isDropship } from './confirmation';
import { isConfirmed, type TikiOrder } from './order-read';
import { orderNamed } from './orders';

/** Whose label it is stands in the path. tiki spec §5 */
const LABELS: Readonly<Record<string, string>> = {
  tiki_delivery: 'tiki-delivery',
  dropship: 'dropship',
  seller_delivery: 'seller-delivery',
  cross_border: 'cross-border',
};

/** Confirming that the pieces are there is the seller's one act; the carrier comes for what was confirmed. tiki spec §5 */
export function tikiShipping(access: ShopAccess): ShippingClient {
  return {
    arrange: (order) => arrange(access, order),
    label: (order) => label(access, order),
  };
}

async function mustHave(access: ShopAccess, { externalOrderId }: ChannelOrder): Promise<TikiOrder> {
  const order = await orderNamed(access, externalOrderId);
  if (order) return order;
  throw new ChannelFailure('notFound', { code: 'order_not_found' });
}

async function arrange(access: ShopAccess, asked: ChannelOrder): Promise<Parcel[]> {
  const order = await mustHave(access, asked);
  if (isConfirmed(order)) return parcelsOf(order);
  const inventoryId = await inventoryFor(access, order);
  const json = confirmBody(order, inventoryId, {
    confirmation_status: 'seller_confirmed',
    available_item_ids: order.items.map((one) => one.id),
    ...(isDropship(order) && { expected_pickup_time: await firstSlot(access) }),
  });
  const call = {
    method: 'POST',
    name: 'v2/orders/confirm',
    path: confirmPath(order),
    json,
  } as const;
  await ask(access, call, z.unknown());
  return parcelsOf(await mustHave(access, asked));
}

function parcelsOf({ code, shipping }: TikiOrder): Parcel[] {
  return [
    {
      externalParcelId: code,
      trackingNumber: shipping?.tracking_code || null,
      carrier: shipping?.partner_name || null,
    },
  ];
}

/** The slots' form is not published: the first time in them is taken as it stands. */
async function firstSlot(access: ShopAccess): Promise<string> {
  const path = 'v2/orders/dropship/expected-pickup-slots';
  const slot = textsIn(await ask(access, { method: 'GET', path }, z.unknown())).find((text) =>
    /^\d{4}-\d\d-\d\d/.test(text),
  );
  if (slot !== undefined) return slot;
  throw new ChannelFailure('unexpectedShape', { code: 'shape:slots' });
}

function textsIn(value: unknown): string[] {
  if (typeof value === 'string') return [value];
  return typeof value === 'object' && value !== null ? Object.values(value).flatMap(textsIn) : [];
}

/** A page, bare or as a text in JSON; null before the confirmation. tiki spec §5 */
async function label(access: ShopAccess, asked: ChannelOrder): Promise<LabelDocument | null> {
  const order = await mustHave(access, asked);
  const kind = LABELS[order.fulfillment_type ?? ''];
  if (!kind) throw new ChannelFailure('rejected', { code: 'no_label' });
  if (!isConfirmed(order)) return null;
  const { response } = await send(access, {
    method: 'GET',
    path: `v2/orders/${encodeURIComponent(order.code)}/${kind}/labels`,
    name: 'v2/orders/labels',
    query: [['format', 'html']],
  });
  const page = pageIn(response.text());
  return page === undefined ? null : { contentType: 'text/html', bytes: Buffer.from(page) };
}

function pageIn(text: string): string | undefined {
  try {
    return textsIn(JSON.parse(text)).find((one) => one.includes('<'));
  } catch {
    return text.includes('<') ? text : undefined;
  }
}
