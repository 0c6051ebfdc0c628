import { Controller, Get, Param, Post, Req, Res } from '@nestjs/common';
import { ApiExcludeController } from '@nestjs/swagger';
import { type Product, ProductService } from '@ganh/catalogue';
import type { Actor } from '@ganh/identity';
import { Problem, type ProductId } from '@ganh/kernel';
import { PublishingService } from '@ganh/sync';
import type { FastifyReply } from 'fastify';
import { type Asked, Needs, Who } from '../edge/actor';
import { IdPipe } from '../edge/params';
import { RemovalViews } from '../views/removal-views';
import { Pages } from './page';

/** A product taken off sale for good, and back. The product's own screen says which it is. */
@ApiExcludeController()
@Controller('hang')
export class RemovalPages {
  constructor(
    private readonly pages: Pages,
    private readonly views: RemovalViews,
    private readonly products: ProductService,
    private readonly publishing: PublishingService,
  ) {}

  @Needs('products.write')
  @Get(':id/thoi-ban')
  async ask(
    @Who() actor: Actor,
    @Param('id', IdPipe) id: ProductId,
    @Req() request: Asked,
    @Res() reply: FastifyReply,
  ): Promise<void> {
    const product = await this.products.find(actor, id);
    const view = await this.views.ask(actor, product);
    if (view) this.pages.send(request, reply, 'removeProduct', view);
    else this.pages.go(reply, screenOf(product));
  }

  @Needs('products.write')
  @Post(':id/thoi-ban')
  remove(
    @Who() actor: Actor,
    @Param('id', IdPipe) id: ProductId,
    @Res() reply: FastifyReply,
  ): Promise<void> {
    return this.set(actor, id, true, reply);
  }

  @Needs('products.write')
  @Post(':id/ban-lai')
  restore(
    @Who() actor: Actor,
    @Param('id', IdPipe) id: ProductId,
    @Res() reply: FastifyReply,
  ): Promise<void> {
    return this.set(actor, id, false, reply);
  }

  private async set(
    actor: Actor,
    id: ProductId,
    removed: boolean,
    reply: FastifyReply,
  ): Promise<void> {
    await this.publishing.setRemoved(actor, id, removed, actor.userId);
    this.pages.go(reply, screenOf(await this.products.find(actor, id)));
  }
}

function screenOf({ variants: [first] }: Product): string {
  if (!first) throw Problem.notFound();
  return `/hang/sua/${first.id}`;
}
