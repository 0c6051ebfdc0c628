/**
 * What every simulated market place shows to the control door and the console, under the same paths:
 * `GET shops`, `POST shops {name}`, `POST shops/:id/authorize {redirect_uri, state}`, `GET shops/:id/items`,
 * `POST shops/:id/buy {items: [{itemId, modelId, quantity}], cod?, paid?}`, `GET shops/:id/orders`,
 * `POST shops/:id/orders/:order/:step`.
 */
export interface MarketShop {
  shopId: string | number;
  name: string;
}

export interface MarketModel {
  /** What tells variants of an item apart when buying. */
  modelId: string | number;
  sku: string;
  /** '' where the item has one variant only. */
  name: string;
  price: number;
  stock: number;
}

export interface MarketItem {
  itemId: string | number;
  name: string;
  /** The channel's own word. */
  status: string;
  /** A buyer can buy it. */
  onSale: boolean;
  images: string[];
  models: MarketModel[];
}

export interface MarketOrder {
  orderId: string;
  /** The channel's own word. */
  status: string;
  cod: boolean;
  total: number;
  buyer: string;
  lines: { name: string; sku: string; quantity: number }[];
  /** What buyer and carrier can do next; the last part of `orders/:order/:step`. */
  next: string[];
}
