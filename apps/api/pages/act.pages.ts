import { Controller, Get, Param, Post, Req, Res } from '@nestjs/common';
import { ApiExcludeController } from '@nestjs/swagger';
import type { Actor } from '@ganh/identity';
import { type Id, Problem } from '@ganh/kernel';
import type { FastifyReply } from 'fastify';
import { type Asked, Needs, Who } from '../edge/actor';
import { readForm } from '../edge/multipart';
import { IdPipe, Word } from '../edge/params';
import { ActUndo } from '../views/act-undo';
import { ActViews } from '../views/act-views';
import { Pages } from './page';

/** "Việc vừa làm": what the toast takes back for ten seconds is taken back here for as long as it can be. */
@ApiExcludeController()
@Controller('them/viec-vua-lam')
export class ActPages {
  constructor(
    private readonly pages: Pages,
    private readonly views: ActViews,
    private readonly acts: ActUndo,
  ) {}

  @Needs('acts.read')
  @Get()
  async list(
    @Who() actor: Actor,
    @Word('cursor') cursor: string | undefined,
    @Req() request: Asked,
    @Res() reply: FastifyReply,
  ): Promise<void> {
    this.pages.send(request, reply, 'acts', await this.views.page(actor, cursor ?? null));
  }

  @Needs('acts.read')
  @Post(':id/hoan-tac')
  async undo(
    @Who() actor: Actor,
    @Param('id', IdPipe) id: Id<string>,
    @Req() request: Asked,
    @Res() reply: FastifyReply,
  ): Promise<void> {
    const { fields } = await readForm(request);
    const cursor = fields['cursor'] || null;
    try {
      await this.acts.undo(actor, id);
      const place = cursor ? `?cursor=${encodeURIComponent(cursor)}` : '';
      this.pages.go(reply, `/them/viec-vua-lam${place}`);
    } catch (error) {
      if (!(error instanceof Problem) || error.code === 'not_found') throw error;
      const [first] = error.errors;
      const why = first ? `${first.reason} ${first.remedy}` : error.title;
      const view = await this.views.page(actor, cursor, why);
      this.pages.send(request, reply, 'acts', view, error.code === 'forbidden' ? 403 : 409);
    }
  }
}
