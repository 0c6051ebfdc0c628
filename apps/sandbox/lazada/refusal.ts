interface RefusedSku {
  seller_sku?: string;
  sku_id?: number;
  field: string;
  message: string;
}

/** An error of the channel's own wording; all come with HTTP 200. lazada spec §1, §4.5, §8 */
export class LazadaRefusal extends Error {
  constructor(
    readonly code: string,
    message: string,
    readonly kind: 'ISP' | 'ISV' | 'SYSTEM' = 'ISV',
    readonly detail?: RefusedSku[],
  ) {
    super(message);
  }
}

export const missing = (name: string) =>
  new LazadaRefusal('MissingParameter', `The input parameter "${name}" is mandatory.`);
export const itemNotFound = () => new LazadaRefusal('4137', 'ITEM_NOT_FOUND');
export const orderNotFound = (id: string) =>
  new LazadaRefusal('16', `E016: "${id}" Invalid Order ID`);
