/** What the API and the forms accept. Unknown fields are refused: a misspelt one would silently do nothing. */
import { tidy, tidyLines } from '@ganh/kernel';
import { z } from 'zod';

const id = z.number().int().positive();
const vnd = z.number().int().min(1).max(1_000_000_000);
const steps = (max: number) => z.number().int().min(0).max(max);
/** One line of a person's words, as it is stored: NFC, single blanks, nothing invisible. May be ''. */
const line = (max: number) => z.string().overwrite(tidy).max(max);
const words = (max: number) => z.string().overwrite(tidy).min(1).max(max);
const paragraphs = (max: number) => z.string().overwrite(tidyLines).max(max);
const photoKeys = z.array(z.string().regex(/^[0-9a-f]{64}$/)).max(9);
const MOST_STEPS = 10_000_000;
/** Of a parcel with one unit in it. */
const grams = z.number().int().min(1).max(200_000);
const packAmount = z.number().int().min(1).max(1_000_000);
const packMeasure = z.enum(['g', 'ml', 'piece']);

/** Made by the device for each press; the same press sent twice counts once. */
export const opId = z.string().regex(/^[0-9A-Za-z-]{8,64}$/);

export const loginRequest = z.strictObject({
  phone: words(30),
  password: z.string().min(1).max(200),
});

/** The rules of a new one are in libs/identity: they need to know whose it is. */
const newPassword = z.string().min(1).max(1000);
export const passwordChange = z.strictObject({
  current: z.string().min(1).max(200),
  next: newPassword,
});

export const variantInput = z
  .strictObject({
    optionName: line(80).default(''),
    unit: words(40),
    /** Smallest steps in one unit: 1 for pieces; pepper by 50 g sold per kg: 20. */
    stepsPerUnit: z.number().int().min(1).max(1000).default(1),
    packAmount: packAmount.nullable().default(null),
    packMeasure: packMeasure.nullable().default(null),
    weightGrams: grams.nullable().default(null),
    sellerSku: line(100).nullable().default(null),
    priceVnd: vnd,
    /** In smallest steps. */
    stock: steps(MOST_STEPS).default(0),
    /** A combo: its parts, in their smallest steps. */
    parts: z
      .array(z.strictObject({ variantId: id, quantity: z.number().int().min(1).max(1000) }))
      .max(20)
      .default([]),
  })
  .refine((variant) => (variant.packAmount === null) === (variant.packMeasure === null), {
    path: ['packMeasure'],
    params: {
      code: 'half_a_pack',
      remedy: 'Ghi cả số lượng và đơn vị của quy cách, hoặc để trống cả hai.',
    },
  });

/** The OCOP product group as a code of plain letters; '' = not said. */
const kind = z.string().regex(/^[0-9a-z-]{0,40}$/);

export const productRequest = z.strictObject({
  name: words(200),
  description: paragraphs(5000).default(''),
  producer: line(200).default(''),
  kind: kind.default(''),
  certificateId: id.nullable().default(null),
  photoKeys: photoKeys.default([]),
  variants: z.array(variantInput).min(1).max(50),
  /** Shops to list it in; absent = all that are connected. */
  shopIds: z.array(id).max(50).optional(),
});

export const productChange = z.strictObject({
  name: words(200).optional(),
  description: paragraphs(5000).optional(),
  producer: line(200).optional(),
  kind: kind.optional(),
  certificateId: id.nullable().optional(),
  photoKeys: photoKeys.optional(),
  hidden: z.boolean().optional(),
  /** Of what is bought; whatever is not named stays. Prices and stock have their own requests. */
  variants: z
    .array(
      z.strictObject({
        id,
        weightGrams: grams.nullable().optional(),
        pack: z.strictObject({ amount: packAmount, measure: packMeasure }).nullable().optional(),
      }),
    )
    .max(50)
    .optional(),
  baseRev: z.number().int().min(1),
});

