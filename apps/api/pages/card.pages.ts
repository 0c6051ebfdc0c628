import { Controller, Get, Param, Req, Res } from '@nestjs/common';
import { ApiExcludeController } from '@nestjs/swagger';
import type { CardsView } from '@ganh/contracts';
import type { Actor } from '@ganh/identity';
import type { ProductId, ShopId } from '@ganh/kernel';
import type { FastifyReply } from 'fastify';
import { type Asked, Needs, Who } from '../edge/actor';
import { IdPipe, Word } from '../edge/params';
import { CardViews } from '../views/card-views';
import { Pages } from './page';

/** Cards to print: `kho` is the paper, a6 or a5. */
@ApiExcludeController()
@Controller()
export class CardPages {
  constructor(
    private readonly pages: Pages,
    private readonly views: CardViews,
  ) {}

  @Needs('products.read')
  @Get('hang/:id/the')
  async ofProduct(
    @Who() actor: Actor,
    @Param('id', IdPipe) id: ProductId,
    @Word('kho') paper: string | undefined,
    @Req() request: Asked,
    @Res() reply: FastifyReply,
  ): Promise<void> {
    this.send(request, reply, paper, await this.views.ofProduct(actor, id));
  }

  @Needs('shops.read')
  @Get('kenh/:id/bang/the')
  async ofShop(
    @Who() actor: Actor,
    @Param('id', IdPipe) id: ShopId,
    @Word('kho') paper: string | undefined,
    @Req() request: Asked,
    @Res() reply: FastifyReply,
  ): Promise<void> {
    this.send(request, reply, paper, await this.views.ofShop(actor, id));
  }

  private send(
    request: Asked,
    reply: FastifyReply,
    paper: string | undefined,
    view: CardsView,
  ): void {
    this.pages.send(request, reply, paper === 'a5' ? 'cardsA5' : 'cardsA6', view);
  }
}
