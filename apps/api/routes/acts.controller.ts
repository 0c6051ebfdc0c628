import { Controller, Get, HttpCode, Param, Post } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import { page } from '@ganh/contracts';
import type { Actor } from '@ganh/identity';
import type { Id } from '@ganh/kernel';
import type { z } from 'zod';
import { Needs, Who } from '../edge/actor';
import { IdPipe } from '../edge/params';
import { ZodQuery } from '../edge/zod';
import { ActUndo } from '../views/act-undo';
import { ActViews } from '../views/act-views';

@ApiTags('acts')
@Controller('api/v1/acts')
export class ActsController {
  constructor(
    private readonly views: ActViews,
    private readonly acts: ActUndo,
  ) {}

  /** "Việc vừa làm": what people did that this person may know of, newest first. */
  @Needs('acts.read')
  @Get()
  list(@Who() actor: Actor, @ZodQuery(page) { cursor, limit }: z.infer<typeof page>) {
    return this.views.list(actor, cursor ?? null, limit);
  }

  /** Takes it back, once however often it is asked; answers the act as it stands then. */
  @Needs('acts.read')
  @Post(':id/undo')
  @HttpCode(200)
  undo(@Who() actor: Actor, @Param('id', IdPipe) id: Id<string>) {
    return this.acts.undo(actor, id);
  }
}
