/** Products for tests, listed in shops the way people do it. */
import sharp from 'sharp';
import type { CoopId, ProductId, UserId, VariantId } from '@ganh/kernel';
import type { Product } from '@ganh/sync';

export interface Seller {
  coopId: CoopId;
  userId: UserId;
}

export interface Goods {
  productId: ProductId;
  variantId: VariantId;
  sku: string;
}

export interface WantedGoods {
  name: string;
  /** Smallest steps. */
  stock: number;
  priceVnd?: number;
  stepsPerUnit?: number;
  parts?: readonly { variantId: number; quantity: number }[];
  shopIds?: readonly number[];
}

let picture: Promise<Buffer> | null = null;

function photo(): Promise<Buffer> {
  picture ??= sharp({ create: { width: 600, height: 600, channels: 3, background: '#a86' } })
    .jpeg()
    .toBuffer();
  return picture;
}

export async function createGoods(
  product: Product,
  { coopId, userId }: Seller,
  wanted: WantedGoods,
): Promise<Goods> {
  const { name, stock, priceVnd = 95_000, stepsPerUnit = 1, parts = [], shopIds } = wanted;
  const scope = { coopId };
  const photoKey = await product.catalogue.media.put(scope, await photo());
  const variant = {
    optionName: '',
    unit: stepsPerUnit > 1 ? 'kg' : 'hũ',
    stepsPerUnit,
    packAmount: null,
    packMeasure: null,
    weightGrams: 700,
    sellerSku: null,
    priceVnd,
    parts,
  };
  const productId = await product.sync.publishing.create(
    scope,
    {
      product: {
        name,
        description: 'Hàng của HTX, dùng để thử.',
        producer: 'HTX Thử',
        kind: '',
        certificateId: null,
        photoKeys: [photoKey],
        variants: [variant],
      },
      stock: [stock],
      ...(shopIds ? { shopIds } : {}),
    },
    userId,
  );
  const made = await product.catalogue.products.find(scope, productId);
  return { productId, variantId: made.variants[0]!.id, sku: made.variants[0]!.sku };
}

/** ± pieces, as a person at the shelf. */
export async function moveStock(
  product: Product,
  { coopId, userId }: Seller,
  variantId: VariantId,
  delta: number,
): Promise<void> {
  const opId = product.parts.ids.next();
  const input = { opId, variantId, delta, reason: 'correction' as const, actor: userId };
  await product.stock.move({ coopId }, input);
}
