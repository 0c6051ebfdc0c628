import { Controller, HttpCode, Param, Post } from '@nestjs/common';
import { ApiParam, ApiTags } from '@nestjs/swagger';
import { returnAct, returnAnswer } from '@ganh/contracts';
import type { Actor } from '@ganh/identity';
import { Problem, type ReturnId } from '@ganh/kernel';
import type { z } from 'zod';
import { Needs, Who } from '../edge/actor';
import { IdPipe } from '../edge/params';
import { ZodBody } from '../edge/zod';
import { OrderViews } from '../views/order-views';
import { ReturnActions } from '../views/return-actions';

@ApiTags('orders')
@Controller('api/v1/returns')
export class ReturnsController {
  constructor(
    private readonly actions: ReturnActions,
    private readonly views: OrderViews,
  ) {}

  /** Answers a buyer who sends goods back, or counts them in again; a refusal needs `why`. Shows the order. */
  @Needs('orders.write')
  @Post(':id/:act')
  @ApiParam({ name: 'act', enum: returnAct.options })
  @HttpCode(200)
  async act(
    @Who() actor: Actor,
    @Param('id', IdPipe) id: ReturnId,
    @Param('act') act: string,
    @ZodBody(returnAnswer.optional()) body?: z.infer<typeof returnAnswer>,
  ) {
    const known = returnAct.safeParse(act);
    if (!known.success) throw Problem.notFound();
    const why = body?.why?.trim() || null;
    return this.views.detail(actor, await this.actions.act(actor, id, known.data, why));
  }
}
