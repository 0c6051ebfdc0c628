import { Controller, Get, HttpCode, Param, Post, Put } from '@nestjs/common';
import { ApiParam, ApiTags } from '@nestjs/swagger';
import { replyAct, replyRequest, replySwitch } from '@ganh/contracts';
import type { Actor } from '@ganh/identity';
import { type MessageId, Problem, type ReplyId, type ShopId } from '@ganh/kernel';
import { MessageService } from '@ganh/orders';
import type { z } from 'zod';
import { Needs, Who } from '../edge/actor';
import { IdPipe } from '../edge/params';
import { ZodBody } from '../edge/zod';
import { ReplyActions } from '../views/reply-actions';
import { ReplyViews } from '../views/reply-views';

@ApiTags('messages')
@Controller('api/v1')
export class RepliesController {
  constructor(
    private readonly actions: ReplyActions,
    private readonly views: ReplyViews,
    private readonly messages: MessageService,
  ) {}

  /** What was answered to this comment or message, and the ways in which it can be answered. */
  @Needs('messages.read')
  @Get('messages/:id/replies')
  async list(@Who() actor: Actor, @Param('id', IdPipe) id: MessageId) {
    const message = await this.messages.find(actor, id);
    if (!message) throw Problem.notFound('Không tìm thấy tin này.');
    return this.views.ofMessage(actor, message);
  }

  /** Answers the buyer through the channel; the same `opId` sent twice is one answer. */
  @Needs('messages.write')
  @Post('messages/:id/replies')
  @HttpCode(200)
  async answer(
    @Who() actor: Actor,
    @Param('id', IdPipe) id: MessageId,
    @ZodBody(replyRequest) body: z.infer<typeof replyRequest>,
  ) {
    return this.views.one(actor, await this.actions.answer(actor, id, body));
  }

  /** `again`: sends what was refused, or what may not have got through. `arrived`: the buyer has it. */
  @Needs('messages.write')
  @Post('replies/:id/:act')
  @ApiParam({ name: 'act', enum: replyAct.options })
  @HttpCode(200)
  async decide(@Who() actor: Actor, @Param('id', IdPipe) id: ReplyId, @Param('act') act: string) {
    const known = replyAct.safeParse(act);
    if (!known.success) throw Problem.notFound();
    return this.views.one(actor, await this.actions.decide(actor, id, known.data));
  }

  /** What Gánh does by itself in this shop; everything is off at first. */
  @Needs('shops.write')
  @Put('shops/:id/replies')
  async set(
    @Who() actor: Actor,
    @Param('id', IdPipe) id: ShopId,
    @ZodBody(replySwitch) body: z.infer<typeof replySwitch>,
  ) {
    return this.actions.setSwitches(actor, id, body);
  }
}