export const stockMove = z.strictObject({
  opId,
  delta: z
    .number()
    .int()
    .min(-MOST_STEPS)
    .max(MOST_STEPS)
    .refine((n) => n !== 0, { params: { code: 'zero', remedy: 'Nhập số thêm vào hoặc bớt đi.' } }),
  reason: z.enum(['received', 'retail', 'damaged', 'gift', 'correction']).default('received'),
});
export const stockCount = z.strictObject({
  opId,
  counted: steps(MOST_STEPS),
  baseRev: z.number().int().min(0),
});
export const priceChange = z.strictObject({
  opId,
  priceVnd: vnd,
  baseRev: z.number().int().min(1),
});

/** What a shop is offered of what is free; `value` in per cent for a share, else in smallest steps. */
export const allocationRule = z.discriminatedUnion('kind', [
  z.strictObject({ kind: z.literal('mirror') }),
  z.strictObject({ kind: z.literal('share'), value: steps(100) }),
  z.strictObject({ kind: z.literal('cap'), value: steps(MOST_STEPS) }),
  z.strictObject({ kind: z.literal('buffer'), value: steps(MOST_STEPS) }),
]);
/** Smallest steps that no shop is ever offered. */
export const bufferChange = z.strictObject({ buffer: steps(MOST_STEPS) });

/** Officers and operators are no cooperative's to name. */
const roles = z
  .array(z.enum(['seller', 'packer', 'host', 'manager']))
  .min(1)
  .max(4);
export const memberRequest = z.strictObject({
  phone: words(30),
  name: words(120),
  password: newPassword,
  roles,
});
export const memberChange = z.strictObject({ roles });
export const memberPassword = z.strictObject({ password: newPassword });

export const listingAnswers = z.strictObject({
  answers: z
    .record(z.string().regex(/^[A-Za-z][0-9A-Za-z_.:-]{0,79}$/), paragraphs(5000))
    .refine((answers) => Object.keys(answers).length <= 20, {
      params: { code: 'too_many', remedy: 'Trả lời nhiều nhất 20 ô một lần.' },
    }),
  /** Category and attributes are remembered for all goods of the product's kind; false = for this product alone. */
  forKind: z.boolean().default(false),
});
export const kindAnswer = z.strictObject({ kind });
export const categoryQuery = z.object({ q: z.string().max(100).default('') });

export const orderLineInput = z.strictObject({
  variantId: id,
  quantity: z.number().int().min(1).max(1_000_000),
});
export const orderFromMessage = z.strictObject({
  lines: z.array(orderLineInput).min(1).max(50),
  buyerName: line(120).optional(),
  buyerPhone: line(30).optional(),
  buyerAddress: line(500).optional(),
  payment: z.enum(['prepaid', 'cod']).default('cod'),
});
export const orderRequest = orderFromMessage.extend({ opId });
export const orderCancel = z.strictObject({
  reason: z.enum(['out_of_stock', 'buyer_asked']).default('buyer_asked'),
});

export const certificateRequest = z.strictObject({
  kind: z.enum(['ocop', 'vietgap', 'other']),
  stars: z.number().int().min(3).max(5).nullable().default(null),
  number: words(80),
  issuedBy: words(200),
  issuedOn: z.iso.date(),
  validUntil: z.iso.date(),
});

export const page = z.object({
  cursor: z.string().max(100).optional(),
  limit: z.coerce.number().int().min(1).max(200).default(50),
});
/** A refusal tells the buyer why. */
export const returnAnswer = z.strictObject({ why: z.string().max(300).optional() });
export const returnAct = z.enum(['accept', 'refuse', 'restock']);
export type ReturnAct = z.infer<typeof returnAct>;
/** What a person says to a buyer: into the conversation, under the comment, or to its author alone. */
export const replyRequest = z.strictObject({
  opId,
  way: z.enum(['thread', 'comment', 'private']),
  text: paragraphs(2000).min(1),
});
export type ReplyRequest = z.infer<typeof replyRequest>;
export const replyAct = z.enum(['again', 'arrived']);
export type ReplyAct = z.infer<typeof replyAct>;
/** What Gánh does by itself in a shop. */
export const replySwitch = z.strictObject({ hidesPhones: z.boolean(), sendsNotices: z.boolean() });
export type ReplySwitch = z.infer<typeof replySwitch>;
export const orderTab = z.enum(['moi', 'cho-tien', 'dong-goi', 'dang-giao', 'xong', 'co-chuyen']);
export type OrderTab = z.infer<typeof orderTab>;
