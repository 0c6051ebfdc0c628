import { randomUUID } from 'node:crypto';
import { Controller, Param, Post, Req, Res } from '@nestjs/common';
import { ApiExcludeController } from '@nestjs/swagger';
import { replyAct, replyRequest } from '@ganh/contracts';
import type { Actor } from '@ganh/identity';
import { type MessageId, Problem, type ReplyId, type ShopId } from '@ganh/kernel';
import type { FastifyReply } from 'fastify';
import { type Asked, Needs, Who } from '../edge/actor';
import { readForm } from '../edge/multipart';
import { IdPipe } from '../edge/params';
import { check } from '../edge/zod';
import { ReplyActions } from '../views/reply-actions';
import { Pages } from './page';

/** Answers to buyers and the switches of a shop, by forms alone. */
@ApiExcludeController()
@Controller()
export class ReplyPages {
  constructor(
    private readonly pages: Pages,
    private readonly actions: ReplyActions,
  ) {}

  @Needs('messages.write')
  @Post('don/tin/:id/tra-loi')
  async answer(
    @Who() actor: Actor,
    @Param('id', IdPipe) id: MessageId,
    @Req() request: Asked,
    @Res() reply: FastifyReply,
  ): Promise<void> {
    const { fields } = await readForm(request);
    const wish = { opId: fields['opId'] || randomUUID(), way: fields['way'], text: fields['text'] };
    await this.actions.answer(actor, id, check(replyRequest, wish));
    this.pages.go(reply, whereFrom(fields));
  }

  @Needs('messages.write')
  @Post('don/tin/tra-loi/:id/:act')
  async decide(
    @Who() actor: Actor,
    @Param('id', IdPipe) id: ReplyId,
    @Param('act') act: string,
    @Req() request: Asked,
    @Res() reply: FastifyReply,
  ): Promise<void> {
    const known = replyAct.safeParse(act);
    if (!known.success) throw Problem.notFound();
    const { fields } = await readForm(request);
    await this.actions.decide(actor, id, known.data);
    this.pages.go(reply, whereFrom(fields));
  }

  @Needs('shops.write')
  @Post('kenh/:id/tra-loi')
  async set(
    @Who() actor: Actor,
    @Param('id', IdPipe) id: ShopId,
    @Req() request: Asked,
    @Res() reply: FastifyReply,
  ): Promise<void> {
    const { fields } = await readForm(request);
    await this.actions.setSwitches(actor, id, {
      hidesPhones: fields['hidesPhones'] === '1',
      sendsNotices: fields['sendsNotices'] === '1',
    });
    this.pages.go(reply, '/kenh');
  }
}

/** The order's page where the form stood there; nothing else that a form may name. */
function whereFrom(fields: Readonly<Record<string, string | undefined>>): string {
  return /^\d{1,16}$/.test(fields['order'] ?? '') ? `/don/${fields['order']}` : '/don/tin';
}
