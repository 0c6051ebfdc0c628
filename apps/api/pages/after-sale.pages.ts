import { Controller, Get, Param, Post, Req, Res } from '@nestjs/common';
import { ApiExcludeController } from '@nestjs/swagger';
import { returnAct, returnAnswer } from '@ganh/contracts';
import type { Actor } from '@ganh/identity';
import { type OrderId, Problem, type ReturnId } from '@ganh/kernel';
import { LabelService } from '@ganh/sync';
import type { FastifyReply } from 'fastify';
import { type Asked, Needs, Who } from '../edge/actor';
import { sendLabel } from '../edge/label';
import { readForm } from '../edge/multipart';
import { IdPipe, Word } from '../edge/params';
import { check } from '../edge/zod';
import { ReturnActions } from '../views/return-actions';
import { Pages } from './page';

/** What the page of an order leads to after a sale: labels to print, answers to buyers who send goods back. */
@ApiExcludeController()
@Controller('don')
export class AfterSalePages {
  constructor(
    private readonly pages: Pages,
    private readonly labels: LabelService,
    private readonly actions: ReturnActions,
  ) {}

  @Needs('orders.read')
  @Get(':id/phieu-gui')
  async label(
    @Who() actor: Actor,
    @Param('id', IdPipe) id: OrderId,
    @Word('parcel') parcel: string | undefined,
    @Res() reply: FastifyReply,
  ): Promise<void> {
    sendLabel(reply, await this.labels.print(actor, id, parcel ?? null));
  }

  @Needs('orders.write')
  @Post('tra/:id/:act')
  async answer(
    @Who() actor: Actor,
    @Param('id', IdPipe) id: ReturnId,
    @Param('act') act: string,
    @Req() request: Asked,
    @Res() reply: FastifyReply,
  ): Promise<void> {
    const known = returnAct.safeParse(act);
    if (!known.success) throw Problem.notFound();
    const { fields } = await readForm(request);
    const { why } = check(returnAnswer, fields);
    const orderId = await this.actions.act(actor, id, known.data, why?.trim() || null);
    this.pages.go(reply, `/don/${orderId}`);
  }
}
