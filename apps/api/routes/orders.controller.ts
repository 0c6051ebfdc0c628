import { Controller, Get, HttpCode, Param, Post, Res } from '@nestjs/common';
import { ApiParam, ApiProduces, ApiTags } from '@nestjs/swagger';
import { orderCancel, orderRequest, orderTab, page } from '@ganh/contracts';
import { type Actor, may } from '@ganh/identity';
import { type OrderId, parsePhone, Problem } from '@ganh/kernel';
import { OrderDesk, OWN_SHOP } from '@ganh/orders';
import { LabelService } from '@ganh/sync';
import type { FastifyReply } from 'fastify';
import { z } from 'zod';
import { sendLabel } from '../edge/label';
import { Needs, Who } from '../edge/actor';
import { IdPipe } from '../edge/params';
import { check, ZodBody, ZodQuery } from '../edge/zod';
import { OrderActions } from '../views/order-actions';
import { OrderViews } from '../views/order-views';

const labelQuery = z.object({ parcel: z.string().max(100).optional() });
const listQuery = page.extend({ tab: orderTab.default('moi') });
export const actionName = z.enum([
  'confirm',
  'pack',
  'arrange',
  'unpack',
  'hand-over',
  'complete',
  'paid',
  'found',
  'cancel',
  'accept-cancel',
]);

@ApiTags('orders')
@Controller('api/v1/orders')
export class OrdersController {
  constructor(
    private readonly desk: OrderDesk,
    private readonly views: OrderViews,
    private readonly actions: OrderActions,
    private readonly labels: LabelService,
  ) {}

  @Needs('orders.read')
  @Get()
  async list(@Who() actor: Actor, @ZodQuery(listQuery) query: z.infer<typeof listQuery>) {
    const { rows, nextCursor } = await this.views.rows(
      actor,
      query.tab,
      query.cursor ?? null,
      query.limit,
    );
    return { items: rows, nextCursor };
  }

  /** An order typed by hand. Reserves everything or is refused with what is left. */
  @Needs('orders.write')
  @Post()
  async create(@Who() actor: Actor, @ZodBody(orderRequest) body: z.infer<typeof orderRequest>) {
    const id = await this.desk.place(
      actor,
      {
        source: `op:${body.opId}`,
        shopId: OWN_SHOP,
        channel: 'own',
        lines: body.lines,
        buyer: {
          externalId: null,
          name: body.buyerName || null,
          phone: phoneOf(body.buyerPhone),
          address: body.buyerAddress || null,
        },
        payment: body.payment,
      },
      actor.userId,
    );
    return this.views.detail(actor, id);
  }

  @Needs('orders.read')
  @Get(':id')
  show(@Who() actor: Actor, @Param('id', IdPipe) id: OrderId) {
    return this.views.detail(actor, id);
  }

  /** What to stick on the parcel, as the channel made it. */
  @Needs('orders.read')
  @Get(':id/label')
  @ApiProduces('application/pdf', 'image/png', 'text/html')
  async label(
    @Who() actor: Actor,
    @Param('id', IdPipe) id: OrderId,
    @ZodQuery(labelQuery) query: z.infer<typeof labelQuery>,
    @Res() reply: FastifyReply,
  ): Promise<void> {
    sendLabel(reply, await this.labels.print(actor, id, query.parcel ?? null));
  }

  @Needs('orders.write')
  @Post(':id/:action')
  @ApiParam({ name: 'action', enum: actionName.options })
  @HttpCode(200)
  async act(
    @Who() actor: Actor,
    @Param('id', IdPipe) id: OrderId,
    @Param('action') action: string,
    @ZodBody(orderCancel.optional()) body?: z.infer<typeof orderCancel>,
  ) {
    const known = actionName.safeParse(action);
    if (!known.success) throw Problem.notFound();
    if (known.data === 'cancel' && !may(actor, 'orders.cancel'))
      throw new Problem('forbidden', 'Huỷ đơn cần người bán hoặc người quản lý.');
    await this.actions.act(actor, id, known.data, check(orderCancel, body ?? {}).reason);
    return this.views.detail(actor, id);
  }
}

/** null for nothing typed; refuses what is no phone number, so that nobody calls a wrong one. */
export function phoneOf(text: string | undefined): string | null {
  if (!text?.trim()) return null;
  const phone = parsePhone(text);
  if (!phone)
    throw Problem.field(
      'buyerPhone',
      'not_a_phone',
      'Số điện thoại chưa đúng.',
      'Gõ đủ 10 số, hoặc để trống.',
    );
  return phone;
}
