/** An error of the channel's own wording. Most come with HTTP 200. shopee spec §7 */
export class ShopeeRefusal extends Error {
  constructor(
    readonly code: string,
    message: string,
    readonly response?: unknown,
  ) {
    super(message);
  }
}

export function paramError(message: string): ShopeeRefusal {
  return new ShopeeRefusal('error_param', message);
}

export const itemNotFound = () =>
  new ShopeeRefusal('error_item_not_found', 'Item_id is not found.');
export const orderNotFound = () => new ShopeeRefusal('order.order_not_found', 'Order not found.');
