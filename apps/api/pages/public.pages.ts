import { Controller, Get, Req, Res } from '@nestjs/common';
import { ApiExcludeController } from '@nestjs/swagger';
import type { FastifyReply } from 'fastify';
import { type Asked, Public } from '../edge/actor';
import { Code } from '../edge/params';
import { PublicViews } from '../views/public-views';
import { Pages } from './page';

@ApiExcludeController()
@Public()
@Controller('p')
export class PublicPages {
  constructor(
    private readonly pages: Pages,
    private readonly views: PublicViews,
  ) {}

  @Get(':code')
  async show(
    @Code('code') code: string,
    @Req() request: Asked,
    @Res() reply: FastifyReply,
  ): Promise<void> {
    this.pages.send(request, reply, 'productPage', await this.views.product(code));
  }
}
