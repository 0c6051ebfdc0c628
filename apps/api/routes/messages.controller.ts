import { Controller, Delete, Get, HttpCode, Param, Post } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import { orderFromMessage, page } from '@ganh/contracts';
import type { Actor } from '@ganh/identity';
import type { MessageId } from '@ganh/kernel';
import { type FromMessage, MessageService } from '@ganh/orders';
import type { z } from 'zod';
import { Needs, Who } from '../edge/actor';
import { IdPipe } from '../edge/params';
import { ZodBody, ZodQuery } from '../edge/zod';
import { MessageOrders } from '../views/message-orders';
import { MessageViews } from '../views/message-views';
import { OrderViews } from '../views/order-views';
import { phoneOf } from './orders.controller';

@ApiTags('messages')
@Controller('api/v1/messages')
export class MessagesController {
  constructor(
    private readonly messages: MessageService,
    private readonly views: MessageViews,
    private readonly orders: OrderViews,
    private readonly making: MessageOrders,
  ) {}

  @Needs('messages.read')
  @Get()
  async list(@Who() actor: Actor, @ZodQuery(page) { cursor, limit }: z.infer<typeof page>) {
    const { rows, nextCursor } = await this.views.list(actor, cursor ?? null, limit);
    return { items: rows, nextCursor };
  }

  /** The order of this comment or message: made once, answered again when asked again. */
  @Needs('orders.write')
  @Post(':id/order')
  @HttpCode(200)
  async order(
    @Who() actor: Actor,
    @Param('id', IdPipe) id: MessageId,
    @ZodBody(orderFromMessage) body: z.infer<typeof orderFromMessage>,
  ) {
    return this.orders.detail(actor, await this.making.make(actor, id, wishOf(body)));
  }

  /** No order will come of it. */
  @Needs('messages.read')
  @Delete(':id')
  @HttpCode(204)
  hide(@Who() actor: Actor, @Param('id', IdPipe) id: MessageId): Promise<void> {
    return this.messages.hide(actor, id, true);
  }

  @Needs('messages.read')
  @Post(':id/show')
  @HttpCode(204)
  show(@Who() actor: Actor, @Param('id', IdPipe) id: MessageId): Promise<void> {
    return this.messages.hide(actor, id, false);
  }
}

/** What was left empty is not known; what is no phone number is refused. */
export function wishOf(typed: z.infer<typeof orderFromMessage>): FromMessage {
  return {
    lines: typed.lines,
    buyerName: typed.buyerName || null,
    buyerPhone: phoneOf(typed.buyerPhone),
    buyerAddress: typed.buyerAddress || null,
    payment: typed.payment,
  };
}
