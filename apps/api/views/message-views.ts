import { Injectable } from '@nestjs/common';
import { ProductService, type Variant } from '@ganh/catalogue';
import type { MessageRow, MessagesView } from '@ganh/contracts';
import { type Actor, may } from '@ganh/identity';
import { formatPhone, formatQuantity, maskPhone, phoneIn } from '@ganh/kernel';
import { MessageService, type StoredMessage } from '@ganh/orders';
import { ListingService } from '@ganh/shops';
import { cursorOf, readCursor } from '../edge/cursor';
import { guessable, guessOrder, type OrderGuess } from './guess-order';
import { ReplyViews, type ShopOfMessages } from './reply-views';
import { ShellViews } from './shell';
import { StockViews } from './stock-views';

const LIMIT = 100;

@Injectable()
export class MessageViews {
  constructor(
    private readonly messages: MessageService,
    private readonly products: ProductService,
    private readonly stock: StockViews,
    private readonly listings: ListingService,
    private readonly replies: ReplyViews,
    private readonly shell: ShellViews,
  ) {}

  async page(actor: Actor): Promise<MessagesView> {
    const goods = await this.goods(actor);
    const [{ rows }, shell] = await Promise.all([
      this.rows(actor, null, LIMIT, goods),
      this.shell.of(actor),
    ]);
    return {
      shell,
      rows,
      products: goods.map(({ variant, name, available }) => ({
        ...pick(variant),
        name,
        available,
      })),
    };
  }

  /** What is no order yet, newest first. */
  async list(actor: Actor, cursor: string | null, limit: number) {
    return this.rows(actor, cursor, limit, await this.goods(actor));
  }

  private async rows(
    actor: Actor,
    cursor: string | null,
    limit: number,
    goods: Awaited<ReturnType<MessageViews['goods']>>,
  ): Promise<{ rows: MessageRow[]; nextCursor: string | null }> {
    const from = readCursor(cursor);
    const [open, shopOf] = await Promise.all([
      this.messages.open(actor, limit, from && { at: from[0], id: from[1] }),
      this.replies.shopsOf(actor),
    ]);
    const [answersOf, productUnder] = await Promise.all([
      this.replies.ofMessages(actor, open, shopOf),
      this.productsUnder(actor, open),
    ]);
    const guessables = goods.map(({ variant, name }) =>
      guessable({
        variantId: variant.id,
        productId: variant.productId,
        name,
        stepsPerUnit: variant.stepsPerUnit,
      }),
    );
    const guessOf = (message: StoredMessage) =>
      guessOrder(message.text, guessables, productUnder(message));
    const last = open.at(-1);
    return {
      rows: open.map((message) => ({
        ...this.row(message, goods, guessOf(message), shopOf(message.shopId), actor),
        answers: answersOf(message),
      })),
      nextCursor: open.length === limit && last ? cursorOf(last.at, last.id) : null,
    };
  }

  private async goods(actor: Actor) {
    const products = (await this.products.list(actor, 0, 2000)).filter(
      (product) => !product.hidden,
    );
    const variants = products.flatMap((product) =>
      product.variants.map((variant) => ({
        variant,
        name: variant.optionName ? `${product.name} · ${variant.optionName}` : product.name,
      })),
    );
    const levels = await this.stock.levels(
      actor,
      variants.map(({ variant }) => variant.id),
    );
    return variants.map((one) => ({
      ...one,
      available: levels.get(one.variant.id)?.available ?? 0,
    }));
  }

  /** The product whose post a comment stands under, as far as the post is ours. */
  private async productsUnder(actor: Actor, messages: readonly StoredMessage[]) {
    const comments = messages.filter(({ kind }) => kind === 'comment');
    const posts = await this.listings.productsOfItems(
      actor,
      [...new Set(comments.map(({ shopId }) => shopId))],
      [...new Set(comments.map(({ threadId }) => threadId))],
    );
    const known = new Map(
      posts.map((post) => [`${post.shopId} ${post.externalItemId}`, post.productId]),
    );
    return ({ shopId, threadId }: StoredMessage) => known.get(`${shopId} ${threadId}`) ?? null;
  }

  private row(
    message: StoredMessage,
    goods: readonly { variant: Variant }[],
    guess: OrderGuess | null,
    { channel, channelName }: ShopOfMessages,
    actor: Actor,
  ): Omit<MessageRow, 'answers'> {
    const variant = goods.find((one) => one.variant.id === guess?.variantId)?.variant;
    const phone = phoneIn(message.text);
    return {
      id: message.id,
      channel,
      channelName,
      kind: message.kind,
      from: message.from?.name || 'Người mua ẩn tên',
      text: message.text,
      at: message.at,
      guess:
        guess && variant
          ? [
              {
                ...guess,
                quantityText: formatQuantity(guess.quantity, variant.unit, variant.stepsPerUnit),
              },
            ]
          : [],
      guessWhy: guess?.why ?? '',
      // A host's screen may be on air: whoever sends no parcels needs no whole number.
      phone: phone ? (may(actor, 'orders.read') ? formatPhone(phone) : maskPhone(phone)) : null,
    };
  }
}

function pick({ id, priceVnd, unit, stepsPerUnit }: Variant) {
  return { variantId: id, priceVnd, unit, stepsPerUnit };
}
