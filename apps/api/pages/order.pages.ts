import { Controller, Get, Param, Post, Req, Res } from '@nestjs/common';
import { ApiExcludeController } from '@nestjs/swagger';
import { orderFromMessage, orderTab } from '@ganh/contracts';
import { type Actor, may } from '@ganh/identity';
import { type MessageId, type OrderId, Problem } from '@ganh/kernel';
import type { FastifyReply } from 'fastify';
import { type Asked, Needs, Who } from '../edge/actor';
import { readForm } from '../edge/multipart';
import { IdPipe, Word } from '../edge/params';
import { check } from '../edge/zod';
import { actionName } from '../routes/orders.controller';
import { wishOf } from '../routes/messages.controller';
import { MessageOrders } from '../views/message-orders';
import { MessageViews } from '../views/message-views';
import { OrderActions } from '../views/order-actions';
import { OrderViews } from '../views/order-views';
import { Pages } from './page';
import { readWhole } from './typed-number';

@ApiExcludeController()
@Controller('don')
export class OrderPages {
  constructor(
    private readonly pages: Pages,
    private readonly orders: OrderViews,
    private readonly messages: MessageViews,
    private readonly making: MessageOrders,
    private readonly actions: OrderActions,
  ) {}

  @Needs('orders.read')
  @Get()
  async list(
    @Who() actor: Actor,
    @Word('tab') tab: string | undefined,
    @Word('cursor') cursor: string | undefined,
    @Req() request: Asked,
    @Res() reply: FastifyReply,
  ): Promise<void> {
    const known = orderTab.safeParse(tab);
    this.pages.send(
      request,
      reply,
      'orders',
      await this.orders.page(actor, known.success ? known.data : 'dong-goi', cursor ?? null),
    );
  }

  @Needs('messages.read')
  @Get('tin')
  async inbox(
    @Who() actor: Actor,
    @Req() request: Asked,
    @Res() reply: FastifyReply,
  ): Promise<void> {
    this.pages.send(request, reply, 'messages', await this.messages.page(actor));
  }

  @Needs('orders.write')
  @Post('tin/:id')
  async make(
    @Who() actor: Actor,
    @Param('id', IdPipe) id: MessageId,
    @Req() request: Asked,
    @Res() reply: FastifyReply,
  ): Promise<void> {
    const { fields } = await readForm(request);
    const typed = check(orderFromMessage, {
      lines: [
        {
          variantId: Number(fields['variantId']),
          quantity: readWhole(fields['quantity'] ?? '1') ?? 0,
        },
      ],
      buyerName: fields['buyerName'],
      buyerPhone: fields['buyerPhone'],
      buyerAddress: fields['buyerAddress'],
      payment: fields['payment'] === 'prepaid' ? 'prepaid' : 'cod',
    });
    const wish = wishOf(typed);
    this.pages.go(reply, `/don/${await this.making.make(actor, id, wish)}`);
  }

  @Needs('orders.read')
  @Get(':id')
  async show(
    @Who() actor: Actor,
    @Param('id', IdPipe) id: OrderId,
    @Req() request: Asked,
    @Res() reply: FastifyReply,
  ): Promise<void> {
    this.pages.send(request, reply, 'order', await this.orders.one(actor, id));
  }

  @Needs('orders.write')
  @Post(':id/:action')
  async act(
    @Who() actor: Actor,
    @Param('id', IdPipe) id: OrderId,
    @Param('action') name: string,
    @Req() request: Asked,
    @Res() reply: FastifyReply,
  ): Promise<void> {
    const known = actionName.safeParse(name);
    if (!known.success) throw Problem.notFound();
    if (known.data === 'cancel' && !may(actor, 'orders.cancel'))
      throw new Problem('forbidden', 'Huỷ đơn cần người bán hoặc người quản lý.');
    const { fields } = await readForm(request);
    await this.actions.act(
      actor,
      id,
      known.data,
      fields['reason'] === 'out_of_stock' ? 'out_of_stock' : 'buyer_asked',
    );
    this.pages.go(reply, fields['back'] === 'list' ? '/don?tab=dong-goi' : `/don/${id}`);
  }
}
